//! What the search index holds, asked as the page's script asks it: from the first part to the few others that it names.

mod support;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use support::{options, publish, with_usual};
use trustpress::Publication;
use trustpress::export::SearchIndex;

/// The index of a site, read part by part.
struct Reader<'a> {
    site: &'a Publication,
    folder: String,
    start: Value,
    /// The bytes that were asked for.
    asked: Cell<usize>,
}

impl<'a> Reader<'a> {
    fn of(site: &'a Publication) -> Reader<'a> {
        let page = site.file("search/index.html").expect("the site can be searched").expect("the page can be made");
        let page = String::from_utf8(page).expect("pages are UTF-8");
        let start = page.split("data-index=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the page names the index");
        let folder = format!("search/{}", start.trim_end_matches("start.js"));
        let mut reader = Reader { site, folder, start: Value::Null, asked: Cell::new(0) };
        reader.start = reader.part("start");
        reader
    }

    fn part(&self, name: &str) -> Value {
        let bytes = self.site.file(&format!("{}{name}.js", self.folder)).expect("a part that is named is there");
        let text = String::from_utf8(bytes.expect("parts can be made")).expect("parts are UTF-8");
        self.asked.set(self.asked.get() + text.len());
        let value = text.strip_prefix(&format!("trustpressSearch(\"{name}\",")).and_then(|rest| rest.strip_suffix(");\n"));
        serde_json::from_str(value.expect("a part is one call")).expect("what is handed over is JSON")
    }

    /// The blocks that have the words from one to another.
    fn blocks(&self, from: &str, to: &str) -> Vec<Value> {
        let first: Vec<&str> = list(&self.start["words"]).iter().map(text).collect();
        let start = first.partition_point(|word| *word <= from).saturating_sub(1);
        let end = first.partition_point(|word| *word <= to).max(start + 1);
        (start..end.min(start + 4)).map(|at| self.part(&format!("words-{at}"))).collect()
    }

    /// The documents of each word that fits, with their weights.
    fn gather(&self, blocks: &[Value], fits: impl Fn(&str) -> bool) -> BTreeMap<usize, usize> {
        let mut documents = BTreeMap::new();
        for block in blocks {
            for (_, places) in block["words"].as_object().expect("a map of words").iter().filter(|(word, _)| fits(word)) {
                let places = places.as_array().cloned().unwrap_or_else(|| vec![places.clone()]);
                for place in places.iter().map(|place| place.as_i64().expect("a number")) {
                    let at = usize::try_from(if place < 0 { -1 - place } else { place }).expect("a place");
                    documents.extend(unpacked(text(&block["lists"][at])));
                }
            }
        }
        documents
    }

    fn documents(&self, word: &str) -> BTreeMap<usize, usize> {
        let itself = self.gather(&self.blocks(word, word), |form| form == word);
        if !itself.is_empty() || word.starts_with('#') {
            return itself;
        }
        let longer = self.gather(&self.blocks(word, &format!("{word}\u{ffff}")), |form| form.starts_with(word));
        let cuts = (4.max(word.len() * 2 / 3)..word.len()).rev().map(|end| &word[..end]);
        let mut all = [longer].into_iter().chain(cuts.map(|cut| self.gather(&self.blocks(cut, cut), |form| form == cut)));
        all.find(|documents| !documents.is_empty()).unwrap_or_default()
    }

    fn record(&self, number: usize) -> Value {
        let size = self.start["inAPart"].as_u64().expect("a number") as usize;
        self.part(&format!("found-{}", number / size))[number % size].clone()
    }

    /// The titles of what is found by a word, those that it says most of first.
    fn titles(&self, word: &str) -> Vec<String> {
        let mut documents: Vec<_> = self.documents(word).into_iter().collect();
        documents.sort_by_key(|&(number, weight)| (std::cmp::Reverse(weight), number));
        documents.iter().map(|&(number, _)| text(&self.record(number)[1]).to_string()).collect()
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn unpacked(packed: &str) -> Vec<(usize, usize)> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut list, mut number, mut value, mut shift) = (Vec::new(), 0, 0, 0);
    for digit in packed.chars().map(|digit| DIGITS.find(digit).expect("a digit")) {
        value += (digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            number += value >> 2;
            list.push((number, value & 3));
            (value, shift) = (0, 0);
        }
    }
    list
}

fn site(files: &[(&str, &str)]) -> Publication {
    let files: BTreeMap<String, String> = files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let (site, problems) = publish(&with_usual(&files, false), &options());
    assert!(!problems.has_errors(), "{problems:?}");
    site
}

/// Every kind of text, each with a word of its own.
const RICH: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Plans\n"),
    (
        "content/topics.yaml",
        "topics:\n  - id: joined\n    title: Integrated working\n    short_title: Joint\n    description: Services round one person.\n    \
         synonyms: [seamlessness]\n  - id: other\n    title: Other\n",
    ),
    (
        "content/glossary.yaml",
        "terms:\n  - id: ics\n    term: Care system\n    acronym: ICS\n    text: Bodies of a neighbourhood.\n    also: [footprint]\n",
    ),
    (
        "content/partners.yaml",
        "partners:\n  - { id: ccg, name: Riverside Commissioning Group, successors: [icb] }\n  \
         - { id: icb, name: Estuary Board, acronym: ESB, also: [Board of the Estuaries] }\n",
    ),
    ("content/pages/about.md", "---\ntitle: Imprint\ndescription: Custodians.\n---\n\n## Provenance\n\nWho *curates* it.\n"),
    (
        "content/hill/trust.yaml",
        "name: Hillside Hospitals\nshort_name: Hillside\nacronym: HSH\ntext: It heals.\nplaces: [Dovecote]\npartners: [icb]\n\
         former_names:\n  - name: Royal Infirmary\nsites:\n  - { name: Lodge, also: [Sanatorium] }\n",
    ),
    (
        "content/hill/2026/strategy.yaml",
        "title: Fair futures\nsubtitle: Horizons\nkind: compact\nperiod: 2026 to 2031\ntext: A manifesto.\n\
         statements:\n  - kind: vision\n    text: Nobody lonely.\n    wordings:\n      - text: None forsaken.\n    pillars:\n      \
         - { title: Dignity, text: Respectfulness. }\nvalues:\n  - { name: Candour, text: We confess. }\n\
         supporting:\n  - { id: works, title: Masonry }\npeople:\n  - { id: ann, name: Ann Oakshott, role: chair }\n\
         quotations:\n  - { id: q, text: hearsay, by: ann }\nfindings:\n  - { id: f, text: Queues annoy., about: [waits] }\n\
         levels:\n  aims: { one: Aim, many: Aims, page: true }\n\
         aims:\n  - id: waits\n    title: Cut waits\n    short_title: Speed\n    other_titles: [{ text: Punctuality }]\n    \
         text: Nurses’ **rotas** change.\n    this_year: Start telephony.\n    label: Effective\n    topics: { joined: main }\n    \
         partners: [ccg]\n    names: [works]\n    status: { value: on-track, note: Halfway. }\n    \
         measures:\n      - { id: m, title: Backlog, text: Counted nightly. }\n    \
         objectives:\n      - { id: diag, text: Buy scanners }\n  - { id: old-q, title: Café at the A&E, text: \"The patient’s voice.\" }\n\
         partner_plans:\n  - id: plan\n    title: Vale accord\n    partner: icb\n    text: Concerted.\n    \
         objectives:\n      - { id: kin, title: Kinship }\n",
    ),
    ("content/hill/2026/index.md", "## Groundwork\n\nIt began early.\n"),
    ("content/hill/2026/waits.md", "## Turnaround\n\nAs [[old-q]] says.\n"),
    ("content/hill/2026/updates/a.md", "---\ntitle: Milestone\ndate: 2025-10-15\nabout: [waits]\n---\n\nBeds opened.\n"),
];

#[test]
fn everything_is_found_by_each_of_its_words() {
    let site = site(RICH);
    let reader = Reader::of(&site);
    let wrong: Vec<String> = [
        ("Integrated working", "integrated joint services seamlessness"),
        ("Care system (ICS)", "system ics neighbourhood footprint"),
        ("Imprint", "imprint custodians provenance curates"),
        ("Hillside Hospitals", "hillside hsh heals dovecote royal infirmary lodge sanatorium estuary riverside"),
        ("Fair futures", "fair horizons compact manifesto lonely forsaken dignity respectfulness candour confess masonry oakshott"),
        ("Fair futures", "chair hearsay 2026 2031 vision groundwork began"),
        ("Cut waits", "waits speed punctuality rotas telephony effective masonry halfway backlog nightly turnaround"),
        ("Cut waits", "annoy commissioning riverside estuary esb cafe"),
        ("Buy scanners", "buy scanners"),
        ("Café at the A&E", "cafe a&e patients"),
        ("Vale accord", "vale accord concerted estuaries"),
        ("Kinship", "kinship"),
        ("Milestone", "milestone beds"),
    ]
    .into_iter()
    .flat_map(|(title, words)| words.split(' ').map(move |word| (title, word)))
    .filter(|(title, word)| !reader.titles(word).iter().any(|found| found == title))
    .map(|(title, word)| format!("`{word}` does not find `{title}`"))
    .collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(reader.titles("unheard").is_empty());
}

#[test]
fn a_word_is_found_in_its_other_forms_and_by_its_start() {
    let site = site(RICH);
    let reader = Reader::of(&site);
    // The site has none of these; one form, `nurses`, has their stem.
    for word in ["nurse", "nursing", "nursed", "nur"] {
        assert_eq!(reader.titles(word), ["Cut waits"], "{word}");
    }
    assert_eq!(reader.titles("scanner"), ["Buy scanners"]);
    assert!(reader.titles("port").is_empty());
}

#[test]
fn a_result_says_what_it_is_and_where() {
    let site = site(RICH);
    let reader = Reader::of(&site);
    let record = |word: &str| {
        let number = *reader.documents(word).keys().next_back().expect("it is found");
        serde_json::to_string(&reader.record(number)).expect("it was JSON")
    };
    assert_eq!(record("seamlessness"), r##"[3,"Integrated working","topics/joined/","","Services round one person."]"##);
    assert_eq!(record("punctuality"), r##"["Aim","Cut waits","hill/2026/waits/","Fair futures","Nurses’ rotas change."]"##);
    assert_eq!(record("scanners"), r##"["Objective","Buy scanners","hill/2026/waits/#diag","Speed"]"##);
    assert_eq!(record("kinship"), r##"["Objective","Kinship","hill/2026/#plan.kin","Vale accord"]"##);
    assert_eq!(record("footprint"), r##"[4,"Care system (ICS)","glossary/#ics","","Bodies of a neighbourhood."]"##);
    assert_eq!(record("beds"), r##"[6,"Milestone","hill/2026/waits/#update-a","Speed","Beds opened."]"##);
    // What a goal is about, so is what stands below it. The trust's documents follow those of no trust.
    let about: Vec<String> = reader.titles("#joined");
    assert_eq!(about, ["Integrated working", "Cut waits", "Buy scanners", "Milestone"]);
    let first = list(&reader.start["trusts"])[0].as_u64().expect("a number") as usize;
    assert_eq!(text(&reader.record(first)[1]), "Hillside Hospitals");
}

#[test]
fn words_have_the_stems_of_their_own_language_and_none_where_there_are_no_rules() {
    let site = site(&[
        ("content/site.yaml", "title: Cynlluniau\nlanguage: fr\n"),
        ("themes/base/strings/fr.yaml", include_str!("../themes/base/strings/en.yaml")),
        ("content/hill/1/strategy.yaml", "title: Un\ngoals:\n  - { id: a, title: Les hôpitaux nationaux }\n"),
        ("content/hill/2/strategy.yaml", "title: Two\nlanguage: en\ngoals:\n  - { id: b, title: Wards opened }\n"),
        ("content/hill/3/strategy.yaml", "title: Tri\nlanguage: cy\ngoals:\n  - { id: c, title: Nyrsio Tŷ }\n"),
    ]);
    let reader = Reader::of(&site);
    assert_eq!(reader.titles("nationale"), ["Les hôpitaux nationaux"]);
    assert_eq!(reader.titles("opening"), ["Wards opened"]);
    assert_eq!(reader.titles("ty"), ["Nyrsio Tŷ"]);
}

#[test]
fn an_earlier_strategy_says_so_and_comes_later() {
    let site = site(&[
        (
            "content/hill/2020/strategy.yaml",
            "title: Before\nperiod: 2020 to 2025\ngoals:\n  - { id: a, title: Cut waits before }\n",
        ),
        (
            "content/hill/2026/strategy.yaml",
            "title: Now\nperiod: 2026 to 2031\ngoals:\n  - { id: b, title: Now, text: Cut waits now }\n",
        ),
    ]);
    let reader = Reader::of(&site);
    let documents = reader.documents("waits");
    let old: Vec<(usize, bool)> =
        documents.iter().map(|(&number, &weight)| (weight, reader.record(number).get(5) == Some(&1.into()))).collect();
    assert_eq!(old, [(1, false), (2, true)], "a title of the old one, and a text of the new");
}

#[test]
fn what_is_hidden_is_in_no_part() {
    let files = [
        ("content/topics.yaml", "topics:\n  - { id: joined, title: Joined }\n"),
        (
            "content/hill/2026/strategy.yaml",
            "title: Open\ngoals:\n  - id: seen\n    title: Seen\n    text: As [[secret]] says.\n  \
             - id: secret\n    title: Canarytitle\n    text: Canarytext\n    draft: true\n    topics: { joined: main }\n    \
             objectives:\n      - { id: canaryid, text: Canarybelow }\n",
        ),
        ("content/hill/2026/secret.md", "Canaryprose.\n"),
        ("content/hill/2026/updates/a.md", "---\ntitle: Canaryupdate\ndate: 2025-10-15\ndraft: true\n---\n\nCanarynews.\n"),
        (
            "content/hill/2030/strategy.yaml",
            "title: Canaryplan\npublish_from: 2027-01-01\ngoals:\n  - { id: x, title: Canarygoal }\n",
        ),
        ("content/pages/soon.md", "---\ntitle: Canarypage\nwithdraw_on: 2025-01-01\n---\n\nCanarywords.\n"),
    ];
    let parts = |publication: &Publication| {
        let parts: Vec<String> = publication.routes().into_iter().filter(|route| SearchIndex::may_have(route)).collect();
        assert!(parts.len() > 2);
        let bytes = |route: &String| publication.file(route).expect("it is listed").expect("it can be made");
        String::from_utf8(parts.iter().flat_map(bytes).collect()).expect("parts are UTF-8").to_lowercase()
    };
    let files: BTreeMap<String, String> = files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let files = with_usual(&files, false);
    assert!(!parts(&publish(&files, &options()).0).contains("canary"));
    // With drafts they are there, so that the test can fail.
    let drafts = trustpress::Options { drafts: true, ..options() };
    let shown = parts(&publish(&files, &drafts).0);
    for word in ["canarytitle", "canarytext", "canarybelow", "canaryprose", "canarynews", "canaryplan", "canarypage"] {
        assert!(shown.contains(word), "{word}");
    }
}

#[test]
fn parts_of_two_states_are_in_two_folders() {
    let folder = |title: &str| {
        let strategy = format!("title: One\ngoals:\n  - {{ id: a, title: {title} }}\n");
        Reader::of(&site(&[("content/hill/1/strategy.yaml", &strategy)])).folder
    };
    assert_eq!(folder("Cut waits"), folder("Cut waits"));
    assert_ne!(folder("Cut waits"), folder("Cut costs"));
}

/// Words as common and as rare as in real texts: a few stand in most of them, most in few.
struct Words(u64);

impl Words {
    fn next(&mut self) -> String {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chance = (self.0 >> 11) as f64 / (1u64 << 53) as f64;
        word((12_000f64.powf(chance)) as usize)
    }

    fn some(&mut self, count: usize) -> String {
        (0..count).map(|_| self.next()).collect::<Vec<_>>().join(" ")
    }
}

/// The word of that rank; several start alike, as words do.
fn word(rank: usize) -> String {
    const STARTS: [&str; 12] = ["con", "pro", "re", "in", "de", "com", "pa", "st", "ca", "ser", "wo", "im"];
    const REST: [&str; 16] = ["ta", "vi", "lo", "ne", "mu", "sa", "re", "do", "ki", "be", "fa", "gu", "po", "li", "hu", "je"];
    let mut word = STARTS[rank % 12].to_string();
    let mut rest = rank / 12 + 1;
    while rest > 0 {
        word += REST[rest % 16];
        rest /= 16;
    }
    word
}

#[test]
fn a_first_answer_on_a_site_of_ten_thousand_goals_asks_for_less_than_100_kb() {
    let mut words = Words(7);
    let mut files = BTreeMap::from([("content/site.yaml".to_string(), "title: Everything\n".to_string())]);
    for trust in 0..100 {
        let mut text = format!("title: {}\ngoals:\n", words.some(4));
        for goal in 0..100 {
            text += &format!("  - id: g{goal}\n    title: {}\n    text: {}.\n", words.some(7), words.some(30));
            text += &format!("    objectives:\n      - {{ id: o{goal}, text: {} }}\n", words.some(18));
        }
        files.insert(format!("content/t{trust}/plan/strategy.yaml"), text);
        files.insert(format!("content/t{trust}/trust.yaml"), format!("name: {}\n", words.some(4)));
    }
    let (site, problems) = publish(&files, &trustpress::Options { advice: false, ..options() });
    assert!(!problems.has_errors());
    let reader = Reader::of(&site);
    assert!(reader.start["documents"].as_u64() > Some(20_000));
    let start = reader.asked.get();
    let mut most = 0;
    // The most common words, rare ones, starts that thousands of words share, and several words at once.
    let asked = (0..40).map(word).chain((40..12_000).step_by(397).map(word));
    let starts = ["con", "pro", "proj", "cata", "int", "stvix"].map(str::to_string);
    let several = (0..20).map(|rank| format!("{} {} {}", word(rank), word(rank + 1), word(rank * 50)));
    for asked in asked.chain(starts).chain(several) {
        reader.asked.set(start);
        let mut found: Option<BTreeMap<usize, usize>> = None;
        for word in asked.split(' ') {
            let mut documents = reader.documents(word);
            documents.retain(|number, _| found.as_ref().is_none_or(|found| found.contains_key(number)));
            found = Some(documents);
        }
        let mut documents: Vec<_> = found.into_iter().flatten().collect();
        documents.sort_by_key(|&(number, weight)| (std::cmp::Reverse(weight), number));
        let in_a_part = reader.start["inAPart"].as_u64().expect("a number") as usize;
        let parts: BTreeSet<usize> = documents.iter().take(20).map(|(number, _)| number / in_a_part).collect();
        parts.into_iter().for_each(|part| drop(reader.part(&format!("found-{part}"))));
        most = most.max(reader.asked.get());
        assert!(reader.asked.get() < 100_000, "`{asked}` asks for {} bytes", reader.asked.get());
    }
    assert!(most > 20_000, "the test asks for too little to tell anything: {most}");
    println!("{most} bytes at most, {start} of them to start with");
}
