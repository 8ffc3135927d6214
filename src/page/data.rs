//! The data beside the pages: what there is for re-use, and what its fields mean.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use crate::site::Node;

#[derive(Debug, Serialize)]
pub struct DataPage {
    pub shell: Shell,
    pub strategies: Vec<DataEntry>,
    /// The JSON Schema of the files.
    pub schema: String,
}

#[derive(Debug, Serialize)]
pub struct DataEntry {
    pub trust: LinkView,
    pub strategy: LinkView,
    pub file: String,
}

pub fn of(hrefs: &Hrefs) -> DataPage {
    let site = hrefs.site;
    let ids = site.trust_ids().flat_map(|trust| site.trust(trust).strategies.iter().copied());
    let entry = |id| DataEntry {
        trust: hrefs.link(Node::Trust(site.strategy(id).trust)),
        strategy: hrefs.link(Node::Strategy(id)),
        file: hrefs.path(&format!("{}/strategy.json", site.address(Node::Strategy(id)))),
    };
    DataPage {
        strategies: ids.map(entry).collect(),
        schema: hrefs.path(crate::site::DATA_SCHEMA),
        shell: hrefs.shell(About::site("data", "")),
    }
}
