//! The JSON Schemas of the content files and of the export: made from the types, so that they cannot disagree with them.

use schemars::{Schema, schema_for};

use crate::export::StrategyJson;
use crate::strategy::model::*;

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Site,
    Trust,
    Strategy,
    Topics,
    Glossary,
    Partners,
    Update,
    Page,
    /// What is published as `strategy.json`.
    StrategyJson,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Site,
        Kind::Trust,
        Kind::Strategy,
        Kind::Topics,
        Kind::Glossary,
        Kind::Partners,
        Kind::Update,
        Kind::Page,
        Kind::StrategyJson,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Site => "site",
            Kind::Trust => "trust",
            Kind::Strategy => "strategy",
            Kind::Topics => "topics",
            Kind::Glossary => "glossary",
            Kind::Partners => "partners",
            Kind::Update => "update",
            Kind::Page => "page",
            Kind::StrategyJson => "strategy-json",
        }
    }
}

/// The schema of a kind of file (JSON Schema, 2020-12).
pub fn of(kind: Kind) -> Schema {
    match kind {
        Kind::Site => schema_for!(SiteFile),
        Kind::Trust => schema_for!(TrustFile),
        Kind::Strategy => schema_for!(StrategyFile),
        Kind::Topics => schema_for!(TopicsFile),
        Kind::Glossary => schema_for!(GlossaryFile),
        Kind::Partners => schema_for!(PartnersFile),
        Kind::Update => schema_for!(UpdateFields),
        Kind::Page => schema_for!(PageFields),
        Kind::StrategyJson => schema_for!(StrategyJson),
    }
}
