//! `trustpress explain`.

use clap::Args;

use super::{Done, Failed};
use crate::diagnostic::{codes, nearest};

#[derive(Args)]
pub struct Explain {
    /// The code, as reports print it; without one, all of them.
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Done, Failed> {
        let Some(name) = &self.code else {
            for code in codes::ALL {
                anstream::println!("{:<28} {}", code.name, code.finds());
            }
            return Ok(Done::Well);
        };
        let Some(code) = codes::find(name) else {
            let near = nearest(name, codes::ALL.iter().map(|code| code.name));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(Failed::Usage(format!("there is no code `{name}`{near}")));
        };
        anstream::println!("{} ({})\n\n{}", code.name, code.severity.word(), code.text.trim_end());
        Ok(Done::Well)
    }
}
