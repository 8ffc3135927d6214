//! Every code: its severity, what it finds, why that matters, how to mend it. `explain` and the documentation print these words.

use super::Severity;

/// A kind of problem, with the words that explain it.
#[derive(Debug, PartialEq)]
pub struct Code {
    /// The name that reports print, such as `unknown-reference`: it names the problem, not the cure.
    pub name: &'static str,
    pub severity: Severity,
    /// What it finds, as a phrase.
    pub finds: &'static str,
    /// Why that matters to a reader or an author.
    pub matters: &'static str,
    /// What to do.
    pub cure: &'static str,
}

macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident, finds $finds:literal, matters $matters:literal, cure $cure:literal;)*) => {
        $(pub static $constant: Code = Code {
            name: $name, severity: Severity::$severity, finds: $finds, matters: $matters, cure: $cure,
        };)*
        /// Every code there is, in the order of this table.
        pub static ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    // Shape: a file that cannot be read as what it should be.
    NOT_TEXT "not-text" Error,
        finds "a file that is not UTF-8 text",
        matters "letters such as £ and ’ would come out wrong",
        cure "save the file again as UTF-8: most editors offer it under Save as, Encoding";
    YAML_SYNTAX "yaml-syntax" Error,
        finds "text that does not follow the rules of YAML",
        matters "nothing in the file can be understood until it does",
        cure "look at the marked line: a missing quote, a tab or a wrong indent is the usual cause";
    UNKNOWN_FIELD "unknown-field" Error,
        finds "a key that is neither a field nor a level of the strategy",
        matters "what stands below it would be lost",
        cure "correct the spelling, or declare the level under `levels`";
    MISSING_FIELD "missing-field" Error,
        finds "a record without a field that it must have",
        matters "the record cannot be shown or linked to without it",
        cure "add the field";
    WRONG_SHAPE "wrong-shape" Error,
        finds "a list, a text or a group of fields where something else belongs",
        matters "the value cannot be understood",
        cure "write the value in the shape that the message names";
    WRONG_VALUE "wrong-value" Error,
        finds "a value that is not one of those its field allows",
        matters "the value cannot be understood",
        cure "use one of the values that the message names";
    MISSING_FILE "missing-file" Error,
        finds "a file that a site or a trust must have and that is not there",
        matters "nothing says what the site is, or whose strategies these are",
        cure "add the file that the message names";
    NOTHING_TO_SHOW "nothing-to-show" Error,
        finds "a record that has no words or no target to show",
        matters "readers would see an empty box, or a link that leads nowhere",
        cure "give it the field that the message names";
    EMPTY_FIELD "empty-field" Warning,
        finds "a field with nothing after its colon",
        matters "the field counts as left out; a value that starts with # and has no quotes is a comment",
        cure "write the value, in quotes if it starts with #, or remove the line";
    UNKNOWN_FILE "unknown-file" Warning,
        finds "a file in `content/` that has no place in the site",
        matters "its author may expect to see it published",
        cure "check its name and folder, or remove it";

    // Ids and addresses.
    DUPLICATE_ID "duplicate-id" Error,
        finds "the same id used twice where ids must differ",
        matters "links to it would have two meanings",
        cure "give one of the two another id";
    RESERVED_ID "reserved-id" Error,
        finds "an id that the site needs for a page of its own",
        matters "two pages would claim one address",
        cure "choose another id";
    ROUTE_TAKEN "route-taken" Error,
        finds "two things that claim one address in the site",
        matters "only one of them could be published",
        cure "rename one of the two";
    UNKNOWN_REFERENCE "unknown-reference" Error,
        finds "a reference to something that does not exist",
        matters "the link would lead nowhere",
        cure "correct the spelling, or add what is referred to";
    AMBIGUOUS_REFERENCE "ambiguous-reference" Error,
        finds "a reference that could mean two things",
        matters "readers could be sent to the wrong place",
        cure "write the reference in full: trust/strategy/item";
    SELF_REFERENCE "self-reference" Error,
        finds "an item that refers to itself",
        matters "a link from a page to itself says nothing",
        cure "remove the reference, or correct it";
    HIDDEN_REFERENCE "hidden-reference" Warning,
        finds "a reference to something that is not published yet, or no longer",
        matters "the reference is shown as plain text, without a link",
        cure "publish what is referred to, or remove the reference";

    // Counts and dates.
    DECLARED_COUNT "declared-count" Error,
        finds "a count that the strategy declares and its own list does not bear out",
        matters "readers would be told two numbers",
        cure "complete the list, or record the difference under `discrepancies` with `kind: count`";
    PERIOD_REVERSED "period-reversed" Error,
        finds "a period that ends before it starts",
        matters "readers cannot tell when the strategy applies",
        cure "swap the two dates, or correct one";
    OUTSIDE_PERIOD "outside-period" Warning,
        finds "an item whose dates fall outside its strategy's period",
        matters "one of the two dates is likely to be wrong",
        cure "correct the date, or record under `discrepancies` with `kind: date` that the source says so";
    WITHDRAWN_BEFORE_PUBLISHED "withdrawn-before-published" Error,
        finds "a `withdraw_on` that is not after its `publish_from`",
        matters "the record would never be published",
        cure "correct one of the two dates";
    NEEDLESS_DISCREPANCY "needless-discrepancy" Warning,
        finds "a recorded difference in a count that does not differ",
        matters "readers would be told of a fault that is not there",
        cure "remove the discrepancy";

    NEEDLESS_IGNORE "needless-ignore" Warning,
        finds "an entry under `checks: ignore` that no problem answers to",
        matters "it would hide a new problem later",
        cure "remove the entry";

    // Narratives and media.
    ORPHAN_NARRATIVE "orphan-narrative" Error,
        finds "a narrative whose name is not the id of any item",
        matters "nobody would ever see its text",
        cure "rename the file after the item's id";
    ORPHAN_READINGS "orphan-readings" Error,
        finds "readings of a measure that the strategy does not have",
        matters "nobody would ever see these figures",
        cure "correct the measure's id";
    BAD_READING "bad-reading" Error,
        finds "a line of readings that cannot be understood",
        matters "a figure would be missing or wrong",
        cure "write the line as `measure,date,value`, with a date such as 2026-03-31";
    RAW_HTML "raw-html" Error,
        finds "HTML in a narrative or a text",
        matters "it could break the page or harm its readers",
        cure "write it in Markdown; put a backslash before a < that is meant as such";
    BROKEN_LINK "broken-link" Error,
        finds "a link to a file or a heading that is not there",
        matters "the link would lead nowhere",
        cure "correct the link";
    UNSAFE_LINK "unsafe-link" Error,
        finds "a link that does not start with https, http, mailto or tel and is no path either",
        matters "such a link can run a program in the reader's browser",
        cure "link to a web address, a mail address, a telephone number or a file of the content";
    MISSING_ALT "missing-alt" Error,
        finds "a picture without a description",
        matters "someone who cannot see the picture learns nothing from it",
        cure "say in one sentence what the picture shows: ![what it shows](picture.jpg)";
    MISSING_MEDIA "missing-media" Error,
        finds "a picture or a file that is not there",
        matters "readers would see a broken picture or a dead link",
        cure "correct the name, or add the file beside the text";
    NOT_ONE_PARAGRAPH "not-one-paragraph" Error,
        finds "a field with more than one paragraph, or with a list or heading in it",
        matters "such fields are shown in places that hold one paragraph only",
        cure "keep the first paragraph, and put the rest into the item's own Markdown file";
    HEADING_LEVEL "heading-level" Warning,
        finds "a heading that skips a level",
        matters "people who move by headings, with a screen reader say, think that something is missing",
        cure "use the next level down, and no lower";
    BAD_PICTURE "bad-picture" Error,
        finds "a picture whose width and height cannot be read",
        matters "the page would jump about while it loads, or show nothing",
        cure "save it again as PNG, JPEG, WebP, GIF or SVG";

    // Themes.
    UNKNOWN_THEME "unknown-theme" Error,
        finds "a theme that is neither built in nor in `themes/`",
        matters "the pages would have no look",
        cure "use a built-in theme, or add the folder";
    TEMPLATE_PROBLEM "template-problem" Error,
        finds "a template that cannot be used",
        matters "the pages made from it cannot be published",
        cure "mend the template at the marked place";
    STRINGS_PROBLEM "strings-problem" Error,
        finds "a file of strings that cannot be used, or lacks a string",
        matters "pages would have gaps in their words",
        cure "write each string as `key: words`, and translate every key of the built-in `strings/en.yaml`";
    LOW_CONTRAST "low-contrast" Error,
        finds "a brand colour on which, or in which, text cannot be read well",
        matters "people with low vision could not read the page; the law asks for a contrast of 4.5 to 1",
        cure "use the colour that the message proposes, or another of the trust's palette";
}

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}
