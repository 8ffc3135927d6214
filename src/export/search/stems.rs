//! Stems: what the forms of a word have in common, by the rules of its language.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// The stems of one language. Texts use few words often, so that those that were met are kept.
pub struct Stems {
    stemmer: Option<Stemmer>,
    known: HashMap<String, String>,
}

impl Stems {
    /// Of a language such as `en` or `en-GB`. The words of one without rules are their own stems.
    pub fn of(language: &str) -> Stems {
        Stems { stemmer: algorithm(language).map(Stemmer::create), known: HashMap::new() }
    }

    pub fn stem(&mut self, word: &str) -> &str {
        if !self.known.contains_key(word) {
            let stem = self.stemmer.as_ref().map_or(word.into(), |stemmer| stemmer.stem(word));
            self.known.insert(word.to_string(), stem.into_owned());
        }
        &self.known[word]
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
        let mut english = Stems::of("en-GB");
        assert_eq!(["nurse", "nurses", "nursing"].map(|word| english.stem(word).to_string()), ["nurs"; 3]);
        assert_eq!(Stems::of("cy").stem("nyrsys"), "nyrsys");
    }
}
