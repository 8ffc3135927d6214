//! A document as XML, in the order that the standard has.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Aim, Document, Indicator, OF_THE_GOAL, Organization, Outcome, Part, Stakeholder};

/// A document as a file of one of the two parts, indented, with a newline at the end.
pub fn write(document: &Document, part: Part) -> String {
    let mut xml = Xml { part, text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), depth: 0 };
    let (root, space) = match part {
        Part::One => ("StrategicPlan", "urn:ISO:std:iso:17469:tech:xsd:stratml_core"),
        Part::Two => ("PerformancePlanOrReport", "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"),
    };
    let plan_type = if part == Part::Two { document.plan_type.name() } else { "" };
    xml.element(root, &[("xmlns", space), ("Type", plan_type)], |xml| xml.plan(document));
    xml.text
}

struct Xml {
    part: Part,
    text: String,
    depth: usize,
}

impl Xml {
    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        self.start(name, attributes);
        self.text += ">\n";
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        self.parts(&["</", name, ">\n"]);
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.text.push_str("  "));
    }

    fn parts(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    /// The start of an element, but for the end of its tag. Attributes without a value are left out.
    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.parts(&["<", name]);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.parts(&[" ", name, "=\"", &escaped(value), "\""]);
        }
    }

    /// A text that must stand there, even if it is empty.
    fn must(&mut self, name: &str, value: &str) {
        self.start(name, &[]);
        match value {
            "" => self.text += "/>\n",
            _ => self.parts(&[">", &escaped(value), "</", name, ">\n"]),
        }
    }

    fn may(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.must(name, value);
        }
    }

    fn date(&mut self, name: &str, date: Option<Date>) {
        self.may(name, &date.map(|date| date.to_string()).unwrap_or_default());
    }

    fn plan(&mut self, plan: &Document) {
        self.must("Name", &plan.name);
        self.may("Description", &plan.description);
        self.may("OtherInformation", &plan.other.join("\n"));
        self.element("StrategicPlanCore", &[], |xml| {
            plan.organizations.iter().for_each(|organization| xml.organization(organization));
            for (name, text) in [("Vision", &plan.vision), ("Mission", &plan.mission)] {
                if !text.is_empty() {
                    xml.element(name, &[], |xml| xml.must("Description", text));
                }
            }
            for value in &plan.values {
                xml.element("Value", &[], |xml| {
                    xml.may("Name", &value.name);
                    xml.may("Description", &value.description);
                });
            }
            plan.goals.iter().for_each(|goal| xml.element("Goal", &[], |xml| xml.goal(goal)));
        });
        let identifier = if self.part == Part::Two { plan.identifier.as_str() } else { "" };
        let dates = [plan.start, plan.end, plan.published];
        if !identifier.is_empty() || !plan.source.is_empty() || dates.iter().any(Option::is_some) {
            self.element("AdministrativeInformation", &[], |xml| {
                xml.may("Identifier", identifier);
                xml.date("StartDate", plan.start);
                xml.date("EndDate", plan.end);
                xml.date("PublicationDate", plan.published);
                xml.may("Source", &plan.source);
            });
        }
    }

    fn organization(&mut self, organization: &Organization) {
        self.element("Organization", &[], |xml| {
            xml.may("Name", &organization.name);
            xml.may("Acronym", &organization.acronym);
            xml.may("Identifier", &organization.identifier);
            xml.may("Description", &organization.description);
            organization.stakeholders.iter().for_each(|stakeholder| xml.stakeholder(stakeholder));
        });
    }

    fn stakeholder(&mut self, stakeholder: &Stakeholder) {
        self.element("Stakeholder", &[("StakeholderTypeType", &stakeholder.sort)], |xml| {
            xml.must("Name", &stakeholder.name);
            xml.may("Description", &stakeholder.description);
            if xml.part == Part::Two {
                stakeholder.roles.iter().for_each(|role| xml.element("Role", &[], |xml| xml.must("Name", role)));
            }
        });
    }

    fn goal(&mut self, goal: &Aim) {
        self.must("Name", &goal.name);
        self.must("Description", &goal.description);
        self.rest_of_aim(goal);
        if self.part == Part::Two && !goal.indicators.is_empty() {
            self.element("Objective", &[], |xml| {
                xml.must("OtherInformation", OF_THE_GOAL);
                goal.indicators.iter().for_each(|indicator| xml.indicator(indicator));
            });
        }
        for objective in &goal.objectives {
            self.element("Objective", &[], |xml| {
                xml.may("Name", &objective.name);
                xml.may("Description", &objective.description);
                xml.rest_of_aim(objective);
                if xml.part == Part::Two {
                    objective.indicators.iter().for_each(|indicator| xml.indicator(indicator));
                }
            });
        }
    }

    /// What goals and objectives have in common.
    fn rest_of_aim(&mut self, aim: &Aim) {
        self.may("Identifier", &aim.identifier);
        self.may("SequenceIndicator", &aim.number);
        aim.stakeholders.iter().for_each(|stakeholder| self.stakeholder(stakeholder));
        self.may("OtherInformation", &aim.other.join("\n"));
    }

    fn indicator(&mut self, indicator: &Indicator) {
        self.element("PerformanceIndicator", &[("PerformanceIndicatorType", &indicator.sort)], |xml| {
            xml.must("MeasurementDimension", &indicator.dimension);
            xml.must("UnitOfMeasurement", &indicator.unit);
            xml.may("Identifier", &indicator.identifier);
            if !indicator.targets.is_empty() || !indicator.actuals.is_empty() {
                xml.element("MeasurementInstance", &[], |xml| {
                    indicator.targets.iter().for_each(|target| xml.outcome("TargetResult", target));
                    indicator.actuals.iter().for_each(|actual| xml.outcome("ActualResult", actual));
                });
            }
            xml.may("OtherInformation", &indicator.other.join("\n"));
        });
    }

    fn outcome(&mut self, name: &str, outcome: &Outcome) {
        self.element(name, &[], |xml| {
            xml.date("StartDate", outcome.start);
            xml.date("EndDate", outcome.end);
            xml.may("NumberOfUnits", &outcome.number);
            let (name, value) = &outcome.descriptor;
            if !name.is_empty() || !value.is_empty() {
                xml.element("Descriptor", &[], |xml| {
                    xml.may("DescriptorName", name);
                    xml.may("DescriptorValue", value);
                });
            }
            xml.may("Description", &outcome.description);
        });
    }
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return text.into();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").into()
}
