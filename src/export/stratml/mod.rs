//! A strategy in StratML: what the standard has a place for stands there, all else that readers see stands in lines of other
//! information. Updates, people and readings of groups are left out.

mod aims;
mod measures;

use aims::Tree;

use crate::site::{ItemId, Node, Site, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::{Marked, Text};
use crate::strategy::model::{Discrepancy, Hand, Standing, Statement};
use crate::strategy::scalars::PartialDate;
use crate::stratml::lines::{self, folded, line};
use crate::stratml::{Document, Organization, Part, PlanType, Stakeholder, Value, identifier, write};

/// The bytes of a strategy's file of one part.
pub fn stratml(site: &Site, id: StrategyId, part: Part) -> Vec<u8> {
    let export = Export { site, id, part, source: site.strategy(id).source };
    write(&export.document(), part).into_bytes()
}

struct Export<'a> {
    site: &'a Site,
    id: StrategyId,
    part: Part,
    source: SourceId,
}

/// Lines of other information: what has no words is not put in.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn add(&mut self, label: &str, value: &str) {
        let value = folded(value);
        if !value.is_empty() {
            self.0.push(line(label, &value));
        }
    }

    /// All lines; those from `prose` on have no labels that are read back.
    fn with_prose_from(mut self, prose: usize) -> Vec<String> {
        if let Some(first) = self.0.get_mut(prose) {
            *first = lines::first_of_prose(first);
        }
        self.0
    }

    fn may(&mut self, label: &str, value: &Option<Text>) {
        self.add(label, value.as_deref().unwrap_or_default());
    }
}

impl Export<'_> {
    fn plain(&self, marked: &Marked) -> String {
        folded(&self.site.plain(self.site.words(self.source, marked)))
    }

    fn plain_of<'m>(&self, marked: impl Into<Option<&'m Marked>>) -> String {
        marked.into().map(|marked| self.plain(marked)).unwrap_or_default()
    }

    /// The bodies of some names, each once.
    fn stakeholders(&self, names: &[Text]) -> Vec<Stakeholder> {
        let mut bodies: Vec<Stakeholder> = Vec::new();
        for name in names.iter().map(|name| folded(&self.site.body_name(name))) {
            if !name.is_empty() && !bodies.iter().any(|known| known.name == name) {
                bodies.push(Stakeholder { sort: "Organization".to_string(), name, ..Stakeholder::default() });
            }
        }
        bodies
    }

    fn document(&self) -> Document {
        let (site, strategy) = (self.site, self.site.strategy(self.id));
        let (fields, trust) = (&strategy.fields, site.trust(strategy.trust));
        let address = site.address(Node::Strategy(self.id));
        let (vision, mission) = (self.statement(&["vision"]), self.statement(&["mission", "purpose"]));
        let text = |statement: Option<&Statement>| statement.map(|statement| self.plain(&statement.text)).unwrap_or_default();
        let (start, end) = fields.period.as_ref().map(|period| period.value.known_days()).unwrap_or_default();
        let published = fields.published.as_ref().map(|date| date.value).filter(|date| date.first() == date.last());
        let page = || site.base_url().map(|base| format!("{base}/{address}/"));
        let source = fields.source.as_ref().and_then(|source| source.url.as_ref()).map(|url| url.value.to_string());
        let tree = Tree::of(site, self.id);
        Document {
            plan_type: plan_type(fields.kind.as_deref().unwrap_or_default()),
            identifier: identifier(&address),
            name: folded(&fields.title),
            description: self.plain_of(&fields.text),
            other: self.other(&tree, vision, mission),
            organizations: vec![Organization {
                name: folded(&trust.file.name),
                acronym: folded(trust.file.acronym.as_deref().unwrap_or_default()),
                identifier: identifier(&trust.id),
                description: trust
                    .file
                    .text
                    .as_ref()
                    .map(|text| folded(&site.plain(site.words(trust.source, text))))
                    .unwrap_or_default(),
                stakeholders: self.stakeholders(&trust.file.partners),
            }],
            vision: text(vision),
            mission: text(mission),
            values: (fields.values.iter())
                .map(|value| Value {
                    name: folded(value.name.as_deref().unwrap_or_default()),
                    description: self.plain_of(&value.text),
                })
                .filter(|value| *value != Value::default())
                .collect(),
            goals: self.goals(&tree),
            start,
            end,
            published: published.map(PartialDate::first),
            source: source.or_else(page).unwrap_or_default(),
        }
    }

    /// The first statement that the strategy calls by one of these words.
    fn statement(&self, words: &[&str]) -> Option<&Statement> {
        let statements = &self.site.strategy(self.id).fields.statements;
        let is_called = |statement: &&Statement, word: &str| statement.kind.iter().any(|kind| kind.eq_ignore_ascii_case(word));
        words.iter().find_map(|word| statements.iter().find(|statement| is_called(statement, word)))
    }

    fn other(&self, tree: &Tree, vision: Option<&Statement>, mission: Option<&Statement>) -> Vec<String> {
        let fields = &self.site.strategy(self.id).fields;
        let mut other = Lines::default();
        other.may(lines::SUBTITLE, &fields.subtitle);
        other.may(lines::SHORT_TITLE, &fields.short_title);
        other.may(lines::KIND, &fields.kind);
        other.add(lines::PERIOD, fields.period.as_ref().map_or("", |period| &period.printed));
        let published = fields.published.as_ref().map(|date| date.value).filter(|date| date.first() != date.last());
        other.add(lines::PUBLISHED, &published.map(|date| date.to_string()).unwrap_or_default());
        let standing = fields.standing.as_ref().map(|standing| match standing.value {
            Standing::Current => "current",
            Standing::Superseded => "superseded",
            Standing::Archived => "archived",
        });
        other.add(lines::STANDING, standing.unwrap_or_default());
        other.may(lines::LANGUAGE, &fields.language);
        if let Some(source) = &fields.source {
            // A source has a title in any case.
            if folded(&source.title) != folded(&fields.title) || source.url.is_none() {
                other.add(lines::SOURCE_TITLE, &source.title);
            }
            other.may(lines::SOURCE_PUBLISHER, &source.publisher);
            let second = source.kind.as_ref().is_some_and(|kind| kind.value == Hand::SecondHand);
            other.add(lines::SOURCE_KIND, if second { "second-hand" } else { "" });
        }
        other.0.extend(tree.levels());
        let prose = other.0.len();
        for statement in &fields.statements {
            self.about_statement(&mut other, statement, [vision, mission]);
        }
        fields.stated_periods.iter().for_each(|stated| other.add("Stated period", &stated.text));
        let before = fields.supersedes.as_ref().and_then(|before| before.title.as_ref());
        let known = self.site.strategy(self.id).supersedes.map(|id| self.site.title(Node::Strategy(id)));
        other.add("Takes the place of", &known.or(before.map(|title| title.to_string())).unwrap_or_default());
        let above = self.site.strategy(self.id).part_of;
        other.add("Serves the strategy", &above.map(|id| self.site.title(Node::Strategy(id))).unwrap_or_default());
        fields.shared_with.iter().for_each(|name| other.add("Shared with", &self.site.body_name(name)));
        tree.above_goals().for_each(|item| self.about_part(&mut other, item));
        for record in &fields.supporting {
            let kind = record.kind.as_deref().map(|kind| format!(" ({kind})")).unwrap_or_default();
            other.add("Supporting", &format!("{}{kind}. {}", &*record.title, self.plain_of(&record.text)));
        }
        for plan in self.site.strategy(self.id).plans.iter().map(|&id| &self.site.plan(id).fields) {
            let whose = plan.partner.as_deref().map(|partner| format!(" ({})", self.site.body_name(partner))).unwrap_or_default();
            other.add("Partner plan", &format!("{}{whose}", &*plan.title));
        }
        for quotation in &fields.quotations {
            let by =
                if &*quotation.by == "source" { "the document".to_string() } else { self.site.owner_name(self.id, &quotation.by) };
            other.add("Quotation", &format!("“{}” ({by})", &*quotation.text));
        }
        for finding in &fields.findings {
            let from = finding.from.as_deref().map(|from| format!(" ({from})")).unwrap_or_default();
            other.add("Finding", &format!("{}{from}", self.plain(&finding.text)));
        }
        fields.discrepancies.iter().filter(|known| known.show != Some(false)).for_each(|known| self.about_slip(&mut other, known));
        let narrative = self.site.strategy(self.id).narrative.as_ref();
        other.0.extend(narrative.into_iter().flat_map(|text| self.site.plain_lines(&text.words)));
        other.with_prose_from(prose)
    }

    /// A statement that has no place of its own, and what is more of one that has.
    fn about_statement(&self, other: &mut Lines, statement: &Statement, placed: [Option<&Statement>; 2]) {
        let kinds: Vec<&str> = statement.kind.iter().map(|kind| &**kind).collect();
        let kinds = kinds.join(", ");
        match placed.map(|placed| placed.is_some_and(|placed| std::ptr::eq(placed, statement))) {
            [false, false] => other.add("Statement", &format!("{} ({kinds})", self.plain(&statement.text))),
            [true, false] if kinds != "vision" => other.add("The vision is called", &kinds),
            [false, true] if kinds != "mission" => other.add("The mission is called", &kinds),
            _ => {}
        }
        statement.wordings.iter().for_each(|wording| other.add("Also worded", &format!("{} ({kinds})", self.plain(&wording.text))));
        for pillar in &statement.pillars {
            other.add("Pillar", &format!("{}. {} ({kinds})", &*pillar.title, self.plain_of(&pillar.text)));
        }
    }

    fn about_slip(&self, other: &mut Lines, known: &Discrepancy) {
        let named = |item: ItemId| match &self.site.item(item).fields.title {
            Some(_) => self.site.item_short_title(item),
            None => self.site.address(Node::Item(item)),
        };
        let title = |at: &Text| self.site.item_named(self.id, at).map(named);
        let at: Vec<String> = known.at.iter().filter_map(title).collect();
        let said = [("It says", &known.printed), ("We believe", &known.believed)];
        let said = said.into_iter().filter_map(|(label, text)| text.as_deref().map(|text| format!("{label}: {text}.")));
        let about = Some(at.join(", ")).filter(|at| !at.is_empty()).map(|at| format!("{at}."));
        let all: Vec<String> = about.into_iter().chain(said).chain([self.plain_of(&known.note)]).collect();
        other.add("Note on the source", &all.join(" "));
    }
}

/// What sort of plan it is, by what the trust calls it.
fn plan_type(kind: &str) -> PlanType {
    let kind = kind.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    match () {
        _ if is(&["report"]) => PlanType::Report,
        _ if is(&["operating plan", "operational plan", "annual plan", "business plan", "delivery plan", "performance plan"]) => {
            PlanType::Performance
        }
        _ => PlanType::Strategic,
    }
}
