//! The accessibility statement claims no more than somebody tested, and is not older than a year.

use jiff::ToSpan;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::strategy::model::{Compliance, IssueKind};

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    let site = checked.site;
    let Some((statement, source)) = site.file.as_ref().and_then(|file| file.accessibility.as_ref()).zip(site.files().site) else {
        return;
    };
    let claim = |message: &str, help: &str| {
        Diagnostic::new(&codes::UNFOUNDED_CLAIM, source.at(statement.status.at), message)
            .help(help)
            .cause("the claim of full compliance")
    };
    let failure = statement.issues.iter().find(|issue| issue.kind.as_ref().is_none_or(|kind| kind.value == IssueKind::Failure));
    if statement.status.value == Compliance::Full {
        if statement.tested.is_none() {
            let message = "the statement claims full compliance, and does not say when the site was tested";
            problems.push(claim(message, "write the day under `tested`, or claim `partial` until there was a test"));
        } else if failure.is_some() {
            let message = "the statement claims full compliance, and lists what fails";
            problems.push(claim(message, "write `partial`, or give each issue the `kind` that it has"));
        }
    }
    let Some(reviewed) = statement.reviewed.as_ref().or(statement.prepared.as_ref()) else { return };
    let next = reviewed.value.last().saturating_add(1.year());
    if next < checked.today {
        let message = format!("the accessibility statement was last reviewed in {}, and is to be every year", reviewed.value);
        let problem = Diagnostic::new(&codes::REVIEW_OVERDUE, source.at(reviewed.at), message);
        problems.push(problem.help("review it, and write the day under `reviewed`"));
    }
}
