//! `trustpress schema`.

use clap::{Args, ValueEnum};

use super::{Done, Failed};
use crate::schema::{self, Kind};

#[derive(Args)]
pub struct SchemaOf {
    /// Which file: site, trust, strategy, topics, glossary, partners, update, page; or `strategy-json`, the export.
    #[arg(value_enum, default_value_t = KindName(Kind::Strategy))]
    kind: KindName,
}

#[derive(Clone, Copy)]
struct KindName(Kind);

impl ValueEnum for KindName {
    fn value_variants<'a>() -> &'a [KindName] {
        const ALL: [KindName; Kind::ALL.len()] = {
            let mut all = [KindName(Kind::Site); Kind::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = KindName(Kind::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()))
    }
}

impl SchemaOf {
    pub(super) fn run(&self) -> Result<Done, Failed> {
        let text = serde_json::to_string_pretty(&schema::of(self.kind.0)).expect("schemas are plain data");
        std::io::Write::write_all(&mut std::io::stdout(), format!("{text}\n").as_bytes())?;
        Ok(Done::Well)
    }
}
