//! Markdown that starts with YAML between two lines `---`, taken apart.

/// The two parts of such a file.
pub struct FrontMatter {
    /// The YAML, with every byte where it is in the file.
    pub fields: String,
    /// Where the Markdown starts.
    pub body: usize,
}

/// Takes a file apart. `None` if it does not start with fields, or they have no end.
pub fn split(text: &str) -> Option<FrontMatter> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let rest = &text[first.len()..];
    let mut end = 0;
    let closing = rest.split_inclusive('\n').find(|line| {
        let closes = line.trim_end() == "---";
        end += if closes { 0 } else { line.len() };
        closes
    })?;
    // Blanks in place of the opening line keep every byte of the YAML where it is in the file.
    let fields = " ".repeat(first.len() - 1) + "\n" + &rest[..end];
    Some(FrontMatter { fields, body: first.len() + end + closing.len() })
}
