//! What the texts that take part in a page can show of it.

use std::collections::HashSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::fast::FixedState;

/// The fields of a page's records that its template can show. What none of its texts names needs neither be worked out nor handed to
/// the template.
#[derive(Debug, Default)]
pub struct Asked {
    /// The fields that are named nowhere.
    left_out: HashSet<&'static str, FixedState>,
    answers: Answers,
}

/// The latest answers of [`Asked::has`]: where the name of a field stands in the program, its length, and in the last bit whether
/// it is named. Every field of every record is asked for, and each name stands in one place or a few.
#[derive(Debug)]
struct Answers([AtomicU64; 1024]);

impl Default for Answers {
    fn default() -> Answers {
        Answers(std::array::from_fn(|_| AtomicU64::new(0)))
    }
}

impl Asked {
    /// Every field.
    pub fn all() -> &'static Asked {
        static ALL: LazyLock<Asked> = LazyLock::new(Asked::default);
        &ALL
    }

    /// Every field but these.
    pub fn without(left_out: HashSet<&'static str, FixedState>) -> Asked {
        Asked { left_out, answers: Answers::default() }
    }

    /// Whether a field of a record is named.
    pub fn has(&self, field: &'static str) -> bool {
        let asked = (field.as_ptr().addr() as u64) << 9 | (field.len() as u64 & 0xff) << 1;
        let slot = &self.answers.0[(asked.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize];
        let answer = slot.load(Ordering::Relaxed);
        if answer & !1 == asked {
            return answer & 1 == 1;
        }
        let is_named = !self.left_out.contains(field);
        slot.store(asked | u64::from(is_named), Ordering::Relaxed);
        is_named
    }

    /// Whether every field is named.
    pub fn has_all(&self) -> bool {
        self.left_out.is_empty()
    }

    /// What `field` holds, worked out only if it is named; nothing else may rest on it.
    pub fn of<T: Default>(&self, field: &'static str, value: impl FnOnce() -> T) -> T {
        if self.has(field) { value() } else { T::default() }
    }
}
