//! A page that is told of changes: where it listens, and what it says of that. Without scripts there is only a link to see it anew.
//!
//! The script ([`crate::scripts::LIVE`]) brings what stands in `[data-live-part]` up to date, part by part, and leaves alone whatever is being filled in.
//! It fetches an address with GET: what was searched for stands in none, and is no part.

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::staff::Permission;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::linked::leads_her;
use crate::scripts::LIVE;

/// What a page shows, and so wants to be told of.
pub(crate) struct Watched {
    /// Up to where it was told before it was read; none: nobody is told anything.
    pub position: Option<String>,
    /// On those local days, both included; none: on any.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// More pairs of the address where it listens, each with a `&` behind it.
    pub more: String,
    /// Where it is seen anew.
    pub again: String,
    /// What it fetches; none: its own address.
    pub fetched: Option<String>,
    /// What is said while it is told.
    pub sign: &'static str,
    /// For the ear: what has changed, with `{count}`.
    pub told: String,
}

impl Watched {
    /// A page that fetches its own address.
    pub(crate) fn page(request: &Request, position: Option<String>, again: String) -> Self {
        let t = &staff_words().live;
        let more = bar(request).map(|day| format!("bar={day}&")).unwrap_or_default();
        let told = t.told_list("{count}");
        Self { position, days: None, more, again, fetched: None, sign: t.sign_on, told }
    }

    /// The link, and the sign that stands beside it where scripts run; nothing for whoever is told nothing.
    pub(crate) fn view(self, request: &Request) -> Option<AnyView> {
        if !request.context.may(Permission::ViewBookings) || !leads_her(request, &self.again) {
            return None;
        }
        let t = &staff_words().live;
        let days = self.days.map(|(from, until)| format!("from={from}&until={until}&")).unwrap_or_default();
        // No office: a nurse who is taken elsewhere is not free here.
        let events = format!("/staff/events?{days}{}since={}", self.more, self.position.unwrap_or_default());
        Some(
            view! {
                <p class="live screen-only" data-live=events data-live-page=self.fetched data-live-on=self.sign data-live-off=t.sign_off
                    data-live-ended=t.sign_ended data-live-retry=t.retry data-live-fresh=t.fresh data-live-told=self.told
                    data-live-changed=t.changed data-live-see=t.see>
                    <span data-live-sign="" hidden=true></span>
                    <a href=self.again data-live-again="">{t.again}</a>
                </p>
                <p class="said" aria-live="polite" data-live-said=""></p>
                <script type="module" src=LIVE.address()></script>
            }
            .into_any(),
        )
    }
}

/// The day of which the bar tells: today, for whoever holds interviews.
fn bar(request: &Request) -> Option<NaiveDate> {
    let today = || request.catalogue().municipality.local_date(request.services.now());
    request.context.may(Permission::HoldInterviews).then(today)
}
