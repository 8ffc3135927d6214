//! Acronyms that a strategy or a page uses and nothing explains.

use std::collections::{BTreeMap, HashSet};

use super::texts::{Part, part_of};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::english::{Remark, acronyms};
use crate::site::{Site, StrategyId};
use crate::source::Place;
use crate::strategy::located::Text;

/// The short forms that the glossary, the trusts and the partners give, in capitals.
pub fn known(site: &Site) -> HashSet<String> {
    let terms = site.terms.iter().flat_map(|term| term.acronym.iter().chain([&term.term]).chain(&term.also));
    let partners = site.partners.iter().flat_map(|partner| partner.acronym.iter().chain([&partner.name]).chain(&partner.also));
    let trusts = site.trusts.iter().map(|trust| &trust.file);
    let trusts = trusts.flat_map(|file| file.acronym.iter().chain([&file.name]).chain(&file.short_name));
    // A short form may have several words, such as NEL ICS.
    let names = terms.chain(partners).chain(trusts).flat_map(|name| name.split([' ', '(', ')', '/', '-']));
    names.map(|name| name.trim_matches(['“', '”', '‘', '’']).to_uppercase()).collect()
}

/// Where an acronym is first met, and whether it is explained anywhere in these texts.
struct Met {
    /// The number of the file, in the order of reading, and the place in it.
    first: (usize, Place),
    explained: bool,
}

/// Reports the acronyms of some texts that neither they nor anything else explains.
pub fn check(site: &Site, part: &Part, known: &HashSet<String>, problems: &mut Diagnostics) {
    let titles = part.strategy.map(|id| in_titles(site, id)).unwrap_or_default();
    let mut met: BTreeMap<&str, Met> = BTreeMap::new();
    // Titles stand in the first file, among its fields.
    let titles = titles.iter().map(|remark| (0, remark));
    let texts = part.files.iter().enumerate().flat_map(|(at, file)| file.remarks.iter().map(move |remark| (at, *remark)));
    for (file, (place, remark)) in titles.chain(texts) {
        let Remark::Acronym { short, explained } = remark else { continue };
        let met = met.entry(short).or_insert(Met { first: (file, *place), explained: false });
        met.explained |= *explained;
        met.first = met.first.min((file, *place));
    }
    let unknown = met.into_iter().filter(|(short, met)| !met.explained && !known.contains(*short));
    let problem = |(short, met): (&str, Met)| {
        let problem = Diagnostic::new(&codes::UNEXPLAINED_ACRONYM, met.first.1, format!("nothing says what `{short}` means"));
        problem.help(format!("add it to `content/glossary.yaml`, or write it out: `what it stands for ({short})`"))
    };
    problems.extend(unknown.map(problem));
}

/// The acronyms in the titles of a strategy and its items.
fn in_titles(site: &Site, id: StrategyId) -> Vec<(Place, Remark)> {
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    let own = [Some(&fields.title), fields.subtitle.as_ref(), fields.short_title.as_ref()];
    let plans = strategy.plans.iter().flat_map(|&plan| site.plan(plan).items());
    let items = strategy.items().chain(plans).flat_map(|item| {
        let fields = &site.item(item).fields;
        let measures = fields.measures.iter().map(|measure| &measure.title);
        fields.title.iter().chain(&fields.short_title).chain(measures)
    });
    let mut found = Vec::new();
    let mut read = |title: &Text| {
        acronyms(title, |range, remark| found.push((strategy.source.at(part_of(title, range)), remark)));
    };
    own.into_iter().flatten().for_each(&mut read);
    items.for_each(read);
    found
}
