pub mod diagnostic;
pub mod narrative;
pub mod output;
pub mod serve;
pub mod site;
pub mod source;
pub mod strategy;

pub fn load(sources: &source::Sources, view: &site::View) -> (site::Site, diagnostic::Diagnostics) {
    let (content, misread) = strategy::read(sources);
    let (site, unresolved) = site::resolve(content, view, sources);
    (site, misread.and(unresolved).sorted())
}
