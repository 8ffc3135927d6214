//! Words broken into lines for a drawing, where nothing else will break them.

/// Breaks a text into lines no wider than `width`, in units of the letters' size; what goes beyond `most` lines ends in "…".
pub fn broken(text: &str, width: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if wide(line) + wide(" ") + wide(word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        let last = lines.last_mut().expect("at least one line is kept");
        while wide(last) + wide("…") > width && last.contains(' ') {
            last.truncate(last.rfind(' ').unwrap_or_default());
        }
        last.push('…');
    }
    lines
}

/// How wide a text is at most in the usual sans-serif letters of half weight, in units of their size.
fn wide(text: &str) -> f32 {
    text.chars().map(letter).sum()
}

fn letter(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | '!' => 0.3,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '…' | '@' | '%' => 0.92,
        letter if letter.is_uppercase() || letter == '&' => 0.74,
        letter if letter.is_ascii() => 0.59,
        'à'..='ÿ' => 0.59,
        _ => 0.8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_break_between_words_and_end_in_dots() {
        let lines = broken("To develop a sustainable portfolio of outstanding services for everybody", 12.0, 3);
        assert_eq!(lines, ["To develop a", "sustainable portfolio of", "outstanding services…"]);
        assert!(lines.iter().all(|line| wide(line) <= 12.0));
    }

    #[test]
    fn a_word_wider_than_a_line_has_one_of_its_own() {
        assert_eq!(broken("a Llanfairpwllgwyngyllgogerychwyrndrobwll b", 6.0, 3).len(), 3);
    }
}
