//! Figures and ratings.

use std::fmt;
use std::ops::Deref;

use super::{Written, written};

/// A figure or a rating, printed as written: `4.5`, `Outstanding`, `best quartile`.
#[derive(Clone, Debug)]
pub struct Amount {
    pub printed: Printed,
    /// Not a number: that of a rating. An amount is kept small, since a region has hundreds of thousands.
    number: f64,
}

impl Amount {
    /// The figure, if it is one; commas between thousands are read as such. Always finite.
    pub fn number(&self) -> Option<f64> {
        Some(self.number).filter(|number| number.is_finite())
    }
}

/// A text that takes no room of its own if it is as short as most figures are.
#[derive(Clone)]
pub enum Printed {
    Short(u8, [u8; Printed::SHORT]),
    Long(Box<Box<str>>),
}

impl Printed {
    const SHORT: usize = 14;

    fn of(text: &str) -> Printed {
        let mut bytes = [0; Printed::SHORT];
        match bytes.get_mut(..text.len()) {
            Some(start) => {
                start.copy_from_slice(text.as_bytes());
                Printed::Short(text.len() as u8, bytes)
            }
            None => Printed::Long(Box::new(text.into())),
        }
    }
}

impl Deref for Printed {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Printed::Short(length, bytes) => str::from_utf8(&bytes[..usize::from(*length)]).expect("it was made of a text"),
            Printed::Long(text) => text,
        }
    }
}

impl fmt::Debug for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

/// By what is printed: the figure follows from it.
impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        *self.printed == *other.printed
    }
}

impl Written for Amount {
    const FORMAT: &'static str = "amount";
    const PATTERN: &'static str = "";
    fn parse(text: &str) -> Result<Amount, String> {
        let number = if text.contains(',') { text.replace(',', "").parse() } else { text.parse() }.unwrap_or(f64::NAN);
        Ok(Amount { printed: Printed::of(text), number })
    }
}
written!(Amount);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_printed_as_it_was_written_however_long_and_is_kept_small() {
        for text in ["", "4.5", "1,250", "£4.2 million €", "£4.2 million €€", "in the best quarter of trusts"] {
            assert_eq!(Amount::parse(text).expect("anything is one").printed.to_string(), text);
        }
        assert_eq!(size_of::<Amount>(), 24);
    }
}
