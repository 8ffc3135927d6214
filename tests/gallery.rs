//! The gallery: every component of every built-in theme can be seen by example, and no published site has the gallery.

use std::collections::BTreeSet;

use trustpress::source::Sources;
use trustpress::{GALLERY, Options, Publication, When, publication};

const SITE: &[(&str, &str)] = &[
    ("content/northgate/trust.yaml", "name: Northgate\n"),
    ("content/northgate/2026/strategy.yaml", "title: Northgate 2026\ngoals:\n  - { id: people, title: People }\n"),
];

fn site(theme: &str) -> Publication {
    let file = format!("format: 1\ntitle: A site\ntheme: {theme}\n");
    let files = SITE.iter().map(|&(path, text)| (path.to_string(), text.to_string()));
    let files = files.chain([("content/site.yaml".to_string(), file)]);
    let when = When::Civil(jiff::civil::date(2026, 11, 1).at(9, 0, 0, 0));
    let (publication, problems) =
        publication(Sources::from_texts(files), &Options { when, base_url: None, drafts: false, advice: true, ended: |_| () });
    assert!(!problems.has_errors(), "{theme}");
    publication
}

fn folders_with_templates() -> BTreeSet<String> {
    let all = walk("themes").into_iter().filter(|path| path.contains("/components/") && path.ends_with(".html"));
    all.map(|path| path.rsplit_once('/').expect("a component lies in a folder").0.to_string()).collect()
}

fn walk(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the themes are here").map(|entry| entry.expect("it can be read").path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => walk(&path.to_string_lossy()),
            false => vec![path.to_string_lossy().into_owned()],
        })
        .collect()
}

#[test]
fn every_component_of_every_theme_has_examples_that_render() {
    for theme in ["base", "nhs", "civic"] {
        let made = site(theme).gallery().expect("there is a theme");
        let html = match made {
            Ok(bytes) => String::from_utf8(bytes).expect("pages are UTF-8"),
            Err(error) => panic!("{theme}: {error:?}"),
        };
        for folder in folders_with_templates() {
            let name = folder.rsplit('/').next().expect("a folder has a name");
            let base = format!("themes/base/components/{name}/examples.yaml");
            assert!(std::path::Path::new(&base).exists(), "{base} is missing");
        }
        let mut ids = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.insert(id), "{theme}: the id `{id}` stands twice in the gallery");
        }
    }
}

#[test]
fn no_published_site_has_the_gallery() {
    let site = site("base");
    assert!(site.file(GALLERY).is_none());
    assert!(site.routes().iter().all(|route| !route.starts_with("gallery")));
}
