//! `trustpress snippet`.

use clap::{Args, ValueEnum};

use super::{Context, Done, Failed, Shared};
use crate::{Server, diagnostic};

#[derive(Args)]
pub struct Snippet {
    /// Which server.
    #[arg(value_enum)]
    server: Kind,
    #[command(flatten)]
    shared: Shared,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// For the `server` block of nginx.
    Nginx,
    /// For Apache: a `.htaccess`, or a `<Directory>`.
    Apache,
    /// For IIS: a `web.config`.
    Iis,
}

impl Snippet {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let (publication, problems) = context.read(&self.shared, false)?;
        if self.shared.forbids(&problems) {
            self.shared.report(context, &problems.without_advice(), &publication.sources)?;
            context.end(diagnostic::summary(&problems, false), "Nothing was printed.");
            return Ok(Done::WithErrors);
        }
        let server = match self.server {
            Kind::Nginx => Server::Nginx,
            Kind::Apache => Server::Apache,
            Kind::Iis => Server::Iis,
        };
        use std::io::Write;
        std::io::stdout().write_all(publication.server_snippet(server).as_bytes())?;
        Ok(Done::Well)
    }
}
