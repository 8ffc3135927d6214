//! Resolves the references of every text: of fields of inline Markdown, narratives, updates and pages.

use std::collections::HashMap;

use super::address::{Origin, Resolver};
use super::media::Library;
use super::missing::missing_in;
use super::owners::{origins, owners, records};
use super::*;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::narrative::{Prose, Reference, ReferenceKind};
use crate::source::{Source, SourceId, Sources};

/// A text that mentions a node: who, whom, where.
pub struct Mention {
    pub from: Node,
    pub to: Node,
    pub place: Place,
}

/// Where a narrative belongs, to put its resolved targets back.
enum Slot {
    Strategy(StrategyId),
    Item(ItemId),
    Update(StrategyId, usize),
    Page(PageId),
}

/// The resolved targets of all narratives.
pub struct Narratives(Vec<(Slot, Vec<Resolved>)>);

impl Narratives {
    pub fn put_back(self, site: &mut Site) {
        for (slot, targets) in self.0 {
            let text = match slot {
                Slot::Strategy(id) => site.strategies[id.index()].narrative.as_mut(),
                Slot::Item(id) => site.items[id.index()].narrative.as_mut(),
                Slot::Update(id, at) => Some(&mut site.strategies[id.index()].updates[at].text),
                Slot::Page(id) => Some(&mut site.pages[id.index()].text),
            };
            if let Some(text) = text {
                text.words.targets = targets;
            }
        }
    }
}

/// Resolves every reference in every text.
pub fn resolve(
    resolver: &mut Resolver,
    marked: Vec<(Place, Prose)>,
    sources: &Sources,
) -> (Vec<Mention>, Vec<Media>, HashMap<Place, Words>, Narratives) {
    let site = resolver.site;
    let records = records(site);
    let mut texts = Texts { resolver, sources, records, library: Library::default(), mentions: Vec::new() };
    let owners = owners(site);
    let origins = origins(site);
    let mut words = HashMap::with_capacity(marked.len());
    for (place, prose) in marked {
        let owner = owners.get(&place).copied().or_else(|| origins.get(&place.source).map(|(node, _)| *node));
        let mut origin = origins.get(&place.source).map(|(_, origin)| *origin).unwrap_or_default();
        origin.plan = match owner {
            Some(Node::Item(item)) => site.item(item).plan,
            Some(Node::Plan(plan)) => Some(plan),
            _ => None,
        };
        let targets = texts.targets(&prose, origin, owner, place.source);
        words.insert(place, Words { prose, targets });
    }
    let mut narratives = Vec::new();
    for (at, strategy) in site.strategies.iter().enumerate() {
        let id = StrategyId::new(at);
        let origin = Origin { trust: Some(strategy.trust), strategy: Some(id), plan: None };
        if let Some(text) = &strategy.narrative {
            narratives.push((Slot::Strategy(id), texts.targets(&text.words.prose, origin, Some(Node::Strategy(id)), text.source)));
        }
        for item in strategy.items() {
            if let Some(text) = &site.item(item).narrative {
                narratives.push((Slot::Item(item), texts.targets(&text.words.prose, origin, Some(Node::Item(item)), text.source)));
            }
        }
        for (at, update) in strategy.updates.iter().enumerate() {
            let targets = texts.targets(&update.text.words.prose, origin, Some(Node::Strategy(id)), update.source);
            narratives.push((Slot::Update(id, at), targets));
        }
    }
    for (at, page) in site.pages.iter().enumerate() {
        let id = PageId::new(at);
        let targets = texts.targets(&page.text.words.prose, Origin::default(), Some(Node::Page(id)), page.source);
        narratives.push((Slot::Page(id), targets));
    }
    let (mentions, library) = (texts.mentions, texts.library);
    (mentions, library.into_media(), words, Narratives(narratives))
}

struct Texts<'a, 'b> {
    resolver: &'a mut Resolver<'b>,
    sources: &'a Sources,
    records: HashMap<SourceId, (Node, Option<&'b Prosaic>)>,
    library: Library,
    mentions: Vec<Mention>,
}

impl Texts<'_, '_> {
    fn targets(&mut self, prose: &Prose, origin: Origin, owner: Option<Node>, file: SourceId) -> Vec<Resolved> {
        let mut targets = Vec::with_capacity(prose.references.len());
        for reference in &prose.references {
            let target = self.target(reference, origin, file);
            if let (Resolved::Node(to, _), Some(from)) = (&target, owner)
                && *to != from
            {
                self.mentions.push(Mention { from, to: *to, place: reference.place });
            }
            targets.push(target);
        }
        targets
    }

    fn target(&mut self, reference: &Reference, origin: Origin, file: SourceId) -> Resolved {
        match &reference.kind {
            ReferenceKind::Address(address) => {
                self.resolver.node(address, origin, reference.place).map_or(Resolved::Nothing, |node| Resolved::Node(node, None))
            }
            ReferenceKind::File { path, fragment } => self.file(path, fragment.as_deref(), reference.place, file, origin),
            ReferenceKind::Picture { path, .. } => {
                let picture = self.library.picture(path, reference.place, self.sources, file, self.resolver.problems);
                picture.map_or(Resolved::Nothing, Resolved::Media)
            }
        }
    }

    /// Whether a file belongs to a trust or strategy whose own file cannot be read: then nothing is said about it.
    fn is_broken(&self, full: &str) -> bool {
        let folder = full.strip_prefix("content/").and_then(|rest| rest.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let broken = &self.resolver.site.broken;
        broken.contains(folder) || folder.split('/').next().is_some_and(|trust| !trust.is_empty() && broken.contains(trust))
    }

    /// Deals with a link to the Markdown file of an item that has none: the item has a page all the same, or it is hidden.
    fn is_item_without_text(&mut self, full: &str, path: &str, place: Place, origin: Origin) -> bool {
        let parts: Vec<&str> = full.trim_end_matches(".md").split('/').collect();
        let [_, trust, strategy, name] = parts[..] else { return false };
        if self.is_broken(full) {
            return true;
        }
        let site = self.resolver.site;
        let is_here = origin.strategy.is_some_and(|own| site.address(Node::Strategy(own)) == format!("{trust}/{strategy}"));
        let address = if is_here { name.to_string() } else { format!("{trust}/{strategy}/{name}") };
        let hidden = site.hidden.has(&format!("{trust}/{strategy}/{name}"), "", "");
        let problem = match site.find(&format!("{trust}/{strategy}/{name}")) {
            Some(Node::Item(_)) => {
                let message = format!("`{name}` has no text of its own, so there is no file `{path}`");
                let help = format!("link to its page: write `[[{address}]]`, or `[[{address}|words]]`");
                let problem = Diagnostic::new(&codes::BROKEN_LINK, place, message).help(help);
                // A narrative of this strategy that belongs to no item may be the one.
                let folder = format!("content/{trust}/{strategy}");
                let is_orphan = |(id, source): &(SourceId, &Source)| {
                    source.folder() == folder && source.name().ends_with(".md") && !self.records.contains_key(id)
                };
                let orphans = self.sources.below(&folder).filter(is_orphan).map(|(_, source)| source.name());
                match nearest(&format!("{name}.md"), orphans) {
                    Some(orphan) => problem.cause(missing_in(trust, orphan.trim_end_matches(".md"))),
                    None => problem,
                }
            }
            _ if hidden => Diagnostic::new(&codes::HIDDEN_REFERENCE, place, format!("`{path}` is not published"))
                .help("it is shown as plain text; publish it, or remove the link"),
            _ => return false,
        };
        self.resolver.problems.push(problem);
        true
    }

    /// A plain link to another file of the content: to the record that a Markdown or YAML file is about, or to a download.
    fn file(&mut self, path: &str, fragment: Option<&str>, place: Place, file: SourceId, origin: Origin) -> Resolved {
        let folder = self.sources.get(file).folder();
        let full = super::media::joined(folder, path);
        let is_record = path.ends_with(".md") || path.ends_with(".yaml");
        let Some(id) = full.as_deref().and_then(|full| self.sources.find(full)) else {
            if let Some(full) = full.as_deref().filter(|_| path.ends_with(".md"))
                && self.is_item_without_text(full, path, place, origin)
            {
                return Resolved::Nothing;
            }
            let beside: Vec<&str> = self.sources.below(folder).map(|(_, source)| source.name()).collect();
            let code = if is_record { &codes::BROKEN_LINK } else { &codes::MISSING_MEDIA };
            let problem = Diagnostic::new(code, place, format!("there is no file `{path}` beside this one"));
            let near = nearest(path.rsplit('/').next().unwrap_or(path), beside.iter().copied())
                .map(|name| format!("did you mean `{name}`?"));
            let problem = problem.cause(no_record(full.as_deref().unwrap_or(path)));
            self.resolver.problems.push(problem.help(near.unwrap_or_else(|| "correct the name, or add the file".to_string())));
            return Resolved::Nothing;
        };
        if !is_record {
            return Resolved::Media(self.library.file(id, self.sources));
        }
        let Some(&(node, text)) = self.records.get(&id) else {
            if self.is_broken(full.as_deref().unwrap_or_default()) {
                return Resolved::Nothing;
            }
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            let trust = origin.trust.map_or("", |id| &self.resolver.site.trust(id).id);
            let strategy = origin.strategy.map_or("", |id| &self.resolver.site.strategy(id).id);
            if self.resolver.site.hidden.has(name, trust, strategy) {
                let problem = Diagnostic::new(&codes::HIDDEN_REFERENCE, place, format!("`{path}` is not published"));
                self.resolver.problems.push(problem.help("it is shown as plain text; publish it, or remove the link"));
                return Resolved::Nothing;
            }
            let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("`{path}` has no page of its own"));
            let problem = problem.cause(no_record(self.sources.get(id).path()));
            self.resolver.problems.push(problem.help("link to the item that it belongs to"));
            return Resolved::Nothing;
        };
        let headings = text.iter().flat_map(|text| &text.words.prose.outline).map(|heading| heading.id.as_str());
        if let Some(fragment) = fragment
            && !headings.clone().any(|heading| heading == fragment)
        {
            // A heading that is none, as `##Help`, is told where it stands.
            let is_no_heading = |line: &str| {
                let words = line.trim_start_matches('#');
                words.len() < line.len() && (words.trim().is_empty() || words.starts_with(char::is_alphanumeric))
            };
            let text = self.sources.get(id).text().unwrap_or_default();
            if text.lines().any(is_no_heading) {
                return Resolved::Node(node, None);
            }
            let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("`{path}` has no heading `#{fragment}`"));
            let near = nearest(fragment, headings).map(|near| format!("did you mean `#{near}`?"));
            self.resolver
                .problems
                .push(problem.help(near.unwrap_or_else(|| "link to one of its headings, or to the page itself".into())));
        }
        Resolved::Node(node, fragment.map(str::to_string))
    }
}

/// The cause of a link that leads to no record: of a strategy's narrative, that no item has its name.
fn no_record(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["content", trust, _, name] if name.ends_with(".md") => missing_in(trust, name.trim_end_matches(".md")),
        _ => format!("no file {path}"),
    }
}
