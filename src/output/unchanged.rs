//! Is what stands in the folder what would be made anew? Then nothing needs to be made.

use super::lock::Holder;
use super::{Destination, Manifest, OutputError, Silent, Written, folder, pages, verify};

/// What is in the folder, if it was made from the same as [`Origin::made`](super::Origin) says and every file is still as it was
/// made, byte for byte. `None`: that is not known, so write the site.
///
/// # Errors
/// The refusals of [`write`](super::write) that need no look at what is in the folder.
pub fn unchanged(to: &Destination, made: &str) -> Result<Option<Written>, OutputError> {
    let place = folder::find(to)?;
    // What a killed build left is for the next one to put right.
    if made.is_empty() || Holder::stands(&place) {
        return Ok(None);
    }
    let Some(manifest) = Manifest::made_here(&place.folder).filter(|manifest| manifest.made == made) else { return Ok(None) };
    let whole = verify(&place.folder, &manifest).is_ok_and(|differences| differences.is_empty());
    let bytes = manifest.files.values().map(|entry| entry.size).sum();
    Ok(whole.then_some(Written { files: manifest.files.len(), pages: pages(manifest.paths()), bytes, changed: 0 }))
}

/// As [`unchanged`], if nothing in it was to come, and a build would tell nothing, `quiet` or not: then the content needs not even
/// be understood. `made` is asked only if that may be so. Whatever is in the way is left for [`write`](super::write) to tell.
pub fn settled(to: &Destination, quiet: bool, made: impl FnOnce() -> Option<String>) -> Option<Written> {
    // Nothing is made here, not even the folders above.
    let manifest = Manifest::made_here(to.folder)?;
    let is_silent = manifest.silent == Some(Silent::Always) || quiet && manifest.silent == Some(Silent::IfQuiet);
    let made = if is_silent { made()? } else { return None };
    unchanged(to, &made).ok().flatten()
}
