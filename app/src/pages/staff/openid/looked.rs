//! What a provider says of itself, or what is wrong with it and what to do.

use leptos::prelude::*;
use mendan_service::staff::openid::port::{Found, Trouble};
use mendan_service::staff::openid::save::Looked;

use crate::i18n::staff_words;

/// What the secret of the look goes along as.
pub(super) fn kept() -> Option<String> {
    use_context::<Looked>().map(|looked| looked.kept).filter(|kept| !kept.is_empty())
}

/// What came of it.
pub(super) fn answered() -> Option<AnyView> {
    let t = &staff_words().openid;
    let Looked { found, .. } = use_context::<Looked>()?;
    let (class, role) = match &found {
        Ok(_) => ("notice", "status"),
        Err(_) => ("notice notice--error", "alert"),
    };
    let said = match found {
        Ok(found) => fine(&found),
        Err(trouble) => view! { <p><strong>{words(trouble)}</strong></p> }.into_any(),
    };
    Some(
        view! {
            <section class=class id="looked" role=role tabindex="-1" autofocus=true>
                {said}
                <p>{t.not_saved}</p>
            </section>
        }
        .into_any(),
    )
}

fn fine(found: &Found) -> AnyView {
    let t = &staff_words().openid;
    let out = found.signs_out_at.as_deref();
    view! {
        <p><strong>{t.found}</strong></p>
        <p>{t.found_in(&found.signs_in_at)}<br/>{out.map_or_else(|| t.found_no_out.to_owned(), |out| t.found_out(out))}</p>
        <p>{t.found_not_all}</p>
    }
    .into_any()
}

/// What is wrong, and what to do.
fn words(trouble: Trouble) -> &'static str {
    let t = &staff_words().openid;
    match trouble {
        Trouble::NoName => t.no_name,
        Trouble::NotAllowed => t.not_allowed,
        Trouble::Unreachable => t.unreachable,
        Trouble::Silent => t.silent,
        Trouble::Status => t.status,
        Trouble::OtherIssuer => t.other_issuer,
        Trouble::NoPkce => t.no_pkce,
        Trouble::NoSignature => t.no_signature,
        Trouble::TooMany => t.too_many,
        Trouble::NotOpenId | Trouble::Client | Trouble::Code | Trouble::Token | Trouble::NotAnew => t.not_openid,
    }
}
