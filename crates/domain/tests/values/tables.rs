//! Tables that people bring: as spreadsheets and other systems write them.

use encoding_rs::SHIFT_JIS;
use mendan_domain::import::cell::{content, read_moment, read_time, with_its_zero};
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::guess::columns;
use mendan_domain::import::table::{Encoding, Table, TableError, decode};
use mendan_domain::import::write::{Unwritable, write};
use proptest::prelude::*;

fn read(octets: &[u8]) -> Result<Table, TableError> {
    Table::read(&decode(octets)?.0)
}

fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
}

#[test]
fn the_same_table_is_read_whatever_a_spreadsheet_made_of_it() {
    let comma = "氏名,電話番号,備考,,\r\n架空 花子,09000005678,\"二行の\r\n備考\",,\r\n\r\n,,,,\r\n見本 さくら,09000001234,,,\r\n";
    let expected =
        vec![(2, vec!["架空 花子", "09000005678", "二行の\r\n備考"]), (6, vec!["見本 さくら", "09000001234", ""])];
    let tab = comma.replace(',', "\t");
    let semicolon = comma.replace(',', ";");
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(tab.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files = [
        comma.as_bytes().to_vec(),
        format!("\u{FEFF}{comma}").into_bytes(),
        SHIFT_JIS.encode(comma).0.into_owned(),
        tab.into_bytes(),
        semicolon.into_bytes(),
        wide,
    ];
    for file in files {
        let table = read(&file).unwrap();
        assert_eq!(table.header, ["氏名", "電話番号", "備考"]);
        assert_eq!(rows(&table), expected);
    }
    let (_, encoding) = decode(&SHIFT_JIS.encode(comma).0).unwrap();
    assert_eq!(encoding, Encoding::Cp932);
}

#[test]
fn line_ends_of_every_machine_are_counted() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "", "1,2", "", "", "3,4,5"].join(end);
        let table = Table::read(&text).unwrap();
        assert_eq!(rows(&table), [(3, vec!["1", "2"]), (6, vec!["3", "4"])], "{end:?}");
        assert_eq!(table.rows.iter().map(|row| row.longer).collect::<Vec<_>>(), [false, true]);
    }
}

#[test]
fn a_title_above_the_heading_is_passed_by() {
    let table = Table::read("令和8年度 面談予約一覧,,\n\n氏名,電話,日時\n架空 花子,09000005678,2026/4/3\n").unwrap();
    assert_eq!((table.header.len(), rows(&table)[0].0), (3, 4));
}

#[test]
fn what_is_no_table_is_refused_with_the_reason() {
    assert_eq!(read(b"").err(), Some(TableError::Empty));
    assert_eq!(read("氏名,電話\n\n".as_bytes()).err(), Some(TableError::Empty));
    assert_eq!(read(b"PK\x03\x04....").err(), Some(TableError::Spreadsheet));
    assert_eq!(read(b"a,b\n1,2\n\xff\xff,\xff\n").err(), Some(TableError::Encoding(3)));
    assert_eq!(read(b"a,b\n1,\"2\n3,4\n5,6\n").err(), Some(TableError::Quotes(2)));
    let many = format!("a\n{}", "1\n".repeat(20_001));
    assert_eq!(read(many.as_bytes()).err(), Some(TableError::TooManyRows));
    assert!(read(format!("a\n{}", "1\n".repeat(20_000)).as_bytes()).is_ok());
    assert_eq!(read(&vec![b'a'; 8 * 1024 * 1024 + 1]).err(), Some(TableError::TooLarge));
}

#[test]
fn columns_are_known_by_the_headings_that_cities_use() {
    let guessed = |sort, header: &[&str]| {
        let header: Vec<String> = header.iter().map(|heading| (*heading).to_owned()).collect();
        columns(sort, &header).into_iter().map(|(field, column)| (field, header[column].clone())).collect::<Vec<_>>()
    };
    let header = [
        "No.",
        "妊婦氏名※",
        "ﾌﾘｶﾞﾅ",
        "生年月日(西暦)",
        "携帯",
        "メール",
        "予約日",
        "開始時刻",
        "種別",
        "会場",
        "担当保健師",
        "方法",
        "備考",
    ];
    let found = guessed(Sort::Bookings, &header);
    for (field, heading) in [
        (Field::Number, "No."),
        (Field::Name, "妊婦氏名※"),
        (Field::Kana, "ﾌﾘｶﾞﾅ"),
        (Field::Birth, "生年月日(西暦)"),
        (Field::Phone, "携帯"),
        (Field::Date, "予約日"),
        (Field::Time, "開始時刻"),
        (Field::Kind, "種別"),
        (Field::Office, "会場"),
        (Field::Nurse, "担当保健師"),
        (Field::Mode, "方法"),
        (Field::Note, "備考"),
    ] {
        assert!(found.contains(&(field, heading.to_owned())), "{field:?}: {found:?}");
    }
    let split = guessed(Sort::Bookings, &["姓", "名", "セイ", "メイ", "予約日時", "出産予定日"]);
    assert_eq!(
        split.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
        [Field::Family, Field::Given, Field::FamilyKana, Field::GivenKana, Field::Date, Field::Due]
    );
}

#[test]
fn days_and_times_are_read_in_one_cell_or_in_two() {
    let day = |text| read_moment(text).map(|(date, minute)| (date.to_string(), minute));
    let tenth = |minute| Some(("2026-04-03".to_owned(), minute));
    for text in ["2026/4/3", "令和8年4月3日", "R8.4.3", "20260403", "２０２６／４／３", "2026-04-03", "R8.4.3(金)"]
    {
        assert_eq!(day(text), tenth(None), "{text}");
    }
    for text in [
        "2026/4/3 10:00",
        "2026/04/03 10:00:00",
        "2026-04-03T10:00",
        "令和8年4月3日(金) 午前10時",
        "令和８年４月３日１０時",
        "2026年4月3日（金）10:00〜10:40",
        "R8.4.3 10:00-10:40",
    ] {
        assert_eq!(day(text), tenth(Some(600)), "{text}");
    }
    for (text, minute) in [
        ("9:30", 570),
        ("午後1時30分", 810),
        ("13時", 780),
        ("0930", 570),
        ("１３：１５", 795),
        ("午前12時", 0),
        ("10時半", 630),
    ] {
        assert_eq!(read_time(text), Some(minute), "{text}");
    }
    for text in ["", "25:00", "9:75", "午前13時", "いつでも", "9", "2026/4/3"] {
        assert_eq!(read_time(text), None, "{text}");
    }
    assert_eq!((day("2026/2/30"), day("4/3 10:00"), day("あした")), (None, None, None));
}

#[test]
fn numbers_that_lost_their_zero_are_known() {
    assert_eq!(with_its_zero("9000005678").as_deref(), Some("09000005678"));
    assert_eq!(with_its_zero("９０００００５６７８").as_deref(), Some("09000005678"));
    assert_eq!(with_its_zero("420000100").as_deref(), Some("0420000100"));
    for fine in ["090-0000-5678", "042-000-0110", "", "12345", "+81 90 0000 5678"] {
        assert_eq!(with_its_zero(fine), None, "{fine}");
    }
    assert_eq!(
        (content(" － "), content("\u{200B}なし"), content(" 花子 ")),
        (String::new(), String::new(), "花子".into())
    );
}

#[test]
fn no_cell_is_a_formula_for_whoever_opens_the_file() {
    let cells: Vec<String> =
        ["=1+1", "+81", "-", "@a", "＝A1", "＋", "'=1", "plain", "'quoted"].map(str::to_owned).into();
    let written = String::from_utf8(write(std::slice::from_ref(&cells), Encoding::Utf8).unwrap()).unwrap();
    for cell in written.trim_start_matches('\u{FEFF}').trim_end().split(',') {
        assert!(!cell.trim_matches('"').starts_with(['=', '+', '-', '@', '＝', '＋']), "{cell}");
    }
    assert_eq!(write(&[vec!["ok".into()], vec!["😀".into()]], Encoding::Cp932), Err(Unwritable { row: 1 }));
}

/// Cells as people and spreadsheets make them, and worse.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "[ぁ-んァ-ヶ亜-腕ｱ-ﾝ0-9０-９ 　]{0,8}",
        "['=+@\"-]{1,4}[a-z,;\t\r\n]{0,3}",
        Just(String::new()),
        Just("\"".to_owned()),
        Just("一行目\r\n二行目".to_owned()),
    ]
}

/// Headings: what parts the columns is found by them, so they hold none of it.
fn any_heading() -> impl Strategy<Value = String> {
    prop_oneof!["[ぁ-んァ-ヶ亜-腕ｱ-ﾝa-z0-9 　]{0,6}[a-z]", "['=+@-]{1,3}[a-z]", Just("\u{feff}a".to_owned())]
}

/// A table whose rows are not empty, and as wide everywhere.
fn any_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|columns| {
        let row = (prop::collection::vec(any_cell(), columns - 1), "[a-z]{1,3}").prop_map(|(mut row, last)| {
            row.push(last);
            row
        });
        let rows = prop::collection::vec(row, 1..5);
        (prop::collection::vec(any_heading(), columns), rows).prop_map(|(header, rows)| [vec![header], rows].concat())
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(table in any_table(), encoding in prop_oneof![
        Just(Encoding::Utf8), Just(Encoding::Cp932), Just(Encoding::Utf16)
    ]) {
        // What an encoding cannot write it says.
        let Ok(octets) = write(&table, encoding) else { return Ok(()) };
        let (text, _) = decode(&octets).unwrap();
        let read = Table::read(&text).unwrap();
        let mut cells = vec![read.header.clone()];
        cells.extend(read.rows.into_iter().map(|row| row.cells));
        prop_assert_eq!(cells, table);
    }

    #[test]
    fn reading_never_panics(octets in prop::collection::vec(any::<u8>(), 0..200), text in ".{0,60}") {
        let _ = read(&octets);
        let _ = (read_moment(&text), read_time(&text), with_its_zero(&text), content(&text));
    }
}
