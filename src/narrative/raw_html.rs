//! HTML in the text: reported and left out. Comments are left out in silence.

use super::writer::Writer;
use crate::diagnostic::codes;

impl Writer<'_> {
    /// Reports an inline tag, unless it ends one that was reported.
    pub(super) fn report_tag(&mut self, at: usize, tag: &str) {
        if tag.starts_with("<!--") {
            return;
        }
        let is_end = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if is_end && let Some(start) = self.raw_tags.iter().rposition(|start| *start == name) {
            self.raw_tags.truncate(start);
            return;
        }
        let help = if name == "br" { "end the line with a backslash instead" } else { codes::RAW_HTML.cure() };
        self.report(&codes::RAW_HTML, self.events.range(at), "HTML is not allowed in a text", help);
        if !is_end {
            self.raw_tags.push(name);
        }
    }

    /// Reports a block of HTML, unless there are only comments in it.
    pub(super) fn report_block(&mut self, at: usize) {
        let range = self.events.range(at);
        let (message, help) = match beside_comments(&self.text[range.clone()]) {
            Beside::Nothing => return,
            Beside::OpenComment => ("a comment without an end hides all that follows", "end the comment with `-->`"),
            Beside::Words => ("words on the lines of a comment are not shown", "put the comment on lines of its own"),
            Beside::Tags => ("HTML is not allowed in a text", codes::RAW_HTML.cure()),
        };
        self.report(&codes::RAW_HTML, range, message, help);
    }
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
