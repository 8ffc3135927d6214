//! The accessibility statement, after the model that the law gives: its words are the theme's, its facts the site's.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkOut, LinkView, Shell};
use crate::strategy::model::{AccessibilityIssue, Compliance, IssueKind};

#[derive(Debug, Serialize)]
pub struct AccessibilityPage {
    pub shell: Shell,
    pub status: Compliance,
    pub tested: Option<String>,
    pub tested_by: Option<String>,
    pub method_html: Option<String>,
    pub prepared: Option<String>,
    pub reviewed: Option<String>,
    /// What fails and will be mended; what would be too great a burden; what the law leaves out.
    pub failures: Vec<IssueView>,
    pub burdens: Vec<IssueView>,
    pub out_of_scope: Vec<IssueView>,
    pub plans_html: Option<String>,
    pub reply_within: Option<String>,
    pub enforcement: Option<LinkOut>,
    pub contact: Vec<LinkView>,
    pub publisher: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct IssueView {
    pub text_html: String,
    pub criterion: Option<String>,
    pub fix_by: Option<String>,
    pub instead_html: Option<String>,
}

/// The statement; `None` if the site gives no facts for one.
pub fn of(hrefs: &Hrefs) -> Option<AccessibilityPage> {
    let site = hrefs.site;
    let (file, source) = site.file.as_ref().zip(site.files().site)?;
    let facts = file.accessibility.as_ref()?;
    let date = |date: &Option<crate::strategy::located::Located<crate::strategy::scalars::PartialDate>>| {
        date.as_ref().map(|date| date.value.to_string())
    };
    let view = |issue: &AccessibilityIssue| IssueView {
        text_html: hrefs.marked(source, &issue.text),
        criterion: issue.criterion.as_deref().map(str::to_string),
        fix_by: date(&issue.fix_by),
        instead_html: issue.instead.as_ref().map(|instead| hrefs.marked(source, instead)),
    };
    let of_kind = |wanted: IssueKind| {
        let kind = |issue: &AccessibilityIssue| issue.kind.as_ref().map_or(IssueKind::Failure, |kind| kind.value);
        facts.issues.iter().filter(|issue| kind(issue) == wanted).map(view).collect()
    };
    let shell = hrefs.shell(About::site("accessibility", ""));
    Some(AccessibilityPage {
        status: facts.status.value,
        tested: date(&facts.tested),
        tested_by: facts.tested_by.as_deref().map(str::to_string),
        method_html: facts.method.as_ref().map(|method| hrefs.marked(source, method)),
        prepared: date(&facts.prepared),
        reviewed: date(&facts.reviewed),
        failures: of_kind(IssueKind::Failure),
        burdens: of_kind(IssueKind::Burden),
        out_of_scope: of_kind(IssueKind::OutOfScope),
        plans_html: facts.plans.as_ref().map(|plans| hrefs.marked(source, plans)),
        reply_within: facts.reply_within.as_deref().map(str::to_string),
        enforcement: facts
            .enforcement
            .as_ref()
            .map(|body| LinkOut { text: body.name.to_string(), href: body.url.as_ref().map(|url| url.value.to_string()) }),
        contact: shell.contact.clone(),
        publisher: file.publisher.as_ref().map(|publisher| publisher.name.to_string()),
        shell,
    })
}
