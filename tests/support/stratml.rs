//! The rules of StratML, as far as its schemas go: which elements stand in which, in what order and how often, which
//! attributes they have, and what their texts must be. Written from the standard, not from our code.
#![allow(dead_code)]

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

/// How often an element stands in another: `1`, `?`, `*` or `+`, as in the standard.
type Children = &'static [(&'static str, char)];

/// What the text of an element must be, if it has no children.
#[derive(Clone, Copy, PartialEq)]
enum Text {
    Any,
    Id,
    Date,
    DateOrNothing,
    Address,
    NumberOrNothing,
    One(&'static [&'static str]),
}

/// The names of an attribute, whether it must be there, and its values.
type Attributes = &'static [(&'static str, bool, &'static [&'static str])];

const SORTS: &[&str] = &["Person", "Organization", "Generic_Group"];
const OUTCOME: Children =
    &[("StartDate", '?'), ("EndDate", '?'), ("NumberOfUnits", '?'), ("Descriptor", '?'), ("Description", '?')];
const CORE: Children = &[("Organization", '*'), ("Vision", '?'), ("Mission", '?'), ("Value", '*'), ("Goal", '+')];

/// What both parts have alike.
fn shared(name: &str) -> Option<Children> {
    Some(match name {
        "StrategicPlanCore" => CORE,
        "Organization" => &[("Name", '?'), ("Acronym", '?'), ("Identifier", '?'), ("Description", '?'), ("Stakeholder", '*')],
        "Vision" | "Mission" => &[("Description", '?'), ("Identifier", '?')],
        "Value" => &[("Name", '?'), ("Description", '?')],
        "Goal" => &[
            ("Name", '1'),
            ("Description", '1'),
            ("Identifier", '?'),
            ("SequenceIndicator", '?'),
            ("Stakeholder", '*'),
            ("OtherInformation", '?'),
            ("Objective", '*'),
        ],
        _ => return None,
    })
}

fn of_part_one(name: &str) -> Option<Children> {
    Some(match name {
        "StrategicPlan" => &[
            ("Name", '1'),
            ("Description", '?'),
            ("OtherInformation", '?'),
            ("StrategicPlanCore", '1'),
            ("AdministrativeInformation", '?'),
        ],
        "Objective" => &[
            ("Name", '?'),
            ("Description", '?'),
            ("Identifier", '?'),
            ("SequenceIndicator", '?'),
            ("Stakeholder", '*'),
            ("OtherInformation", '?'),
        ],
        "Stakeholder" => &[("Name", '1'), ("Description", '?')],
        "AdministrativeInformation" => {
            &[("StartDate", '?'), ("EndDate", '?'), ("PublicationDate", '?'), ("Source", '?'), ("Submitter", '?')]
        }
        "Submitter" => &[("GivenName", '?'), ("Surname", '?'), ("PhoneNumber", '?'), ("EmailAddress", '?')],
        name => return shared(name),
    })
}

fn of_part_two(name: &str) -> Option<Children> {
    Some(match name {
        "PerformancePlanOrReport" => &[
            ("Name", '1'),
            ("Description", '?'),
            ("OtherInformation", '?'),
            ("StrategicPlanCore", '1'),
            ("AdministrativeInformation", '?'),
            ("Submitter", '?'),
        ],
        "Objective" => &[
            ("Name", '?'),
            ("Description", '?'),
            ("Identifier", '?'),
            ("SequenceIndicator", '?'),
            ("Stakeholder", '*'),
            ("OtherInformation", '?'),
            ("PerformanceIndicator", '*'),
        ],
        "Stakeholder" => &[("Name", '1'), ("Description", '?'), ("Role", '*')],
        "Role" => &[("Name", '1'), ("Description", '?'), ("RoleType", '*')],
        "AdministrativeInformation" => {
            &[("Identifier", '?'), ("StartDate", '?'), ("EndDate", '?'), ("PublicationDate", '?'), ("Source", '?')]
        }
        "Submitter" => &[("Identifier", '?'), ("GivenName", '?'), ("Surname", '?'), ("PhoneNumber", '?'), ("EmailAddress", '?')],
        "PerformanceIndicator" => &[
            ("SequenceIndicator", '?'),
            ("MeasurementDimension", '1'),
            ("UnitOfMeasurement", '1'),
            ("Identifier", '?'),
            ("Relationship", '*'),
            ("MeasurementInstance", '*'),
            ("OtherInformation", '?'),
        ],
        "Relationship" => &[("Identifier", '?'), ("ReferentIdentifier", '*'), ("Name", '?'), ("Description", '?')],
        "MeasurementInstance" => &[("TargetResult", '*'), ("ActualResult", '*')],
        "TargetResult" | "ActualResult" => OUTCOME,
        "Descriptor" => &[("DescriptorName", '?'), ("DescriptorValue", '?')],
        name => return shared(name),
    })
}

fn text_of(name: &str, part_two: bool) -> Option<Text> {
    Some(match name {
        "Identifier" => Text::Id,
        "StartDate" | "EndDate" | "PublicationDate" => {
            if part_two {
                Text::DateOrNothing
            } else {
                Text::Date
            }
        }
        "Source" => Text::Address,
        "NumberOfUnits" => Text::NumberOrNothing,
        "RoleType" => Text::One(&["Performer", "Beneficiary"]),
        "Name" | "Description" | "OtherInformation" | "Acronym" | "SequenceIndicator" | "GivenName" | "Surname" | "PhoneNumber"
        | "EmailAddress" => Text::Any,
        "MeasurementDimension" | "UnitOfMeasurement" | "ReferentIdentifier" | "DescriptorName" | "DescriptorValue" if part_two => {
            Text::Any
        }
        _ => return None,
    })
}

fn attributes_of(name: &str, part_two: bool) -> Attributes {
    match name {
        "PerformancePlanOrReport" => &[("Type", true, &["Strategic_Plan", "Performance_Plan", "Performance_Report"])],
        "Stakeholder" => &[("StakeholderTypeType", false, SORTS)],
        "PerformanceIndicator" if part_two => &[
            ("ValueChainStage", false, &["Outcome", "Output_Processing", "Output", "Input_Processing", "Input"]),
            ("PerformanceIndicatorType", false, &["Quantitative", "Qualitative"]),
        ],
        "Relationship" => &[("RelationshipType", false, &["Broader_Than", "Peer_To", "Narrower_Than"])],
        _ => &[],
    }
}

/// What is wrong with a file, rule by rule; nothing, if it is StratML.
pub fn faults(xml: &str) -> Vec<String> {
    let mut check = Check { part_two: false, ids: BTreeSet::new(), faults: Vec::new() };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    loop {
        match reader.read_event() {
            Err(error) => return vec![format!("not well-formed: {error}")],
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => {
                let attribute =
                    |tag: quick_xml::events::attributes::Attribute| (tag.key.as_ref().to_string(), tag.value.to_string());
                let attributes: Vec<(String, String)> =
                    tag.attributes().map(|known| attribute(known.expect("attributes are well-formed"))).collect();
                let name = tag.name().as_ref().to_string();
                if open.is_empty() {
                    check.root(&name, &attributes);
                }
                open.push(Element { name, attributes, children: Vec::new(), text: String::new() });
            }
            Ok(Event::End(_)) => {
                let done = open.pop().expect("the reader balances elements");
                if let Some(above) = open.last_mut() {
                    above.children.push(done.name.clone());
                }
                check.element(&done);
            }
            Ok(Event::Text(text)) => {
                if let Some(element) = open.last_mut() {
                    element.text += &text.xml10_content();
                }
            }
            Ok(Event::GeneralRef(name)) => {
                if !["amp", "lt", "gt", "quot", "apos"].contains(&&*name) && !name.is_char_ref() {
                    check.faults.push(format!("there is no entity {}", &*name));
                }
                if let Some(element) = open.last_mut() {
                    element.text.push('x');
                }
            }
            Ok(_) => {}
        }
    }
    check.faults
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<String>,
    text: String,
}

struct Check {
    part_two: bool,
    ids: BTreeSet<String>,
    faults: Vec<String>,
}

impl Check {
    fn root(&mut self, name: &str, attributes: &[(String, String)]) {
        self.part_two = name == "PerformancePlanOrReport";
        let space = match name {
            "StrategicPlan" => "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
            "PerformancePlanOrReport" => "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
            _ => return self.faults.push(format!("the root is {name}")),
        };
        if !attributes.iter().any(|(name, value)| name == "xmlns" && value == space) {
            self.faults.push("the namespace is another".to_string());
        }
    }

    fn element(&mut self, element: &Element) {
        let name = &element.name;
        let attributes = attributes_of(name, self.part_two);
        for (known, must, values) in attributes {
            match element.attributes.iter().find(|(own, _)| own == known) {
                Some((_, value)) if !values.contains(&value.as_str()) => self.faults.push(format!("{name}: {known} is {value}")),
                None if *must => self.faults.push(format!("{name} has no {known}")),
                _ => {}
            }
        }
        for (own, _) in element.attributes.iter().filter(|(own, _)| own != "xmlns") {
            if !attributes.iter().any(|(known, ..)| known == own) {
                self.faults.push(format!("{name} has the attribute {own}"));
            }
        }
        let children = if self.part_two { of_part_two(name) } else { of_part_one(name) };
        match (children, text_of(name, self.part_two)) {
            (Some(rule), _) => self.children(element, rule),
            (None, Some(rule)) => self.text(element, rule),
            (None, None) => self.faults.push(format!("there is no element {name}")),
        }
    }

    fn children(&mut self, element: &Element, rule: Children) {
        let name = &element.name;
        if !element.text.trim().is_empty() {
            self.faults.push(format!("{name} has text between its elements"));
        }
        let mut at = 0;
        for child in &element.children {
            let known = rule.iter().position(|(known, _)| known == child);
            match known {
                Some(known) if known < at => self.faults.push(format!("{child} stands too late in {name}")),
                Some(known) => at = known,
                None => self.faults.push(format!("{child} stands in {name}")),
            }
        }
        for (child, often) in rule {
            let count = element.children.iter().filter(|own| own == child).count();
            let fits = match often {
                '1' => count == 1,
                '?' => count <= 1,
                '+' => count >= 1,
                _ => true,
            };
            if !fits {
                self.faults.push(format!("{name} has {count} of {child}"));
            }
        }
    }

    fn text(&mut self, element: &Element, rule: Text) {
        let (name, text) = (&element.name, element.text.as_str());
        if let Some(child) = element.children.first() {
            return self.faults.push(format!("{child} stands in {name}"));
        }
        let is_day = || text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
        let is_number = || {
            let digits = text.trim_start_matches(['+', '-']);
            text.len() - digits.len() <= 1
                && digits.bytes().any(|byte| byte.is_ascii_digit())
                && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && digits.matches('.').count() <= 1
        };
        let fits = match rule {
            Text::Any => true,
            Text::Id => {
                let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
                let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
                if !self.ids.insert(text.to_string()) {
                    self.faults.push(format!("the identifier {text} stands twice"));
                }
                starts && is_name
            }
            Text::Date => is_day(),
            Text::DateOrNothing => text.is_empty() || is_day(),
            Text::Address => !text.contains(char::is_whitespace) && !text.is_empty(),
            Text::NumberOrNothing => text.is_empty() || is_number(),
            Text::One(values) => values.contains(&text),
        };
        if !fits {
            self.faults.push(format!("{name} is `{text}`"));
        }
        let is_allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        if !text.chars().all(is_allowed) {
            self.faults.push(format!("{name} has a control character"));
        }
    }
}
