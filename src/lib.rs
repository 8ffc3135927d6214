pub mod diagnostic;
pub mod export;
pub mod narrative;
pub mod output;
pub mod page;
pub mod serve;
pub mod site;
pub mod source;
pub mod strategy;
pub mod theme;

pub fn load(sources: &source::Sources, view: &site::View) -> (site::Site, diagnostic::Diagnostics) {
    let (content, misread) = strategy::read(sources);
    let (site, unresolved) = site::resolve(content, view, sources);
    (site, misread.and(unresolved).sorted())
}
