//! The booking of an address, in its own language, with all that its pages say of it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::CutOffs;
use mendan_service::handle::Handle;
use mendan_service::message::told::Told;
use mendan_service::model::Booking;
use mendan_words::words;

use crate::components::appointment::Facts;
use crate::components::dates;
use crate::components::notice::Notice;
use crate::components::page::{OtherLanguages, Page};
use crate::components::phone::Phone;
use crate::components::version::version_field;
use crate::context::{Request, request, set_status};
use crate::i18n::href;
use crate::pages::refused;

/// What the address says.
pub(crate) struct Asked {
    /// The request.
    pub(crate) request: Request,
    /// The secret in the address.
    token: String,
    /// The query.
    pub(crate) query: ParamsMap,
}

/// A booking and its page's language.
pub(crate) struct Found {
    /// The request.
    pub(crate) request: Request,
    /// The booking.
    pub(crate) booking: Booking,
    /// Its own language, or the one asked for.
    pub(crate) language: Language,
    /// What makes it hers: the secret of its link.
    pub(crate) handle: Handle,
    /// Where its pages begin: `/b/…`.
    pub(crate) base: String,
    /// The query.
    pub(crate) query: ParamsMap,
}

/// What of the booking can still be done by its link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Its time is still to come; until when it can be changed is the city's rule.
    Open,
    /// Its time has come.
    Late,
    /// Its time has passed.
    Past,
    /// It was called off.
    Cancelled,
}

impl Asked {
    /// Reads the address; before the first waiting.
    pub(crate) fn here() -> Self {
        let token = use_params_map().get_untracked().get("token").unwrap_or_default();
        Self { request: request(), token, query: use_query_map().get_untracked() }
    }

    /// Finds the booking, or the page to show instead.
    pub(crate) async fn find(self) -> Result<Found, AnyView> {
        let Self { request, token, query } = self;
        let city = &request.context.catalogue.municipality;
        let spoken = |language: Language| city.spoken(language);
        let asked = query.get("lang").and_then(|tag| Language::parse(&tag)).map(spoken);
        let base = format!("/b/{token}");
        let handle = Handle::Token(token.clone());
        let found = request.services.find(&request.context, &handle).await;
        if matches!(found, Err(Refusal::NotFound))
            && let Ok(Some((own, discreet))) = request.services.ended(&request.context, &token).await
        {
            return Err(ended(asked.unwrap_or_else(|| spoken(own)), discreet));
        }
        match found {
            Ok(booking) => {
                let language = asked.unwrap_or_else(|| spoken(booking.language));
                Ok(Found { request, booking, language, handle, base, query })
            }
            Err(refusal) => Err(refused(asked.unwrap_or(request.language), &refusal)),
        }
    }
}

/// The link was hers and has died: said in her language, with nothing of the booking.
fn ended(language: Language, discreet: bool) -> AnyView {
    let t = words(language);
    set_status(404);
    view! {
        <Page language title=t.outcome.ended_title discreet others=OtherLanguages::Query>
            <div class="plain">
                <h1>{t.outcome.ended_title}</h1>
                <p>{t.outcome.ended_text}</p>
                <p class="buttons"><a class="button button--quiet" href=href(language, "/")>{t.kit.to_start}</a></p>
            </div>
            <Phone language booked=true/>
        </Page>
    }
    .into_any()
}

impl Found {
    /// What can be done.
    pub(crate) fn stage(&self) -> Stage {
        let now = self.request.services.now();
        match self.booking.status {
            Status::Cancelled => Stage::Cancelled,
            Status::Fulfilled | Status::Noshow => Stage::Past,
            _ if self.booking.ends_at <= now => Stage::Past,
            Status::Arrived => Stage::Late,
            Status::Booked if self.booking.starts_at <= now => Stage::Late,
            Status::Booked => Stage::Open,
        }
    }

    /// Whether its time or mode can be changed by its link.
    pub(crate) fn may_change(&self) -> bool {
        self.stage() == Stage::Open && self.request.services.now() < self.cut_offs().change
    }

    /// Whether it can be called off by its link.
    pub(crate) fn may_cancel(&self) -> bool {
        self.stage() == Stage::Open && self.request.services.now() < self.cut_offs().cancel
    }

    /// Until when.
    pub(crate) fn cut_offs(&self) -> CutOffs {
        self.request.catalogue().cut_offs(&self.booking)
    }

    /// The whole address of its page: the one she came by.
    pub(crate) fn address(&self) -> String {
        format!("{}{}", self.request.catalogue().municipality.public_url.trim_end_matches('/'), self.base)
    }

    /// A page of this booking, in the language it is being read in.
    pub(crate) fn link(&self, page: &str) -> String {
        let base = &self.base;
        if self.language == self.booking.language {
            format!("{base}{page}")
        } else {
            format!("{base}{page}?lang={}", self.language.tag())
        }
    }

    /// The language asked for, where it is not the booking's own: forms send it, so that the answer is in it too.
    pub(crate) fn other_language(&self) -> Option<Language> {
        (self.language != self.booking.language).then_some(self.language)
    }

    /// The same, as a hidden field.
    pub(crate) fn lang_field(&self) -> AnyView {
        self.other_language()
            .map(|language| view! { <input type="hidden" name="lang" value=language.tag()/> })
            .into_any()
    }

    /// The names, number and place of it.
    pub(crate) fn told(&self) -> Told {
        Told::of(self.request.catalogue(), &self.booking, self.language)
    }

    /// What the form was rendered from.
    pub(crate) fn version_field(&self) -> AnyView {
        version_field(self.booking.version)
    }

    /// Said on top where what she sent was of a booking that has changed since; nothing was done.
    pub(crate) fn changed(&self) -> Option<AnyView> {
        let changed = self.request.form.as_ref().is_some_and(|form| form.is_changed());
        let t = words(self.language);
        changed.then(|| view! { <Notice><p><strong>{t.booking.said_changed}</strong></p></Notice> }.into_any())
    }

    /// What she had typed into that field.
    pub(crate) fn typed(&self, name: &str) -> String {
        self.request.form.as_ref().and_then(|form| form.value(name)).unwrap_or_default().to_owned()
    }

    /// When, how and where.
    pub(crate) fn facts(&self) -> Facts {
        let (catalogue, booking) = (self.request.catalogue(), &self.booking);
        let house = Some(self.told().house).filter(|house| booking.mode == Mode::InPerson && !house.is_empty());
        let place = house.into_iter().collect();
        let (from, until) = (dates::local(catalogue, booking.starts_at), dates::local(catalogue, booking.ends_at));
        Facts { from, until, mode: booking.mode, place }
    }

    /// The page that says why this booking cannot be changed here.
    pub(crate) fn closed(self) -> AnyView {
        let (language, t) = (self.language, words(self.language));
        let sentence = match self.stage() {
            Stage::Cancelled => t.booking.closed_cancelled,
            Stage::Open => t.booking.closed_cut_off,
            Stage::Late | Stage::Past => t.booking.closed_late,
        };
        view! {
            <Page language title=t.booking.closed_title discreet=self.booking.discreet others=OtherLanguages::Query>
                {self.changed()}
                <div class="plain">
                    <h1>{t.booking.closed_title}</h1>
                    <p>{sentence}</p>
                    <p class="buttons"><a class="button button--quiet" href=self.link("")>{t.booking.to_booking}</a></p>
                </div>
                <Phone language booked=true told=self.told()/>
            </Page>
        }
        .into_any()
    }
}
