//! Pictures and files that the content refers to: only these are published.

use std::collections::BTreeMap;

use super::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{Place, Source, SourceId, Sources};
use crate::strategy::model::Font;
use crate::strategy::scalars::{MailAddress, Written};

/// A file that something refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    pub source: SourceId,
    /// Its path in the site, the same as below `content/`.
    pub path: String,
    pub picture: Option<Picture>,
    /// Its size in bytes, for the words beside a download.
    pub size: u64,
}

/// The most pixels on a side: more than four times the widest column of the pages.
const MOST_PIXELS: u32 = 4000;

/// The most bytes of a picture: what a slow telephone loads in about five seconds.
const MOST_BYTES: u64 = 1_000_000;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
}

/// The media met so far.
#[derive(Default)]
pub struct Library {
    pub media: BTreeMap<SourceId, Media>,
    /// What there is to say of large pictures, where each is first met.
    pub large: BTreeMap<SourceId, Diagnostic>,
}

impl Library {
    /// Takes over what another has met. One file is one mistake, however many texts show it.
    pub fn extend(&mut self, media: impl IntoIterator<Item = Media>, large: impl IntoIterator<Item = (SourceId, Diagnostic)>) {
        for medium in media {
            let known = self.media.entry(medium.source).or_insert_with(|| medium.clone());
            known.picture = known.picture.or(medium.picture);
        }
        large.into_iter().for_each(|(source, problem)| {
            self.large.entry(source).or_insert(problem);
        });
    }

    /// A file for download.
    pub fn file(&mut self, source: SourceId, sources: &Sources) -> SourceId {
        self.add(source, sources, None)
    }

    /// A picture beside the file that shows it. Reports one that is missing or cannot be measured.
    pub fn picture(
        &mut self,
        path: &str,
        place: Place,
        sources: &Sources,
        file: SourceId,
        problems: &mut Diagnostics,
    ) -> Option<SourceId> {
        let folder = sources.get(file).folder();
        let full = joined(folder, path);
        let Some(source) = full.as_deref().and_then(|full| sources.find(full)) else {
            let problem = Diagnostic::new(&codes::MISSING_MEDIA, place, format!("there is no picture `{path}` beside this file"))
                .cause(format!("no file {}", full.as_deref().unwrap_or(path)));
            problems.push(match likely(path, file, sources) {
                Some(near) if shows_the_same(&near, path) => {
                    problem.help("a file's name looks like this one, and its accents are stored otherwise: rename it")
                }
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("correct the name, or add the picture"),
            });
            return None;
        };
        match size_of(source, sources) {
            Some(picture) => {
                self.add(source, sources, Some(picture));
                if !self.large.contains_key(&source) {
                    self.large.extend(large(path, &self.media[&source], place).map(|problem| (source, problem)));
                }
                Some(source)
            }
            None => {
                let problem =
                    Diagnostic::new(&codes::BAD_PICTURE, place, format!("the width and height of `{path}` cannot be read"));
                problems.push(problem.help("save it again as PNG, JPEG, WebP, GIF, or SVG with a width and a height or a viewBox"));
                None
            }
        }
    }

    fn add(&mut self, source: SourceId, sources: &Sources, picture: Option<Picture>) -> SourceId {
        let medium = self.media.entry(source).or_insert_with(|| {
            let file = sources.get(source);
            let path = file.path().strip_prefix("content/").unwrap_or(file.path()).to_string();
            let size = file.bytes().map_or(0, |bytes| bytes.len() as u64);
            Media { source, path, picture, size }
        });
        medium.picture = medium.picture.or(picture);
        source
    }

    /// A file beside the one that names it. Reports one that is missing.
    pub fn named_file(
        &mut self,
        name: &str,
        place: Place,
        sources: &Sources,
        beside: SourceId,
        problems: &mut Diagnostics,
    ) -> Option<SourceId> {
        let full = joined(sources.get(beside).folder(), name);
        let found = full.as_deref().and_then(|full| sources.find(full));
        if found.is_none() {
            let problem = Diagnostic::new(&codes::MISSING_MEDIA, place, format!("there is no file `{name}` beside this one"))
                .cause(format!("no file {}", full.as_deref().unwrap_or(name)));
            let near = likely(name, beside, sources).map(|near| format!("did you mean `{near}`?"));
            problems.push(problem.help(near.unwrap_or_else(|| "correct the name, or add the file".into())));
        }
        found.map(|id| self.file(id, sources))
    }
}

/// Reports a picture that is far larger than any page shows it. A drawing (SVG) has no pixels.
fn large(path: &str, media: &Media, place: Place) -> Option<Diagnostic> {
    let picture = media.picture.filter(|_| !path.to_lowercase().ends_with(".svg"));
    let wide = picture.filter(|picture| picture.width.max(picture.height) > MOST_PIXELS);
    let heavy = (media.size > MOST_BYTES).then(|| format!("{:.1} MB", media.size as f64 / 1e6));
    let pixels = wide.map(|picture| format!("{} by {} pixels", picture.width, picture.height));
    let figures: Vec<String> = pixels.into_iter().chain(heavy).collect();
    (!figures.is_empty()).then(|| {
        let problem = Diagnostic::new(&codes::LARGE_PICTURE, place, format!("`{path}` has {}", figures.join(" and ")));
        problem.help("save it again at most 2000 pixels wide and below 1 MB, as JPEG or WebP")
    })
}

/// How the names of websites end, as no file's does.
const DOMAINS: [&str; 8] = [".uk", ".org", ".com", ".net", ".eu", ".wales", ".scot", ".ie"];

/// What was likely meant by a path that leads to no file: a website, a mail address, the one file of that name elsewhere, or one with a name like it.
pub(super) fn likely(path: &str, own: SourceId, sources: &Sources) -> Option<String> {
    let folder = sources.get(own).folder();
    if MailAddress::parse(path).is_ok() {
        return Some(format!("mailto:{path}"));
    }
    let host = path.split('/').next().unwrap_or_default();
    if host.starts_with("www.") || DOMAINS.iter().any(|domain| host.len() > domain.len() && host.ends_with(domain)) {
        return Some(format!("https://{path}"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let others = || sources.below("content/").filter(|(id, _)| *id != own).map(|(_, source)| source);
    if let Some(same) = others().find(|source| shows_the_same(source.name(), name)) {
        return Some(from_folder(folder, same.path()));
    }
    let alike = || others().filter(|source| source.name() == name).map(Source::path);
    if let Some(near) = joined(folder, path).and_then(|full| with_near_folder(&full, alike())) {
        return Some(from_folder(folder, near));
    }
    let mut alike = alike();
    if let (Some(only), None) = (alike.next(), alike.next()) {
        return Some(from_folder(folder, only));
    }
    let beside = || sources.below(folder).filter(|(id, _)| *id != own).map(|(_, source)| source);
    let near = nearest(name, beside().map(Source::name))?;
    beside().find(|source| source.name() == near).map(|source| from_folder(folder, source.path()))
}

/// Of some paths the one that is another but for the name of one folder, and that is nearly the same.
fn with_near_folder<'p>(full: &str, paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let depth = full.split('/').count();
    paths.filter(|path| path.split('/').count() == depth).find(|path| {
        let mut pairs = full.split('/').zip(path.split('/')).filter(|(one, other)| one != other);
        pairs.next().is_some_and(|(one, other)| nearest(one, [other]).is_some()) && pairs.next().is_none()
    })
}

/// A path as it is written in a file of a folder.
fn from_folder(folder: &str, path: &str) -> String {
    let shared = folder.split('/').zip(path.split('/')).take_while(|(one, other)| one == other).count();
    let up = folder.split('/').filter(|part| !part.is_empty()).count().saturating_sub(shared);
    let down: Vec<&str> = path.split('/').skip(shared).collect();
    "../".repeat(up) + &down.join("/")
}

/// Whether two names differ in how their letters with accents are stored alone: a Mac stores the accent by itself.
fn shows_the_same(one: &str, other: &str) -> bool {
    let is_accent = |sign: &char| ('\u{300}'..='\u{36f}').contains(sign);
    let bare = |name: &str| slug::slugify(name.chars().filter(|sign| !is_accent(sign)).collect::<String>());
    one != other
        && one.chars().any(|sign| is_accent(&sign)) != other.chars().any(|sign| is_accent(&sign))
        && bare(one) == bare(other)
}

/// The path of a file named relative to a folder; `None` where it leads out of `content/`.
pub fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}

fn size_of(source: SourceId, sources: &Sources) -> Option<Picture> {
    let file = sources.get(source);
    let bytes = file.bytes().ok()?;
    if file.name().to_lowercase().ends_with(".svg") {
        return svg_size(std::str::from_utf8(&bytes).ok()?);
    }
    let size = imagesize::blob_size(&bytes).ok()?;
    Some(Picture { width: u32::try_from(size.width).ok()?, height: u32::try_from(size.height).ok()? })
}

/// Width and height of an SVG from its own attributes, or from its view box.
fn svg_size(text: &str) -> Option<Picture> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let attribute = |name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[start..].split('"').next()
    };
    let pixels =
        |value: &str| value.trim_end_matches("px").parse::<f64>().ok().filter(|size| *size >= 1.0).map(|size| size.round() as u32);
    let own = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    let box_size = || {
        let numbers: Vec<&str> = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        pixels(numbers.get(2)?).zip(pixels(numbers.get(3)?))
    };
    own.or_else(box_size).map(|(width, height)| Picture { width, height })
}

/// The logos and fonts of the trusts' brands join the media.
pub fn of_brands(site: &mut Site, library: &mut Library, sources: &Sources, problems: &mut Diagnostics) {
    for trust in &mut site.trusts {
        let Some(brand) = &trust.file.brand else { continue };
        let file = trust.source;
        trust.logo = brand.logo.as_ref().and_then(|logo| library.picture(logo, file.at(logo.at), sources, file, problems));
        let font = |font: &Font| {
            let id = library.named_file(&font.file, file.at(font.file.at), sources, file, problems)?;
            Some((id, font.weight.as_ref().map_or(400, |weight| weight.value)))
        };
        trust.fonts = brand.fonts.iter().filter_map(font).collect();
    }
}

impl Site {
    /// The medium of a file that something refers to.
    pub fn media(&self, id: SourceId) -> &Media {
        &self.media[&id]
    }

    /// The medium at a path in the site.
    pub fn media_at(&self, path: &str) -> Option<&Media> {
        self.media.values().find(|media| media.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_large_by_its_pixels_or_its_bytes() {
        let told = |name: &str, width, size| {
            let media = Media { source: SourceId::FIRST, path: name.into(), picture: Some(Picture { width, height: 10 }), size };
            large(name, &media, SourceId::FIRST.start()).map(|problem| problem.message)
        };
        assert_eq!(told("a.jpg", 4000, 1_000_000), None);
        assert_eq!(told("a.jpg", 4001, 10).as_deref(), Some("`a.jpg` has 4001 by 10 pixels"));
        assert_eq!(told("a.jpg", 4001, 2_540_000).as_deref(), Some("`a.jpg` has 4001 by 10 pixels and 2.5 MB"));
        assert_eq!(told("a.svg", 9000, 1_100_000).as_deref(), Some("`a.svg` has 1.1 MB"));
    }
}
