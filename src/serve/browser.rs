//! Opening the system's browser.

use std::process::{Command, Stdio};
use std::thread;

use super::say;

/// Opens `address` without waiting. If that fails the address is in the terminal all the same, so a note is enough.
pub(super) fn open(address: String) {
    // Its own thread, because some openers last as long as the browser they start.
    thread::spawn(move || {
        let ended = opener(&address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !ended.is_ok_and(|status| status.success()) {
            say(&format!("No browser could be opened: open {address} yourself."));
        }
    });
}

fn opener(address: &str) -> Command {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "windows" => ("cmd", &["/C", "start", ""]), // the first quoted word would be a window's title
        "macos" => ("open", &[]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(address);
    command
}
