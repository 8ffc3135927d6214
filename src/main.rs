fn main() {
    let sources = trustpress::source::Sources::read(std::path::Path::new(".")).unwrap();
    let view = trustpress::site::View { as_of: jiff::civil::date(2026, 11, 21).at(0, 0, 0, 0), drafts: false };
    let (site, problems) = trustpress::load(&sources, &view);
    eprint!("{}", trustpress::diagnostic::plain(&problems, &sources));
    eprintln!(
        "{:?} {} items {} routes",
        trustpress::diagnostic::summary(&problems),
        site.items.len(),
        site.routes().iter().count()
    );
}
