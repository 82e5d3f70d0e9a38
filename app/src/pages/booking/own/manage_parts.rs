//! The parts of a booking's page: the door of the video room, what to bring, what to do with it, the foot of the slip.

use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::reference::grouped;
use mendan_domain::language::Language;
use mendan_service::Refusal;
use mendan_service::city::catalogue::Link;
use mendan_service::message::told::Told;
use mendan_service::model::Booking;
use mendan_words::words;

use crate::components::live::{CopyButton, PrintButton};
use crate::components::qr::Qr;
use crate::context::request;
use crate::pages::booking::own::found::Found;
use crate::pages::booking::own::google::Entry;
use crate::pages::city::to_read::to_read;

/// 受付番号, grouped.
#[component]
pub(crate) fn Reference(language: Language, booking: Booking) -> impl IntoView {
    let Booking { reference, .. } = booking;
    view! { <p class="reference">{words(language).booking.reference}<strong>{grouped(&reference)}</strong></p> }
}

/// How she gets there: address and way, the room's door, or that we call.
pub(crate) struct Door {
    mode: Mode,
    join: Option<String>,
    place: Vec<String>,
}

impl Door {
    pub(crate) fn of(found: &Found) -> Self {
        let told = found.told();
        let place = [told.address, told.access].into_iter().filter(|line| !line.is_empty()).collect();
        Self { mode: found.booking.mode, join: found.booking.join_url.clone(), place }
    }

    pub(crate) fn view(self, language: Language) -> AnyView {
        let t = &words(language).booking;
        match (self.mode, self.join) {
            (Mode::InPerson, _) => {
                self.place.into_iter().map(|line| view! { <p class="soft">{line}</p> }).collect_view().into_any()
            }
            (Mode::Video, Some(join)) => view! {
                <div class="join">
                    <div>
                        <p><a class="button" href=join.clone() rel="noreferrer">{t.manage_join}</a></p>
                        <p class="soft">{t.manage_join_early}</p>
                    </div>
                    <Qr text=join label=t.manage_join_qr_label caption=t.manage_join_qr.to_owned()/>
                </div>
            }
            .into_any(),
            (Mode::Video, None) => view! { <p class="soft">{t.manage_join_later}</p> }.into_any(),
            (Mode::Phone, _) => view! { <p class="soft">{t.manage_phone_call}</p> }.into_any(),
            (Mode::HomeVisit, _) => ().into_any(),
        }
    }
}

/// What to bring. A discreet booking does not say it: the list would tell what the booking is for.
pub(crate) struct Bring {
    kind: Option<String>,
    things: Vec<String>,
    note: Option<String>,
    links: Vec<Link>,
    video: bool,
    /// How she hears what to bring instead.
    by_mail: bool,
}

impl Bring {
    /// Of a discreet booking it promises how she is told; that must be true, so it fails where it cannot be read.
    pub(crate) fn of(found: &Found) -> Result<Self, Refusal> {
        let mode = found.booking.mode;
        let words = found
            .request
            .catalogue()
            .kind(found.booking.kind)
            .map(|kind| kind.words(found.language))
            .unwrap_or_default();
        let (video, things) = (mode != Mode::InPerson, words.things(mode).to_vec());
        if found.booking.discreet {
            let by_mail = found.request.services.answers_by_mail(&found.booking)?;
            return Ok(Self { kind: None, things, note: None, links: Vec::new(), video, by_mail });
        }
        let links = to_read(found.request.catalogue(), found.booking.kind, found.language, "");
        let note = words.note(mode).map(str::to_owned);
        Ok(Self { kind: Some(words.name), things, note, links, video, by_mail: false })
    }

    pub(crate) fn view(self, language: Language) -> AnyView {
        let t = &words(language).booking;
        let title = if self.video { t.manage_bring_video } else { t.manage_bring };
        let Some(kind) = self.kind else {
            let promise = if self.by_mail { t.manage_bring_discreet_mail } else { t.manage_bring_discreet };
            let promise = (!self.things.is_empty() && !self.video).then(|| view! { <p class="soft">{promise}</p> });
            return promise.into_any();
        };
        let things = self.things.into_iter().map(|thing| view! { <li>{thing}</li> }).collect::<Vec<_>>();
        let list = (!things.is_empty()).then(|| view! { <section aria-labelledby="bring"><h2 id="bring">{title}</h2><ul class="bring">{things}</ul></section> });
        let links = self.links.into_iter().map(|Link { label, url }| {
            view! { <li><a href=url rel="noreferrer">{label}</a></li> }
        });
        let links = links.collect::<Vec<_>>();
        let links = (!links.is_empty()).then(|| view! { <section aria-labelledby="links"><h2 id="links">{t.manage_links_before}</h2><ul class="bring">{links}</ul></section> });
        let note = self.note.map(|note| view! { <p>{note}</p> });
        view! { <p>{kind}</p>{list}{note}{links} }.into_any()
    }
}

/// Into a calendar, onto paper.
pub(crate) struct Actions {
    base: String,
    google: String,
}

impl Actions {
    pub(crate) fn of(found: &Found) -> Self {
        let (catalogue, booking, t) = (found.request.catalogue(), &found.booking, &words(found.language).booking);
        let told = found.told();
        let kind = catalogue.kind(booking.kind).map(|kind| kind.words(found.language).name);
        let location = match booking.mode {
            Mode::InPerson => told.place().join(" "),
            Mode::Video => booking.join_url.clone().unwrap_or_default(),
            Mode::Phone | Mode::HomeVisit => String::new(),
        };
        let entry = Entry {
            summary: kind.filter(|_| !booking.discreet).unwrap_or_else(|| t.manage_google_summary_discreet.to_owned()),
            from: booking.starts_at,
            until: booking.ends_at,
            location,
            details: format!("{} {}\n{}", t.reference, grouped(&booking.reference), told.phone),
        };
        Self { base: found.base.clone(), google: entry.address() }
    }

    pub(crate) fn view(self, language: Language) -> AnyView {
        let t = &words(language).booking;
        view! {
            <p class="buttons">
                <a class="button button--quiet" href=format!("{}/calendar.ics", self.base)>{t.manage_calendar}</a>
                <a class="button button--quiet" href=self.google rel="noreferrer">{t.manage_google}</a>
                <PrintButton label=t.manage_print.to_owned() hint=t.manage_print_hint.to_owned()/>
            </p>
        }
        .into_any()
    }
}

/// How she comes back: by the mail, or by this address.
pub(crate) struct Keep {
    mail: bool,
    address: String,
    /// The page that asks whether it arrived.
    arrived: String,
}

impl Keep {
    pub(crate) fn of(found: &Found) -> Self {
        let mail = found.booking.contact.email.is_some();
        Self { mail, address: found.address(), arrived: found.link("/mail") }
    }

    pub(crate) fn view(self, language: Language) -> AnyView {
        let t = &words(language).booking;
        if self.mail {
            return view! {
                <details class="screen-only">
                    <summary>{t.manage_mail_title}</summary>
                    <p>{t.manage_mail_text}</p>
                    <p class="buttons"><a class="button button--quiet" href=self.arrived>{t.manage_mail_arrived}</a></p>
                </details>
            }
            .into_any();
        }
        view! {
            <section class="screen-only" aria-labelledby="keep">
                <h2 id="keep">{t.manage_keep_title}</h2>
                <p>{t.manage_keep_text}</p>
                <p class="buttons"><CopyButton text=self.address label=t.manage_copy.to_owned() done=t.manage_copied.to_owned()/></p>
            </section>
        }
        .into_any()
    }
}

/// The foot of the printed slip: the way back to this page, and the telephone.
pub(crate) struct SlipFoot {
    address: String,
    told: Told,
}

impl SlipFoot {
    pub(crate) fn of(found: &Found) -> Self {
        Self { address: found.address(), told: found.told() }
    }

    pub(crate) fn view(self, language: Language) -> AnyView {
        let t = &words(language).booking;
        let city = request().context.catalogue.municipality.words(language).name;
        let Told { phone, phone_hours, department, .. } = self.told;
        let who = if department.starts_with(&city) { department } else { format!("{city} {department}") };
        view! {
            <div class="slip-only slip-foot">
                <div>
                    <p>{t.manage_slip}</p>
                    <p><strong>{phone}</strong>" "{phone_hours}<br/>{who}</p>
                </div>
                <Qr text=self.address label=t.manage_slip_qr/>
            </div>
        }
        .into_any()
    }
}
