//! Ids for what has none of ours: made of its title, short, and unlike those that are taken.

/// The longest id that is made of a title.
const LONGEST: usize = 40;

/// An id made of words; `or`, if there is no letter in them.
pub fn slug(words: &str, or: &str) -> String {
    let whole = slug::slugify(words);
    if whole.is_empty() {
        return or.to_string();
    }
    let mut short = String::new();
    for part in whole.split('-') {
        if !short.is_empty() && short.len() + 1 + part.len() > LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(part);
    }
    short
}

/// The id itself, or with a number behind it, so that it is not taken.
pub fn fresh(id: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(id) {
        return id.to_string();
    }
    let mut numbers = 2..;
    numbers.by_ref().map(|number| format!("{id}-{number}")).find(|id| !taken(id)).expect("there is always one more number")
}
