//! The strategy's own fields: all but its items.

use super::aims::Items;
use super::yaml::{Group, Yaml};
use super::{Existing, Import, UNTITLED, markdown};
use crate::strategy::scalars::{PartialDate, Period, WebAddress, Written};
use crate::stratml::lines::{self, Lines};
use crate::stratml::{PlanType, Value};

impl Import<'_> {
    /// The strategy's own fields, and what is left for its narrative.
    pub fn head(&mut self, fields: &mut Group, prose: &mut Vec<String>, existing: &Existing, site: &mut Group) {
        let document = self.document;
        fields.text("title", if document.name.is_empty() { UNTITLED } else { &document.name });
        let mut read = Lines::new(&document.other);
        fields.text("subtitle", &read.text(lines::SUBTITLE).unwrap_or_default());
        fields.text("short_title", &read.text(lines::SHORT_TITLE).unwrap_or_default());
        let kind = read.text(lines::KIND).or(match document.plan_type {
            PlanType::Strategic => None,
            PlanType::Performance => Some("performance plan".to_string()),
            PlanType::Report => Some("performance report".to_string()),
        });
        fields.text("kind", &kind.unwrap_or_default());
        fields.text("text", &markdown::paragraph(&document.description));
        let period = read.take(lines::PERIOD, |text| {
            let period = Period::parse(text).ok()?;
            (period.known_days() == (document.start, document.end)).then(|| text.to_string())
        });
        let stated = match (document.start, document.end) {
            (Some(start), Some(end)) if start > end => {
                self.told.push(format!("The period is left out: it starts on {start} and ends on {end}."));
                String::new()
            }
            (Some(start), Some(end)) => format!("{start} to {end}"),
            (Some(start), None) => format!("from {start}"),
            (None, Some(end)) => format!("to {end}"),
            (None, None) => String::new(),
        };
        fields.text("period", &period.unwrap_or(stated));
        let published =
            read.take(lines::PUBLISHED, |text| is_date(text).then(|| text.to_string()).filter(|_| document.published.is_none()));
        fields.text("published", &published.or(document.published.map(|date| date.to_string())).unwrap_or_default());
        let standing = |text: &str| ["current", "superseded", "archived"].contains(&text).then(|| text.to_string());
        fields.text("standing", &read.take(lines::STANDING, standing).unwrap_or_default());
        fields.text("language", &read.text(lines::LANGUAGE).unwrap_or_default());
        self.source(fields, &mut read, existing, site);
        let mut items = Items::default();
        items.levels.declared(&mut read);
        prose.extend_from_slice(read.rest());
        self.own_id(&document.identifier, 2);
        self.add_items(&mut items);
        let levels = items.levels.group(|key| items.uses(key));
        if !levels.0.is_empty() {
            fields.put("levels", Yaml::Group(levels));
        }
        let statement = |(kind, text): (&str, &String)| {
            let mut statement = Group::default();
            statement.text("kind", kind);
            statement.text("text", &markdown::paragraph(text));
            Yaml::Group(statement)
        };
        let statements = [("vision", &document.vision), ("mission", &document.mission)];
        fields.list("statements", statements.into_iter().filter(|(_, text)| !text.is_empty()).map(statement).collect());
        let value = |value: &Value| {
            let mut group = Group::default();
            group.text("name", &value.name);
            group.text("text", &markdown::paragraph(&value.description));
            Yaml::Group(group)
        };
        fields.list("values", document.values.iter().map(value).collect());
        items.write(fields);
    }

    /// Where the plan comes from: its own page on a site like this one, or another address.
    fn source(&mut self, fields: &mut Group, read: &mut Lines, existing: &Existing, site: &mut Group) {
        let address = self.document.source.as_str();
        let page = self.ours.as_ref().map(|(trust, strategy)| format!("/{trust}/{strategy}/"));
        let base = page.and_then(|page| address.strip_suffix(&page)).filter(|base| WebAddress::parse(base).is_ok());
        let mut source = Group::default();
        let title = read.text(lines::SOURCE_TITLE);
        let publisher = read.text(lines::SOURCE_PUBLISHER);
        let kind = read.take(lines::SOURCE_KIND, |text| (text == "second-hand").then(|| text.to_string()));
        let url = (!address.is_empty() && base.is_none()).then_some(address).filter(|address| WebAddress::parse(address).is_ok());
        if title.is_some() || publisher.is_some() || kind.is_some() || url.is_some() {
            let title = title.unwrap_or_else(|| self.document.name.clone());
            source.text("title", if title.is_empty() { UNTITLED } else { &title });
            source.text("publisher", &publisher.unwrap_or_default());
            source.text("kind", &kind.unwrap_or_default());
            source.text("url", url.unwrap_or_default());
            fields.put("source", Yaml::Group(source));
        }
        match base {
            Some(base) if !existing.has_site_file => site.text("base_url", &format!("{base}/")),
            Some(_) => self.told.push(format!("The address of the page that the file came from is left out: {address}")),
            None if !address.is_empty() && url.is_none() => {
                self.told.push(format!("The source is left out, since it is no web address: {address}"))
            }
            None => {}
        }
    }
}

/// Whether a text is a date as its author would write it here.
pub fn is_date(text: &str) -> bool {
    PartialDate::parse(text).is_ok_and(|date| date.to_string() == text)
}
