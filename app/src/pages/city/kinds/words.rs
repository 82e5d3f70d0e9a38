//! What people read about a kind, in both languages.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Kind, KindTexts, Link};
use mendan_service::city::kind_form::{LINKS, NOTES};

use crate::components::mode_icon::mode_word;
use crate::pages::city::form::{Form, Line, both, hints};

/// The fields.
pub(super) fn fields(form: Form<'_>, kind: &Kind, new: bool) -> AnyView {
    let (ja, en) = (kind.words(Language::Ja), english(kind));
    let said_of_modes = notes(form, &ja, &en);
    view! {
        <section aria-labelledby="words">
            <h3 id="words">"名前と案内"</h3>
            {both(form, "name", ("名前", None), (ja.name.clone(), en.name), false)}
            {slug(form, kind, new)}
            {both(form, "audience", ("だれのためか", Some("一文で")), (ja.audience.clone(), en.audience), true)}
            {both(form, "purpose", ("個人情報の利用目的", Some("空けると、市の説明を使います")), (ja.purpose.clone(), en.purpose), true)}
            {both(form, "bring", ("持ち物(来所)", Some("一行に一つ")), (ja.bring.join("\n"), en.bring.join("\n")), true)}
            {both(form, "ready", ("用意するもの(来所のほか)", Some("一行に一つ。空けると、何も出ません")), (ja.ready.join("\n"), en.ready.join("\n")), true)}
            {said_of_modes}
            {links(form, &ja.links, &en.links)}
        </section>
    }
    .into_any()
}

/// What is said of each mode.
fn notes(form: Form<'_>, ja: &KindTexts, en: &KindTexts) -> AnyView {
    let note = |(mode, field)| {
        let label = format!("ひとこと({})", mode_word(Language::Ja, mode));
        let text = |words: &KindTexts| words.note(mode).unwrap_or_default().to_owned();
        both(
            form,
            field,
            (&label, Some("例 母子健康手帳は、面談のあと、ご自宅に郵送します。")),
            (text(ja), text(en)),
            false,
        )
    };
    NOTES.map(note).into_iter().collect_view().into_any()
}

/// English that only repeats the Japanese is shown as empty.
fn english(kind: &Kind) -> KindTexts {
    let (ja, mut en) = (kind.words(Language::Ja), kind.words(Language::En));
    if en.name == ja.name {
        en.name.clear();
    }
    if en.purpose == ja.purpose {
        en.purpose.clear();
    }
    if en.audience == ja.audience {
        en.audience.clear();
    }
    if en.bring == ja.bring {
        en.bring.clear();
    }
    if en.ready == ja.ready {
        en.ready.clear();
    }
    en.notes.retain(|mode, note| ja.notes.get(mode) != Some(note));
    for (english, _) in en.links.iter_mut().zip(&ja.links).filter(|(en, ja)| en.label == ja.label) {
        english.label.clear();
    }
    en
}

/// Addresses hold the slug: it stays once it is made.
fn slug(form: Form<'_>, kind: &Kind, new: bool) -> AnyView {
    if !new {
        return view! { <p class="soft">"アドレスに使う名前 "{kind.slug.clone()}</p> }.into_any();
    }
    Line::text("slug", "アドレスに使う名前", "")
        .optional()
        .hint("小文字の英字、数字、ハイフン。空けると、英語の名前から作ります。あとから変えられません")
        .view(form)
}

fn links(form: Form<'_>, ja: &[Link], en: &[Link]) -> AnyView {
    let rows = (0..LINKS).map(|row| {
        let (stored, english) = (ja.get(row).cloned().unwrap_or_default(), en.get(row).cloned().unwrap_or_default());
        let of = format!("しおり{}", row + 1);
        let label = Line::text("link_ja", "言葉(日本語)", stored.label).of(of.clone()).in_row(row).part(form);
        let english = Line::text("link_en", "言葉(英語)", english.label).of(of.clone()).in_row(row).part(form);
        let url = Line::text("link_url", "アドレス(https://…)", stored.url).of(of.clone()).in_row(row).part(form);
        view! { <fieldset class="field"><legend>{of}</legend><div class="pair">{label}{english}</div>{url}</fieldset> }
    });
    let rows = rows.collect_view();
    view! {
        <p class="hint">"しおり: 面談の前に読んでもらうページ。予約のページの、持ち物の下に出ます。ファイルは、この下の「しおりのファイル」で加えます。"</p>
        {hints("links", None, form.error("links"))}
        {rows}
    }
    .into_any()
}
