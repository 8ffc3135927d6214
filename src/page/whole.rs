//! The whole strategy on one page: for reading in one go, for print and for PDF.

use serde::Serialize;

use super::Hrefs;
use super::item::Depth;
use super::overview::OverviewView;
use super::shell::{About, Shell};
use crate::site::StrategyId;

#[derive(Debug, Serialize)]
pub struct WholePage {
    pub shell: Shell,
    /// Everything, the goals with all that their own pages say of them.
    pub overview: OverviewView,
}

pub fn of(hrefs: &Hrefs, id: StrategyId) -> WholePage {
    let strategy = hrefs.site.strategy(id);
    let mut overview = hrefs.overview(id, Depth { shift: 2, whole: true });
    overview.quotations = hrefs.all_quotations(id);
    let shell = hrefs.shell(About {
        kind: "whole",
        title: strategy.fields.title.to_string(),
        description: None,
        trust: Some(strategy.trust),
        strategy: Some(id),
    });
    WholePage { shell, overview }
}
