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
            print(&every_code())?;
            return Ok(Done::Well);
        };
        // As it may be copied from a report: `error[unknown-field]`.
        let bare = name.rsplit('[').next().unwrap_or_default().trim_end_matches([']', ':']);
        let Some(code) = codes::find(bare) else {
            let near = nearest(bare, codes::ALL.iter().map(|code| code.name));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(Failed::Usage(format!("there is no code `{name}`{near}")));
        };
        print(&format!("{HEADING}{}{HEADING:#} ({})\n\n{}", code.name, code.severity.word(), code.plain_text()))?;
        Ok(Done::Well)
    }
}

const HEADING: anstyle::Style = anstyle::Style::new().bold();

/// A line for each code, below what they are about.
fn every_code() -> String {
    let mut text = String::new();
    let mut group = "";
    let width = codes::ALL.iter().map(|code| code.name.len()).max().unwrap_or_default();
    for code in codes::ALL {
        if code.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{HEADING}{}{HEADING:#}\n", code.group);
            group = code.group;
        }
        text += &format!("  {:<width$}  {:<7}  {}\n", code.name, code.severity.word(), code.finds());
    }
    text + "\n`trustpress explain CODE` says why it matters and how to mend it, with an example.\n"
}

fn print(text: &str) -> Result<(), Failed> {
    std::io::Write::write_all(&mut anstream::stdout(), text.as_bytes())?;
    Ok(())
}
