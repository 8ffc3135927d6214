//! The words of a text as search compares them. `assets/search.js` reads what people type in the same way.

/// Hands on each word of a text: small letters, Latin ones without their marks. An apostrophe within a word is left out, and
/// `&` between letters is part of the word, as in A&E.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = matches!(letter, '\'' | '’' | 'ʼ' | '&') && !word.is_empty();
        if is_of_words(letter) {
            fold(letter, &mut word);
        } else if joins && letters.peek().copied().is_some_and(is_of_words) {
            word.extend(Some('&').filter(|&joint| joint == letter));
        } else if !word.is_empty() {
            take(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        take(&word);
    }
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn is_of_words(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter)
}

fn fold(letter: char, word: &mut String) {
    match letter {
        _ if letter.is_ascii() => word.push(letter.to_ascii_lowercase()),
        _ if is_mark(letter) => {}
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => word.push_str(&slug::slugify(letter.to_string())),
        _ => word.extend(letter.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::each_word;

    #[test]
    fn words_are_compared_without_case_marks_and_apostrophes() {
        let words = |text: &str| {
            let mut words = Vec::new();
            each_word(text, |word| words.push(word.to_string()));
            words.join(" ")
        };
        assert_eq!(words("The patient’s ‘voice’: St Mary's (2025/26)"), "the patients voice st marys 2025 26");
        assert_eq!(words("A&E, R & D & x&"), "a&e r d x");
        assert_eq!(
            words("Gwasanaethau Iechyd Tŷ Ŵyr, cafe\u{301} ÉCOLE straße œuvre Łódź"),
            "gwasanaethau iechyd ty wyr cafe ecole strasse oeuvre lodz"
        );
        assert_eq!(words("Здоровье"), "здоровье");
        assert_eq!(words(" – … "), "");
    }
}
