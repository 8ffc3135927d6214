use super::*;

fn told(text: &str) -> Vec<(String, Remark)> {
    let mut found = Vec::new();
    sentences(text, |range, remark| found.push((text[range].to_string(), remark)));
    found
}

fn short_forms(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    acronyms(text, |range, remark| {
        let Remark::Acronym { short, explained } = remark else { panic!("only acronyms are told") };
        assert!(text[range].starts_with(&short));
        found.push((short, explained));
    });
    found
}

fn words(count: usize) -> String {
    vec!["care"; count].join(" ")
}

#[test]
fn a_sentence_of_more_than_25_words_is_long() {
    assert_eq!(told(&format!("{}. Our {}.", words(25), words(24))), []);
    let long = format!("Our {}.", words(25));
    assert_eq!(told(&format!("Yes. {long} No.")), [(long.clone(), Remark::LongSentence(26))]);
    assert_eq!(told(&format!("{} e.g. {}", words(13), words(13))).len(), 1, "a small letter goes on");
    let quoted = format!("The plan says \"{}\" and “{}”, and ‘{}’.", words(15), words(15), words(15));
    assert_eq!(told(&quoted), [], "other people's words are not counted");
}

#[test]
fn three_words_in_capitals_are_told_but_no_row_of_acronyms() {
    let row = |words: &str, count| vec![(words.to_string(), Remark::Capitals(count))];
    assert_eq!(told("We PUT PATIENTS FIRST here."), row("PUT PATIENTS FIRST", 3));
    assert_eq!(told("QUALITY & VALUE FOR ALL"), row("QUALITY & VALUE FOR ALL", 4));
    assert_eq!(told("TAKE A BREAK"), []);
    assert_eq!(told("TAKE A LONGER BREAK"), row("TAKE A LONGER BREAK", 3));
    assert_eq!(told("THE TIDE GATE"), row("THE TIDE GATE", 3), "a short word is a word");
    assert_eq!(told("The NHS ICS STP and PATIENTS FIRST \"BUT NOT HERE\"."), []);
}

#[test]
fn acronyms_are_told_and_what_explains_them() {
    assert_eq!(
        short_forms("Each ICB's plan, NHS-wide, for A&E and GPs in the UK; R&D/ICSs."),
        [("ICB".to_string(), false), ("R&D".to_string(), false), ("ICS".to_string(), false)]
    );
    for text in [
        "an integrated care system (ICS)",
        "an integrated care system (the ICS).",
        "our ICS (integrated care system) is",
        "a care system, or ICS. It",
        "ICS means integrated care system",
        "ICSs stands for systems",
    ] {
        assert_eq!(short_forms(text), [("ICS".to_string(), true)], "{text}");
    }
    assert_eq!(short_forms("the ICS (see page 3)"), [("ICS".to_string(), false)]);
    assert_eq!(short_forms("the ICS (in London)"), [("ICS".to_string(), false)]);
}

#[test]
fn what_is_no_acronym() {
    for text in [
        "PEOPLE FIRST",
        "ICS",
        "World War II, part IV",
        "You MUST NOT do so",
        "MOUNT VERNON Cancer Centre",
        "call A1, M25, CO2 or https://x.uk/ABC",
        "an Important word",
        "a IMPORTANT word",
    ] {
        assert_eq!(short_forms(text), [], "{text}");
    }
}

#[test]
fn the_reading_age_follows_the_index() {
    // 4.71 * 5 + 0.5 * 20 - 21.43 = 12.12
    assert_eq!(Counts { letters: 1000, words: 200, sentences: 10 }.reading_age(), 18);
    // 4.71 * 4.2 + 0.5 * 12 - 21.43 = 4.352
    assert_eq!(Counts { letters: 504, words: 120, sentences: 10 }.reading_age(), 10);
    assert_eq!(Counts::default().reading_age(), 6);
}
