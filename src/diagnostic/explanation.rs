//! The words of a code: the parts of its text, and that text for a terminal and for the web.

use super::Code;

/// A file of an example, as it should or should not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Whether this is how it should be.
    pub right: bool,
    /// The language of the fenced block: `yaml`, `md`.
    pub language: &'static str,
    /// The file's path from the project's folder.
    pub path: &'static str,
    pub text: String,
}

impl Code {
    /// What it finds, as a phrase.
    pub fn finds(&self) -> &'static str {
        self.paragraph("Finds ")
    }

    /// Why that matters, as a phrase.
    pub fn matters(&self) -> &'static str {
        self.paragraph("Why it matters: ")
    }

    /// What to do, as a phrase.
    pub fn cure(&self) -> &'static str {
        self.paragraph("How to mend it: ")
    }

    fn paragraph(&self, start: &str) -> &'static str {
        let found = self.text.lines().find_map(|line| line.strip_prefix(start));
        found.expect("every explanation has its paragraphs").trim_end_matches('.')
    }

    /// The files of the examples, in the order of the text.
    pub fn examples(&self) -> Vec<Example> {
        let mut examples: Vec<Example> = Vec::new();
        let (mut right, mut fence) = (false, None);
        for line in self.text.lines() {
            match fence {
                Some(open) if line == open => fence = None,
                Some(_) => {
                    let example = examples.last_mut().expect("a block was opened");
                    example.text += line;
                    example.text.push('\n');
                }
                None if line.starts_with("```") => {
                    let info = line.trim_start_matches('`');
                    let (language, path) = info.split_once(' ').unwrap_or((info, ""));
                    examples.push(Example { right, language, path, text: String::new() });
                    fence = Some(&line[..line.len() - info.len()]);
                }
                None if line == "Wrong:" || line == "Right:" => right = line == "Right:",
                None => {}
            }
        }
        examples
    }

    /// The explanation for a terminal: examples are indented.
    pub fn plain_text(&self) -> String {
        let indented = |example: &Example| {
            let line = |line: &str| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") };
            example.text.lines().map(line).collect()
        };
        self.with_examples(|path| path.to_string(), indented)
    }

    /// The explanation as Markdown, in which each example names its file.
    pub fn markdown(&self) -> String {
        let fenced = |example: &Example| {
            let fence = "`".repeat(if example.text.contains("```") { 4 } else { 3 });
            format!("{fence}{}\n{}{fence}\n", example.language, example.text)
        };
        self.with_examples(|path| format!("`{path}`"), fenced)
    }

    fn with_examples(&self, path: impl Fn(&str) -> String, block: impl Fn(&Example) -> String) -> String {
        let prose = self.text.find("\nWrong:\n").map_or(self.text, |end| &self.text[..end]);
        let mut text = format!("{}\n", prose.trim_end());
        let mut side = None;
        for example in self.examples() {
            let word = match (side == Some(example.right), example.right) {
                (true, _) => "And",
                (false, true) => "Right,",
                (false, false) => "Wrong,",
            };
            side = Some(example.right);
            text += &format!("\n{word} in {}:\n\n{}", path(example.path), block(&example));
        }
        text
    }
}
