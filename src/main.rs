//! Calls the command line and picks the exit code.

fn main() -> std::process::ExitCode {
    trustpress::cli::run()
}
