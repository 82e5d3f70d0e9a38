//! A page that is told of changes: where it listens, and what it says of that. Without scripts there is only a link to see it anew.
//!
//! The script ([`crate::scripts::LIVE`]) brings what stands in `[data-live-part]` up to date, part by part, and leaves alone whatever is being filled in.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::i18n::staff_words;
use crate::scripts::LIVE;

/// The link, and the sign that stands beside it where scripts run.
pub(crate) fn watch((from, until): (NaiveDate, NaiveDate), position: Option<String>, again: String) -> AnyView {
    let t = &staff_words().live;
    let since = position.unwrap_or_default();
    // Days and no office: a nurse who is taken elsewhere is not free here.
    let events = format!("/staff/events?from={from}&until={until}&since={since}");
    view! {
        <p class="live screen-only" data-live=events data-live-on=t.sign_on data-live-off=t.sign_off data-live-ended=t.sign_ended
            data-live-retry=t.retry data-live-fresh=t.fresh data-live-told=t.told("{count}") data-live-changed=t.changed data-live-see=t.see>
            <span data-live-sign="" hidden=true></span>
            <a href=again data-live-again="">{t.again}</a>
        </p>
        <p class="said" aria-live="polite" data-live-said=""></p>
        <script type="module" src=LIVE.address()></script>
    }
    .into_any()
}
