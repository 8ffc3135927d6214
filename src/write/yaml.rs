//! YAML that reads back as what was written: a text is quoted unless it is plainly safe without.

/// A value of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    Text(String),
    Bool(bool),
    List(Vec<Yaml>),
    Group(Group),
    /// A group of short texts, written in one line.
    Line(Vec<(&'static str, String)>),
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group(pub Vec<(String, Yaml)>);

/// How long a line may be.
const WIDTH: usize = 110;

impl Group {
    /// Adds a text, if there is one.
    pub fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.put(key, Yaml::Text(text.to_string()));
        }
    }

    /// Adds texts, if there are any.
    pub fn texts(&mut self, key: &str, texts: &[String]) {
        self.list(key, texts.iter().cloned().map(Yaml::Text).collect());
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, key: &str, list: Vec<Yaml>) {
        if !list.is_empty() {
            self.put(key, Yaml::List(list));
        }
    }

    pub fn put(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_string(), value));
    }

    /// The text of a whole file.
    pub fn file(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    /// The fields where the first stands at a column, and all others on lines below it.
    pub fn at(&self, column: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, column);
        out
    }

    /// The fields between braces; none if there is more in them than texts.
    pub fn in_a_line(&self) -> Option<String> {
        let field = |(key, value): &(String, Yaml)| match value {
            Yaml::Text(text) => Some(format!("{key}: {}", scalar(text, true))),
            Yaml::Bool(value) => Some(format!("{key}: {value}")),
            _ => None,
        };
        let fields: Option<Vec<String>> = self.0.iter().map(field).collect();
        Some(format!("{{ {} }}", fields?.join(", ")))
    }

    /// Writes the fields; the first stands where the writer is, all others on lines of their own.
    fn write(&self, out: &mut String, indent: usize) {
        for (at, (key, value)) in self.0.iter().enumerate() {
            if at > 0 {
                out.push_str(&" ".repeat(indent));
            }
            out.push_str(key);
            out.push(':');
            value.write(out, indent);
        }
    }
}

impl Yaml {
    /// Writes a value behind the colon of its key, which stands at `indent`.
    fn write(&self, out: &mut String, indent: usize) {
        match self {
            Yaml::Text(text) => {
                out.push(' ');
                text_at(out, text, indent);
            }
            Yaml::Bool(value) => out.push_str(&format!(" {value}\n")),
            Yaml::Line(fields) => out.push_str(&format!(" {}\n", line(fields))),
            Yaml::Group(group) => {
                out.push('\n');
                out.push_str(&" ".repeat(indent + 2));
                group.write(out, indent + 2);
            }
            Yaml::List(list) => {
                out.push('\n');
                for entry in list {
                    out.push_str(&" ".repeat(indent + 2));
                    out.push_str("- ");
                    match entry {
                        Yaml::Group(group) => group.write(out, indent + 4),
                        Yaml::Text(text) => text_at(out, text, indent + 2),
                        Yaml::Line(fields) => out.push_str(&format!("{}\n", line(fields))),
                        Yaml::Bool(_) | Yaml::List(_) => unreachable!("no list of the content holds such"),
                    }
                }
            }
        }
    }
}

/// A text with the end of its line; a long one is folded over several lines.
fn text_at(out: &mut String, text: &str, indent: usize) {
    // A line in a folded text that looks like a field looks like a mistake.
    let folds = text.chars().count() > WIDTH - 30 && !text.contains(": ") && !text.contains(" #");
    if !folds {
        out.push_str(&scalar(text, false));
        out.push('\n');
        return;
    }
    out.push_str(">-\n");
    let start = " ".repeat(indent + 2);
    let mut line = String::new();
    for word in text.split(' ') {
        // A line must not start with a blank, nor with what starts a list or a comment.
        let is_odd = word.is_empty() || !word.starts_with(char::is_alphanumeric);
        if !line.is_empty() && !is_odd && start.len() + line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&format!("{start}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(&format!("{start}{line}\n"));
}

fn line(fields: &[(&'static str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {}", scalar(value, true))).collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A text on one line, `within` brackets or not.
fn scalar(text: &str, within: bool) -> String {
    if is_plain(text, within) { text.to_string() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    // The escapes of JSON are those of YAML.
    serde_json::to_string(text).expect("a text is plain data")
}

/// Whether a text is itself without quotes: words that mean nothing to YAML, a number or a date.
fn is_plain(text: &str, within: bool) -> bool {
    const MEANT: [&str; 13] = ["true", "false", "yes", "no", "on", "off", "null", "nan", "inf", "infinity", "y", "n", "none"];
    let is_safe = |c: char| c.is_alphanumeric() || c == ' ' || matches!(c, '.' | '(' | ')' | '/' | '-' | '\'' | '’' | '%' | '&');
    let are_words = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(|c| is_safe(c) || !within && c == ',')
        && !MEANT.contains(&text.to_lowercase().as_str());
    are_words || is_number(text) || is_date(text)
}

/// `0`, `12`, `-4.2`: what no reader changes.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(part) && (whole == "0" || !whole.starts_with('0')) && text.len() < 15
}

/// `2026-03-31`, `2026-03`, `2026/27`.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ["0000-00-00", "0000-00", "0000/00"].contains(&shape.as_str())
}
