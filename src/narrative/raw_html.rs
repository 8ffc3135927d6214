//! HTML in the text: reported and left out. Comments are left out in silence.

use super::writer::Writer;
use crate::diagnostic::codes;

impl Writer<'_> {
    /// Reports an inline tag, unless it ends one that was reported.
    pub(super) fn report_tag(&mut self, at: usize, tag: &str) {
        if !tag.starts_with("<!--") && !self.follows_reported(tag) {
            let help = cure(&name(tag), self.table.in_row);
            self.report(&codes::RAW_HTML, self.events.range(at), "HTML is not allowed in a text", help);
        }
    }

    /// Reports a block of HTML, unless there are only comments in it, or the ends of tags that were reported.
    pub(super) fn report_block(&mut self, at: usize) {
        let range = self.events.range(at);
        let block = &self.text[range.clone()];
        let (message, help) = match beside_comments(block) {
            Beside::Nothing => return,
            Beside::OpenComment => ("a comment without an end hides all that follows", "end the comment with `-->`".to_string()),
            Beside::Words => ("words on the lines of a comment are not shown", "put the comment on lines of its own".to_string()),
            Beside::Tags => {
                let tags = block.match_indices('<').map(|(at, _)| &block[at..]).filter(|tag| !tag.starts_with("<!"));
                // Words behind such an end are left out with it, until the tag that was reported is gone.
                if tags.filter(|tag| !self.follows_reported(tag)).count() == 0 {
                    return;
                }
                ("HTML is not allowed in a text", cure(&name(block), false))
            }
        };
        self.report(&codes::RAW_HTML, range, message, help);
    }

    /// Whether a tag ends one that was reported, or is a part of a list or table that was; if it starts something, its end will.
    fn follows_reported(&mut self, tag: &str) -> bool {
        let name = name(tag);
        if !tag.starts_with("</") {
            let is_part = ["li", "tr", "td", "th", "thead", "tbody"].contains(&&*name)
                && self.raw_tags.iter().any(|open| ["ul", "ol", "table"].contains(&&**open));
            self.raw_tags.push(name);
            return is_part;
        }
        let start = self.raw_tags.iter().rposition(|start| *start == name);
        self.raw_tags.truncate(start.unwrap_or(self.raw_tags.len()));
        start.is_some()
    }
}

/// What a tag is called, in small letters.
fn name(tag: &str) -> String {
    let tag = &tag[tag.find('<').unwrap_or_default()..];
    let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric() && c != ':').next();
    name.unwrap_or_default().to_ascii_lowercase()
}

/// What to write in place of a tag.
pub(super) fn cure(name: &str, in_table: bool) -> String {
    let help = match name {
        "b" | "strong" => "write `**words**` for bold",
        "i" | "em" => "write `*words*` for italics",
        "u" | "ins" => "take it out, as underlined words look like links; write `**words**` for words that matter",
        "s" | "del" | "strike" => "write `~~words~~` for words that are struck out",
        "a" => "write `[words](address)` for a link",
        "img" => "write `![what it shows](file.png)` for a picture",
        "br" if in_table => "take it out: a cell has one line",
        "br" => "end the line with a backslash instead",
        "hr" => "write a line `---` with a blank line on either side",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = name[1..].parse().unwrap_or(2);
            return format!("write `{} words` on a line of its own for a heading", "#".repeat(level));
        }
        "ul" | "li" => "write `- ` before each point of a list, and leave a blank line above the first",
        "ol" => "write `1. `, `2. ` and so on before the entries of a list, and leave a blank line above the first",
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => {
            "write each row of a table as `| cell | cell |`, and `| --- | --- |` below the first"
        }
        "blockquote" => "write `> ` before each line of a quotation",
        "code" | "pre" | "kbd" | "tt" => "put a backtick, `, on both sides of the words",
        "sup" | "sub" => "paste the sign itself, such as ² or ₂; a note has the mark `[^name]`",
        "p" => "take it out: a blank line starts a new paragraph",
        "div" | "span" | "font" | "center" | "section" | "small" | "big" | "mark" | "style" => {
            "take it out, and its end: what things look like is said by the theme"
        }
        "details" | "summary" => "write a heading, and the words below it",
        "script" | "iframe" | "object" | "embed" | "video" | "audio" | "form" | "input" | "button" => {
            "take it out: a text has words, links and pictures alone"
        }
        _ if name.contains(':') => "take it out, and its end: Word wrote it",
        _ => "take it out; put a backslash before a `<` that readers are to see",
    };
    help.to_string()
}

enum Beside {
    Nothing,
    OpenComment,
    Words,
    Tags,
}

fn beside_comments(block: &str) -> Beside {
    let mut rest = block.trim();
    let mut words = false;
    while let Some(start) = rest.find('<') {
        words |= !rest[..start].trim().is_empty();
        let Some(comment) = rest[start..].strip_prefix("<!--") else { return Beside::Tags };
        // `<!-->` and `<!--->` are whole comments, so the end may share hyphens with the start.
        let from = rest.len() - comment.len() - 2;
        match rest[from..].find("-->") {
            Some(end) => rest = rest[from + end + 3..].trim_start(),
            None => return Beside::OpenComment,
        }
    }
    if words || !rest.is_empty() { Beside::Words } else { Beside::Nothing }
}
