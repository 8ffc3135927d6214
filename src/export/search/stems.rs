//! Stems: what the forms of a word have in common, by the rules of its language.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The stems of one language.
pub struct Stems {
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// Of a language such as `en` or `en-GB`. The words of one without rules are their own stems.
    pub fn of(language: &str) -> Stems {
        Stems { stemmer: algorithm(language).map(Stemmer::create) }
    }

    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.stemmer.as_ref().map_or(word.into(), |stemmer| stemmer.stem(word))
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Stems;

    #[test]
    fn forms_have_the_stem_of_their_language() {
        let english = Stems::of("en-GB");
        assert_eq!(["nurse", "nurses", "nursing"].map(|word| english.stem(word).to_string()), ["nurs"; 3]);
        assert_eq!(Stems::of("cy").stem("nyrsys"), "nyrsys");
    }
}
