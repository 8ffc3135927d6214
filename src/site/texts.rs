//! Resolves the references of every text: of fields of inline Markdown, narratives, updates and pages.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::address::{Origin, Resolver};
use super::media::Library;
use super::missing::missing_in;
use super::owners::{origins, owners, record};
use super::parts::FileWords;
use super::*;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::narrative::{Prose, Reference, ReferenceKind, may_lack_headings};
use crate::source::{At, Source, SourceId, Sources};
use crate::strategy::model::Extra;
use crate::strategy::{Marks, Role};

/// A text that mentions a node: who, whom, where.
pub struct Mention {
    from: Node,
    to: Node,
    place: Place,
}

impl Mention {
    pub fn link(self) -> Link {
        Link { from: self.from, to: self.to, kind: LinkKind::Mentions, place: self.place }
    }
}

/// The texts of a strategy or of a shared record, resolved.
#[derive(Default)]
pub struct Resolution {
    pub words: BTreeMap<SourceId, FileWords>,
    /// The targets of each narrative, by its file.
    pub narratives: HashMap<SourceId, Vec<Resolved>>,
    pub mentions: Vec<Mention>,
    pub library: Library,
}

/// Resolves every reference in the texts of a strategy.
pub fn of_strategy(resolver: &mut Resolver, id: StrategyId, marked: Marks, sources: &Sources) -> Resolution {
    let site = resolver.site;
    let strategy = site.strategy(id);
    let owners = owners(site, id);
    let own = Origin { trust: Some(strategy.trust), strategy: Some(id), plan: None };
    let mut texts = Texts { resolver, sources, made: Resolution::default() };
    for (place, prose) in marked {
        let owner = owners.get(&place.at).copied().filter(|_| place.source == strategy.source).unwrap_or(Node::Strategy(id));
        let plan = match owner {
            Node::Item(item) => site.item(item).plan,
            Node::Plan(plan) => Some(plan),
            _ => None,
        };
        texts.field(place, prose, Origin { plan, ..own }, Some(owner));
    }
    if let Some(text) = &strategy.narrative {
        texts.narrative(text, own, Node::Strategy(id));
    }
    for item in strategy.items() {
        if let Some(text) = site.item(item).narrative.as_ref() {
            texts.narrative(text, own, Node::Item(item));
        }
    }
    strategy.updates.iter().for_each(|update| texts.narrative(&update.text, own, Node::Strategy(id)));
    for format in &strategy.fields.formats {
        if let Some(name) = &format.file {
            let place = strategy.source.at(name.at);
            texts.made.library.named_file(name, place, sources, strategy.source, texts.resolver.problems);
        }
    }
    texts.made
}

/// Resolves every reference in the texts that belong to no strategy.
pub fn of_shared(resolver: &mut Resolver, marked: Marks, sources: &Sources) -> Resolution {
    let site = resolver.site;
    let origins = origins(site);
    let mut texts = Texts { resolver, sources, made: Resolution::default() };
    for (place, prose) in marked {
        let (owner, origin) = origins.get(&place.source).copied().unzip();
        texts.field(place, prose, origin.unwrap_or_default(), owner);
    }
    for (at, page) in site.pages.iter().enumerate() {
        texts.narrative(&page.text, Origin::default(), Node::Page(PageId::new(at)));
    }
    texts.made
}

struct Texts<'a, 'b> {
    resolver: &'a mut Resolver<'b>,
    sources: &'a Sources,
    made: Resolution,
}

impl Texts<'_, '_> {
    fn field(&mut self, place: Place, prose: Arc<Prose>, origin: Origin, owner: Option<Node>) {
        let targets = self.targets(&prose, origin, owner, place.source);
        self.made.words.entry(place.source).or_default().insert(place.at, Words { prose, targets });
    }

    fn narrative(&mut self, text: &Prosaic, origin: Origin, owner: Node) {
        let targets = self.targets(&text.words.prose, origin, Some(owner), text.source);
        self.made.narratives.insert(text.source, targets);
    }

    fn targets(&mut self, prose: &Prose, origin: Origin, owner: Option<Node>, file: SourceId) -> Vec<Resolved> {
        let mut targets = Vec::with_capacity(prose.references.len());
        for reference in &prose.references {
            let target = self.target(reference, origin, file);
            if let (Resolved::Node(to, _), Some(from)) = (&target, owner)
                && *to != from
            {
                self.made.mentions.push(Mention { from, to: *to, place: reference.place });
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
                let picture = self.made.library.picture(path, reference.place, self.sources, file, self.resolver.problems);
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
                    source.folder() == folder && source.name().ends_with(".md") && record(self.resolver.site, source, *id).is_none()
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
            let code = if is_record { &codes::BROKEN_LINK } else { &codes::MISSING_MEDIA };
            let problem = Diagnostic::new(code, place, format!("there is no file `{path}` beside this one"));
            let near = super::media::likely(path, file, self.sources).map(|name| format!("did you mean `{name}`?"));
            let problem = problem.cause(no_record(full.as_deref().unwrap_or(path)));
            self.resolver.problems.push(problem.help(near.unwrap_or_else(|| "correct the name, or add the file".to_string())));
            return Resolved::Nothing;
        };
        if !is_record {
            let role = Role::of(self.sources.get(id).path().strip_prefix("content/").unwrap_or_default());
            // What is published of it is a table; the file itself may have figures of what is hidden.
            if matches!(role, Role::Readings(..)) && self.resolver.site.is_without(Extra::Tables) {
                let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("`{path}` is not published"));
                let help = "`site.yaml` says that the site is `without` `tables`: take the link out, or that word";
                self.resolver.problems.push(problem.help(help));
                return Resolved::Nothing;
            }
            return Resolved::Media(self.made.library.file(id, self.sources));
        }
        let Some((node, text)) = record(self.resolver.site, self.sources.get(id), id) else {
            let is_read = self.sources.get(id).text().is_ok();
            if !is_read || self.is_broken(full.as_deref().unwrap_or_default()) {
                return Resolved::Nothing;
            }
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            let trust = origin.trust.map_or("", |id| &self.resolver.site.trust(id).id);
            let strategy = origin.strategy.map_or("", |id| &self.resolver.site.strategy(id).id);
            // The folder is a strategy of this trust or of another.
            let own = self.sources.get(id).path();
            let own = own.strip_prefix("content/").and_then(|own| own.rsplit_once('.')).map_or("", |(own, _)| own);
            let own = own.strip_suffix("/index").or(own.strip_suffix("/strategy")).unwrap_or(own);
            let hidden = &self.resolver.site.hidden;
            if hidden.has(own, "", "") || hidden.has(name, trust, strategy) {
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
            if self.sources.get(id).with_text(|text| may_lack_headings(text.unwrap_or_default(), fragment)) {
                return Resolved::Node(node, None);
            }
            let raw = self.sources.get(place.source).text().ok().and_then(|text| text.get(place.at.range()));
            // Marked is the part that leads nowhere, if it stands there as it is read.
            let start = raw.and_then(|raw| raw.strip_suffix(fragment)?.strip_suffix('#')).map_or(0, str::len);
            let place = place.source.at(At { start: place.at.start + start as u32, ..place.at });
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
