//! Ids that records use for one another: partners, supporting strategies, people, statuses, frameworks, topics, places of
//! discrepancies. References in link fields and texts are judged where they are resolved.

use std::collections::BTreeSet;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::site::{Node, Site, StrategyId, missing_in, run_together, told_renamed};
use crate::source::SourceId;
use crate::strategy::located::Text;
use crate::strategy::model::{Framework, Partner, TrustFile};
use crate::strategy::scalars::{Id, Written, is_language, meant_language};

/// What comes before the hyphen in a role that is one word, such as vice-chair.
const OF_ROLES: [&str; 8] = ["vice", "co", "non", "ex", "deputy", "sub", "pro", "under"];

/// The nations of the United Kingdom.
const NATIONS: [&str; 4] = ["England", "Scotland", "Wales", "Northern Ireland"];

/// Judges the names in what all trusts share.
pub fn check(checked: Checked, known: &Known, problems: &mut Diagnostics) {
    let site = checked.site;
    let mut names = Names { site, known, unsure: false, problems };
    for trust in &site.trusts {
        for partner in &trust.file.partners {
            match **partner == *trust.id && site.partners.iter().all(|known| *known.id.value != **partner) {
                true => names.itself(trust.source, partner),
                false => names.partner(trust.source, partner),
            }
        }
        names.nation(trust.source, trust.file.nation.as_ref());
        names.ods(trust.source, trust.file.ods.as_ref());
    }
    if let Some(source) = site.files().partners {
        let own: BTreeSet<&str> = site.partners.iter().map(|partner| &*partner.id.value as &str).collect();
        for successor in site.partners.iter().flat_map(|partner| &partner.successors) {
            names.named(source, successor, "partner", "", &own);
        }
    }
    let sections = site.file.iter().flat_map(|file| &file.sections).map(|section| &*section.id.value as &str).collect();
    for page in &site.pages {
        page.fields.section.iter().for_each(|section| names.named(page.source, section, "section", "", &sections));
    }
}

/// Judges the names in a strategy.
pub fn check_strategy(checked: Checked, known: &Known, id: StrategyId, problems: &mut Diagnostics) {
    let unsure = checked.site.lacks_items(id);
    Names { site: checked.site, known, unsure, problems }.strategy(id);
}

/// The ids of what all trusts share, sorted, so that of two equally near ones always the same is proposed.
pub struct Known<'a> {
    /// Partners, and the trusts of the site.
    partners: BTreeSet<&'a str>,
    frameworks: BTreeSet<String>,
    topics: BTreeSet<&'a str>,
    statuses: BTreeSet<&'a str>,
    measures: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    pub fn of(site: &'a Site) -> Known<'a> {
        let partners = site.partners.iter().map(|partner| &*partner.id.value as &str);
        let framework_items =
            |framework: &'a Framework| framework.items.iter().map(|item| format!("{}/{}", &*framework.id.value, &*item.id.value));
        Known {
            partners: partners.chain(site.trusts.iter().map(|trust| trust.id.as_str())).collect(),
            frameworks: site.frameworks.iter().flat_map(framework_items).collect(),
            topics: site.topics.iter().map(|topic| &*topic.record.id.value as &str).collect(),
            statuses: site.statuses.iter().map(|word| &*word.id.value as &str).collect(),
            measures: site.measures.iter().map(|measure| &*measure.id.value as &str).collect(),
        }
    }
}

struct Names<'a> {
    site: &'a Site,
    known: &'a Known<'a>,
    /// Whether the strategy that is looked at has lost something to a mistake in its file.
    unsure: bool,
    problems: &'a mut Diagnostics,
}

impl Names<'_> {
    fn strategy(&mut self, id: StrategyId) {
        let (site, shared) = (self.site, self.known);
        let strategy = site.strategy(id);
        let (fields, source) = (&strategy.fields, strategy.source);
        let own = site.address(Node::Strategy(id));
        let supporting: BTreeSet<&str> = fields.supporting.iter().map(|record| &*record.id.value as &str).collect();
        let words: BTreeSet<&str> = fields.statuses.iter().map(|word| &*word.id.value as &str).collect();
        // Of two with the same id, which is told, one may be the one that is meant.
        let (has_supporting, has_words) = (supporting.len() == fields.supporting.len(), words.len() == fields.statuses.len());
        let mut people: BTreeSet<&str> = fields.people.iter().map(|person| &*person.id.value as &str).collect();
        for item in strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items())) {
            let fields = &site.item(item).fields;
            if !self.unsure && fields.title.is_none() && fields.short_title.is_none() && fields.text.is_none() {
                let problem = Diagnostic::new(
                    &codes::NOTHING_TO_SHOW,
                    source.at(fields.id.at),
                    format!("`{}` has neither a title nor a text", &*fields.id.value),
                );
                self.problems.push(problem.help("add a line `title: …` or `text: …`"));
            }
            fields.partners.iter().for_each(|partner| self.partner(source, partner));
            fields
                .names
                .iter()
                .filter(|_| has_supporting)
                .for_each(|name| self.named(source, name, "supporting strategy", &own, &supporting));
            fields.owner.iter().for_each(|owner| self.owner(source, owner, &own, &people));
            fields
                .label
                .iter()
                .filter_map(|label| label.framework.as_ref())
                .for_each(|framework| self.framework(source, framework));
            if let Some(status) = fields.status.as_ref().filter(|_| has_words) {
                self.status(source, &status.value, &own, &words);
            }
            let shared_measures = fields.measures.iter().filter_map(|measure| measure.shared.as_ref());
            shared_measures.for_each(|measure| self.named(source, measure, "shared measure", "", &shared.measures));
        }
        self.language(source, fields.language.as_ref());
        fields.formats.iter().for_each(|format| self.language(source, format.language.as_ref()));
        fields.shared_with.iter().for_each(|partner| self.partner(source, partner));
        for plan in &strategy.plans {
            if let Some(partner) = &site.plan(*plan).fields.partner {
                self.partner(source, partner);
            }
        }
        for format in fields.formats.iter().filter(|format| format.file.is_none() && format.url.is_none()) {
            let problem = Diagnostic::new(
                &codes::NOTHING_TO_SHOW,
                source.at(format.title.at),
                "this format has neither a file nor a web address",
            );
            self.problems.push(problem.help("add a line `file: …` or `url: …`"));
        }
        people.insert("source");
        for quotation in &fields.quotations {
            self.named(source, &quotation.by, "person", &own, &people);
            quotation.about.iter().for_each(|name| self.item(id, source, name));
        }
        for finding in &fields.findings {
            finding.about.iter().for_each(|name| self.item(id, source, name));
            finding.topics.iter().for_each(|topic| self.named(source, topic, "topic", "", &shared.topics));
        }
        for name in fields.discrepancies.iter().flat_map(|discrepancy| discrepancy.at.iter()).filter(|name| ***name != *".") {
            self.item(id, source, name);
        }
        for column in fields.plan_on_a_page.iter().flat_map(|layout| &layout.columns) {
            self.named(source, &column.level, "level", &own, &strategy.levels.iter().map(|level| level.key.as_str()).collect());
        }
        for update in &strategy.updates {
            update.fields.about.iter().for_each(|name| self.item(id, update.source, name));
            if let Some(status) = update.fields.status.as_ref().filter(|_| has_words) {
                self.status(update.source, status, &own, &words);
            }
        }
    }

    /// Reports a name that is not among the known ones; `of` is the strategy that they belong to, if not all share them.
    fn named(&mut self, source: SourceId, name: &Text, kind: &str, of: &str, known: &BTreeSet<&str>) {
        // The id may stand in what could not be read.
        let unsure = match kind {
            "partner" | "framework item" => self.site.lacks("partners.yaml"),
            "topic" => self.site.lacks("topics"),
            "shared measure" => self.site.lacks("measures.yaml"),
            "section" => self.site.lacks("site.yaml"),
            "status" if of.is_empty() => self.site.lacks("site.yaml"),
            _ => self.unsure,
        };
        // What stands for a name that is missing is told as missing.
        if unsure || known.contains(&**name) || **name == *"…" {
            return;
        }
        let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, source.at(name.at), format!("there is no {kind} `{name}`"));
        let no_file = matches!(kind, "partner" | "framework item") && self.site.files().partners.is_none();
        let (cause, help) = match kind {
            "topic" => self.site.lack_of_topic(name),
            _ if no_file => {
                ("no partners.yaml".into(), "`content/partners.yaml` is not there: make it, with a record of this id".into())
            }
            _ => (missing(kind, name, of), format!("add the {kind}, or remove the reference")),
        };
        let problem = problem.cause(cause);
        if let Some(help) = run_together(name, |part| known.contains(part)) {
            return self.problems.push(problem.help(help));
        }
        let problem = match self.id_of(source, name, kind).filter(|id| known.contains(&**id)) {
            Some(id) => problem.suggest(Some(&id)).help(format!("write the id of the {kind} with that name: `{id}`")),
            None => problem.did_you_mean(name, known.iter().copied()),
        };
        self.problems.push(problem.help_or(|| match known.is_empty() {
            true => help,
            false => format!("the known ones are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        }));
    }

    /// The id of the record that has this for its name, where an id belongs.
    fn id_of(&self, source: SourceId, written: &str, kind: &str) -> Option<String> {
        let site = self.site;
        let is = |name: &str| name.trim().eq_ignore_ascii_case(written.trim());
        let mut found: Vec<&str> = match kind {
            "partner" => {
                let named = |partner: &&Partner| is(&partner.name) || partner.acronym.iter().any(|acronym| is(acronym));
                let partners = site.partners.iter().filter(named).map(|partner| &*partner.id.value as &str);
                let trust = |file: &TrustFile| [&file.short_name, &file.acronym].into_iter().flatten().any(|name| is(name));
                let trusts = site.trusts.iter().filter(|known| is(&known.file.name) || trust(&known.file));
                partners.chain(trusts.map(|trust| trust.id.as_str())).collect()
            }
            "topic" => {
                site.topics.iter().filter(|topic| is(&topic.record.title)).map(|topic| &*topic.record.id.value as &str).collect()
            }
            "shared measure" => {
                site.measures.iter().filter(|known| is(&known.title)).map(|known| &*known.id.value as &str).collect()
            }
            "person" | "supporting strategy" => {
                let own = site.strategies.iter().filter(|strategy| strategy.source == source).map(|strategy| &strategy.fields);
                let people = own.clone().flat_map(|fields| &fields.people).filter(|person| kind == "person" && is(&person.name));
                let others = own.flat_map(|fields| &fields.supporting).filter(|other| kind != "person" && is(&other.title));
                people.map(|person| &*person.id.value as &str).chain(others.map(|other| &*other.id.value as &str)).collect()
            }
            _ => Vec::new(),
        };
        found.dedup();
        found.pop().filter(|_| found.is_empty()).map(str::to_string)
    }

    /// The nation of a trust, in its own words: only what is nearly the name of one is told.
    fn nation(&mut self, source: SourceId, nation: Option<&Text>) {
        let folded = |name: &str| name.trim().to_lowercase();
        let near = |written: &Text| {
            let is_known = NATIONS.contains(&&**written);
            let slip = |name: &&&str| strsim::damerau_levenshtein(&folded(written), &folded(name)) <= 2;
            NATIONS.iter().filter(|_| !is_known).find(slip)
        };
        let Some((nation, near)) = nation.and_then(|written| Some((written, near(written)?))) else { return };
        let problem = Diagnostic::new(&codes::WRONG_VALUE, source.at(nation.at), format!("there is no nation `{nation}`"));
        self.problems.push(problem.suggest(Some(near)));
    }

    /// A code of the Organisation Data Service has capital letters and digits alone.
    fn ods(&mut self, source: SourceId, code: Option<&Text>) {
        let is_sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let Some(code) = code.filter(|code| !code.chars().all(is_sign)) else { return };
        let message = format!("`{code}` is not written as a code of the Organisation Data Service");
        let problem = Diagnostic::new(&codes::WRONG_VALUE, source.at(code.at), message);
        let right = code.replace([' ', '\u{a0}', '-'], "").to_uppercase();
        let problem = problem.suggest(Some(&*right).filter(|right| !right.is_empty() && right.chars().all(is_sign)));
        self.problems.push(problem.help("write capital letters and digits without blanks, such as `RYJ`"));
    }

    /// A language is named by its code, which browsers and screen readers know.
    fn language(&mut self, source: SourceId, language: Option<&Text>) {
        let Some(written) = language.filter(|written| !is_language(written)) else { return };
        let problem =
            Diagnostic::new(&codes::WRONG_VALUE, source.at(written.at), format!("`{written}` is not the code of a language"));
        self.problems
            .push(problem.suggest(meant_language(written).as_deref()).help_or(|| "write its code, such as `en` or `cy`".into()));
    }

    /// A partner of `partners.yaml`, or a trust of the site.
    fn partner(&mut self, source: SourceId, name: &Text) {
        let shared = self.known;
        if !self.site.hides_trust(name) {
            self.named(source, name, "partner", "", &shared.partners);
        }
    }

    fn itself(&mut self, source: SourceId, name: &Text) {
        let problem = Diagnostic::new(&codes::SELF_REFERENCE, source.at(name.at), format!("`{name}` is this trust itself"));
        self.problems.push(problem.help("remove it, or name the partner that is meant"));
    }

    fn framework(&mut self, source: SourceId, address: &Text) {
        let shared = self.known;
        if !shared.frameworks.contains(&**address) {
            let known = shared.frameworks.iter().map(String::as_str).collect();
            self.named(source, address, "framework item", "", &known);
        }
    }

    /// A status of the strategy's own legend, or else of the site's.
    fn status(&mut self, source: SourceId, name: &Text, of: &str, words: &BTreeSet<&str>) {
        let shared = self.known;
        match words.is_empty() {
            true => self.named(source, name, "status", "", &shared.statuses),
            false => self.named(source, name, "status", of, words),
        }
    }

    /// An owner is a person's id or a role in words. What is written like an id and nearly is one was meant as one.
    fn owner(&mut self, source: SourceId, owner: &Text, of: &str, people: &BTreeSet<&str>) {
        let as_id = owner.to_lowercase();
        let is_id = Id::parse(owner).is_ok() || people.contains(as_id.as_str());
        if self.unsure || people.contains(&**owner) || !is_id {
            return;
        }
        // Roles of one word with a hyphen in it are few.
        let is_role = |role: &str| role.split_once('-').is_none_or(|(first, _)| OF_ROLES.contains(&first));
        if !is_role(owner) || nearest(owner, people.iter().copied()).is_some() {
            let message = format!("`{owner}` is shown as a role, because no person has this id");
            let problem = Diagnostic::new(&codes::UNKNOWN_OWNER, source.at(owner.at), message);
            let problem = problem.cause(missing("person", owner, of)).did_you_mean(owner, people.iter().copied());
            let words = owner.replace('-', " ");
            let help = || format!("if this is a person, add them under `people`; if it is a role, write it in words: `{words}`");
            self.problems.push(problem.help_or(help));
        }
    }

    /// An item of the strategy by its id, or of one of its partner plans as `plan/item`.
    fn item(&mut self, id: StrategyId, source: SourceId, name: &Text) {
        if !self.unsure && self.site.item_named(id, name).is_none() {
            let strategy = self.site.strategy(id);
            let items: Vec<&str> = strategy.items().map(|item| &*self.site.item(item).id).collect();
            let problem =
                Diagnostic::new(&codes::UNKNOWN_REFERENCE, source.at(name.at), format!("no item `{name}` in this strategy"));
            if let Some(now) = self.site.item_renamed(id, name) {
                self.problems.push(told_renamed(problem, name, now));
                return;
            }
            let trust = &self.site.trust(strategy.trust).id;
            let problem = problem.cause(missing_in(trust, name));
            if let Some(help) = run_together(name, |part| items.contains(&part)) {
                return self.problems.push(problem.help(help));
            }
            let problem = problem.did_you_mean(name, items);
            self.problems.push(problem.help_or(|| "correct the spelling, or add the item".into()));
        }
    }
}

/// The cause of every use of an id that no record of its kind has.
fn missing(kind: &str, name: &str, of: &str) -> String {
    format!("no {kind} {name} in {of}")
}
