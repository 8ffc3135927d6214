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

/// Words that an id can do without.
const SMALL: [&str; 36] = [
    "a", "all", "an", "and", "are", "as", "at", "be", "by", "each", "every", "for", "from", "has", "have", "in", "into", "is",
    "it", "its", "of", "on", "or", "our", "that", "the", "their", "they", "this", "to", "we", "which", "who", "whose", "will",
    "with",
];

/// An id to propose for a title: a short one of the words that count, if the title has many.
pub fn proposed(title: &str, or: &str) -> String {
    const MOST_WORDS: usize = 5;
    let whole = slug(title, or);
    if whole.split('-').count() <= MOST_WORDS && slug::slugify(title).len() <= LONGEST {
        return whole;
    }
    let words = slug::slugify(title);
    let telling: Vec<&str> = words.split('-').filter(|word| !SMALL.contains(word)).take(MOST_WORDS).collect();
    match telling.is_empty() {
        true => whole,
        false => slug(&telling.join("-"), or),
    }
}
