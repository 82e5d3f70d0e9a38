//! The rules of a kind: who, until when, how many.

use leptos::prelude::*;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::{DueDate, Rules};

use crate::pages::city::form::{Choice, Form, Line, group};

/// The fields.
pub(super) fn fields(form: Form<'_>, rules: &Rules) -> AnyView {
    view! {
        {who(form, rules)}
        {due_date(form, rules)}
        {deadline(form, "book", "予約の締切", rules.book)}
        {deadline(form, "change", "変更の締切", rules.change)}
        {deadline(form, "cancel", "取り消しの締切", rules.cancel)}
        <p class="hint">"締切は利用者のページだけのものです。職員は、開始の時刻まで扱えます。"</p>
        {numbers(form, rules)}
    }
    .into_any()
}

fn who(form: Form<'_>, rules: &Rules) -> AnyView {
    let options = [("true", "利用者が自分で予約できる"), ("false", "職員が予約する")];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let stored = if rules.web { "true" } else { "false" };
    Choice { name: "web", label: "予約する人", options, stored, hint: None }.radios(form)
}

fn due_date(form: Form<'_>, rules: &Rules) -> AnyView {
    let options = [("hidden", "聞かない"), ("optional", "わかるときだけ聞く"), ("required", "かならず聞く")];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let stored = match rules.due_date {
        DueDate::Hidden => "hidden",
        DueDate::Optional => "optional",
        DueDate::Required => "required",
    };
    let (first, last) = rules.weeks.map_or((None, None), |(first, last)| (Some(first), Some(last)));
    let weeks = view! {
        <div class="inline">
            {Line::number("weeks_from", "から(週)", first).of("妊娠週数").part(form)}
            {Line::number("weeks_until", "まで(週)", last).of("妊娠週数").part(form)}
        </div>
    };
    let hint = Some("面談の日の週数。出産予定日が入ったときだけ、たしかめます。空けると、いつでも予約できます");
    view! {
        {Choice { name: "due_date", label: "出産予定日", options, stored, hint: None }.radios(form)}
        {group(form, "weeks", "妊娠週数", hint, weeks.into_any())}
    }
    .into_any()
}

/// A deadline: one way of counting, and the fields of each.
fn deadline(form: Form<'_>, name: &str, legend: &str, stored: Deadline) -> AnyView {
    let (kind, days, at, hours) = stored.fields();
    let options =
        [("start", "開始の時刻まで"), ("hours", "開始の何時間前まで"), ("business_days", "何営業日前の何時まで")];
    let options = options.map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let (kind_name, field) = (format!("{name}_kind"), |part: &str| format!("{name}_{part}"));
    let choice = Choice { name: &kind_name, label: "数え方", options, stored: kind, hint: None };
    let inside = view! {
        <div class="inline">
            {choice.select(form)}
            {Line::number(field("days"), "営業日前", None).holding(days).of(legend).part(form)}
            {Line::time(field("at"), "時刻", at).of(legend).part(form)}
            {Line::time(field("hours"), "時間前", hours).of(legend).part(form)}
        </div>
    };
    let now = format!("いまは「{}」。前営業日15時までは、1営業日前と15:00です。0営業日前は、その日です", stored.ja());
    group(form, name, legend, Some(&now), inside.into_any())
}

fn numbers(form: Form<'_>, rules: &Rules) -> AnyView {
    let quota = &rules.quota;
    let each = view! {
        <div class="inline">
            {Line::number("quota_web", "Web", quota.web).of("1日の受付数").part(form)}
            {Line::number("quota_phone", "電話", quota.phone).of("1日の受付数").part(form)}
            {Line::number("quota_staff", "窓口", quota.staff).of("1日の受付数").part(form)}
            {Line::number("release_days", "Web に開放する日(何日前)", quota.release_days).of("1日の受付数").part(form)}
        </div>
    };
    let hint = Some("場所ごとの件数。空けると、上限はありません。開放する日からは、Web の上限がなくなります");
    view! {
        {Line::number("horizon_days", "何日先まで予約できるか", rules.horizon_days).optional().hint("空けると、公開したところまで").view(form)}
        {Line::number("capacity", "同じ時刻に受ける数", rules.capacity).optional().hint("場所ごと。空けると、職員と部屋の数まで").view(form)}
        {group(form, "quota", "1日の受付数", hint, each.into_any())}
    }
    .into_any()
}
