//! What a heading sounds like: goals, a vision, values, what is going to be done.

/// Words for what may be a goal: one, and several.
const GOALS: [(&str, &str); 12] = [
    ("goal", "goals"),
    ("aim", "aims"),
    ("objective", "objectives"),
    ("priority", "priorities"),
    ("ambition", "ambitions"),
    ("theme", "themes"),
    ("pillar", "pillars"),
    ("outcome", "outcomes"),
    ("commitment", "commitments"),
    ("promise", "promises"),
    ("mission", "missions"),
    ("challenge", "challenges"),
];

/// Words for what a trust says that it is for.
const STATEMENTS: [&str; 6] = ["vision", "mission", "purpose", "promise", "ambition", "mission statement"];

/// Headings of what stands in most documents and is no goal.
const USUAL: [&str; 40] = [
    "about",
    "acknowledgement",
    "annex",
    "appendi",
    "background",
    "case for change",
    "case stud",
    "conclusion",
    "contact",
    "content",
    "context",
    "delivering our",
    "delivering th",
    "delivery",
    "equality analysis",
    "equality impact",
    "executive summary",
    "foreword",
    "glossary",
    "governance",
    "how we",
    "how this",
    "implement",
    "introduction",
    "measuring",
    "message",
    "mission",
    "monitoring",
    "next steps",
    "our journey",
    "overview",
    "preface",
    "purpose",
    "reference",
    "review",
    "summary",
    "values",
    "vision",
    "welcome",
    "who we",
];

/// Headings that are no goal even below one that sounds like goals.
const FRONT: [&str; 10] = [
    "background",
    "conclusion",
    "context",
    "executive summary",
    "foreword",
    "how we will",
    "introduction",
    "next steps",
    "overview",
    "summary",
];

/// Words of a heading, small, without a number, a colon and what does not matter.
pub fn bare(title: &str) -> String {
    let lower = title.to_lowercase().replace('’', "'");
    let lower = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let words: Vec<&str> = lower.trim_end_matches([':', '.', ' ']).split_whitespace().collect();
    let idle =
        |word: &&str| matches!(*word, "our" | "the" | "a" | "trust's" | "council's" | "board's" | "organisation's" | "trust");
    words.into_iter().filter(|word| !idle(word)).collect::<Vec<_>>().join(" ")
}

/// The name of the level whose items a heading is for: one of them, several.
pub fn goals(title: &str) -> Option<(String, String)> {
    let bare = bare(title);
    let words: Vec<&str> = bare.split(' ').collect();
    let at = words.iter().position(|word| GOALS.iter().any(|(_, many)| many == word))?;
    let (one, many) = GOALS.iter().find(|(_, many)| *many == words[at]).expect("it was found");
    // `Strategic aims`: the word before belongs to the name.
    let kinds = ["strategic", "key", "corporate", "transformational", "main", "organisational"];
    let kind = at.checked_sub(1).map(|at| words[at]).filter(|word| kinds.contains(word));
    let name = |noun: &str| capital(&kind.map_or_else(|| noun.to_string(), |kind| format!("{kind} {noun}")));
    Some((name(one), name(many)))
}

/// `Strategic goal 1: To help`: the name of the level, the number, and the title behind it.
pub fn numbered_goal(title: &str) -> Option<((String, String), String, String)> {
    let lower = title.to_lowercase();
    let (noun, start) = GOALS.iter().find_map(|(one, many)| {
        let at = lower.find(&format!("{one} "))?;
        (at == 0 || lower[..at].ends_with(' ')).then_some(((one, many), at))
    })?;
    let kind = lower[..start].trim();
    let rest = title.get(start + noun.0.len()..)?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let number = number.trim_end_matches('.');
    let counts = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) || counts.contains(&number.to_lowercase().as_str());
    let title = rest.trim_start_matches([' ', ':', '-', '–', '—', '.', '|']).trim();
    let name = |noun: &str| capital(format!("{kind} {noun}").trim());
    let fits = is_number && kind.split_whitespace().count() <= 2 && !title.is_empty();
    fits.then(|| ((name(noun.0), name(noun.1)), number.to_string(), title.to_string()))
}

/// How many goals a sentence announces: `Our three strategic aims are:`.
pub fn announced(sentence: &str) -> Option<(usize, (String, String))> {
    const COUNTS: [&str; 12] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"];
    let last = sentence.trim().rsplit(['.', '!', '?']).find(|part| !part.trim().is_empty())?;
    if !sentence.trim().ends_with(':') {
        return None;
    }
    let lower = last.to_lowercase();
    let count = |word: &str| COUNTS.iter().position(|count| *count == word).map(|at| at + 2).or(word.parse().ok());
    let number = lower.split(|c: char| !c.is_alphanumeric()).find_map(count).filter(|number| (2..=20).contains(number))?;
    Some((number, goals(last)?))
}

/// What the trust calls a statement of its own, if a heading is of one.
pub fn statement(title: &str) -> Option<String> {
    let bare = bare(title);
    STATEMENTS.contains(&bare.as_str()).then_some(bare)
}

pub fn is_values(title: &str) -> bool {
    matches!(bare(title).as_str(), "values" | "core values" | "shared values" | "values are" | "what we value")
}

/// Whether a heading stands in most documents and is no goal.
pub fn is_usual(title: &str) -> bool {
    let bare = bare(title);
    bare.is_empty() || USUAL.iter().any(|usual| bare.starts_with(usual))
}

/// Whether a heading is no goal although its neighbours are.
pub fn is_front(title: &str) -> bool {
    let bare = bare(title);
    bare.is_empty() || FRONT.iter().any(|front| bare.starts_with(front))
}

/// The usual level of what is listed below a goal under such words.
pub fn level(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase().replace('’', "'");
    const LEVELS: [(&str, &str); 20] = [
        ("milestone", "milestones"),
        ("initiative", "initiatives"),
        ("project", "initiatives"),
        ("programme", "initiatives"),
        ("principle", "principles"),
        ("commitment", "commitments"),
        ("objective", "objectives"),
        ("going to be different", "changes"),
        ("what will change", "changes"),
        ("action", "actions"),
        ("steps", "actions"),
        ("deliverable", "actions"),
        ("focus", "focus"),
        ("we will", "objectives"),
        ("will do", "objectives"),
        ("we aim", "objectives"),
        ("aims", "objectives"),
        ("priorities", "objectives"),
        ("outcomes", "objectives"),
        ("goals", "objectives"),
    ];
    // `How we will know` is about what is counted.
    let is_of_success = ["know", "measur", "success"].iter().any(|word| lower.contains(word));
    LEVELS.iter().find(|(words, _)| lower.contains(words) && !is_of_success).map(|(_, level)| *level)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
