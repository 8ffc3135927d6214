//! What media files tell beside what one sees: who made them, with what, and where.
//!
//! Only what stands in them openly is found. Whatever is packed or encrypted inside a file is not looked into.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Place;

/// The problem of a media file that tells more than one sees; nothing if it does not.
pub(super) fn problem(place: Place, bytes: &[u8]) -> Option<Diagnostic> {
    let told = told(bytes);
    let (last, rest) = told.split_last()?;
    let list = if rest.is_empty() { last.to_string() } else { format!("{} and {last}", rest.join(", ")) };
    let cure = match Kind::of(bytes)? {
        Kind::Word => "publish it as a web page or a PDF, or let the program remove them first (File, Info, Inspect document)",
        Kind::Pdf => "empty these properties in the document that it is made from, and export it again",
        _ => "save the picture again without its properties (metadata)",
    };
    let message = format!("anyone can read in this file {list}");
    Some(Diagnostic::new(&codes::FILE_TRACES, place, message).help(cure))
}

enum Kind {
    Jpeg,
    Png,
    Webp,
    Svg,
    Pdf,
    Word,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Kind> {
        Some(match bytes {
            [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
            [0x89, b'P', b'N', b'G', ..] => Kind::Png,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
            [b'%', b'P', b'D', b'F', ..] => Kind::Pdf,
            [b'P', b'K', 3, 4, ..] if find(bytes, b"docProps/core.xml").is_some() => Kind::Word,
            _ if find(bytes, b"<svg").is_some() => Kind::Svg,
            _ => return None,
        })
    }
}

const PLACE: &str = "where it was taken";
const AUTHOR: &str = "who made it";
const CAMERA: &str = "the camera's notes";
const NOTES: &str = "notes of the program that made it";

/// What a file tells, in words.
fn told(bytes: &[u8]) -> Vec<&'static str> {
    let mut told = match Kind::of(bytes) {
        Some(Kind::Jpeg) => jpeg(bytes),
        Some(Kind::Png) => png(bytes),
        Some(Kind::Webp) => webp(bytes),
        Some(Kind::Svg) => svg(bytes),
        Some(Kind::Pdf) => pdf(bytes),
        Some(Kind::Word) => vec![AUTHOR, "who changed it last"],
        None => Vec::new(),
    };
    told.sort_unstable();
    told.dedup();
    told
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The segments of a JPEG file before its picture: a mark and what belongs to it.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        let [0xff, mark, high, low] = *bytes.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let body = bytes.get(at + 4..at + 2 + length)?;
        at += 2 + length;
        // The picture itself begins.
        (mark != 0xda).then_some((mark, body))
    })
}

fn jpeg(bytes: &[u8]) -> Vec<&'static str> {
    segments(bytes)
        .flat_map(|(mark, body)| match (mark, body) {
            (0xe1, body) if body.starts_with(b"Exif\0\0") => exif(&body[6..]),
            (0xe1, body) if body.starts_with(b"http://ns.adobe.com/") => xmp(body),
            (0xed, body) if body.starts_with(b"Photoshop") && find(body, b"8BIM\x04\x04").is_some() => vec![NOTES],
            _ => Vec::new(),
        })
        .collect()
}

fn png(bytes: &[u8]) -> Vec<&'static str> {
    let mut told = Vec::new();
    let mut at = 8;
    while let Some(&[a, b, c, d]) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let (Some(kind), Some(body)) = (bytes.get(at + 4..at + 8), bytes.get(at + 8..(at + 8).saturating_add(length))) else {
            break;
        };
        match kind {
            b"eXIf" => told.extend(exif(body)),
            b"tEXt" | b"iTXt" | b"zTXt" => {
                let key = body.split(|byte| *byte == 0).next().unwrap_or_default();
                match key {
                    b"Author" => told.push(AUTHOR),
                    b"Comment" => told.push(NOTES),
                    b"XML:com.adobe.xmp" => told.extend(xmp(body)),
                    key if key.starts_with(b"Raw profile type") => told.push(CAMERA),
                    _ => {}
                }
            }
            _ => {}
        }
        at += 12 + length;
    }
    told
}

fn webp(bytes: &[u8]) -> Vec<&'static str> {
    let mut told = Vec::new();
    let mut at = 12;
    while let Some(&[a, b, c, d]) = bytes.get(at + 4..at + 8) {
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
        match &bytes[at..at + 4] {
            b"EXIF" => told.extend(exif(body.strip_prefix(b"Exif\0\0").unwrap_or(body))),
            b"XMP " => told.extend(xmp(body)),
            _ => {}
        }
        at += 8 + length + length % 2;
    }
    told
}

/// The first list of entries of an Exif block, which is laid out as a TIFF file.
fn exif(tiff: &[u8]) -> Vec<&'static str> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let (low, high) = if little { (4, 6) } else { (6, 4) };
    let first = two(low).zip(two(high)).map(|(low, high)| usize::from(high) << 16 | usize::from(low));
    let Some(first) = first else { return Vec::new() };
    let entries = usize::from(two(first).unwrap_or(0));
    let tags = (0..entries).map_while(|at| two(first.checked_add(2 + 12 * at)?));
    tags.filter_map(|tag| match tag {
        0x8825 => Some(PLACE),
        0x013b => Some(AUTHOR),
        // Make, model, and the list that has the time, the lens and more.
        0x010f | 0x0110 | 0x8769 => Some(CAMERA),
        _ => None,
    })
    .collect()
}

/// A block of XMP, which is XML.
fn xmp(xml: &[u8]) -> Vec<&'static str> {
    let has = |name: &[u8]| find(xml, name).is_some();
    let mut told = vec![NOTES];
    told.extend(has(b"exif:GPS").then_some(PLACE));
    told.extend(has(b"dc:creator").then_some(AUTHOR));
    told
}

fn svg(bytes: &[u8]) -> Vec<&'static str> {
    let has = |name: &[u8]| find(bytes, name).is_some();
    let mut told = Vec::new();
    told.extend(has(b"dc:creator").then_some(AUTHOR));
    told.extend((has(b"sodipodi:docname=") || has(b"export-filename=")).then_some("the name of the file that it was drawn in"));
    told
}

/// The properties of a PDF file that stand in it unpacked.
fn pdf(bytes: &[u8]) -> Vec<&'static str> {
    let filled = |key: &[u8]| {
        let mut rest = bytes;
        while let Some(at) = find(rest, key) {
            rest = &rest[at + key.len()..];
            let value = rest.trim_ascii_start();
            let empty = [&b"()"[..], b"<>", b"(\xfe\xff)", b"<FEFF>"].iter().any(|empty| value.starts_with(empty));
            if value.starts_with(b"(") && !empty || value.starts_with(b"<") && !value.starts_with(b"<<") && !empty {
                return true;
            }
        }
        false
    };
    let mut told = Vec::new();
    told.extend((filled(b"/Author") || find(bytes, b"<dc:creator>").is_some()).then_some(AUTHOR));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF block with entries of these tags.
    fn tiff(little: bool, tags: &[u16]) -> Vec<u8> {
        let two = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let four = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let mut block = if little { b"II".to_vec() } else { b"MM".to_vec() };
        block.extend(two(42));
        block.extend(four(8));
        block.extend(two(tags.len() as u16));
        for tag in tags {
            block.extend(two(*tag));
            block.extend([0; 10]);
        }
        block
    }

    fn jpeg_with(mark: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, mark];
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(body);
        bytes.extend([0xff, 0xda, 0, 2]);
        bytes
    }

    fn png_with(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, body) in [(&b"IHDR"[..], &[0; 13][..]), (kind, body)] {
            bytes.extend((body.len() as u32).to_be_bytes());
            bytes.extend(kind);
            bytes.extend(body);
            bytes.extend([0; 4]);
        }
        bytes
    }

    #[test]
    fn pictures_tell_what_their_blocks_say() {
        for little in [true, false] {
            let exif = [b"Exif\0\0".to_vec(), tiff(little, &[0x0112, 0x8825, 0x013b])].concat();
            assert_eq!(told(&jpeg_with(0xe1, &exif)), [PLACE, AUTHOR]);
            assert_eq!(told(&png_with(b"eXIf", &tiff(little, &[0x0110]))), [CAMERA]);
        }
        assert_eq!(told(&png_with(b"tEXt", b"Author\0A name")), [AUTHOR]);
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='51'/>";
        assert_eq!(told(&jpeg_with(0xe1, xmp)), [NOTES, PLACE]);
        let webp = [&b"RIFF\0\0\0\0WEBPEXIF\x16\0\0\0"[..], &tiff(true, &[0x8825])].concat();
        assert_eq!(told(&webp), [PLACE]);
    }

    #[test]
    fn documents_tell_their_authors() {
        assert_eq!(told(b"%PDF-1.7\n<< /Author (A name) >>"), [AUTHOR]);
        assert_eq!(told(b"%PDF-1.7\n<< /Author <FEFF0041> >>"), [AUTHOR]);
        assert_eq!(told(b"PK\x03\x04 docProps/core.xml"), ["who changed it last", AUTHOR]);
        assert_eq!(told(b"<svg inkscape:export-filename='C:\\plan.png'/>").len(), 1);
    }

    #[test]
    fn clean_and_broken_files_tell_nothing() {
        let upright = [b"Exif\0\0".to_vec(), tiff(true, &[0x0112])].concat();
        let cut = [b"Exif\0\0".to_vec(), tiff(true, &[0x8825])[..9].to_vec()].concat();
        let clean: [&[u8]; 8] = [
            &jpeg_with(0xe0, b"JFIF\0"),
            &jpeg_with(0xe1, &upright),
            &jpeg_with(0xe1, &cut),
            &png_with(b"tEXt", b"Software\0a program"),
            b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff",
            b"RIFF\0\0\0\0WEBPEXIF\xff\xff\xff\xff",
            b"%PDF-1.7\n<< /Author () >>",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ];
        for bytes in clean {
            assert_eq!(told(bytes), [""; 0], "{bytes:?}");
        }
    }
}
