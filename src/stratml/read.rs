//! A file as a document: of either part, of old editions too, and with the slips that files in the field have.

use jiff::civil::Date;

use super::lines::{folded, line};
use super::tree::{Element, root};
use super::{Aim, Document, Indicator, OF_THE_GOAL, Organization, Outcome, Part, PlanType, Stakeholder, Value};

/// Why a file cannot be read as StratML, and where.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{line}:{column} {message}")]
pub struct NotStratml {
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub message: String,
}

impl NotStratml {
    pub(super) fn at(text: &str, byte: usize, message: String) -> NotStratml {
        let (line, column) = NotStratml::place(text, byte);
        NotStratml { line, column, message }
    }

    /// The line and column of a byte.
    pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
        let byte = (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    fn of(element: &Element, message: &str) -> NotStratml {
        NotStratml { line: element.line, column: element.column, message: message.to_string() }
    }
}

/// Reads a file: what it holds, which part it is, and sentences on what has no place in a [`Document`].
///
/// # Errors
/// It is not well-formed, or no StratML.
pub fn read(text: &str) -> Result<(Document, Part, Vec<String>), NotStratml> {
    let root = root(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let part = match root.name.as_str() {
        "StrategicPlan" => Part::One,
        "PerformancePlanOrReport" => Part::Two,
        name => {
            let message = format!("this is no StratML: it starts with `{name}`, not `StrategicPlan` or `PerformancePlanOrReport`");
            return Err(NotStratml::of(&root, &message));
        }
    };
    let mut reader = Reader { told: Vec::new() };
    let plan = reader.plan(&root)?;
    reader.told.sort_by_key(|(line, _)| *line);
    Ok((plan, part, reader.told.into_iter().map(|(line, words)| format!("line {line}: {words}")).collect()))
}

struct Reader {
    /// With the lines that they are about.
    told: Vec<(usize, String)>,
}

fn lines(element: &Element) -> impl Iterator<Item = String> + '_ {
    element.text.lines().map(folded).filter(|line| !line.is_empty())
}

impl Reader {
    /// Says that an element is not kept.
    fn tell(&mut self, element: &Element) {
        if !element.is_empty() {
            let words = folded(&element.text);
            let words = if words.is_empty() { String::new() } else { format!(": {words}") };
            self.told.push((element.line, format!("`{}` is left out{words}", element.name)));
        }
    }

    /// A text that stands once. One more is told, since nobody knows which is meant.
    fn once(&mut self, known: &mut String, element: &Element) {
        if known.is_empty() {
            *known = folded(&element.text);
        } else {
            self.tell(element);
        }
    }

    fn date(&mut self, known: &mut Option<Date>, element: &Element) {
        let words = folded(&element.text);
        // A time zone may follow. A year that no plan is made for is mistyped, and no date of a strategy.
        let date = words.get(..10).and_then(|day| day.parse::<Date>().ok()).filter(|date| (1000..2151).contains(&date.year()));
        match (&known, date) {
            (None, Some(date)) => *known = Some(date),
            _ => self.tell(element),
        }
    }

    fn plan(&mut self, root: &Element) -> Result<Document, NotStratml> {
        let mut plan = Document::default();
        let written = root.attribute("Type").unwrap_or_default();
        plan.plan_type = PlanType::ALL.into_iter().find(|known| known.name() == written).unwrap_or_default();
        let mut core = None;
        for child in &root.children {
            match child.name.as_str() {
                "Name" => self.once(&mut plan.name, child),
                "Description" => self.once(&mut plan.description, child),
                "OtherInformation" => plan.other.extend(lines(child)),
                "StrategicPlanCore" => core = Some(child),
                "AdministrativeInformation" => self.administration(&mut plan, child),
                _ => self.tell(child),
            }
        }
        let core = core.ok_or_else(|| NotStratml::of(root, "this plan has no `StrategicPlanCore`"))?;
        for child in &core.children {
            match child.name.as_str() {
                "Organization" => plan.organizations.push(self.organization(child)),
                "Vision" | "Mission" => {
                    let statement = if child.name == "Vision" { &mut plan.vision } else { &mut plan.mission };
                    let words = folded(&child.children.iter().find(|inner| inner.name == "Description").unwrap_or(child).text);
                    if statement.is_empty() {
                        *statement = words;
                    } else {
                        plan.other.push(line(&child.name, &words));
                    }
                }
                "Value" => plan.values.extend(self.value(child)),
                "Goal" => plan.goals.push(self.aim(child)),
                _ => self.tell(child),
            }
        }
        if plan.goals.is_empty() {
            return Err(NotStratml::of(core, "this plan has no goal"));
        }
        Ok(plan)
    }

    fn administration(&mut self, plan: &mut Document, element: &Element) {
        for child in &element.children {
            match child.name.as_str() {
                "Identifier" => self.once(&mut plan.identifier, child),
                "StartDate" => self.date(&mut plan.start, child),
                "EndDate" => self.date(&mut plan.end, child),
                "PublicationDate" => self.date(&mut plan.published, child),
                "Source" => self.once(&mut plan.source, child),
                // Who once typed a plan in is no part of it, and their address need not be published.
                _ => self.tell(child),
            }
        }
    }

    fn organization(&mut self, element: &Element) -> Organization {
        let mut organization = Organization::default();
        for child in &element.children {
            match child.name.as_str() {
                "Name" => self.once(&mut organization.name, child),
                "Acronym" => self.once(&mut organization.acronym, child),
                "Identifier" => self.once(&mut organization.identifier, child),
                "Description" => self.once(&mut organization.description, child),
                "Stakeholder" => organization.stakeholders.push(self.stakeholder(child)),
                _ => self.tell(child),
            }
        }
        organization
    }

    fn stakeholder(&mut self, element: &Element) -> Stakeholder {
        let sort =
            element.attribute("StakeholderTypeType").or(element.attribute("StakeholderType")).unwrap_or_default().to_string();
        let mut stakeholder = Stakeholder { sort, ..Stakeholder::default() };
        for child in &element.children {
            match child.name.as_str() {
                "Name" => self.once(&mut stakeholder.name, child),
                "Description" => self.once(&mut stakeholder.description, child),
                "Role" => {
                    let words = child.children.iter().map(|inner| folded(&inner.text)).filter(|words| !words.is_empty());
                    stakeholder.roles.extend(Some(words.collect::<Vec<_>>().join(", ")).filter(|role| !role.is_empty()));
                }
                _ => self.tell(child),
            }
        }
        stakeholder
    }

    fn value(&mut self, element: &Element) -> Option<Value> {
        let mut value = Value::default();
        for child in &element.children {
            match child.name.as_str() {
                "Name" => self.once(&mut value.name, child),
                "Description" => self.once(&mut value.description, child),
                _ => self.tell(child),
            }
        }
        Some(value).filter(|value| *value != Value::default())
    }

    fn aim(&mut self, element: &Element) -> Aim {
        let mut aim = Aim::default();
        for child in &element.children {
            match child.name.as_str() {
                "Name" => self.once(&mut aim.name, child),
                "Description" => self.once(&mut aim.description, child),
                "Identifier" => self.once(&mut aim.identifier, child),
                "SequenceIndicator" => self.once(&mut aim.number, child),
                "Stakeholder" => aim.stakeholders.push(self.stakeholder(child)),
                "OtherInformation" => aim.other.extend(lines(child)),
                "PerformanceIndicator" => aim.indicators.push(self.indicator(child)),
                "Objective" if element.name == "Goal" => {
                    let objective = self.aim(child);
                    if objective
                        == (Aim {
                            other: vec![OF_THE_GOAL.to_string()],
                            indicators: objective.indicators.clone(),
                            ..Aim::default()
                        })
                    {
                        aim.indicators.extend(objective.indicators);
                    } else if objective != Aim::default() {
                        aim.objectives.push(objective);
                    }
                }
                _ => self.tell(child),
            }
        }
        aim
    }

    fn indicator(&mut self, element: &Element) -> Indicator {
        let sort =
            element.attribute("PerformanceIndicatorType").or(element.attribute("IndicatorType")).unwrap_or_default().to_string();
        let mut indicator = Indicator { sort, ..Indicator::default() };
        let stage = element.attribute("ValueChainStage").map(|stage| line("Value chain stage", &folded(stage)));
        for child in &element.children {
            match child.name.as_str() {
                "MeasurementDimension" => self.once(&mut indicator.dimension, child),
                "UnitOfMeasurement" => self.once(&mut indicator.unit, child),
                "Identifier" => self.once(&mut indicator.identifier, child),
                "MeasurementInstance" => {
                    for result in &child.children {
                        match result.name.as_str() {
                            "TargetResult" => indicator.targets.extend(self.outcome(result)),
                            "ActualResult" => indicator.actuals.extend(self.outcome(result)),
                            _ => self.tell(result),
                        }
                    }
                }
                "OtherInformation" => indicator.other.extend(lines(child)),
                _ => self.tell(child),
            }
        }
        indicator.other.extend(stage);
        indicator
    }

    fn outcome(&mut self, element: &Element) -> Option<Outcome> {
        let mut outcome = Outcome::default();
        for child in &element.children {
            match child.name.as_str() {
                "StartDate" => self.date(&mut outcome.start, child),
                "EndDate" => self.date(&mut outcome.end, child),
                "NumberOfUnits" => self.once(&mut outcome.number, child),
                "Descriptor" => {
                    for part in &child.children {
                        match part.name.as_str() {
                            "DescriptorName" => self.once(&mut outcome.descriptor.0, part),
                            "DescriptorValue" => self.once(&mut outcome.descriptor.1, part),
                            _ => self.tell(part),
                        }
                    }
                }
                "Description" => self.once(&mut outcome.description, child),
                _ => self.tell(child),
            }
        }
        Some(outcome).filter(|outcome| *outcome != Outcome::default())
    }
}
