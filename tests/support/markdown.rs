//! A small reader of fenced blocks.

/// A fenced block, and the text of the paragraph above it.
#[derive(Debug)]
pub struct Block {
    pub lead: String,
    pub info: String,
    pub text: String,
}

/// The fenced blocks of a text, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lead: Vec<&str> = Vec::new();
    let mut ended = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            let text = body.iter().map(|line| format!("{line}\n")).collect();
            blocks.push(Block { lead: lead.join(" "), info: info.to_string(), text });
            lead.clear();
        } else if line.is_empty() {
            ended = true;
        } else {
            if std::mem::take(&mut ended) {
                lead.clear();
            }
            lead.push(line);
        }
    }
    blocks
}
