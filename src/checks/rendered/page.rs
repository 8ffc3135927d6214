//! The rules for one page.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::tags::{Piece, Tag, pieces};

/// Where links of a page may lead.
pub trait Routes {
    /// Whether the site has a file of that path.
    fn has(&self, path: &str) -> bool;
}

/// What is known of a page at some point in it.
#[derive(Default)]
struct Page<'a> {
    html: &'a str,
    found: Vec<Finding>,
    ids: BTreeMap<&'a str, &'a Tag<'a>>,
    /// Places on the page that its links and labels ask for.
    asked: Vec<&'a str>,
    /// Ids of fields, and those that labels are for.
    fields: Vec<&'a str>,
    labelled: BTreeSet<&'a str>,
    /// Ids that attributes name, and the attribute.
    pointed: Vec<(&'static str, &'a str)>,
    level: u8,
    titles: Vec<&'a Tag<'a>>,
    mains: Vec<&'a Tag<'a>>,
    /// What is open and must have a name: element, and the words so far.
    named: Vec<(&'a Tag<'a>, String)>,
    title: Option<String>,
    /// Boxes that are open, and how many of them hold a narrative. Its headings are judged where they are written.
    boxes: Vec<bool>,
    in_label: bool,
    in_title: bool,
    /// Elements that are open, but for those that may go without an end.
    open: Vec<&'a Tag<'a>>,
}

/// The elements that have no end, or may go without one.
const ENDLESS: [&str; 31] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "th", "thead", "tr", "wbr",
];

/// Everything that the rules find on a page.
pub fn findings(route: &str, html: &str, routes: &impl Routes) -> Vec<Finding> {
    let pieces = pieces(html);
    let mut page = Page { html, ..Page::default() };
    for piece in &pieces {
        match piece {
            Piece::Open(tag) => page.open(tag, route, routes),
            Piece::Close(name) => page.close(name),
            Piece::Text(text) => page.text(text),
        }
    }
    page.end()
}

impl<'a> Page<'a> {
    fn find(&mut self, message: impl Into<String>, help: &'static str) {
        self.find_at(&[], String::new(), message, help);
    }

    /// As [`Page::find`], of what is written so in the HTML.
    fn find_written(&mut self, written: impl Into<String>, message: impl Into<String>, help: &'static str) {
        self.find_at(&[], written, message, help);
    }

    /// As [`Page::find_written`], of some elements, the likeliest first.
    fn find_at(&mut self, tags: &[&Tag], written: impl Into<String>, message: impl Into<String>, help: &'static str) {
        let whole = |tag: &&Tag| {
            let rest = &self.html[tag.at.start..];
            let end = rest.find(&format!("</{}>", tag.name)).map_or(0, |end| end + tag.name.len() + 3);
            let is_near = end > 0 && end < 500;
            let whole = is_near.then(|| rest[..end].to_string());
            whole.into_iter().chain([self.html[tag.at.clone()].to_string()])
        };
        let html: Vec<String> = tags.iter().flat_map(whole).collect();
        let finding = Finding { message: message.into(), help, written: written.into(), html };
        if !self.found.contains(&finding) {
            self.found.push(finding);
        }
    }

    fn open(&mut self, tag: &'a Tag<'a>, route: &str, routes: &impl Routes) {
        let name = tag.name.as_str();
        self.pressed(tag);
        if !ENDLESS.contains(&name) && !tag.closes_itself {
            self.open.push(tag);
        }
        if let Some(id) = tag.value("id")
            && let Some(first) = self.ids.insert(id, tag)
        {
            let message = format!("the id `{id}` stands on two elements");
            self.find_at(&[tag, first], format!("id=\"{id}\""), message, "give each element an id of its own");
        }
        if name == "html" && tag.value("lang").is_none_or(str::is_empty) {
            self.find("the page does not say its language", "give `<html>` a `lang`: `<html lang=\"{{ page.shell.language }}\">`");
        }
        match name {
            "main" => self.mains.push(tag),
            "div" => self.boxes.push(tag.value("class").is_some_and(|class| class.split(' ').any(|class| class == "prose"))),
            "title" if self.title.is_none() => {
                self.in_title = true;
                self.title = Some(String::new());
            }
            "label" => {
                self.in_label = true;
                self.labelled.extend(tag.value("for"));
                self.pointed.extend(tag.value("for").map(|id| ("for", id)));
            }
            "iframe" if tag.value("title").is_none() => {
                self.find_at(&[tag], "<iframe", "a frame does not say what it holds", "give it a `title`");
            }
            "img" => self.picture(tag),
            "input" | "select" | "textarea" => self.field(tag),
            "a" | "button" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.starts(tag),
            _ => {}
        }
        for name in ["aria-labelledby", "aria-describedby"] {
            self.pointed.extend(tag.value(name).into_iter().flat_map(str::split_ascii_whitespace).map(|id| (name, id)));
        }
        self.policy(tag);
        self.hosts(tag);
        if let Some(src) = tag.value("src").filter(|_| name == "img") {
            let path = src.split(['?', '#']).next().unwrap_or_default();
            let is_there = is_outside(path) || resolved(route, path).is_some_and(|path| routes.has(&path));
            if !is_there {
                let help = "put it into `assets/` of the theme, and ask for it as `{{ page.shell.root }}{{ assets[\"NAME\"] }}`";
                let bare = without_steps(src);
                self.find_at(&[tag], file_name(src), format!("there is no picture `{bare}`"), help);
            }
        }
        if let Some(href) = tag.value("href").filter(|_| name == "a") {
            self.leads(tag, href, route, routes);
        }
        if tag.value("tabindex").and_then(|index| index.parse::<i32>().ok()).is_some_and(|index| index > 0) {
            self.find_at(&[tag], "", "an element jumps the order of the keyboard", "take out `tabindex`, or write `0`");
        }
    }

    /// What people press, hidden from some of them or within another such thing; and what a browser takes once only.
    fn pressed(&mut self, tag: &'a Tag<'a>) {
        let is_pressed = |tag: &Tag| tag.name == "button" || tag.name == "a" && tag.value("href").is_some();
        if is_pressed(tag) && self.open.iter().any(|open| is_pressed(open)) {
            self.find_at(&[tag], "", "a link or a button stands within another", "end the first one before it, or take one out");
        }
        let is_passed = tag.value("tabindex").is_some_and(|index| index.starts_with('-'));
        if is_pressed(tag) && tag.value("aria-hidden") == Some("true") && !is_passed {
            let help = "take `aria-hidden` out: who uses a keyboard comes to it, and hears nothing";
            self.find_at(&[tag], "", "a link or a button is hidden from screen readers", help);
        }
        let content = tag.value("content").unwrap_or_default();
        if tag.value("name") == Some("viewport") && ["user-scalable=no", "user-scalable=0"].iter().any(|no| content.contains(no)) {
            self.find_at(&[tag], "user-scalable", "readers cannot make the page larger", "take `user-scalable` out");
        }
        let twice =
            tag.attributes.iter().enumerate().find(|(at, (name, _))| tag.attributes[..*at].iter().any(|(other, _)| other == name));
        if let Some((_, (name, _))) = twice {
            let message = format!("`{name}` stands twice on one element");
            self.find_at(&[tag], "", message, "put both values into one: browsers take the first alone");
        }
    }

    fn picture(&mut self, tag: &'a Tag<'a>) {
        match tag.value("alt") {
            None => {
                let src = tag.value("src").unwrap_or_default();
                let message = format!("the picture `{}` has no description", without_steps(src));
                self.find_at(&[tag], file_name(src), message, "give it an `alt`; an empty one if it only decorates");
            }
            Some(alt) => self.named.iter_mut().for_each(|(_, words)| words.push_str(alt)),
        }
    }

    fn field(&mut self, tag: &'a Tag<'a>) {
        let needs_none = tag.value("type").is_some_and(|kind| ["hidden", "submit", "button", "reset"].contains(&kind));
        let labelled = self.in_label || ["aria-label", "aria-labelledby"].iter().any(|name| tag.value(name).is_some());
        if needs_none || labelled {
            return;
        }
        match tag.value("id") {
            Some(id) => self.fields.push(id),
            None => self.find_at(&[tag], "", "a field has no label", "put it into a `<label>`, or give it an `aria-label`"),
        }
    }

    /// A link, a button or a heading, which must have words.
    fn starts(&mut self, tag: &'a Tag<'a>) {
        if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            self.titles.extend(Some(tag).filter(|_| level == 1));
            if level > self.level + 1 && self.level > 0 && !self.boxes.contains(&true) {
                self.find_at(
                    &[tag],
                    format!("<h{level}"),
                    format!("a heading of level {level} stands below none of level {}", level - 1),
                    "let each heading be at most one level below the one before",
                );
            }
            self.level = level;
        }
        if tag.name == "a" && tag.value("href").is_none() {
            return;
        }
        let own = ["aria-label", "title"].iter().find_map(|name| tag.value(name)).unwrap_or_default();
        self.named.push((tag, own.to_string()));
    }

    /// What the Content-Security-Policy of the pages does not let through.
    fn policy(&mut self, tag: &Tag) {
        let data = tag.value("type").is_some_and(|kind| kind.ends_with("json"));
        let inline = tag.name == "script" && tag.value("src").is_none() && !data;
        if inline || tag.name == "style" {
            self.find_at(
                &[tag],
                format!("<{}", tag.name),
                format!("a `<{}>` stands in the page itself, where no browser will use it", tag.name),
                "put it into a file of the theme",
            );
        }
        for (name, _) in &tag.attributes {
            if name == "style" || name.starts_with("on") && name.len() > 4 {
                self.find_at(
                    &[tag],
                    format!("{name}="),
                    format!("`{name}=…` stands on an element, where no browser will use it"),
                    "put it into a file of the theme",
                );
            }
        }
    }

    /// What a browser would fetch from another host.
    fn hosts(&mut self, tag: &Tag) {
        let fetched = match tag.name.as_str() {
            "a" | "base" | "blockquote" | "q" => None,
            "link" if tag.value("rel").is_some_and(|rel| rel == "canonical" || rel == "license") => None,
            "link" => tag.value("href"),
            _ => tag.value("src").or(tag.value("srcset")).or(tag.value("data")).or(tag.value("poster")),
        };
        if let Some(address) = fetched.filter(|address| is_elsewhere(address)) {
            self.find_at(
                &[tag],
                address,
                format!("`{address}` is fetched from another host"),
                "put the file into `assets/` of the theme, with a licence to do so",
            );
        }
    }

    fn leads(&mut self, tag: &Tag, href: &'a str, route: &str, routes: &impl Routes) {
        if let Some(place) = href.strip_prefix('#') {
            self.asked.push(place);
            return;
        }
        if href.trim_start().to_ascii_lowercase().starts_with("javascript:") {
            let help = "write a `<button>`, and put the script into a file of the theme";
            return self.find_at(&[tag], href, "a link runs a script, which no browser will let it do", help);
        }
        let path = href.split(['#', '?']).next().unwrap_or_default();
        // Only the page for what is not there is shown at any depth.
        if path.starts_with('/') && !path.starts_with("//") && route != NOT_FOUND {
            let message = format!("the link to `{path}` starts at the root of the host, where the site may not be");
            let help = "start it with `{{ page.shell.root }}`";
            return self.find_at(&[tag], format!("href=\"{path}"), message, help);
        }
        if !is_outside(path) && !resolved(route, path).is_some_and(|path| routes.has(&path)) {
            let bare = without_steps(path);
            let message = format!("the link to `{bare}` leads to no page");
            let written = if bare.is_empty() { String::new() } else { format!("{bare}\"") };
            self.find_at(&[tag], written, message, "make links of the view model's own `href`");
        }
    }

    fn close(&mut self, name: &str) {
        if !ENDLESS.contains(&name) {
            match self.open.iter().rposition(|open| open.name == name) {
                Some(at) => {
                    // Of several, the innermost says it.
                    if let Some(inner) = self.open.split_off(at).into_iter().skip(1).next_back() {
                        let written = format!("<{}", inner.name);
                        self.find_at(&[inner], written, format!("`<{}>` has no end", inner.name), "close it where it ends");
                    }
                }
                None => self.find_written(
                    format!("</{name}>"),
                    format!("`</{name}>` ends nothing"),
                    "take it out, or open what it is to end",
                ),
            }
        }
        match name {
            "title" => self.in_title = false,
            "div" => drop(self.boxes.pop()),
            "label" => self.in_label = false,
            _ => {}
        }
        if self.named.last().is_some_and(|(open, _)| open.name == name) {
            let (tag, words) = self.named.pop().expect("it is the last");
            if words.trim().is_empty() {
                let what = match tag.name.as_str() {
                    "a" => "a link",
                    "button" => "a button",
                    _ => "a heading",
                };
                self.find_at(&[tag], "", format!("{what} has no words"), "give it words, or an `aria-label`");
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            self.title.iter_mut().for_each(|title| title.push_str(text));
        }
        self.named.iter_mut().for_each(|(_, words)| words.push_str(text));
    }

    fn end(mut self) -> Vec<Finding> {
        if self.title.as_deref().unwrap_or_default().trim().is_empty() {
            self.find("the page has no title", "fill the block `title` of the layout");
        }
        if self.titles.len() != 1 {
            let titles: Vec<&Tag> = std::mem::take(&mut self.titles).into_iter().rev().collect();
            self.find_at(
                &titles,
                "",
                format!("{} headings of level 1 stand", if titles.is_empty() { "no".into() } else { titles.len().to_string() }),
                "give each page one `<h1>`",
            );
        }
        if self.mains.len() != 1 {
            let mains: Vec<&Tag> = std::mem::take(&mut self.mains).into_iter().rev().collect();
            self.find_at(
                &mains,
                "",
                format!("{} elements `<main>` stand", mains.len()),
                "put the page's own part into one `<main>`",
            );
        }
        let nowhere: Vec<&str> =
            self.asked.iter().copied().filter(|place| !place.is_empty() && !self.ids.contains_key(place)).collect();
        for place in nowhere {
            let message = format!("the link to `#{place}` leads to no place");
            self.find_written(format!("href=\"#{place}\""), message, "give the place that id");
        }
        // A label of nothing is likely that of the field that has none.
        let idle = self.labelled.iter().filter(|id| !self.ids.contains_key(**id)).count();
        let bare: Vec<&str> = self.fields.iter().copied().filter(|field| !self.labelled.contains(field)).skip(idle).collect();
        for field in bare {
            let message = format!("the field `{field}` has no label");
            self.find_written(format!("id=\"{field}\""), message, "add a `<label for=…>`, or give it an `aria-label`");
        }
        for (attribute, id) in std::mem::take(&mut self.pointed) {
            if !self.ids.contains_key(id) {
                let message = format!("`{attribute}` names `{id}`, which no element has as its id");
                self.find_written(format!("{attribute}=\"{id}\""), message, "correct the name, or give the element that id");
            }
        }
        self.found
    }
}

fn is_elsewhere(address: &str) -> bool {
    ["http:", "https:", "//"].iter().any(|start| address.trim_start().to_ascii_lowercase().starts_with(start))
}

const NOT_FOUND: &str = "404.html";

/// An address without its steps up, which differ from page to page.
fn without_steps(path: &str) -> &str {
    path.trim_start_matches("../").trim_start_matches('/')
}

/// The last part of an address, as a template has it.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether an address is none of this site's, relative to the page.
fn is_outside(path: &str) -> bool {
    path.is_empty() || path.starts_with('/') || path.split('/').next().is_some_and(|first| first.contains(':'))
}

/// The path that a relative link of a page means; nothing if it leads out of the site.
fn resolved(route: &str, path: &str) -> Option<String> {
    let mut folders: Vec<&str> = route.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            ".." => drop(folders.pop()?),
            "." => {}
            step => folders.push(step),
        }
    }
    Some(folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Paths(&'static [&'static str]);

    impl Routes for Paths {
        fn has(&self, path: &str) -> bool {
            self.0.contains(&path)
        }
    }

    fn messages(body: &str) -> Vec<String> {
        let html = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>A page</title></head><body><main><h1>A page</h1>{body}</main></body></html>"
        );
        let found =
            findings("northgate/2026/index.html", &html, &Paths(&["index.html", "northgate/2026/a.png", "northgate/index.html"]));
        found.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn each_mistake_is_found_once() {
        let mistakes = [
            ("<p id=\"a\"></p><p id=\"a\"></p><p id=\"a\"></p>", "the id `a` stands on two elements"),
            ("<h3>Too far</h3>", "a heading of level 3 stands below none of level 2"),
            ("<h1>Another</h1>", "2 headings of level 1 stand"),
            ("<h2> </h2>", "a heading has no words"),
            ("<img src=\"b.png\" alt=\"\">", "there is no picture `b.png`"),
            ("<img src=\"a.png\">", "the picture `a.png` has no description"),
            ("<a href=\"../index.html\"><span></span></a>", "a link has no words"),
            ("<a href=\"../../nowhere/index.html\">There</a>", "the link to `nowhere/index.html` leads to no page"),
            ("<a href=\"/a.html\">There</a>", "the link to `/a.html` starts at the root of the host, where the site may not be"),
            ("<a href=\"#nowhere\">There</a>", "the link to `#nowhere` leads to no place"),
            ("<input type=\"text\">", "a field has no label"),
            ("<input id=\"name\">", "the field `name` has no label"),
            ("<script src=\"https://count.example/a.js\"></script>", "`https://count.example/a.js` is fetched from another host"),
            ("<script>alert(1)</script>", "a `<script>` stands in the page itself, where no browser will use it"),
            ("<p style=\"color:red\">x</p>", "`style=…` stands on an element, where no browser will use it"),
            ("<p onclick=\"go()\">x</p>", "`onclick=…` stands on an element, where no browser will use it"),
            ("<a href=\"javascript:go()\">x</a>", "a link runs a script, which no browser will let it do"),
            ("<label for=\"nowhere\">x</label>", "`for` names `nowhere`, which no element has as its id"),
            ("<label for=\"nowhere\">x</label><input id=\"b\">", "`for` names `nowhere`, which no element has as its id"),
            ("<p aria-describedby=\"a b\" id=\"a\">x</p>", "`aria-describedby` names `b`, which no element has as its id"),
            ("<iframe srcdoc=\"x\"></iframe>", "a frame does not say what it holds"),
            ("<div>x</div class=\"x\"></div>", "`</div>` ends nothing"),
            ("<p tabindex=\"2\">x</p>", "an element jumps the order of the keyboard"),
            ("<main></main>", "2 elements `<main>` stand"),
            ("<a href=\"#a\" id=\"a\"><button>x</button></a>", "a link or a button stands within another"),
            ("<a href=\"#a\" id=\"a\" aria-hidden=\"true\">x</a>", "a link or a button is hidden from screen readers"),
            ("<meta name=\"viewport\" content=\"user-scalable=no\">", "readers cannot make the page larger"),
            ("<p class=\"a\" class=\"b\">x</p>", "`class` stands twice on one element"),
        ];
        for (body, message) in mistakes {
            assert_eq!(messages(body), [message], "{body}");
        }
        let bare = findings("index.html", "<html><body></body></html>", &Paths(&[]));
        assert_eq!(bare.len(), 4, "{bare:?}");
    }

    #[test]
    fn what_is_right_is_left_alone() {
        let right = "<h2>Well</h2><div class=\"prose\"><h4>As written</h4></div><img src=\"a.png\" alt=\"\"><a href=\"../index.html\">\
                     <img src=\"a.png\" alt=\"Northgate\"></a><a href=\"https://example.org\">Elsewhere</a><a href=\"mailto:a@b.org\">Mail</a>\
                     <label>Name <input></label><label for=\"b\">B</label><select id=\"b\"></select><p id=\"c\">x</p><a href=\"#c\">Here</a>\
                     <script type=\"application/ld+json\">{}</script><a href=\"#\">Top</a>\
                     <a href=\"#\" aria-hidden=\"true\" tabindex=\"-1\">x</a><a id=\"d\">x<a href=\"#d\">y</a></a>";
        assert_eq!(messages(right), Vec::<String>::new());
    }
}
