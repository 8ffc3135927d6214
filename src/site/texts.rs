//! Words with their references resolved: fields of inline Markdown, narratives, updates and pages.

use std::collections::HashMap;

use super::address::{Origin, Resolver};
use super::media::Library;
use super::*;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::narrative::{Piece, Prose, Reference, ReferenceKind};
use crate::source::{SourceId, Sources};
use crate::strategy::model::{ItemFields, PartnerPlanFields};

/// What a reference in a text leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// Something of the site, perhaps a heading of its narrative.
    Node(Node, Option<String>),
    Media(MediaId),
    /// Nothing to link to: it is hidden, or wrong and reported.
    Nothing,
}

/// A text and what its references lead to; `targets` has an entry for each reference of `prose`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub prose: Prose,
    pub targets: Vec<Resolved>,
}

pub static NO_WORDS: Words = Words {
    prose: Prose { pieces: Vec::new(), references: Vec::new(), outline: Vec::new(), plain: String::new() },
    targets: Vec::new(),
};

impl Words {
    pub(super) fn unresolved(prose: Prose) -> Words {
        Words { prose, targets: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.prose.is_empty()
    }
}

impl Site {
    /// A text without its marks, for descriptions and data: a reference without words of its own is its target's title.
    pub fn plain(&self, words: &Words) -> String {
        let titles = words.prose.references.iter().zip(&words.targets);
        if titles.clone().all(|(reference, _)| !matches!(reference.kind, ReferenceKind::Address(_))) {
            return words.prose.plain.clone();
        }
        let mut html = String::new();
        for piece in &words.prose.pieces {
            match piece {
                Piece::Html(text) => html += text,
                Piece::Title(at) => match words.targets.get(*at) {
                    Some(Resolved::Node(Node::Item(item), _)) => html += &self.item_short_title(*item),
                    Some(Resolved::Node(node, _)) => html += &self.title(*node),
                    _ => html.push('…'),
                },
                _ => {}
            }
        }
        without_tags(&html)
    }
}

/// The words of HTML that `narrative` made: its tags taken out, its few entities read, white space folded.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text += &rest[..start];
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    text += rest;
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

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

/// The fields of inline Markdown that are an item's own words. A reference in any other field is the strategy's.
fn words_of(fields: &ItemFields) -> impl Iterator<Item = &Marked> {
    let measures = fields.measures.iter().flat_map(|measure| {
        let notes =
            [measure.text.as_ref(), measure.source.as_ref(), measure.target.as_ref().and_then(|target| target.text.as_ref())];
        notes.into_iter().flatten()
    });
    let own = [fields.text.as_ref(), fields.this_year.as_ref(), fields.status.as_ref().and_then(|status| status.note.as_ref())];
    own.into_iter().flatten().chain(measures)
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

/// The fields of inline Markdown that are a partner plan's own words.
fn words_of_plan(fields: &PartnerPlanFields) -> impl Iterator<Item = &Marked> {
    let aligned = fields.aligned.iter().filter_map(|aligned| aligned.text.as_ref());
    let statements = fields.statements.iter().flat_map(|statement| {
        let wordings = statement.wordings.iter().map(|other| &other.text);
        let pillars = statement.pillars.iter().filter_map(|pillar| pillar.text.as_ref());
        std::iter::once(&statement.text).chain(wordings).chain(pillars)
    });
    fields.text.iter().chain(aligned).chain(statements)
}

/// Which item or partner plan each of their fields belongs to.
fn owners(site: &Site) -> HashMap<Place, Node> {
    let mut owners = HashMap::new();
    for (at, item) in site.items.iter().enumerate() {
        // A strategy is pushed after its items, so that its index is known here.
        let source = site.strategy(item.strategy).source;
        owners.extend(words_of(&item.fields).map(|words| (source.at(words.at), Node::Item(ItemId::new(at)))));
    }
    for (at, plan) in site.plans.iter().enumerate() {
        let source = site.strategy(plan.strategy).source;
        owners.extend(words_of_plan(&plan.fields).map(|words| (source.at(words.at), Node::Plan(PlanId::new(at)))));
    }
    owners
}

/// Whose file each file is, and what short addresses in it are relative to.
fn origins(site: &Site) -> HashMap<SourceId, (Node, Origin)> {
    let trusts = site.trusts.iter().enumerate().map(|(at, trust)| {
        let id = TrustId::new(at);
        (trust.source, (Node::Trust(id), Origin { trust: Some(id), strategy: trust.current, plan: None }))
    });
    let strategies = site.strategies.iter().enumerate().map(|(at, strategy)| {
        let id = StrategyId::new(at);
        (strategy.source, (Node::Strategy(id), Origin { trust: Some(strategy.trust), strategy: Some(id), plan: None }))
    });
    trusts.chain(strategies).collect()
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

    /// A plain link to another file of the content: to the record that a Markdown or YAML file is about, or to a download.
    fn file(&mut self, path: &str, fragment: Option<&str>, place: Place, file: SourceId, origin: Origin) -> Resolved {
        let folder = self.sources.get(file).folder();
        let full = super::media::joined(folder, path);
        let is_record = path.ends_with(".md") || path.ends_with(".yaml");
        let Some(id) = full.as_deref().and_then(|full| self.sources.find(full)) else {
            let beside: Vec<&str> = self.sources.below(folder).map(|(_, source)| source.name()).collect();
            let code = if is_record { &codes::BROKEN_LINK } else { &codes::MISSING_MEDIA };
            let problem = Diagnostic::new(code, place, format!("there is no file `{path}` beside this one"));
            let near = nearest(path.rsplit('/').next().unwrap_or(path), beside.iter().copied())
                .map(|name| format!("did you mean `{name}`?"));
            self.resolver.problems.push(problem.help(near.unwrap_or_else(|| "correct the name, or add the file".to_string())));
            return Resolved::Nothing;
        };
        if !is_record {
            return Resolved::Media(self.library.file(id, self.sources));
        }
        let Some(&(node, text)) = self.records.get(&id) else {
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            let trust = origin.trust.map_or("", |id| &self.resolver.site.trust(id).id);
            let strategy = origin.strategy.map_or("", |id| &self.resolver.site.strategy(id).id);
            if self.resolver.site.hidden.has(name, trust, strategy) {
                let problem = Diagnostic::new(&codes::HIDDEN_REFERENCE, place, format!("`{path}` is not published"));
                self.resolver.problems.push(problem.help("it is shown as plain text; publish it, or remove the link"));
                return Resolved::Nothing;
            }
            let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("`{path}` has no page of its own"));
            self.resolver.problems.push(problem.help("link to the item that it belongs to"));
            return Resolved::Nothing;
        };
        let headings = text.iter().flat_map(|text| &text.words.prose.outline).map(|heading| heading.id.as_str());
        if let Some(fragment) = fragment
            && !headings.clone().any(|heading| heading == fragment)
        {
            let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("`{path}` has no heading `#{fragment}`"));
            let near = nearest(fragment, headings).map(|near| format!("did you mean `#{near}`?"));
            self.resolver
                .problems
                .push(problem.help(near.unwrap_or_else(|| "link to one of its headings, or to the page itself".into())));
        }
        Resolved::Node(node, fragment.map(str::to_string))
    }
}

/// Which record each content file is about: what a plain link to the file leads to.
fn records(site: &Site) -> HashMap<SourceId, (Node, Option<&Prosaic>)> {
    let mut records = HashMap::new();
    for id in site.page_ids() {
        let page = &site.pages[id.index()];
        records.insert(page.source, (Node::Page(id), Some(&page.text)));
    }
    for id in site.trust_ids() {
        records.insert(site.trust(id).source, (Node::Trust(id), None));
    }
    for id in site.strategy_ids() {
        let strategy = site.strategy(id);
        let own = strategy.narrative.as_ref();
        records.insert(strategy.source, (Node::Strategy(id), own));
        records.extend(own.map(|text| (text.source, (Node::Strategy(id), own))));
        for item in strategy.items() {
            let own = site.item(item).narrative.as_ref();
            records.extend(own.map(|text| (text.source, (Node::Item(item), own))));
        }
    }
    records
}
