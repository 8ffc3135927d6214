//! Runs: the words of a paragraph, with what they look like.

use super::Reader;
use super::fields::Field;
use super::styles::Look;
use super::xml::Element;
use crate::document::Span;
use crate::document::text::is_web;

impl<'x> Reader<'_, 'x> {
    /// The words of a paragraph's elements; `look` is that of its style.
    pub fn spans(&mut self, paragraph: &'x Element, look: &Look, link: Option<&str>) -> Vec<Span> {
        let mut spans = Vec::new();
        for element in paragraph.elements() {
            match element.name.as_str() {
                "r" => self.run(element, look, link, &mut spans),
                "hyperlink" => {
                    let target = element.attribute("id").and_then(|id| self.targets.outside(id));
                    let target = target.or(link).map(str::to_string).filter(|target| self.may_link(target));
                    spans.extend(self.spans(element, look, target.as_deref()));
                }
                "ins" | "moveTo" => {
                    let place = self.place();
                    self.tracked.inserted += 1;
                    self.tracked.first.get_or_insert(place);
                    spans.extend(self.spans(element, look, link));
                }
                "del" | "moveFrom" => {
                    let place = self.place();
                    self.tracked.deleted += 1;
                    self.tracked.first.get_or_insert(place);
                }
                "fldSimple" => {
                    let instruction = element.attribute("instr").unwrap_or_default().to_string();
                    self.fields.push(Field { instruction, has_result: true });
                    spans.extend(self.spans(element, look, link));
                    self.fields.pop();
                }
                "oMath" | "oMathPara" => {
                    let words: String = element.all("t").iter().map(|words| words.text()).collect();
                    let place = self.place();
                    self.document.tell(Some(place), format!("a formula became plain words: {words}"));
                    spans.push(Span::plain(self.cleaned.letters(&words, place)));
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(element) {
                        spans.extend(self.spans(chosen, look, link));
                    }
                }
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" => {}
                // What only stands around others: `sdt`, `smartTag`, `customXml`, `bdo` and the like.
                _ => spans.extend(self.spans(element, look, link)),
            }
        }
        spans
    }

    fn may_link(&mut self, target: &str) -> bool {
        let may = is_web(target);
        if !may {
            let place = self.place();
            self.document.leave_out(Some(place), format!("the target of a link, which is no web address: {target}"));
        }
        may
    }

    fn run(&mut self, run: &'x Element, look: &Look, link: Option<&str>, spans: &mut Vec<Span>) {
        let own = run.child("rPr");
        let style = own.and_then(|own| own.child("rStyle")).and_then(Element::value);
        let styled = style.filter(|style| self.styles.has(style)).map(|style| self.styles.look(Some(style)));
        let is_on = |name: &str, style: fn(&Look) -> bool| {
            let direct = own.and_then(|own| own.is_on(name));
            direct.unwrap_or_else(|| styled.as_ref().is_some_and(style) || style(look))
        };
        let (bold, italic) = (is_on("b", |look| look.bold), is_on("i", |look| look.italic));
        let is_hidden = is_on("vanish", |look| look.is_hidden);
        let span = Span { text: String::new(), bold, italic, link: link.map(str::to_string), note: None };
        self.pieces(run, &span, is_hidden, spans);
    }

    /// What stands in a run.
    fn pieces(&mut self, run: &'x Element, look: &Span, is_hidden: bool, spans: &mut Vec<Span>) {
        for piece in run.elements() {
            let text = match piece.name.as_str() {
                "t" => piece.text(),
                "tab" | "ptab" => "\t".to_string(),
                "br" if matches!(piece.attribute("type"), Some("page" | "column")) => continue,
                "br" | "cr" => "\n".to_string(),
                "noBreakHyphen" => "-".to_string(),
                "sym" => symbol(piece.attribute("char").unwrap_or_default()),
                "footnoteReference" | "endnoteReference" => {
                    let is_end = piece.name == "endnoteReference";
                    if let Some(id) = piece.attribute("id") {
                        let note = Some(self.label(is_end, id));
                        spans.push(Span { text: String::new(), note, ..look.clone() });
                    }
                    continue;
                }
                "fldChar" => {
                    match piece.attribute("fldCharType") {
                        Some("begin") => self.fields.push(Field::default()),
                        Some("separate") => self.fields.last_mut().into_iter().for_each(|field| field.has_result = true),
                        Some("end") => drop(self.fields.pop()),
                        _ => {}
                    }
                    continue;
                }
                "instrText" => {
                    let field = self.fields.last_mut().filter(|field| !field.has_result);
                    field.into_iter().for_each(|field| field.instruction.push_str(&piece.text()));
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.drawing(piece);
                    continue;
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(piece) {
                        self.pieces(chosen, look, is_hidden, spans);
                    }
                    continue;
                }
                "ruby" => piece.all("t").iter().map(|words| words.text()).collect::<Vec<_>>().join(" "),
                _ => continue,
            };
            if self.fields.iter().any(|field| !field.has_result || field.is_contents()) {
                continue;
            }
            if is_hidden {
                self.hidden.push(text);
                continue;
            }
            let place = self.place();
            if self.fields.iter().any(Field::is_of_pages) {
                self.document.tell(Some(place), format!("a number of a page, which a website has not, is a plain number: {text}"));
            }
            let text = self.cleaned.letters(&text, place);
            let field_link = self.fields.iter().rev().find_map(Field::link).filter(|address| is_web(address));
            spans.push(Span { text, link: look.link.clone().or(field_link), ..look.clone() });
        }
    }
}

/// The one of several ways to say something that is read: programs write the same twice, for new readers and for old ones.
pub fn chosen(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
}

/// A sign of a symbol font, by the code of its letter.
fn symbol(code: &str) -> String {
    let Ok(code) = u32::from_str_radix(code, 16) else { return String::new() };
    match code & 0xff {
        0xfc | 0xfe if code >= 0xf000 => "✓".to_string(),
        0xa7 | 0xb7 | 0x6e | 0x6f if code >= 0xf000 => "•".to_string(),
        0xe0 | 0xe8 if code >= 0xf000 => "→".to_string(),
        _ => char::from_u32(code).map(String::from).unwrap_or_default(),
    }
}
