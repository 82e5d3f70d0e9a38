//! What stops the build, and what it makes.

use mendan_domain::language::Language;

use crate::compile::read::Source;
use crate::compile::{check, resolve, rust_of};
use crate::words;

/// One area `kit` in Japanese and English.
fn sources(ja: &str, en: &str) -> Vec<Source> {
    let of = |tag: &str, text: &str| Source {
        file: format!("locales/{tag}/kit.ftl"),
        tag: tag.to_owned(),
        area: "kit".to_owned(),
        text: text.to_owned(),
    };
    vec![of("en", en), of("ja", ja)]
}

fn complaints(ja: &str, en: &str) -> Vec<String> {
    rust_of(&sources(ja, en)).expect_err("a complaint")
}

#[test]
fn a_number_takes_the_plural_of_its_language() {
    let [ja, en] = Language::ALL.map(|language| &words(language).kit);
    assert_eq!(
        (ja.errors_title(1), ja.errors_title(3)),
        ("1か所を直してください".into(), "3か所を直してください".into())
    );
    assert_eq!(
        (en.errors_title(1), en.errors_title(3)),
        ("Please correct 1 thing".into(), "Please correct 3 things".into())
    );
}

#[test]
fn what_is_put_into_a_text_is_never_read_as_a_part_of_it() {
    let en = &words(Language::En).booking;
    assert_eq!(
        en.manage_until_each("{ $change } {change}", "{cancel}"),
        "You can change the time here until {cancel}, and cancel here until { $change } {change}."
    );
}

#[test]
fn days_are_written_as_their_reader_writes_them() {
    let date = chrono::NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day");
    let first = chrono::NaiveDate::from_ymd_opt(2019, 5, 1).expect("a day");
    let [ja, en] = Language::ALL.map(|language| &words(language).dates);
    assert_eq!([ja.day_of(date), ja.spoken_day_of(date)], ["12月1日(月)", "12月1日 月曜日"]);
    assert_eq!([ja.date_of(date), ja.subject_day_of(date)], ["2025年12月1日(月)", "12月1日(月)"]);
    assert_eq!([ja.year_of(date), ja.year_of(first)], ["2025年(令和7年)", "2019年(令和元年)"]);
    assert_eq!([en.day_of(date), en.spoken_day_of(date)], ["Mon 1 Dec", "Monday 1 December"]);
    assert_eq!([en.date_of(date), en.subject_day_of(date)], ["Monday, 1 December 2025", "1 December"]);
    assert_eq!([en.year_of(date), en.weekday_of(date)], ["2025", "Mon"]);
}

#[test]
fn a_text_that_one_language_lacks_or_has_alone_is_named_with_its_file() {
    assert_eq!(complaints("a = あ\nb = い", "a = A"), ["locales/en/kit.ftl: b is missing"]);
    let alone = complaints("a = あ", "a = A\nb = B");
    assert_eq!(alone, ["locales/en/kit.ftl: b: Japanese has no such text; it would never be shown"]);
    let attribute = complaints("a = あ\n    .hint = い", "a = A");
    assert_eq!(attribute, ["locales/en/kit.ftl: a_hint is missing"]);
}

#[test]
fn an_argument_that_one_language_lacks_or_has_alone_is_named() {
    let lacks = complaints("a = { $n }件", "a = things");
    assert_eq!(lacks, ["locales/en/kit.ftl: a: $n is missing; to do without, write `# omits $n` above it"]);
    assert_eq!(complaints("a = 件", "a = { $n } things"), ["locales/en/kit.ftl: a: nothing gives it $n"]);
    assert!(rust_of(&sources("a = { $n }件", "# omits $n\na = things")).is_ok());
}

#[test]
fn a_plural_that_the_language_has_not_or_that_is_forgotten_is_named() {
    let ja = "a = { $n }件";
    let few = complaints(ja, "a = { $n ->\n    [one] thing\n    [few] things\n   *[other] { $n } things\n }");
    assert_eq!(few, ["locales/en/kit.ftl: a: [few] is no plural of this language, which has one, other"]);
    let forgotten = complaints("a = { $n ->\n    [one] 一件\n   *[other] { $n }件\n }", "a = { $n }");
    assert_eq!(forgotten, ["locales/ja/kit.ftl: a: [one] is no plural of this language, which has other"]);
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let broken = complaints("a = あ\nb = { $n", "a = A");
    assert!(broken[0].starts_with("locales/ja/kit.ftl:2: "), "{broken:?}");
    assert_eq!(complaints("move = 動かす", "move = Move").len(), 2, "a word of Rust");
    assert_eq!(complaints("a = { b }", "a = A"), ["locales/ja/kit.ftl: a: there is no b to refer to"]);
    assert!(complaints("a = { b }\nb = { a }", "a = A\nb = B")[0].contains("circle"));
}

#[test]
fn a_language_has_the_files_of_all_others() {
    let mut sources = sources("a = あ", "a = A");
    sources.remove(0);
    sources.push(Source {
        tag: "fr".into(),
        area: "other".into(),
        file: "locales/fr/other.ftl".into(),
        text: "a = A".into(),
    });
    let complaints = rust_of(&sources).expect_err("a complaint");
    assert!(complaints.contains(&"locales/fr/kit.ftl is missing".to_owned()), "{complaints:?}");
}

#[test]
fn a_text_may_name_another_as_it_stands_there() {
    let read = resolve::languages(&sources("a = 「{ b }」\nb = 予約する", "a = “{ b }”\nb = Book")).expect("texts");
    assert!(check::languages(&read).is_ok());
    let shown = |tag: usize| format!("{:?}", read[tag].areas["kit"]["a"].pattern);
    assert_eq!((shown(0), shown(1)), ("[Text(\"“Book”\")]".to_owned(), "[Text(\"「予約する」\")]".to_owned()));
}

#[test]
fn the_languages_of_the_product_are_the_folders() {
    let all =
        crate::compile::read::sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales")));
    let folders: std::collections::BTreeSet<String> =
        all.expect("texts").into_iter().map(|source| source.tag).collect();
    assert_eq!(folders, Language::ALL.map(|language| language.tag().to_owned()).into());
}
