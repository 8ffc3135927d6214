//! The small project that the tests of the preview change: two trusts, three strategies, and one of every kind of file.

pub const FILES: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Two bodies\ndescription: What two bodies want.\nbase_url: https://plans.example/\nlanguage: en\ntheme: base\n",
    ),
    (
        "content/topics.yaml",
        "topics:\n  - id: travel\n    title: Safe travel\n  - id: health\n    title: Health\n    description: Staying well.\n",
    ),
    (
        "content/glossary.yaml",
        "terms:\n  - id: icb\n    term: Integrated care board\n    acronym: ICB\n    text: The body that plans health services.\n",
    ),
    ("content/pages/about.md", "---\ntitle: About\nmenu: header\n---\nThis site shows [[northgate/plan|a plan]].\n"),
    ("content/northgate/trust.yaml", "name: Northgate\nbrand:\n  primary: \"#005a5a\"\n  logo: logo.svg\n"),
    (
        "content/northgate/logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><rect width=\"40\" height=\"20\" fill=\"#005a5a\"/></svg>\n",
    ),
    (
        "content/northgate/plan/strategy.yaml",
        "title: Northgate to 2030
period: 2026 to 2030
statements:
  - kind: vision
    text: A fair start for every child.
goals:
  - id: streets
    title: Streets on which every child can walk
    text: Every street near a school is safe.
    topics:
      travel: main
      health: part
    measures:
      - id: hurt
        title: Children hurt on the roads
        target:
          value: 20
          by: 2029
    objectives:
      - id: crossings
        text: A crossing at each school gate.
      - id: twenty
        text: Twenty miles an hour near schools.
  - id: air
    title: Clean air
    topics:
      health: main
    depends_on:
      - streets
",
    ),
    (
        "content/northgate/plan/streets.md",
        "Two in three children live near their [[glossary/icb|board]].\n\n## What stands in the way {#obstacles}\n\n\
         ![A crossing without lights](crossing.png)\n\nSee [clean air](air.md) and [[crossings]].\n",
    ),
    ("content/northgate/plan/air.md", "Air is cleaner where [[streets|streets]] are safe.\n"),
    ("content/northgate/plan/index.md", "What the council sets out to do.\n"),
    ("content/northgate/plan/readings.csv", "measure,date,value,note\nhurt,2024,31,\nhurt,2025,27,provisional\n"),
    (
        "content/northgate/plan/updates/2025-12-gates.md",
        "---\ndate: 2025-12-01\ntitle: Seven gates are ready\nabout: [crossings]\n---\nTwo are late.\n",
    ),
    (
        "content/northgate/before/strategy.yaml",
        "title: Northgate to 2025\nperiod: 2021 to 2025\nstanding: superseded\ngoals:\n  - id: roads\n    title: Better roads\n",
    ),
    ("content/eastvale/trust.yaml", "name: Eastvale\n"),
    (
        "content/eastvale/digital/strategy.yaml",
        "title: Digital Eastvale
period: 2026 to 2028
goals:
  - id: records
    title: Data that everybody can use
    topics:
      travel: part
    supports:
      - northgate/air
",
    ),
    ("content/eastvale/digital/records.md", "For [what stands in the way](../../northgate/plan/streets.md#obstacles).\n"),
    ("themes/base/strings/en.yaml", "skip: To the main part\n"),
    ("themes/base/tokens/palette-of-ours.css", "@layer tokens { :root { --ours: #123456; } }\n"),
    (
        "themes/base/assets/mark.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>\n",
    ),
];

/// A picture that is not a text: read from the disk when it is asked for.
pub const PICTURE: &str = "content/northgate/plan/crossing.png";

/// The head of a PNG of that size, which is all that anything here reads, and a last byte to tell it from others.
pub fn png(width: u8, height: u8, last: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0, last]);
    bytes
}
