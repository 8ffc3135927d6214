//! How hard a text is to read, by a published formula.

/// What the formula needs to know of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Letters and digits.
    pub letters: u32,
    pub words: u32,
    pub sentences: u32,
}

impl Counts {
    pub fn words_a_sentence(self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    pub fn letters_a_word(self) -> f64 {
        f64::from(self.letters) / f64::from(self.words.max(1))
    }

    /// The age at which a pupil reads such a text, by the Automated Readability Index: Smith, E. A. and Senter, R. J.,
    /// "Automated Readability Index", Aerospace Medical Research Laboratories, AMRL-TR-66-220, 1967.
    ///
    /// It counts letters, not syllables, so that there is nothing to guess. The index is a school year of the United
    /// States, rounded up; a pupil in year 1 is up to 6 years old, and so on.
    pub fn reading_age(self) -> u32 {
        let index = 4.71 * self.letters_a_word() + 0.5 * self.words_a_sentence() - 21.43;
        index.ceil().max(1.0) as u32 + 5
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.letters += more.letters;
        self.words += more.words;
        self.sentences += more.sentences;
    }
}
