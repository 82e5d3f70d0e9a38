//! Whatever stands in front: the public address leads here, and the server learns who asks, for which host, and how.

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use super::outside::{CLAIMED, Heard, Outside, Unreached};
use crate::http::authority::leads_to;
use crate::http::doctor::Seen;

/// See the file's head.
pub struct Proxy;

#[async_trait]
impl Check for Proxy {
    fn name(&self) -> &'static str {
        "proxy"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.proxy
    }

    async fn look(&self, around: &Around) -> Finding {
        let listen = around.config.listen.port();
        let found = around.outside.iter().map(|outside| of(around.t, outside, listen));
        Finding::of(found, || Finding::unknown(around.t.proxy_no_client, around.t.proxy_silent_do))
    }
}

pub(super) fn of(t: &Doctor, outside: &Outside, listen: u16) -> Finding {
    let url = &outside.url;
    match &outside.answer {
        Err(why) => unreached(t, outside, why),
        Ok(Heard { seen: Some(seen), .. }) => {
            Finding::of(faults(t, outside, seen, listen), || Finding::good(t.proxy_good(seen.client, url)))
        }
        Ok(Heard { status: 200, .. }) => Finding::unknown(t.proxy_not_ours(url), t.proxy_not_ours_do),
        Ok(Heard { status, leads_to: Some(place), .. }) => {
            Finding::mend(t.proxy_leads_away(place, *status, url), t.proxy_status_do)
        }
        Ok(Heard { status, .. }) => Finding::mend(t.proxy_status(*status, url), t.proxy_status_do),
    }
}

fn unreached(t: &Doctor, outside: &Outside, why: &Unreached) -> Finding {
    let url = &outside.url;
    match why {
        Unreached::NoName => Finding::mend(t.proxy_no_name(url), t.proxy_no_name_do),
        Unreached::NoResolver => Finding::unknown(t.proxy_no_resolver(url), t.proxy_silent_do),
        Unreached::Refused => Finding::mend(t.proxy_refused(url), t.proxy_refused_do),
        Unreached::Certificate(said) => Finding::mend(t.proxy_certificate(said, url), t.proxy_certificate_do),
        Unreached::Silent => Finding::unknown(t.proxy_silent(url), t.proxy_silent_do),
        Unreached::Other(said) => Finding::mend(t.proxy_broken(said, url), t.proxy_status_do),
    }
}

/// What is wrong with what the server saw.
fn faults(t: &Doctor, outside: &Outside, seen: &Seen, listen: u16) -> Vec<Finding> {
    let (url, mut found) = (&outside.url, Vec::new());
    let direct = url.scheme() == "http" && url.port_or_known_default() == Some(listen) && !seen.forwarded_for;
    if !leads_to(&seen.host, url) {
        found.push(Finding::mend(t.proxy_host(&seen.host, url), t.proxy_host_do));
    }
    if direct {
        return found;
    }
    match (seen.forwarded_for, seen.trusted) {
        (false, _) => found.push(Finding::mend(t.proxy_no_client_address, t.proxy_no_client_address_do)),
        (true, false) => found.push(Finding::mend(t.proxy_untrusted(seen.direct), t.proxy_untrusted_do(seen.direct))),
        (true, true) => {
            let claim_believed = outside.claimed.as_ref().is_some_and(|claimed| claimed.client.to_string() == CLAIMED);
            if claim_believed {
                found.push(Finding::mend(t.proxy_believes, t.proxy_believes_do));
            }
        }
    }
    let proto = seen.forwarded_proto.as_deref().unwrap_or_default();
    if url.scheme() == "https" && proto != "https" {
        found.push(Finding::mend(t.proxy_proto(if proto.is_empty() { "-" } else { proto }), t.proxy_proto_do));
    }
    if outside.unencrypted {
        found.push(Finding::mend(t.proxy_unencrypted, t.proxy_unencrypted_do));
    }
    if outside.figures {
        found.push(Finding::mend(t.proxy_figures, t.proxy_figures_do));
    }
    found
}
