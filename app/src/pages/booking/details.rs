//! `/details`: who she is. On top what she is about to book and until when it is kept for her.

use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::booking::hold::Draft;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::model::Hold;
use mendan_words::words;

use crate::components::appointment::{Appointment, Facts, Look};
use crate::components::dates;
use crate::components::error_summary::ErrorSummary;
use crate::components::live::HoldCountdown;
use crate::components::page::{OtherLanguages, Page, TYPED};
use crate::components::phone::Phone;
use crate::components::scripts::Scripts;
use crate::context::{Request, request, set_status};
use crate::i18n::{around, href};
use crate::pages::booking::details_form::{DetailsForm, FormOf};
use crate::pages::booking::field_errors;
use crate::pages::{asked, refused};

/// The page.
#[component]
pub fn Details() -> impl IntoView {
    asked(page(request()))
}

async fn page(request: Request) -> AnyView {
    let (language, catalogue) = (request.language, request.catalogue());
    let t = words(language);
    let browser = request.browser.as_deref().unwrap_or_default();
    let hold = match request.services.hold_of(&request.context.as_resident(), browser).await {
        Ok(hold) => hold,
        Err(Refusal::NotFound) => {
            let address = choose_again(&request, browser).await;
            return view! { <Gone language address unknown=browser.is_empty()/> }.into_any();
        }
        Err(refusal) => return refused(language, &refusal),
    };
    let Some(kind) = catalogue.kind(hold.kind).cloned() else {
        return view! { <Gone language address=href(language, "/") unknown=false/> }.into_any();
    };
    let draft = match request.services.draft_of(&hold) {
        Ok(draft) => draft.unwrap_or_default(),
        // Empty fields would say that she typed nothing.
        Err(refusal) => return refused(language, &refusal),
    };
    let errors = field_errors::all(language, &draft);
    let title = format!("{}{}", if errors.is_empty() { "" } else { t.kit.error_prefix }, t.booking.details_title);
    let kept = hold.clone();
    let facts = facts(language, catalogue, &FormOf::hold(&hold), hold.ends_at);
    view! {
        <Page language title others=OtherLanguages::Typed>
            <ErrorSummary language errors/>
            <Appointment language facts look=Look::Held>
                <KeptUntil language hold=kept/>
                <p class="buttons"><BesideForm action=href(language, "/hold/choose") words=t.booking.details_choose_again.to_owned()/></p>
            </Appointment>
            <h1>{t.booking.details_title}</h1>
            <DetailsForm language kind=kind.slug due_date=kind.rules.due_date of=FormOf::hold(&hold) draft/>
            <Scripts/>
        </Page>
    }
    .into_any()
}

/// The times she came from.
fn times_of(request: &Request, hold: &Hold) -> String {
    let catalogue = request.catalogue();
    let path = match catalogue.kind(hold.kind) {
        Some(kind) => format!(
            "/book/{}?mode={}&day={}",
            kind.slug,
            hold.mode.as_str(),
            catalogue.municipality.local_date(hold.starts_at)
        ),
        None => "/".to_owned(),
    };
    href(request.language, &path)
}

/// The same for a hold that has ended: its row may still be there, and with it what she typed.
async fn choose_again(request: &Request, browser: &str) -> String {
    let last = request.services.last_hold_of(&request.context.as_resident(), browser).await;
    last.map_or_else(|_| href(request.language, "/"), |hold| times_of(request, &hold))
}

fn facts(language: Language, catalogue: &Catalogue, of: &FormOf, ends_at: DateTime<Utc>) -> Facts {
    let office = catalogue.office(of.slot.office).map(|office| office.words(language)).unwrap_or_default();
    let way = Some([office.address, office.floor].join(" ")).filter(|_| of.mode == Mode::InPerson);
    let kind = catalogue.kind(of.slot.kind).map(|kind| kind.words(language).name).unwrap_or_default();
    Facts {
        from: dates::local(catalogue, of.slot.starts_at),
        until: dates::local(catalogue, ends_at),
        mode: of.mode,
        place: [Some(office.name), way, Some(kind)].into_iter().flatten().collect(),
    }
}

/// When an interview of that kind that begins then ends.
fn end_of(catalogue: &Catalogue, of: &FormOf) -> DateTime<Utc> {
    let minutes = catalogue.kind(of.slot.kind).map_or(0, |kind| kind.minutes);
    of.slot.starts_at + Duration::minutes(minutes)
}

/// The form again, to be mended, of a time that is not kept any more: this browser keeps another one, which is not shown here.
pub fn not_kept(request: &Request, of: FormOf, draft: &Draft) -> AnyView {
    let (language, catalogue) = (request.language, request.catalogue());
    let t = words(language);
    let Some(kind) = catalogue.kind(of.slot.kind) else {
        return view! { <Gone language address=href(language, "/") unknown=false/> }.into_any();
    };
    set_status(422);
    let errors = field_errors::all(language, draft);
    let facts = facts(language, catalogue, &of, end_of(catalogue, &of));
    let (slug, due_date, draft) = (kind.slug.clone(), kind.rules.due_date, draft.clone());
    view! {
        <Page language title=format!("{}{}", t.kit.error_prefix, t.booking.details_title) others=OtherLanguages::Start>
            <ErrorSummary language errors/>
            <Appointment language facts look=Look::Held><p class="hold">{t.booking.details_not_kept}</p></Appointment>
            <h1>{t.booking.details_title}</h1>
            <DetailsForm language kind=slug due_date of draft/>
            <Scripts/>
        </Page>
    }
    .into_any()
}

/// The form's time is not kept any more; it can be kept again.
pub fn not_held(request: &Request, of: &FormOf) -> AnyView {
    let (language, catalogue) = (request.language, request.catalogue());
    let t = words(language);
    let facts = facts(language, catalogue, of, end_of(catalogue, of));
    let (mode, slot_id) = (of.mode.as_str(), of.slot.to_string());
    view! {
        <Page language title=t.booking.not_held_title others=OtherLanguages::Start>
            <h1>{t.booking.not_held_title}</h1>
            <Appointment language facts look=Look::Held/>
            <p>{t.booking.not_held_text}</p>
            <form class="form" method="post" action=href(language, "/hold")>
                <input type="hidden" name="mode" value=mode/>
                <p class="buttons">
                    <button class="button" type="submit" name="slot_id" value=slot_id>{t.booking.not_held_again}</button>
                    <a class="button button--quiet" href=href(language, "/details")>{t.booking.not_held_other}</a>
                </p>
            </form>
        </Page>
    }
    .into_any()
}

/// 「20:51まで、この時間をお取りしています」; counts down where scripts run. Once it can be lengthened.
#[component]
fn KeptUntil(language: Language, hold: Hold) -> impl IntoView {
    let t = words(language);
    let asked = request();
    let (services, catalogue) = (&asked.services, asked.catalogue());
    let until = dates::clock(language, dates::local(catalogue, hold.expires_at));
    let (before, after) = around(|mark| t.booking.details_kept(mark));
    let extend = (!hold.extended).then(|| {
        let words = t.booking.details_extend(services.settings().hold_minutes);
        view! { <BesideForm action=href(language, "/hold/extend") words/> }
    });
    view! {
        <div class="hold">
            <p>
                <HoldCountdown
                    kept=view! { {before}<strong>{until}</strong>{after} }.into_any()
                    expires_at=hold.expires_at.timestamp() now=services.now().timestamp()
                    rest=t.booking.details_kept_rest("{rest}") soon=t.booking.details_kept_soon.to_owned() over=t.booking.details_kept_over.to_owned()
                />
            </p>
            {extend}
        </div>
    }
}

/// A button beside the form: what is typed goes along and is kept, whatever is wrong with it.
#[component]
fn BesideForm(action: String, words: String) -> impl IntoView {
    view! { <button class="button button--link" type="submit" form=TYPED formaction=action formnovalidate=true>{words}</button> }
}

/// There is no hold, or it ended: the time was given back. A browser that brought no cookie may be one that keeps none.
#[component]
fn Gone(language: Language, address: String, unknown: bool) -> impl IntoView {
    let t = words(language);
    view! {
        <Page language title=t.booking.details_gone_title others=OtherLanguages::Prefix>
            <div class="plain">
                <h1>{t.booking.details_gone_title}</h1>
                <p>{t.booking.details_gone_text}</p>
                {unknown.then(|| view! { <p>{t.booking.cookies_gone}</p> })}
                <p class="buttons"><a class="button" href=address>{t.booking.details_gone_choose}</a></p>
            </div>
            <Phone language/>
        </Page>
    }
}
