//! Names, readings and search keys.

use mendan_domain::person::name::{NameField, PersonName, katakana, search_key};
use proptest::prelude::*;

fn codes(family: &str, given: &str, family_kana: &str, given_kana: &str) -> Vec<(&'static str, &'static str)> {
    let errors = PersonName::parse(family, given, family_kana, given_kana).expect_err("should be refused");
    errors.into_iter().map(|(field, error)| (field.as_str(), error.fault().as_str())).collect()
}

#[test]
fn a_name_is_kept_as_typed_with_its_reading_in_katakana() {
    let name = PersonName::parse(" 髙\u{3000}𠮷 ", "葛\u{E0100}", "たかよし", "ｶﾂﾗｷﾞ").unwrap();
    assert_eq!((name.family(), name.given()), ("髙 𠮷", "葛\u{E0100}"));
    assert_eq!((name.family_kana(), name.given_kana()), ("タカヨシ", "カツラギ"));
    assert_eq!((name.full(), name.full_kana()), ("髙 𠮷 葛\u{E0100}".to_owned(), "タカヨシ カツラギ".to_owned()));
    assert_eq!(format!("{name:?}"), "PersonName(…)");
}

fn name(family: &str, given: &str, family_kana: &str, given_kana: &str) -> (String, String) {
    let name = PersonName::parse(family, given, family_kana, given_kana)
        .unwrap_or_else(|errors| panic!("{family} {given}: {errors:?}"));
    (name.full(), name.full_kana())
}

fn read(full: &str, kana: &str) -> (String, String) {
    (full.to_owned(), kana.to_owned())
}

#[test]
fn alphabet_names_need_no_reading() {
    assert_eq!(name("Nguyễn", "Thị Ánh", "", ""), read("Nguyễn Thị Ánh", ""));
    assert_eq!(name("SMITH", "花子", "", "ハナコ"), read("SMITH 花子", "ハナコ"));
    assert_eq!(codes("SMITH", "花子", "", ""), [("given_name_kana", "required")]);
    assert_eq!(codes("王", "小红", "", ""), [("family_name_kana", "required"), ("given_name_kana", "required")]);
}

#[test]
fn who_has_one_name_writes_it_into_either_field() {
    assert_eq!(name("Suharto", "", "", ""), read("Suharto", ""));
    assert_eq!(name("", "Suharto", "", ""), read("Suharto", ""));
    assert_eq!(name("スハルト", " ", "", ""), read("スハルト", "スハルト"));
    assert_eq!(name("\u{3000}", "スハルト", "", ""), read("スハルト", "スハルト"));
    // Her one reading may stand in either field as well.
    assert_eq!(name("", "花子", "", "はなこ"), read("花子", "ハナコ"));
    assert_eq!(name("", "花子", "はなこ", ""), read("花子", "ハナコ"));
    assert_eq!(name("花子", "", "", "はなこ"), read("花子", "ハナコ"));
    assert_eq!(codes("花子", "", "", ""), [("family_name_kana", "required")]);
    assert_eq!(codes("", "花子", "", ""), [("given_name_kana", "required")]);
}

#[test]
fn a_name_in_kana_is_its_own_reading() {
    assert_eq!(name("グエン", "アン", "", ""), read("グエン アン", "グエン アン"));
    assert_eq!(name("山田", "はな", "ヤマダ", ""), read("山田 はな", "ヤマダ ハナ"));
    assert_eq!(name("ｸﾞｴﾝ", "Anh", "", ""), read("ｸﾞｴﾝ Anh", "グエン"));
    assert_eq!(
        name("ジャン＝ポール", "マリア・テレサ", "", ""),
        read("ジャン＝ポール マリア・テレサ", "ジャン＝ポール マリア・テレサ")
    );
    assert_eq!(
        name("グエン", "アン", "ぐえん", "あん"),
        read("グエン アン", "グエン アン"),
        "as typed, where it is typed"
    );
}

#[test]
fn joiners_inside_names_stay_and_others_go() {
    assert_eq!(name("ශ්\u{200D}රී", "花\u{200D}子", "", "はな\u{200B}こ").0, "ශ්\u{200D}රී 花子");
    assert_eq!(codes("\u{202E}山田", "花子", "ヤマダ", "ハナコ"), [("family_name", "control_character")]);
}

#[test]
fn every_wrong_field_is_named_once() {
    assert_eq!(
        codes("", "", "", ""),
        [("family_name", "required"), ("given_name", "required")],
        "without a name there is no reading to ask for"
    );
    assert_eq!(
        codes("", "花子", "しけん", "はなこ"),
        [("family_name", "required")],
        "its reading says that it was forgotten"
    );
    assert_eq!(codes("試験", "", "しけん", "はなこ"), [("given_name", "required")]);
    assert_eq!(codes("山田", "花", "", " "), [("family_name_kana", "required"), ("given_name_kana", "required")]);
    assert_eq!(
        codes("山田", "花", "Yamada", "花"),
        [("family_name_kana", "not_kana"), ("given_name_kana", "not_kana")]
    );
    assert_eq!(codes("山田", "花", "ー", "ハナ1"), [("family_name_kana", "not_kana"), ("given_name_kana", "not_kana")]);
    assert_eq!(codes("http://x", "www.x", "", ""), [("family_name", "link"), ("given_name", "link")]);
    assert_eq!(
        codes("山\r\nBcc: x", "花\u{202E}", "ヤマ", "ハナ"),
        [("family_name", "control_character"), ("given_name", "control_character")]
    );
    assert_eq!(
        codes(&"山".repeat(51), "1234-5678-9018", "ヤマ", ""),
        [("family_name", "too_long"), ("given_name", "my_number")]
    );
    assert_eq!(NameField::GivenKana.as_str(), "given_name_kana");
}

#[test]
fn readings_become_full_width_katakana() {
    for (typed, expected) in [
        ("がっこう", "ガッコウ"),
        ("ｶﾞｯｺｳ", "ガッコウ"),
        ("か\u{3099}っこう", "ガッコウ"),
        ("か゛っこう", "ガッコウ"),
        ("ﾊﾟｰﾙ", "パール"),
        ("ゔぃ", "ヴィ"),
        ("わ\u{3099}", "ヷ"),
        ("おーの", "オーノ"),
        ("おｰの", "オーノ"),
        ("オ－ノ", "オーノ"),
        ("オ-ノ", "オーノ"),
        ("さゝき", "サヽキ"),
        ("マリア・クララ", "マリア・クララ"),
        ("ﾏﾘｱ･ｸﾗﾗ", "マリア・クララ"),
        ("マリア·クララ", "マリア・クララ"),
        ("ジャン＝ポール", "ジャン＝ポール"),
        ("じゃん=ぽーる", "ジャン＝ポール"),
        ("ジャン゠ポール", "ジャン＝ポール"),
        ("アン‐マリー", "アンーマリー"),
    ] {
        assert_eq!(katakana(typed), expected, "{typed}");
    }
}

#[test]
fn spellings_that_the_desk_takes_for_the_same_have_one_key() {
    for (left, right) in [
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斉藤"),
        ("斎藤", "齊藤"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("𠮷田", "吉田"),
        ("廣澤", "広沢"),
        ("葛\u{E0100}城", "葛城"),
        ("\u{FA19}谷", "神谷"),
        ("きょうこ", "キヨウコ"),
        ("ｷｮｳｺ", "きようこ"),
        ("おーの", "オノ"),
        ("山田 花子", "山田\u{3000}花子"),
        ("山田花子", "山田・花子"),
        ("ジャン＝ポール", "ジャン ポール"),
        ("ジャン゠ポール", "ジャン・ポール"),
        ("花\u{200D}子", "\u{202A}花子\u{202C}"),
        ("SMITH", "Ｓｍｉｔｈ"),
        ("Nguyễn", "nguyen"),
        ("O’Brien-Sato", "obrien sato"),
        ("ｶﾞｯｺｳ", "がつこう"),
        ("か゛", "ガ"),
    ] {
        assert_eq!(search_key(left), search_key(right), "{left} {right}");
    }
    for (left, right) in [("か", "が"), ("はな", "ばな"), ("山田", "山本"), ("さいとう", "さとう")] {
        assert_ne!(search_key(left), search_key(right), "{left} {right}");
    }
    assert!(search_key("山田花子").starts_with(&search_key("山 田")));
}

proptest! {
    #[test]
    fn parsing_never_panics(family in any::<String>(), given in any::<String>(), kana in "[ぁ-ゖァ-ヺｦ-ﾟ゛゜ー -]{0,9}") {
        let _ = (PersonName::parse(&family, &given, &kana, &kana), PersonName::parse(&kana, &kana, &family, &given));
    }

    #[test]
    fn an_accepted_name_reads_as_itself(family in "[山髙﨑葛\u{E0100}a ]{1,6}", kana in "[ぁ-ゖァ-ヺｦ-ﾟ゛゜ー・ \u{3099}-]{1,9}") {
        if let Ok(name) = PersonName::parse(&family, &family, &kana, &kana) {
            let again = PersonName::parse(name.family(), name.given(), name.family_kana(), name.given_kana());
            prop_assert_eq!(again, Ok(name));
        }
    }

    #[test]
    fn keys_and_readings_are_stable(text in any::<String>(), near in "[ぁ-ゟァ-ヿｦ-ﾟ\u{3099}\u{309A}・ a-zÀ-ſ\u{300}髙﨑邉邊齋齊斎濵濱\u{E0100}-]{0,12}") {
        for input in [text, near] {
            let key = search_key(&input);
            prop_assert_eq!(search_key(&key), key);
            let kana = katakana(&input);
            prop_assert_eq!(katakana(&kana), kana);
        }
    }
}
