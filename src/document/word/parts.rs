//! The parts of a Word file: a zip folder, opened with care, since anybody may have sent it.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::xml::{self, Element};
use crate::document::Unreadable;

/// How large a part of text may be when it is unpacked. The longest strategies have a hundredth of it.
const LARGEST_TEXT: u64 = 64 << 20;
/// How large a picture may be.
const LARGEST_PICTURE: u64 = 32 << 20;
/// How large all that is read of one file may be.
const LARGEST_WHOLE: u64 = 256 << 20;

pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    read: u64,
    /// The part that holds the text, such as `word/document.xml`.
    main: String,
}

/// Where the references of a part lead: by their ids, the target and whether it is outside the file.
#[derive(Default)]
pub struct Targets(HashMap<String, (String, bool)>);

impl Targets {
    /// A target on the web or elsewhere outside the file.
    pub fn outside(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|(_, is_outside)| *is_outside).map(|(target, _)| target.as_str())
    }

    /// A part of the file.
    pub fn inside(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|(_, is_outside)| !*is_outside).map(|(target, _)| target.as_str())
    }
}

impl<'a> Parts<'a> {
    /// # Errors
    /// It is no Word file, or a spoilt one.
    pub fn open(bytes: &'a [u8]) -> Result<Parts<'a>, Unreadable> {
        let no = |words: &str| Unreadable(words.to_string());
        match bytes {
            [] => return Err(no("the file is empty")),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                return Err(no(
                    "this is a file of an old Word (.doc), or one that needs a password: open it in Word, take the password off, \
                               and save it as .docx",
                ));
            }
            [b'%', b'P', b'D', b'F', ..] => return Err(no("this is a PDF: import the Word file that it was made from")),
            [b'{', b'\\', b'r', b't', b'f', ..] => return Err(no("this is a file in RTF: open it in Word and save it as .docx")),
            [b'P', b'K', ..] => {}
            _ => {
                return Err(no(
                    "this is no Word file (.docx): `trustpress import text` reads plain text, `import markdown` Markdown",
                ));
            }
        }
        let spoilt = |_| no("the file is spoilt or not whole: open it in Word and save it again");
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(spoilt)?;
        let mut parts = Parts { archive, read: 0, main: String::new() };
        let names: Vec<String> = parts.archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        if names.iter().any(|name| name == "mimetype") && names.iter().any(|name| name == "content.xml") {
            return Err(no("this is an OpenDocument file (.odt): save it as .docx"));
        }
        let roots = parts.targets_in("_rels/.rels", "")?;
        let is_main = |(kind, _): &&(String, String)| kind.ends_with("/officeDocument");
        let main = roots.1.iter().find(is_main).map_or("word/document.xml", |(_, target)| target.as_str()).to_string();
        if !names.contains(&main) {
            return Err(no("there is no Word document in this file"));
        }
        parts.main = main;
        Ok(parts)
    }

    pub fn main(&self) -> String {
        self.main.clone()
    }

    /// A part beside the main one, such as `styles.xml`.
    pub fn beside(&self, name: &str) -> String {
        resolved(folder(&self.main), name)
    }

    /// The names of parts in the main part's folder that start so.
    pub fn named(&self, start: &str) -> Vec<String> {
        let start = self.beside(start);
        let names = self.archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned());
        let mut names: Vec<String> = names.filter(|name| name.starts_with(&start) && name.ends_with(".xml")).collect();
        names.sort();
        names
    }

    /// A part as a tree; nothing, if there is none.
    ///
    /// # Errors
    /// It cannot be unpacked, is too large or no XML.
    pub fn tree(&mut self, name: &str) -> Result<Option<Element>, Unreadable> {
        let Some(bytes) = self.bytes(name, LARGEST_TEXT)? else { return Ok(None) };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
            bytes => String::from_utf8_lossy(bytes).into_owned(),
        };
        let spoilt =
            || Unreadable(format!("the file is spoilt: its part `{name}` cannot be read. Open it in Word and save it again"));
        xml::root(&text).map(Some).ok_or_else(spoilt)
    }

    /// The bytes of a picture; nothing, if there is none.
    pub fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        self.bytes(name, LARGEST_PICTURE).ok().flatten()
    }

    /// Where the references of a part lead.
    pub fn targets(&mut self, part: &str) -> Result<Targets, Unreadable> {
        let (folder, file) = (folder(part), part.rsplit('/').next().unwrap_or_default());
        let rels = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        Ok(self.targets_in(&rels, folder)?.0)
    }

    fn targets_in(&mut self, rels: &str, folder: &str) -> Result<(Targets, Vec<(String, String)>), Unreadable> {
        let mut targets = Targets::default();
        let mut kinds = Vec::new();
        for reference in self.tree(rels)?.iter().flat_map(|root| root.elements()) {
            let get = |name: &str| reference.attribute(name).unwrap_or_default();
            let is_outside = get("TargetMode") == "External";
            let target = if is_outside { get("Target").to_string() } else { resolved(folder, get("Target")) };
            kinds.push((get("Type").to_string(), target.clone()));
            targets.0.insert(get("Id").to_string(), (target, is_outside));
        }
        Ok((targets, kinds))
    }

    fn bytes(&mut self, name: &str, largest: u64) -> Result<Option<Vec<u8>>, Unreadable> {
        let spoilt = || Unreadable(format!("the file is spoilt or not whole: its part `{name}` cannot be unpacked"));
        let Some(index) = self.archive.file_names_raw().position(|known| known == name.as_bytes()) else { return Ok(None) };
        let mut bytes = Vec::new();
        // What a part says of its own size is not to be trusted.
        let most = largest.min(LARGEST_WHOLE.saturating_sub(self.read));
        let file = self.archive.by_index(index).map_err(|_| spoilt())?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| spoilt())?;
        self.read += bytes.len() as u64;
        if bytes.len() as u64 > most {
            return Err(Unreadable(format!("the part `{name}` of the file is larger than any document should be")));
        }
        Ok(Some(bytes))
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A target as the name of a part.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_string();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}
