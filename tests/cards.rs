//! Cards: the pictures that other sites show where somebody links to a page.
#![cfg(feature = "cards")]

use tiny_skia::Pixmap;
use trustpress::source::Sources;
use trustpress::strategy::scalars::Colour;
use trustpress::{Options, Publication, When, publication};

const LONG: &str = "Working together with our partners across City & Hackney to improve the health and well-being of all our \
                    communities, wherever they live and whoever they are";

fn site(primary: &str, title: &str, base_url: &str) -> Publication {
    let files = [
        ("content/site.yaml", format!("title: Plans for health\n{base_url}\n")),
        ("content/northgate/trust.yaml", format!("name: Northgate\nbrand: {{ primary: \"{primary}\", accent: \"#0072ce\" }}\n")),
        ("content/eastvale/trust.yaml", "name: Eastvale\n".to_string()),
        (
            "content/northgate/2026/strategy.yaml",
            format!("title: Northgate 2026\nperiod: 2026 to 2030\ngoals:\n  - {{ id: care, title: \"{title}\" }}\n"),
        ),
    ];
    let files = files.map(|(path, text)| (path.to_string(), text));
    let when = When::Civil(jiff::civil::date(2026, 11, 1).at(9, 0, 0, 0));
    publication(Sources::from_texts(files), &Options { when, base_url: None, drafts: false, advice: false, ended: |_| () }).0
}

fn published(primary: &str, title: &str) -> Publication {
    site(primary, title, "base_url: https://plans.example.org/health")
}

fn bytes(site: &Publication, route: &str) -> Vec<u8> {
    site.file(route).expect("there is such a route").expect("it can be made")
}

const CARD: &str = "cards/northgate/2026/care/card.png";

#[test]
fn the_site_and_each_trust_strategy_and_goal_have_a_card_where_the_address_is_known() {
    let cards = |site: &Publication| site.routes().into_iter().filter(|path| path.ends_with("card.png")).collect::<Vec<_>>();
    let site = published("#005eb8", "Care");
    let expected = ["cards/card.png", "cards/eastvale/card.png", "cards/northgate/2026/card.png", CARD, "cards/northgate/card.png"];
    assert_eq!(cards(&site), expected);
    for route in expected {
        let card = bytes(&site, route);
        let size = imagesize::blob_size(&card).expect("it is a picture");
        assert_eq!((size.width, size.height), (1200, 630), "{route}");
        assert!(card.len() < 60_000, "{route}: {}", card.len());
    }
    assert!(cards(&self::site("#005eb8", "Care", "")).is_empty(), "nobody can ask for a card of an unknown address");
}

#[test]
fn pages_name_the_card_of_what_they_are_about_and_say_what_it_says() {
    let site = published("#005eb8", "Care & “kindness”");
    for (page, card, alt) in [
        ("index.html", "card.png", "Plans for health"),
        ("timeline/index.html", "card.png", "Plans for health"),
        ("northgate/index.html", "northgate/card.png", "Northgate – Plans for health"),
        ("northgate/2026/whole/index.html", "northgate/2026/card.png", "Northgate 2026 – Northgate – 2026 to 2030"),
        ("northgate/2026/care/index.html", "northgate/2026/care/card.png", "Care &amp; “kindness” – Northgate – Northgate 2026"),
    ] {
        let html = String::from_utf8(bytes(&site, page)).expect("pages are UTF-8");
        for (name, content) in [
            ("og:image", format!("https://plans.example.org/health/cards/{card}").as_str()),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", alt),
        ] {
            let expected = format!("<meta property=\"{name}\" content=\"{content}\">");
            assert!(html.contains(&expected), "{page}: {expected}");
        }
    }
    let html = String::from_utf8(bytes(&self::site("#005eb8", "Care", ""), "index.html")).expect("pages are UTF-8");
    assert!(!html.contains("og:image"));
}

#[test]
fn a_card_is_the_same_whenever_it_is_made() {
    let made = || bytes(&published("#005eb8", LONG), CARD);
    assert_eq!(made(), made());
}

/// The part of a card that has the ink of letters: left, top, right, bottom. Threads stand right of it.
fn ink(card: &[u8]) -> Option<(u32, u32, u32, u32)> {
    let picture = Pixmap::decode_png(card).expect("it is a PNG");
    let inked = |at: &usize| picture.pixels()[*at].red().min(picture.pixels()[*at].green()) > 200;
    let places: Vec<(u32, u32)> =
        (0..picture.pixels().len()).filter(inked).map(|at| ((at % 1200) as u32, (at / 1200) as u32)).collect();
    let (xs, ys) = (places.iter().map(|place| place.0), places.iter().map(|place| place.1));
    Some((xs.clone().min()?, ys.clone().min()?, xs.max()?, ys.max()?))
}

#[test]
fn long_titles_wrap_within_the_card_and_letters_that_no_font_has_are_left_out() {
    let widest = |title: &str| ink(&bytes(&published("#005eb8", title), CARD)).expect("there are letters");
    for title in ["Care", LONG, &"Wellbeing ".repeat(60), &"Wellbeing".repeat(60)] {
        let (left, top, right, bottom) = widest(title);
        assert!(left >= 78 && right <= 932 && top >= 80 && bottom <= 580, "{left} {top} {right} {bottom}: {title}");
    }
    // The title gone, the small lines remain.
    let (.., right, _) = widest("健康のための計画");
    assert!(right < 400, "{right}");
}

#[test]
fn a_card_has_the_brands_colour_darkened_as_far_as_white_letters_need() {
    let ground = |primary: &str, route: &str| {
        let card = Pixmap::decode_png(&bytes(&published(primary, "Care"), route)).expect("it is a PNG");
        let pixel = card.pixel(5, 5).expect("it is inside");
        Colour { red: pixel.red(), green: pixel.green(), blue: pixel.blue() }.to_string()
    };
    assert_eq!(ground("#005eb8", CARD), "#005eb8");
    // Refused by `check`; a preview shows the nearest that passes.
    assert_eq!(ground("#41b6e6", CARD), "#2e7fa1");
    assert_eq!(ground("#41b6e6", "cards/eastvale/card.png"), "#1d4d5c", "the theme's, of a trust without a brand");
}
