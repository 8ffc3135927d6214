//! Questions to whoever sits at the terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use super::Failed;
use crate::write::Choice;

/// Where answers come from.
pub(super) struct Asker<'a> {
    answers: Box<dyn BufRead + 'a>,
    words: Box<dyn Write + 'a>,
    /// Whether somebody is there to answer.
    is_somebody_there: bool,
}

impl Asker<'_> {
    /// Asks at the terminal, if there is one at both ends.
    pub fn terminal() -> Asker<'static> {
        let is_somebody_there = io::stdin().is_terminal() && io::stderr().is_terminal();
        Asker { answers: Box::new(io::stdin().lock()), words: Box::new(anstream::stderr()), is_somebody_there }
    }

    #[cfg(test)]
    pub fn scripted<'a>(answers: &'a str, words: &'a mut Vec<u8>) -> Asker<'a> {
        Asker { answers: Box::new(answers.as_bytes()), words: Box::new(words), is_somebody_there: true }
    }

    pub fn is_somebody_there(&self) -> bool {
        self.is_somebody_there
    }

    /// A line in answer to a question; an empty answer means the proposal.
    pub fn line(&mut self, question: &str, proposal: &str) -> Result<String, Failed> {
        let shown = if proposal.is_empty() { String::new() } else { format!(" [{proposal}]") };
        write!(self.words, "{question}{shown}: ")?;
        self.words.flush()?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            writeln!(self.words)?;
            return Err(Failed::Usage("the questions were not answered: nothing was made".to_string()));
        }
        let answer = answer.trim();
        Ok(if answer.is_empty() { proposal } else { answer }.to_string())
    }

    /// As [`Asker::line`], until there is an answer that `judge` accepts.
    pub fn until(&mut self, question: &str, proposal: &str, judge: impl Fn(&str) -> Result<(), String>) -> Result<String, Failed> {
        loop {
            let answer = self.line(question, proposal)?;
            match judge(&answer) {
                Ok(()) => return Ok(answer),
                Err(why) => writeln!(self.words, "  {why}")?,
            }
        }
    }

    /// One of a numbered list, by its number, its id or its address.
    pub fn choice(&mut self, question: &str, choices: &[Choice]) -> Result<String, Failed> {
        writeln!(self.words, "{question}")?;
        let width = choices.len().to_string().len();
        for (at, choice) in choices.iter().enumerate() {
            let number = at + 1;
            let inset = "  ".repeat(choice.depth);
            writeln!(self.words, "  {number:>width$}  {inset}{}  ({})", choice.words, choice.id())?;
        }
        let which = |answer: &str| {
            let by_number = answer.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
            by_number.or_else(|| choices.iter().find(|choice| choice.address == answer || choice.id() == answer))
        };
        let judge = |answer: &str| match which(answer) {
            Some(_) => Ok(()),
            None => Err(format!("a number from 1 to {}", choices.len())),
        };
        let answer = self.until("Number", if choices.len() == 1 { "1" } else { "" }, judge)?;
        Ok(which(&answer).expect("the answer was accepted").address.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_asked_for_again() {
        let mut words = Vec::new();
        let choice = |address: &str, words: &str, depth| Choice { address: address.into(), words: words.into(), depth };
        let choices = [choice("hill/2026/care", "Goal: Care", 0), choice("hill/2026/beds", "Objective: Beds", 1)];
        let mut asker = Asker::scripted("0\nnobody\n2\nhill/2026/care\nbeds\n\n", &mut words);
        assert_eq!(asker.choice("Below which?", &choices).unwrap(), "hill/2026/beds");
        assert_eq!(asker.choice("Below which?", &choices).unwrap(), "hill/2026/care");
        assert_eq!(asker.choice("Below which?", &choices).unwrap(), "hill/2026/beds");
        assert_eq!(asker.line("Id", "care").unwrap(), "care");
        let end = asker.line("Title", "").unwrap_err().to_string();
        assert_eq!(end, "the questions were not answered: nothing was made");
        drop(asker);
        let words = String::from_utf8(words).unwrap();
        assert!(words.starts_with("Below which?\n  1  Goal: Care  (care)\n  2    Objective: Beds  (beds)\n"), "{words}");
        assert_eq!(words.matches("a number from 1 to 2").count(), 2, "{words}");
    }
}
