//! Every code: its name and severity here, its words in a file of its own beside this one, `codes/NAME.md`: what it finds, why
//! that matters, how to mend it, and an example. `explain` and the documentation print that very text, and the tests try it.

use super::Severity;

/// A kind of problem, with the words that explain it.
#[derive(Debug, PartialEq)]
pub struct Code {
    /// The name that reports print, such as `unknown-reference`: it names the problem, not the cure.
    pub name: &'static str,
    pub severity: Severity,
    /// What this and its neighbours in the table are about.
    pub group: &'static str,
    /// The explanation, as Markdown: the paragraphs "Finds …", "Why it matters: …" and "How to mend it: …"; then examples,
    /// each a fenced block of the file that its info string names, under "Wrong:" and "Right:".
    pub text: &'static str,
}

macro_rules! codes {
    ($($group:literal: $($constant:ident $name:literal $severity:ident;)*)*) => {
        $($(pub static $constant: Code = Code {
            name: $name, severity: Severity::$severity, group: $group, text: include_str!(concat!("codes/", $name, ".md")),
        };)*)*
        /// Every code there is, in the order of this table.
        pub static ALL: &[&Code] = &[$($(&$constant),*),*];
    };
}

codes! {
    "Files and their fields":
    NOT_TEXT "not-text" Error;
    DAMAGED_TEXT "damaged-text" Warning;
    YAML_SYNTAX "yaml-syntax" Error;
    REPEATED_KEY "repeated-key" Error;
    REPEATED_ENTRY "repeated-entry" Warning;
    UNKNOWN_FIELD "unknown-field" Error;
    MISSING_FIELD "missing-field" Error;
    WRONG_SHAPE "wrong-shape" Error;
    WRONG_VALUE "wrong-value" Error;
    MISSING_FILE "missing-file" Error;
    NOTHING_TO_SHOW "nothing-to-show" Error;
    EMPTY_FIELD "empty-field" Warning;
    COMMENT_IN_TEXT "comment-in-text" Warning;
    STRAY_MARK "stray-mark" Warning;
    JOINED_LINE "joined-line" Warning;
    ODD_INDENT "odd-indent" Warning;
    CURLY_QUOTES "curly-quotes" Advice;
    UNKNOWN_FILE "unknown-file" Warning;

    "Ids and addresses":
    DUPLICATE_ID "duplicate-id" Error;
    RESERVED_ID "reserved-id" Error;
    ROUTE_TAKEN "route-taken" Error;
    REPEATED_NUMBER "repeated-number" Warning;
    UNKNOWN_REFERENCE "unknown-reference" Error;
    AMBIGUOUS_REFERENCE "ambiguous-reference" Error;
    SELF_REFERENCE "self-reference" Error;
    CIRCULAR_REFERENCE "circular-reference" Error;
    REDIRECT_CHAIN "redirect-chain" Error;
    LOST_ADDRESS "lost-address" Error;
    CASE_CLASH "case-clash" Error;
    UNUSABLE_NAME "unusable-name" Error;
    HIDDEN_REFERENCE "hidden-reference" Warning;
    UNKNOWN_OWNER "unknown-owner" Warning;

    "Counts and dates":
    DECLARED_COUNT "declared-count" Error;
    PERIOD_REVERSED "period-reversed" Error;
    OUTSIDE_PERIOD "outside-period" Warning;
    WITHDRAWN_BEFORE_PUBLISHED "withdrawn-before-published" Error;
    FUTURE_DATE "future-date" Warning;
    UNFOUNDED_CLAIM "unfounded-claim" Error;
    REVIEW_OVERDUE "review-overdue" Warning;
    DUPLICATE_UPDATE "duplicate-update" Warning;
    UNUSED_LEVEL "unused-level" Warning;
    NEEDLESS_DISCREPANCY "needless-discrepancy" Warning;
    NEEDLESS_IGNORE "needless-ignore" Warning;
    CHECKS_PROBLEM "checks-problem" Warning;

    "Measures and their figures":
    UNDATED_TARGET "undated-target" Warning;
    VALUE_AND_RANGE "value-and-range" Error;
    RANGE_REVERSED "range-reversed" Error;
    TARGET_BEFORE_BASELINE "target-before-baseline" Error;
    BACKWARD_TARGET "backward-target" Warning;
    SEVERAL_LEADS "several-leads" Error;
    DUPLICATE_FIGURE "duplicate-figure" Error;
    UNORDERED_FIGURES "unordered-figures" Warning;
    NOT_A_FIGURE "not-a-figure" Warning;
    UNLIKE_GROUP "unlike-group" Warning;
    NO_UNIT "no-unit" Advice;
    STALE_READINGS "stale-readings" Warning;
    IDLE_STEP "idle-step" Warning;
    NOT_ON_SCALE "not-on-scale" Error;
    UNLIKE_MEASURE "unlike-measure" Error;

    "Statuses":
    LEGEND_PROBLEM "legend-problem" Error;
    CONTRADICTED_STATUS "contradicted-status" Warning;
    STALE_STATUS "stale-status" Warning;

    "Narratives and media":
    ORPHAN_NARRATIVE "orphan-narrative" Error;
    ORPHAN_READINGS "orphan-readings" Error;
    BAD_READING "bad-reading" Error;
    RAW_HTML "raw-html" Error;
    BROKEN_LINK "broken-link" Error;
    UNSAFE_LINK "unsafe-link" Error;
    MISSING_ALT "missing-alt" Error;
    MISSING_MEDIA "missing-media" Error;
    NOT_ONE_PARAGRAPH "not-one-paragraph" Error;
    HEADING_LEVEL "heading-level" Warning;
    BAD_PICTURE "bad-picture" Error;
    UNUSED_MEDIA "unused-media" Warning;
    LARGE_PICTURE "large-picture" Warning;
    FILE_TRACES "file-traces" Warning;
    POOR_ALT "poor-alt" Warning;
    VAGUE_LINK "vague-link" Warning;
    BARE_ADDRESS "bare-address" Warning;
    NOT_A_LINK "not-a-link" Warning;
    UNCLOSED_MARK "unclosed-mark" Warning;
    MARK_WITHOUT_BLANK "mark-without-blank" Warning;
    PASTED_BULLET "pasted-bullet" Warning;
    UNEVEN_TABLE "uneven-table" Warning;
    TABLE_WITHOUT_HEADER "table-without-header" Warning;
    EMPTY_HEADING "empty-heading" Warning;
    ACCIDENTAL_HEADING "accidental-heading" Warning;
    ACCIDENTAL_CODE "accidental-code" Warning;
    BOLD_HEADING "bold-heading" Advice;
    UNMARKED_NOTE "unmarked-note" Warning;

    "Words":
    DUPLICATE_TERM "duplicate-term" Error;
    UNUSED_TERM "unused-term" Advice;
    UNUSED_TOPIC "unused-topic" Warning;
    UNEXPLAINED_ACRONYM "unexplained-acronym" Advice;
    REPEATED_TITLE "repeated-title" Warning;
    LONG_TITLE "long-title" Advice;
    LONG_SENTENCE "long-sentence" Advice;
    BLOCK_CAPITALS "block-capitals" Advice;
    READING_AGE "reading-age" Advice;

    "Themes":
    UNKNOWN_THEME "unknown-theme" Error;
    TEMPLATE_PROBLEM "template-problem" Error;
    STRINGS_PROBLEM "strings-problem" Error;
    PAGE_PROBLEM "page-problem" Error;
    LOW_CONTRAST "low-contrast" Error;
    UNUSED_THEME_FILE "unused-theme-file" Warning;
    UNKNOWN_STRING "unknown-string" Warning;
    CSS_PROBLEM "css-problem" Warning;
}

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}
