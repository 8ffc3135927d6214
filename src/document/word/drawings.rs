//! Drawings: pictures, text boxes, charts and diagrams.

use super::Reader;
use super::runs::chosen;
use super::xml::Element;
use crate::document::Picture;

/// Pictures that browsers show.
const SHOWN: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

impl<'x> Reader<'_, 'x> {
    /// Notes what is in a drawing; it stands behind the paragraph that the drawing is in.
    pub fn drawing(&mut self, drawing: &'x Element) {
        let mut found = Vec::new();
        within(drawing, &mut found);
        let place = self.place();
        let described = found.iter().find(|element| element.name == "docPr");
        let mut alt = described.and_then(|element| element.attribute("descr")).unwrap_or_default().to_string();
        let is_decoration = found.iter().any(|element| element.name == "decorative" && element.value() == Some("1"));
        for element in &found {
            match element.name.as_str() {
                "cNvPr" | "shape" if alt.is_empty() => {
                    alt = element.attribute("descr").or(element.attribute("alt")).unwrap_or_default().to_string();
                }
                "txbxContent" => self.boxes.push(element),
                "blip" | "imagedata" if is_decoration => {
                    self.document.leave_out(Some(place), "a picture that is marked as decoration");
                }
                "blip" | "imagedata" => {
                    let id = element.attribute("embed").or(element.attribute("id")).or(element.attribute("link"));
                    self.picture(id.unwrap_or_default(), std::mem::take(&mut alt));
                }
                "chart" => self.document.leave_out(Some(place), format!("a chart{}", quoted(&alt))),
                "relIds" => self.diagram(element.attribute("dm").unwrap_or_default(), &alt),
                "OLEObject" => self.document.leave_out(Some(place), "a file that stands within the document"),
                _ => {}
            }
        }
    }

    fn picture(&mut self, id: &str, alt: String) {
        let place = self.place();
        let alt = crate::document::words::folded(&self.cleaned.letters(&alt, place));
        let Some(part) = self.targets.inside(id).map(str::to_string) else {
            let target = self.targets.outside(id).unwrap_or_default().to_string();
            self.document.leave_out(Some(place), format!("a picture that is not in the file{}{}", quoted(&alt), quoted(&target)));
            return;
        };
        let ending = part.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if !SHOWN.contains(&ending.as_str()) {
            let words = format!("a picture of a kind that browsers do not show ({ending}){}: save it as PNG or SVG", quoted(&alt));
            self.document.leave_out(Some(place), words);
            return;
        }
        if let Some(index) = self.media.get(&part) {
            self.pictures.push((*index, alt));
            return;
        }
        let Some(bytes) = self.parts.picture(&part) else {
            self.document.leave_out(Some(place), format!("a picture that cannot be unpacked{}", quoted(&alt)));
            return;
        };
        let index = self.document.pictures.len();
        self.document.pictures.push(Picture { name: format!("picture-{}.{ending}", index + 1), bytes });
        self.media.insert(part, index);
        self.pictures.push((index, alt));
    }

    /// The words of a diagram (SmartArt) stand in a part of their own.
    fn diagram(&mut self, id: &str, alt: &str) {
        let place = self.place();
        let part = self.targets.inside(id).map(str::to_string);
        let tree = part.and_then(|part| self.parts.tree(&part).ok().flatten());
        let words: Vec<String> = tree.iter().flat_map(|root| root.all("t")).map(Element::text).collect();
        self.document.leave_out(Some(place), format!("a diagram{}; its words are: {}", quoted(alt), words.join(" · ")));
    }
}

/// Every element of a drawing; what is in a text box is left to the box.
fn within<'e>(parent: &'e Element, found: &mut Vec<&'e Element>) {
    let chosen = if parent.name == "AlternateContent" { chosen(parent) } else { None };
    if let Some(chosen) = chosen {
        return within(chosen, found);
    }
    for element in parent.elements() {
        found.push(element);
        if element.name != "txbxContent" {
            within(element, found);
        }
    }
}

fn quoted(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" (“{words}”)") }
}
