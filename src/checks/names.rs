//! Ids that records use for one another: partners, supporting strategies, people, statuses, frameworks, topics, places of
//! discrepancies. References in link fields and texts are judged where they are resolved.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Site, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::Text;

pub fn check(site: &Site, problems: &mut Diagnostics) {
    let mut names = Names { site, problems };
    for trust in &site.trusts {
        trust.file.partners.iter().for_each(|partner| names.partner(trust.source, partner));
    }
    if let Some(source) = site.files().partners {
        let known: Vec<&str> = site.partners.iter().map(|partner| &*partner.id.value as &str).collect();
        for successor in site.partners.iter().flat_map(|partner| &partner.successors) {
            names.known(source, successor, "partner", known.iter().copied());
        }
    }
    site.strategy_ids().for_each(|id| names.strategy(id));
}

struct Names<'a> {
    site: &'a Site,
    problems: &'a mut Diagnostics,
}

impl Names<'_> {
    fn strategy(&mut self, id: StrategyId) {
        let site = self.site;
        let strategy = site.strategy(id);
        let (fields, source) = (&strategy.fields, strategy.source);
        let supporting: Vec<&str> = fields.supporting.iter().map(|record| &*record.id.value as &str).collect();
        for item in strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items())) {
            let fields = &site.item(item).fields;
            if fields.title.is_none() && fields.short_title.is_none() && fields.text.is_none() {
                let problem = Diagnostic::new(
                    &codes::NOTHING_TO_SHOW,
                    source.at(fields.id.at),
                    format!("`{}` has neither a title nor a text", &*fields.id.value),
                );
                self.problems.push(problem.help("add a line `title: …` or `text: …`"));
            }
            fields.partners.iter().for_each(|partner| self.partner(source, partner));
            fields.names.iter().for_each(|name| self.known(source, name, "supporting strategy", supporting.iter().copied()));
            fields
                .label
                .iter()
                .filter_map(|label| label.framework.as_ref())
                .for_each(|framework| self.framework(source, framework));
            if let Some(status) = &fields.status {
                self.status(source, &status.value);
            }
        }
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
        for quotation in &fields.quotations {
            let people = fields.people.iter().map(|person| &*person.id.value as &str).chain(["source"]);
            self.known(source, &quotation.by, "person", people);
            quotation.about.iter().for_each(|name| self.item(id, source, name));
        }
        for finding in &fields.findings {
            finding.about.iter().for_each(|name| self.item(id, source, name));
            let topics: Vec<&str> = site.topics.iter().map(|topic| &*topic.record.id.value as &str).collect();
            finding.topics.iter().for_each(|topic| self.known(source, topic, "topic", topics.iter().copied()));
        }
        for name in fields.discrepancies.iter().flat_map(|discrepancy| discrepancy.at.iter()).filter(|name| ***name != *".") {
            self.item(id, source, name);
        }
        for column in fields.plan_on_a_page.iter().flat_map(|layout| &layout.columns) {
            self.known(source, &column.level, "level", strategy.levels.iter().map(|level| level.key.as_str()));
        }
        for update in &strategy.updates {
            update.fields.about.iter().for_each(|name| self.item(id, update.source, name));
            if let Some(status) = &update.fields.status {
                self.status(update.source, status);
            }
        }
    }

    fn known<'k>(&mut self, source: SourceId, name: &Text, kind: &str, known: impl Iterator<Item = &'k str>) {
        let known: Vec<&str> = known.collect();
        if known.contains(&&**name) {
            return;
        }
        let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, source.at(name.at), format!("there is no {kind} `{name}`"));
        let problem = problem.did_you_mean(name, known.iter().copied());
        self.problems.push(problem.help_or(|| match known.is_empty() {
            true => format!("add the {kind}, or remove the reference"),
            false => format!("the known ones are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        }));
    }

    /// A partner of `partners.yaml`, or a trust of the site.
    fn partner(&mut self, source: SourceId, name: &Text) {
        let site = self.site;
        if site.hides_trust(name) {
            return;
        }
        let partners = site.partners.iter().map(|partner| &*partner.id.value as &str);
        self.known(source, name, "partner", partners.chain(site.trusts.iter().map(|trust| trust.id.as_str())));
    }

    fn framework(&mut self, source: SourceId, address: &Text) {
        let all = self
            .site
            .frameworks
            .iter()
            .flat_map(|framework| framework.items.iter().map(|item| format!("{}/{}", &*framework.id.value, &*item.id.value)));
        let all: Vec<String> = all.collect();
        self.known(source, address, "framework item", all.iter().map(String::as_str));
    }

    fn status(&mut self, source: SourceId, name: &Text) {
        self.known(source, name, "status", self.site.statuses.iter().map(|word| &*word.id.value as &str));
    }

    /// An item of the strategy by its id, or of one of its partner plans as `plan/item`.
    fn item(&mut self, id: StrategyId, source: SourceId, name: &Text) {
        if self.site.item_named(id, name).is_none() {
            let strategy = self.site.strategy(id);
            let items: Vec<&str> = strategy.items().map(|item| self.site.item(item).id.as_str()).collect();
            let problem =
                Diagnostic::new(&codes::UNKNOWN_REFERENCE, source.at(name.at), format!("no item `{name}` in this strategy"));
            let problem = problem.did_you_mean(name, items);
            self.problems.push(problem.help_or(|| "correct the spelling, or add the item".into()));
        }
    }
}
