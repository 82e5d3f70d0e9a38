//! The address under which her calendar program finds her interviews.

use leptos::prelude::*;
use mendan_service::Refusal;
use mendan_service::feed::link::OwnFeed;

use crate::components::dates::local;
use crate::components::live::CopyButton;
use crate::components::qr::Qr;
use crate::components::version::version_field;
use crate::context::Request;
use crate::i18n::staff_words;

/// Where another one is made.
const MAKE: &str = "/staff/own-calendar/feed";

/// The section.
pub(super) async fn section(request: &Request) -> Result<AnyView, Refusal> {
    let t = &staff_words().feed;
    let feed = request.services.own_feed(&request.context.permit()?).await?;
    let inside = feed.map_or_else(none, |feed| there(request, feed));
    Ok(view! {
        <section class="own" aria-labelledby="feed">
            <h2 id="feed">{t.feed_title}</h2>
            <p>{t.feed_text}</p>
            {inside}
        </section>
    }
    .into_any())
}

fn none() -> AnyView {
    let t = &staff_words().feed;
    view! {
        <form method="post" action=MAKE>
            {version_field(0)}
            <p class="buttons"><button class="button" type="submit">{t.feed_make}</button></p>
        </form>
    }
    .into_any()
}

fn there(request: &Request, feed: OwnFeed) -> AnyView {
    let t = &staff_words().feed;
    let since = t.feed_since(staff_words().dates.date_of(local(request.catalogue(), feed.made_at).date_naive()));
    view! {
        {feed.url.map_or_else(hidden, shown)}
        <p class="soft">{since}</p>
        <form method="post" action=MAKE>
            {version_field(feed.version)}
            <p class="soft">{t.feed_again_text}</p>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.feed_again}</button></p>
        </form>
        <form method="post" action="/staff/own-calendar/feed/end">
            {version_field(feed.version)}
            <p class="soft">{t.feed_end_text}</p>
            <p class="buttons"><button class="button button--quiet" type="submit">{t.feed_end}</button></p>
        </form>
    }
    .into_any()
}

fn shown(url: String) -> AnyView {
    let t = &staff_words().feed;
    // What programs know as an address to subscribe to; over TLS all the same.
    let subscribe = url.strip_prefix("https://").map(|rest| format!("webcal://{rest}"));
    let open = subscribe.map(|address| view! { <p class="links"><a href=address>{t.feed_open}</a></p> });
    view! {
        <p>{t.feed_how}</p>
        <p><code class="register-key" id="feed-address">{url.clone()}</code></p>
        <p class="buttons"><CopyButton text=url.clone() label=t.feed_copy.to_owned() done=t.feed_copied.to_owned()/></p>
        {open}
        <Qr text=url label=t.feed_picture/>
        <p><strong>{t.feed_secret}</strong></p>
    }
    .into_any()
}

fn hidden() -> AnyView {
    view! { <p>{staff_words().feed.feed_hidden}</p> }.into_any()
}
