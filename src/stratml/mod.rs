//! StratML, the Strategy Markup Language: strategic plans (Part 1, ISO 17469-1) and performance plans (Part 2) as XML.
//!
//! In: a [`Document`], or the text of one. Out: the other.
//!
//! Always true
//! - What is written is valid: elements stand in the order of the standard, and each identifier is an XML name.
//! - Reading what was written gives the same document.
//! - Nothing that is read is dropped in silence: what a [`Document`] has no place for is told.
//!
//! Not here: how a strategy becomes such a document and back, and any file.

pub mod lines;
mod read;
mod tree;
mod write;

pub use read::{NotStratml, read};
pub use write::write;

use jiff::civil::Date;

/// Which of the two kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A strategic plan: what is wanted.
    One,
    /// A plan with indicators: what is to be reached, and what was.
    Two,
}

impl Part {
    pub const ALL: [Part; 2] = [Part::One, Part::Two];

    /// The name of a strategy's file of this kind.
    pub fn file(self) -> &'static str {
        match self {
            Part::One => "stratml.xml",
            Part::Two => "stratml-part2.xml",
        }
    }
}

/// What sort of plan a file of Part 2 is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanType {
    #[default]
    Strategic,
    Performance,
    Report,
}

impl PlanType {
    pub const ALL: [PlanType; 3] = [PlanType::Strategic, PlanType::Performance, PlanType::Report];

    /// As the standard writes it.
    pub fn name(self) -> &'static str {
        match self {
            PlanType::Strategic => "Strategic_Plan",
            PlanType::Performance => "Performance_Plan",
            PlanType::Report => "Performance_Report",
        }
    }
}

/// A plan. Texts have no white space but single blanks; an empty one is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub plan_type: PlanType,
    /// Only Part 2 has a place for it.
    pub identifier: String,
    pub name: String,
    pub description: String,
    /// Other information, line by line.
    pub other: Vec<String>,
    pub organizations: Vec<Organization>,
    pub vision: String,
    pub mission: String,
    pub values: Vec<Value>,
    pub goals: Vec<Aim>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub published: Option<Date>,
    pub source: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Organization {
    pub name: String,
    pub acronym: String,
    pub identifier: String,
    pub description: String,
    pub stakeholders: Vec<Stakeholder>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stakeholder {
    /// `Person`, `Organization`, `Generic_Group`, or nothing.
    pub sort: String,
    pub name: String,
    pub description: String,
    /// What it does, in words; the standard's roles among them.
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    pub name: String,
    pub description: String,
}

/// A goal, or an objective of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aim {
    pub identifier: String,
    pub number: String,
    pub name: String,
    pub description: String,
    pub stakeholders: Vec<Stakeholder>,
    /// Other information, line by line.
    pub other: Vec<String>,
    pub indicators: Vec<Indicator>,
    /// Of a goal: its objectives.
    pub objectives: Vec<Aim>,
}

/// Something that is counted. Only Part 2 has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    pub identifier: String,
    /// `Quantitative`, `Qualitative`, or nothing.
    pub sort: String,
    pub dimension: String,
    pub unit: String,
    pub targets: Vec<Outcome>,
    pub actuals: Vec<Outcome>,
    /// Other information, line by line.
    pub other: Vec<String>,
}

/// What is to be reached in a stretch of time, or what was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// A decimal number.
    pub number: String,
    /// What the descriptor is called, and what it says.
    pub descriptor: (String, String),
    pub description: String,
}

/// The standard has indicators only in objectives. Those of a goal stand in an objective that has nothing else but this.
const OF_THE_GOAL: &str = "Indicators of the goal itself.";

/// An identifier that is unique in a file and the same each time: an address with what XML names have for slashes.
pub fn identifier(address: &str) -> String {
    format!("_{}", address.replace('/', "."))
}

/// The parts of an address that was made an identifier, if it is one of ours.
pub fn address_of(identifier: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = identifier.strip_prefix('_')?.split('.').collect();
    let is_id = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    parts.iter().all(is_id).then_some(parts)
}
