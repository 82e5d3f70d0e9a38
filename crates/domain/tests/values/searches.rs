//! What a caller says finds her, and not everybody.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mendan_domain::desk::search::{Findable, terms, wanted};
use proptest::prelude::*;

use crate::dates::day;

const TODAY: fn() -> NaiveDate = || day(2026, 4, 3);

fn hanako() -> Findable<'static> {
    Findable {
        family: "髙橋",
        given: "花子",
        family_kana: "タカハシ",
        given_kana: "ハナコ",
        phone: "+81387654321",
        email: Some("Hanako.T@mail.kaku.example"),
        birth: day(1995, 5, 6),
        reference: "7K3M29QX",
    }
}

/// As the store decides it.
fn finds(typed: &str, person: &Findable<'_>) -> bool {
    let terms = terms(person);
    let wanted = wanted(typed, TODAY());
    [0, 1].into_iter().any(|way| {
        let ranges = wanted.iter().filter(|range| range.way == way);
        let met = ranges.clone().filter(|range| terms.iter().any(|term| *term >= range.low && *term < range.high));
        let words: BTreeSet<i64> = met.map(|range| range.word).collect();
        ranges.clone().next().is_some_and(|range| i64::try_from(words.len()).unwrap() == range.words)
    })
}

#[test]
fn she_is_found_by_all_that_callers_say() {
    for typed in [
        "高橋",
        "髙",
        "高橋花子",
        "高橋 花子",
        "花子 高橋",
        "花子",
        "花",
        "高 花",
        "はなこ",
        "ハナ",
        "ﾊﾅｺ",
        "たかはし",
        "はなこ　たかはし",
        "高橋さん",
        "高橋様",
        "たかはし さん",
        "ハナコさま",
        "takahashi",
        "Takahasi",
        "hanako takahashi",
        "TAKAHASHI HANAKO",
        "takahashi-san",
        "4321",
        "8765-4321",
        "８７６５－４３２１",
        "654321",
        "03-8765-4321",
        "0387654321",
        "+81 3 8765 4321",
        "038765",
        "387654",
        "Hanako.t@mail.kaku.example",
        "hanako.t@",
        "7K3M",
        "29qx",
        "7k3m-29qx",
        "7K3M 29QX",
        "7.5.6",
        "H7.5.6",
        "平7.5.6",
        "平成7年5月6日",
        "1995-05-06",
        "19950506",
        "95.5.6",
        "高橋 7.5.6",
        "H7.5.6 はなこ",
        "takahashi 4321",
        "/4321",
        "/高橋",
        "／7K3M",
        "\u{202D}8765-4321\u{202C}",
        "花\u{200B}子",
    ] {
        assert!(finds(typed, &hanako()), "{typed}");
    }
}

#[test]
fn others_are_not_found() {
    for typed in [
        "",
        " ",
        "/",
        "さん",
        "様",
        "橋",
        "子",
        "ばなこ",
        "高橋 次子",
        "高橋 7.5.7",
        "太郎 花子",
        "8765",
        "7654",
        "87654",
        "321",
        "99998765",
        "ana",
        "7K3",
        "3M29",
        "9QX",
        "mail.kaku.example",
        "@",
        "s7.5.6",
        "高橋 9999",
        "%",
        "_",
        "\u{10FFFF}",
    ] {
        assert!(!finds(typed, &hanako()), "{typed}");
    }
}

#[test]
fn names_in_the_alphabet_are_found_however_they_are_romanised() {
    let person =
        |family_kana, given_kana| Findable { family: "架", given: "空", family_kana, given_kana, ..hanako() };
    for (family, given, writings) in [
        ("サトウ", "ユウコ", &["sato yuko", "satou yuuko", "satoh", "yuko sato", "Satō Yūko", "yuko"][..]),
        ("オオノ", "ジュンコ", &["ono", "ohno", "oono", "junko", "zyunko", "jyunko ohno"]),
        ("ツチヤ", "シズカ", &["tsuchiya", "tutiya", "shizuka", "sizuka"]),
        ("ホンマ", "フミ", &["homma", "honma", "fumi", "humi"]),
        ("シンバ", "チヒロ", &["shimba", "shinba", "chihiro", "tihiro"]),
        ("ハットリ", "キョウコ", &["hattori", "kyoko", "kyouko"]),
        ("オーノ", "ジュンイチ", &["ono", "junichi", "jun'ichi"]),
    ] {
        for typed in writings {
            assert!(finds(typed, &person(family, given)), "{typed}: {family} {given}");
        }
    }
    let nguyen = Findable { family: "Nguyễn", given: "Thị Đào", family_kana: "", given_kana: "", ..hanako() };
    for typed in ["nguyen", "thi dao", "Dao nguyen", "Nguyễn", "NGUYEN THI"] {
        let found = finds(typed, &nguyen);
        assert_eq!(found, typed != "Dao nguyen", "{typed}: the middle of a name is no beginning");
    }
}

#[test]
fn one_name_is_found_as_well() {
    let suharto =
        Findable {
            family: "", given: "スハルト", family_kana: "", given_kana: "スハルト", email: None, ..hanako()
        };
    for typed in ["スハルト", "すはる", "suharuto", "スハルトさん", "スハルト 7.5.6"] {
        assert!(finds(typed, &suharto), "{typed}");
    }
}

#[test]
fn land_lines_are_found_by_their_local_part() {
    let tama = Findable { phone: "+81423210987", ..hanako() };
    for typed in ["321-0987", "0987", "3210987", "042-321", "042-321-0987", "423210"] {
        assert!(finds(typed, &tama), "{typed}");
    }
    assert!(!finds("321-098", &hanako()));
}

#[test]
fn who_is_called_like_a_title_is_found() {
    let sama = Findable { family: "サマ", family_kana: "サマ", ..hanako() };
    for typed in ["サマ", "さま", "さま さん", "サマ 花子"] {
        assert!(finds(typed, &sama), "{typed}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(typed in any::<String>(), near in "[/a-zぁ-ゖ0-9０-９@.さん様 -]{0,20}") {
        for typed in [typed, near] {
            for range in wanted(&typed, TODAY()) {
                prop_assert!(range.low < range.high && range.word < range.words);
            }
        }
    }

    #[test]
    fn whoever_says_her_name_and_birth_date_is_found(family in "[ァ-ヺ]{2,5}", given in "[ァ-ヺ]{2,5}", offset in 0_u64..15_000) {
        let birth = day(1970, 1, 1) + chrono::Days::new(offset);
        let person = Findable { family: &family, given: &given, family_kana: &family, given_kana: &given, birth, ..hanako() };
        for typed in [format!("{family} {given}"), format!("{given} {family}"), format!("{given}さん {birth}"), family.clone(), given.clone()] {
            prop_assert!(finds(&typed, &person), "{}", typed);
        }
    }
}
