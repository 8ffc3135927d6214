//! The reference of the commands for the documentation, from the same definitions as `--help`.

use clap::{Arg, Command, CommandFactory};

use super::Cli;

/// Every command and option, as a page of Markdown.
pub fn reference() -> String {
    let mut whole = Cli::command().disable_help_subcommand(true).disable_help_flag(true).disable_version_flag(true);
    whole.build();
    let mut text = String::from(
        "---\ntitle: Every command\ndescription: \"Each command with its arguments and options, as the program itself explains them.\"\n\
         section: reference\norder: 10\n---\nThis page is made from the code. `trustpress COMMAND --help` prints the same words.\n\n\
         ## All commands\n\nThese options go with every command:\n\n",
    );
    text += &table(whole.get_arguments());
    text += "\nExit codes: 0 if all is well, 1 if the content has errors (with `--strict`: or warnings), 2 if the command was wrong or the \
             machine said no.\n";
    for command in whole.get_subcommands() {
        tell(&mut text, command, "trustpress");
    }
    text
}

fn tell(text: &mut String, command: &Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").lines().map(str::trim).collect::<Vec<_>>().join("\n");
    *text += &format!("\n## {name}\n\n{}\n\n```text\n{usage}\n```\n", sentence(&about));
    let own = table(command.get_arguments().filter(|arg| !arg.is_global_set()));
    if !own.is_empty() {
        *text += &format!("\n{own}");
    }
    for below in command.get_subcommands() {
        tell(text, below, &name);
    }
}

/// The arguments, then the options, each with its meaning, the words that it takes and what is taken if it is left out.
fn table<'a>(arguments: impl Iterator<Item = &'a Arg>) -> String {
    let shown: Vec<&Arg> = arguments.filter(|arg| !arg.is_hide_set()).collect();
    if shown.is_empty() {
        return String::new();
    }
    let (places, options): (Vec<&Arg>, Vec<&Arg>) = shown.into_iter().partition(|arg| arg.is_positional());
    let rows: String = places.into_iter().chain(options).map(row).collect();
    format!("| Argument | Meaning |\n| --- | --- |\n{rows}")
}

fn row(arg: &Arg) -> String {
    let value = || {
        let names = arg.get_value_names().unwrap_or_default();
        names.iter().map(|name| name.to_string()).collect::<Vec<_>>().join(" ")
    };
    let takes = arg.get_action().takes_values();
    let long = arg.get_long().map(|long| if takes { format!("--{long} {}", value()) } else { format!("--{long}") });
    let short = arg.get_short().map(|short| format!("-{short}"));
    let written = match (long, short) {
        (Some(long), Some(short)) => format!("`{long}`, `{short}`"),
        (Some(one), None) | (None, Some(one)) => format!("`{one}`"),
        (None, None) => format!("`{}`", value()),
    };
    let meaning = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut meaning = sentence(&meaning);
    let words: Vec<String> =
        arg.get_possible_values().iter().filter(|_| takes).map(|value| format!("`{}`", value.get_name())).collect();
    if !words.is_empty() {
        meaning += &format!(" One of {}.", words.join(", "));
    }
    let usual: Vec<String> = arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if takes && !usual.is_empty() {
        meaning += &format!(" Left out: {}.", usual.join(", "));
    }
    format!("| {written} | {} |\n", meaning.replace('|', "\\|"))
}

/// The words in one line, with their full stop, which clap takes away.
fn sentence(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.ends_with(['.', '?', '!']) { line } else { format!("{line}.") }
}
