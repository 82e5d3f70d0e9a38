//! The person, in the order people say it on the phone. Dates are one field here: H7.4.3, 1995.4.3, 19950403.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::offer::rules::DueDate;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::person::NEEDS;

use super::mend::{any_of, email_sentence, is_code, sentence_of};
use crate::components::check::Check;
use crate::components::field::{Field, Half, Hints, Input, field_class};
use crate::components::mail_question::MailQuestion;
use crate::components::textarea::TextArea;
use crate::pages::kit::person_words::need;

const JA: Language = Language::Ja;

/// Names, birth date, contact, weeks (if the kind asks for them), needs.
pub(super) fn person_fields(draft: &Draft, due_date: DueDate) -> AnyView {
    let (person, errors) = (&draft.person, &draft.errors);
    view! {
        {pair(draft, "お名前", ["family_name", "given_name"], ["姓", "名"], [&person.family_name, &person.given_name])}
        {pair(draft, "ふりがな", ["family_name_kana", "given_name_kana"], ["せい", "めい"], [&person.family_name_kana, &person.given_name_kana])}
        <div class="pair">
            <Field language=JA input=Input::text("birth_date", "off") label="生年月日" value=person.birth_date.clone()
                hint="H7.4.3 や 1995.4.3 の形で".to_owned() error=sentence_of(errors, "birth_date")/>
            <Field language=JA input=phone() label="電話番号" value=person.phone.clone()
                hint="日中に出られる番号".to_owned() error=sentence_of(errors, "phone")/>
        </div>
        <div class="pair">
            <Field language=JA input=email() label="メールアドレス" value=person.email.clone() optional=true
                hint="ないときは、控えを印刷して渡せます".to_owned() error=email_sentence(draft)/>
            {due(draft, due_date)}
        </div>
        <MailQuestion language=JA email=person.email.clone() asked=person.email_asked.clone() asking=is_code(errors, "email", Fault::DidYouMean)/>
        {more(draft)}
    }
    .into_any()
}

/// That she agreed to how it is used.
pub(super) fn consent(draft: &Draft) -> AnyView {
    let (person, errors) = (&draft.person, &draft.errors);
    view! {
        <fieldset class=field_class(any_of(errors, &["consent"]))>
            <legend>"情報の使い方"</legend>
            <Hints name="consent" hint=None error=sentence_of(errors, "consent")/>
            <Check name="consent" id="consent" value="true" label="利用目的を口頭で説明し、同意を得ました" checked=person.consent/>
        </fieldset>
    }
    .into_any()
}

/// The due date, as the kind's rules want it.
fn due(draft: &Draft, asked: DueDate) -> Option<AnyView> {
    let (optional, hint) = match asked {
        DueDate::Hidden => return None,
        DueDate::Optional => (true, "わかるときだけ。2027.2.14 の形で"),
        DueDate::Required => (false, "2027.2.14 の形で"),
    };
    let (value, error) = (draft.person.due_date.clone(), sentence_of(&draft.errors, "due_date"));
    Some(view! { <Field language=JA input=Input::text("due_date", "off") label="出産予定日" value=value optional=optional hint=hint.to_owned() error=error/> }.into_any())
}

/// Staff type somebody else's number and address: the browser must not offer its own.
const fn phone() -> Input {
    Input { autocomplete: "off", ..Input::phone("phone") }
}

const fn email() -> Input {
    Input { autocomplete: "off", ..Input::email("email") }
}

fn pair(
    draft: &Draft,
    legend: &'static str,
    names: [&'static str; 2],
    labels: [&'static str; 2],
    values: [&String; 2],
) -> AnyView {
    let errors = &draft.errors;
    let [first, second] = names;
    let [label_1, label_2] = labels;
    let [value_1, value_2] = values.map(Clone::clone);
    view! {
        <fieldset class=field_class(any_of(errors, &names))>
            <legend>{legend}</legend>
            <Hints name=first hint=None error=sentence_of(errors, first)/>
            <Hints name=second hint=None error=sentence_of(errors, second).filter(|_| !is_code(errors, "family_name", Fault::Required) || second != "given_name")/>
            <div class="pair">
                <Half input=Input::text(first, "off") label=label_1 value=value_1 invalid=any_of(errors, &[first])/>
                <Half input=Input::text(second, "off") label=label_2 value=value_2 invalid=any_of(errors, &[second])/>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What only some need to say.
fn more(draft: &Draft) -> AnyView {
    let (person, errors) = (&draft.person, &draft.errors);
    let needs = NEEDS.into_iter().map(|word| {
        view! { <Check name="needs" value=word label=need(word) checked=person.needs.iter().any(|other| other == word)/> }
    });
    let used = !person.needs.is_empty()
        || !person.note.is_empty()
        || person.discreet
        || !matches!(person.language.as_str(), "" | "ja");
    let open = used || any_of(errors, &["needs", "note", "language"]);
    let languages = Language::ALL.into_iter().map(|language| {
        view! { <option value=language.tag() selected=person.language == language.tag()>{language.own_name()}</option> }
    });
    let note_error = sentence_of(errors, "note");
    view! {
        <details class="more" open=open>
            <summary>"配慮・言葉・ひとこと"</summary>
            <fieldset class="field"><legend>"配慮"</legend>{needs.collect_view()}</fieldset>
            <Check name="discreet" value="true" label="連絡をひかえめに(知らせに面談のことを書かない)" checked=person.discreet/>
            <div class="field">
                <label for="language">"知らせの言葉"</label>
                <select class="input" id="language" name="language">{languages.collect_view()}</select>
            </div>
            <div class=field_class(note_error.is_some())>
                <label for="note">"ひとこと"<span class="optional">"任意"</span></label>
                <Hints name="note" hint=None error=note_error.clone()/>
                <TextArea name="note" value=person.note.clone() invalid=note_error.is_some()/>
            </div>
        </details>
    }
    .into_any()
}
