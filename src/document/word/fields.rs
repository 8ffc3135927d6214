//! Fields: words that Word makes itself, and the instructions for them.

/// A field that is open.
#[derive(Debug, Default)]
pub struct Field {
    pub instruction: String,
    /// Its result follows, no more its instruction.
    pub has_result: bool,
}

impl Field {
    fn name(&self) -> String {
        self.instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
    }

    /// Whether it lists what stands elsewhere in the document.
    pub fn is_contents(&self) -> bool {
        matches!(self.name().as_str(), "TOC" | "INDEX" | "TOA")
    }

    /// Whether it is a number of a page, which a website has not.
    pub fn is_of_pages(&self) -> bool {
        self.has_result && matches!(self.name().as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF")
    }

    /// The web address that it leads to.
    pub fn link(&self) -> Option<String> {
        if self.name() != "HYPERLINK" {
            return None;
        }
        let rest = self.instruction.trim_start().get("HYPERLINK".len()..)?.trim_start();
        let address = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\'))?,
        };
        Some(address.to_string())
    }
}
