//! Tables as CSV that programs and spreadsheets read alike.

use std::borrow::Cow;

/// Marks the text as UTF-8. Excel takes it for something else without it; whoever reads CSV by the W3C's rules drops it.
const MARK: &str = "\u{feff}";

/// A table as CSV.
pub fn csv<'a>(head: impl IntoIterator<Item = &'a str>, rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    const IN_MEMORY: &str = "writing to memory never fails";
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    let head = std::iter::once(head.into_iter().map(str::to_string).collect());
    for row in head.chain(rows) {
        let row: Vec<String> = row;
        row.iter().try_for_each(|text| writer.write_field(&*cell(text))).expect(IN_MEMORY);
        writer.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }
    writer.into_inner().expect(IN_MEMORY)
}

/// A text that no spreadsheet takes for a formula: one that starts like it has an apostrophe in front. Numbers stay as they are.
fn cell(text: &str) -> Cow<'_, str> {
    // Spreadsheets in Japanese and Chinese read the wide forms too.
    let like_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if like_a_formula && !is_number(text) { format!("'{text}").into() } else { text.into() }
}

/// `-4.2`, `+1,200`, `-3%`: a sign and digits alone.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_but_a_number_starts_like_a_formula() {
        for formula in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "-", "+", "--1", "-1e5", "-inf", "＝1", "- and so on"]
        {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for plain in ["-4.2", "+3", "-1,200.50", "-3%", "-.5", "4.2", "<5", "*", "", "a=b", "'=1"] {
            assert_eq!(cell(plain), plain);
        }
    }
}
