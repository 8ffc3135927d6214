//! What can be said on the command line.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Args)]
pub struct New {
    #[command(subcommand)]
    pub(super) kind: Kind,
}

#[derive(Subcommand)]
pub(super) enum Kind {
    /// An organisation that publishes: a file `trust.yaml` in a folder of its own.
    Trust(Plain),
    /// A strategy of a trust: a file `strategy.yaml` in a folder of its own.
    Strategy(Strategy),
    /// An item with a page: an entry in `strategy.yaml`.
    Goal(Item),
    /// An item below another: an entry in `strategy.yaml`.
    Objective(Item),
    /// Something that is counted for an item: an entry in `strategy.yaml`, and a table for its figures.
    Measure(Measure),
    /// A dated report on a strategy, or on one of its items.
    Update(Update),
    /// A page of the site's own.
    Page(Plain),
    /// A subject that goals of all trusts share: an entry in `topics.yaml`.
    Topic(Plain),
}

/// What is not given here is asked for at a terminal.
#[derive(Args)]
pub(super) struct Own {
    /// Its title, or its name.
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    /// Its name in addresses: small letters, digits and hyphens. Left out: made of the title.
    #[arg(long)]
    pub id: Option<String>,
    /// What it is, in a sentence or two.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

#[derive(Args)]
pub(super) struct Plain {
    #[command(flatten)]
    pub own: Own,
}

#[derive(Args)]
pub(super) struct Strategy {
    /// The trust whose strategy it is.
    #[arg(long = "in", value_name = "TRUST")]
    pub place: Option<String>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Args)]
pub(super) struct Item {
    /// Where it stands: a strategy, or the item above it.
    #[arg(long = "in", value_name = "TRUST/STRATEGY[/ITEM]")]
    pub place: Option<String>,
    /// The key of its level, such as `goals`. Left out: as its neighbours.
    #[arg(long, value_name = "KEY")]
    pub level: Option<String>,
    /// Its number as printed.
    #[arg(long)]
    pub number: Option<String>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Args)]
pub(super) struct Measure {
    /// The item that it is for.
    #[arg(long = "in", value_name = "TRUST/STRATEGY/ITEM")]
    pub place: Option<String>,
    /// The unit, printed after the figure, such as `%`.
    #[arg(long)]
    pub unit: Option<String>,
    /// Which way is better.
    #[arg(long, value_enum)]
    pub better: Option<Better>,
    #[command(flatten)]
    pub own: Own,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Better {
    Up,
    Down,
    Neither,
}

#[derive(Args)]
pub(super) struct Update {
    /// What it is about.
    #[arg(long = "in", value_name = "TRUST/STRATEGY[/ITEM]")]
    pub place: Option<String>,
    /// The day it is about. Left out: today.
    #[arg(long)]
    pub date: Option<String>,
    /// Who reports.
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    #[command(flatten)]
    pub own: Own,
}
