//! The names in the HTML of a template of the project's own: elements and attributes that are mistyped, and values that an attribute
//! cannot have.

use super::html::{Fault, token};
use super::names::known;
use super::selectors::TAGS;
use crate::diagnostic::nearest;
use crate::source::At;

/// The attributes of HTML, and those of drawings that templates write.
const ATTRIBUTES: &str = "abbr accept accept-charset accesskey action allow allowfullscreen alt as async autocapitalize autocomplete \
    autofocus autoplay blocking charset checked cite class color cols colspan content contenteditable controls coords crossorigin data \
    datetime decoding default defer dir dirname disabled download draggable enctype enterkeyhint exportparts fetchpriority for form \
    formaction formenctype formmethod formnovalidate formtarget headers height hidden high href hreflang http-equiv id imagesizes \
    imagesrcset inert inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang list loading loop low \
    max maxlength media method min minlength multiple muted name nomodule nonce novalidate open optimum part pattern ping placeholder \
    playsinline popover popovertarget popovertargetaction poster preload property readonly referrerpolicy rel required reversed role \
    rows rowspan sandbox scope selected shape size sizes slot span spellcheck src srcdoc srclang srcset start step style tabindex \
    target title translate type usemap value width wrap xmlns viewbox fill stroke transform d cx cy r rx ry x y x1 x2 y1 y2 dx dy \
    points opacity offset focusable preserveaspectratio \
    aria-activedescendant aria-atomic aria-autocomplete aria-busy aria-checked aria-colcount aria-colindex aria-colspan aria-controls \
    aria-current aria-describedby aria-description aria-details aria-disabled aria-errormessage aria-expanded aria-flowto \
    aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby aria-level aria-live aria-modal \
    aria-multiline aria-multiselectable aria-orientation aria-owns aria-placeholder aria-posinset aria-pressed aria-readonly \
    aria-relevant aria-required aria-roledescription aria-rowcount aria-rowindex aria-rowspan aria-selected aria-setsize aria-sort \
    aria-valuemax aria-valuemin aria-valuenow aria-valuetext";

/// The element that was meant by a name that is nearly one of HTML.
pub fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if known(OBSOLETE, &lower) {
        return None;
    }
    if name.len() < 3 || lower.contains('-') || known(TAGS, &lower) {
        return None;
    }
    // What is like none of these may be newer, or of a drawing that is put together of several templates.
    nearest(&lower, TAGS.split_whitespace().filter(|tag| tag.len() > 2)).filter(|near| is_near(&lower, near))
}

/// Elements that HTML has no more.
const OBSOLETE: &str = "center font big strike tt blink marquee acronym basefont dir frame frameset nobr";

/// An element that HTML had once.
pub fn obsolete(name: &str, start: usize) -> Option<Fault> {
    known(OBSOLETE, &name.to_ascii_lowercase()).then(|| {
        let message = format!("HTML has no element `{name}` any more");
        (At::new(start, start + name.len()), message, "say what it looks like in a sheet of the theme".to_string())
    })
}

/// The first attribute of a tag that no element has, or that no browser uses.
pub fn fault(text: &str, name: &str, start: usize, end: usize) -> Option<Fault> {
    // Elements of one's own have attributes of one's own.
    if name.is_empty() || name.contains('-') {
        return None;
    }
    if let Some(at) = ["=“", "=”", "=‘", "=’"].iter().find_map(|mark| text[start..end].find(mark)) {
        let at = start + at + 1;
        let length = text[at..end].find([' ', '>']).unwrap_or(end - at);
        let message = "curly quotation marks round the value of an attribute".to_string();
        return Some((At::new(at, at + length), message, "write straight ones: `\"`".to_string()));
    }
    attributes(text, start + name.len(), end).find_map(|(at, attribute)| {
        let lower = attribute.to_ascii_lowercase();
        let place = At::new(at, at + attribute.len());
        if lower == "style" || lower.starts_with("on") && lower.len() > 4 && !lower.contains('-') {
            let message = format!("`{lower}=…` stands on an element, where no browser will use it");
            return Some((place, message, "put it into a file of the theme".to_string()));
        }
        if let Some(found) = of_value(&lower, place, &text[at + attribute.len()..end]) {
            return Some(found);
        }
        let is_own = lower.starts_with("data-") || lower.starts_with("on") || lower.contains([':', '@', '.', '_']);
        // As in React.
        let other = [("classname", "class"), ("htmlfor", "for")].into_iter().find(|(name, _)| *name == lower);
        if let Some((_, right)) = other {
            return Some((place, format!("HTML has no attribute `{attribute}`"), format!("did you mean `{right}`?")));
        }
        if is_own || lower.len() < 3 || known(ATTRIBUTES, &lower) {
            return None;
        }
        let near = nearest(&lower, ATTRIBUTES.split_whitespace().filter(|known| known.len() > 2))?;
        is_near(&lower, near).then(|| {
            let message = format!("HTML has no attribute `{attribute}`");
            (At::new(at, at + attribute.len()), message, format!("did you mean `{near}`?"))
        })
    })
}

/// Attributes that say yes or no.
const YES_OR_NO: &str = "aria-hidden aria-disabled aria-busy aria-atomic aria-modal aria-multiline aria-multiselectable aria-readonly \
    aria-required aria-expanded aria-selected aria-grabbed";

const ROLES: &str = "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox \
    complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group \
    heading image img insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox \
    menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup \
    rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch tab table tablist \
    tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem";

/// Attributes that have one of a few values.
const CHOICES: [(&str, &str); 5] = [
    ("scope", "row col rowgroup colgroup"),
    ("dir", "ltr rtl auto"),
    ("loading", "lazy eager"),
    ("aria-live", "polite assertive off"),
    ("aria-current", "page step location date time true false"),
];

/// A value that an attribute cannot have. `rest` is what stands behind its name.
fn of_value(attribute: &str, place: At, rest: &str) -> Option<Fault> {
    let choices = CHOICES.iter().find(|(name, _)| *name == attribute).map(|(_, values)| *values);
    if attribute != "role" && attribute != "lang" && choices.is_none() && !known(YES_OR_NO, attribute) {
        return None;
    }
    let value = rest.strip_prefix("=\"")?.split('"').next().filter(|value| !value.contains('{'))?;
    let start = place.end as usize + 2;
    let told = |help: String| Some((At::new(start, start + value.len()), format!("`{attribute}` is never `{value}`"), help));
    if let Some(choices) = choices {
        let words = choices.split(' ').map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        return (!value.is_empty() && !known(choices, &value.to_ascii_lowercase()))
            .then(|| told(format!("its values are {words}")))?;
    }
    if attribute == "lang" {
        let is_word = value.len() > 3 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
        return is_word.then(|| told("write the code of the language, such as `en` or `cy`".to_string()))?;
    }
    if attribute != "role" {
        return (!["true", "false", "undefined"].contains(&value)).then(|| told("write `true` or `false`".to_string()))?;
    }
    let near = nearest(value, ROLES.split_whitespace()).filter(|near| !known(ROLES, value) && is_near(value, near))?;
    told(format!("did you mean `{near}`?"))
}

/// One slip in a short name, or two in a long one.
fn is_near(name: &str, near: &str) -> bool {
    strsim::damerau_levenshtein(name, near) <= if name.len() > 7 { 2 } else { 1 }
}

/// The names of the attributes of a tag, and where each stands; none that a template fills in.
fn attributes(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-:@._".contains(c);
    let mut at = start;
    std::iter::from_fn(move || {
        while at < end {
            if let Some(length) = token(text, at) {
                at += length;
                // What stands right behind it is the rest of a name.
                at += text[at..].find(|c: char| !is_name(c)).unwrap_or_default();
                continue;
            }
            let rest = &text[at..end];
            match rest.chars().next()? {
                quote @ ('"' | '\'') => {
                    at += 1;
                    while at < end && text.as_bytes()[at] != quote as u8 {
                        at += token(text, at).unwrap_or(1);
                    }
                    at += 1;
                }
                '=' => {
                    at += 1;
                    at += text[at..end].len() - text[at..end].trim_start().len();
                    // A value without quotation marks.
                    while at < end && !text[at..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '"' || c == '\'') {
                        at += token(text, at).or(text[at..].chars().next().map(char::len_utf8)).unwrap_or(1);
                    }
                }
                c if is_name(c) => {
                    let name = &rest[..rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())];
                    let found = at;
                    at += name.len();
                    if token(text, at).is_none() {
                        return Some((found, name));
                    }
                }
                c => at += c.len_utf8(),
            }
        }
        None
    })
}
