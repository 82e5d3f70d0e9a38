//! What is to mend on a set-up form, from a field and its code.

use mendan_domain::language::Language;
use mendan_words::words;

/// The input an error leads to: groups and rows have their first.
pub(crate) fn input_of(field: &str) -> &str {
    match field {
        "rooms" => "room_name_0",
        "links" => "link_ja_0",
        "book" => "book_kind",
        "change" => "change_kind",
        "cancel" => "cancel_kind",
        other => other,
    }
}

/// What a field is called where an error speaks of it.
fn name_of(field: &str) -> &'static str {
    match field {
        "name" | "name_ja" | "leaflet_ja" | "display_name" => "名前",
        "short_ja" => "短い名前",
        "address_ja" => "住所",
        "floor_ja" => "階と部屋",
        "access_ja" => "行き方",
        "accessibility_ja" => "バリアフリー",
        "audience_ja" => "だれのためか",
        "purpose_ja" => "個人情報の利用目的",
        "bring_ja" => "持ち物",
        "ready_ja" => "用意するもの",
        "login" => "ログイン名",
        "password" => "パスワード",
        "password_again" => "パスワード(もう一度)",
        "role" => "できること",
        "profession" => "職種",
        "professions" => "担当する職種",
        "offices" => "働く場所",
        "office" => "場所",
        "staff" => "担当",
        "modes" => "方法",
        "kind" => "種類",
        "kinds" => "面談の種類",
        "weekdays" => "曜日",
        "weeks" => "週",
        "repeat" => "くり返し",
        "hours" | "hours_from" | "hours_until" => "時間",
        "step" => "間隔",
        "minutes" => "長さ(分)",
        "before" => "前の準備(分)",
        "after" => "後の記録(分)",
        "daily_max" => "1日の面談の上限",
        "video_url" => "自分のオンライン面談室",
        "horizon_days" => "受付の期間",
        "capacity" => "同じ時刻に受ける数",
        "valid_from" => "始める日",
        "valid_until" => "終わる日",
        "from" => "最初の日",
        "until" => "最後の日",
        "day" => "日",
        "reason" => "理由",
        "whose" => "どこの、だれの休みか",
        "list" => "一覧の中身",
        "file" => "ファイル",
        "network" => "アドレス",
        _ => "",
    }
}

/// Fields in which something is chosen, not typed.
fn is_chosen(field: &str) -> bool {
    matches!(
        field,
        "role"
            | "profession"
            | "professions"
            | "offices"
            | "office"
            | "staff"
            | "modes"
            | "kind"
            | "kinds"
            | "weekdays"
            | "weeks"
            | "repeat"
            | "whose"
    )
}

/// The sentence of an error, with the name of its field: it stands on top of the page, too.
pub(crate) fn sentence(field: &str, code: &str) -> String {
    let (name, words) = (name_of(field), said(field, code));
    match code {
        _ if name.is_empty() => words.to_owned(),
        "required" if field == "file" => words.to_owned(),
        "required" if is_chosen(field) => format!("{name}を選んでください"),
        "required" => format!("{name}を入れてください"),
        "taken" if matches!(field, "name_ja" | "display_name" | "login" | "name") => {
            format!("同じ{name}が、もうあります。ほかの{name}にしてください")
        }
        "too_long" | "invalid" | "out_of_range" | "steps_of_five" | "control_character" | "not_https"
        | "not_a_time" | "not_a_date" | "taken" | "my_number" | "link" => format!("{name}: {words}"),
        _ => words.to_owned(),
    }
}

/// The words of a code; a few fields have their own.
fn said(field: &str, code: &str) -> &'static str {
    let t = words(Language::Ja);
    match (field, code) {
        ("slug", "invalid") => t.setup_errors.slug,
        ("professions", "joint") => t.setup_errors.joint,
        ("phone", _) => t.errors.phone_invalid,
        ("mailbox", "invalid") => t.errors.email_invalid,
        ("password", "too_short") => t.setup_errors.password_short,
        ("password", "guessable") => t.setup_errors.password_guessable,
        ("password", "same") => t.setup_errors.password_same,
        ("old_password", "wrong") => t.setup_errors.password_old,
        ("rooms", "taken") => t.setup_errors.rooms_taken,
        ("rooms", "required" | "out_of_range" | "invalid") => t.setup_errors.rooms,
        ("links", "required") => t.setup_errors.links,
        ("file", "unreadable") => "ファイルに、読めない行があります。「ファイル」の下の説明を見て、直してください",
        ("file", "required") => t.setup_errors.file_required,
        ("file", "not_a_leaflet") => t.setup_errors.file_form,
        ("file", "too_large") => t.setup_errors.file_large,
        ("file", "too_many") => t.setup_errors.file_many,
        ("network", "out_of_range") => "広すぎます。203.0.113.0/24 より狭くしてください",
        ("network", "invalid") => "203.0.113.10 か 203.0.113.0/24 のように入れてください",
        (_, "no_room") => "この時間帯には、選んだ面談が一つも入りません。長くしてください",
        (_, "overlap_same") => "同じひな型が、もうあります",
        (_, "overlap_elsewhere") => "同じ人が、同じ時間に別の場所にいることになります。時間か曜日を変えてください",
        (_, "overlap_kind") => {
            "同じ人の同じ種類のひな型と、時間が重なります。時間か曜日を変えるか、そのひな型を直してください"
        }
        (_, "overlap_asked") => {
            "ほかのひな型と時間が重なります。下を確かめて、よければ「重ねて保存する」をおしてください"
        }
        (_, "steps_of_five") => t.setup_errors.steps_of_five,
        (_, "both_or_none") => t.setup_errors.both_or_none,
        (_, "deadline") => t.setup_errors.deadline,
        (_, "required") => t.setup_errors.required,
        (_, "too_long") => t.setup_errors.too_long,
        (_, "taken") => t.setup_errors.taken,
        (_, "out_of_range") => t.setup_errors.out_of_range,
        (_, "not_same") => t.setup_errors.not_same,
        (_, "not_https") => t.setup_errors.not_https,
        (_, "not_a_time") => t.setup_errors.not_a_time,
        (_, "not_a_date") => t.setup_errors.not_a_date,
        (_, "before_start") => t.setup_errors.before_start,
        (_, "outside_hours") => t.setup_errors.outside_hours,
        (_, "last_administrator") => t.setup_errors.last_administrator,
        (_, "control_character") => t.errors.control_character,
        (_, "link") => t.errors.link,
        (_, "my_number") => t.errors.my_number,
        (_, "changed") => t.setup_errors.changed,
        (_, "used") => t.setup_errors.used,
        (_, "oneself") => t.setup_errors.oneself,
        _ => t.setup_errors.invalid,
    }
}
