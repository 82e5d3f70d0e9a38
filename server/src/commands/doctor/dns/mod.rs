//! What the domain of the sender says about its mail: SPF, DKIM, DMARC. Mail of a domain that says nothing is thrown away by many.

mod ask;
mod spf;

use std::collections::BTreeSet;

use async_trait::async_trait;
use mendan_service::Context;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use super::mail::senders;
use ask::{Resolver, Silence};

/// See the file's head.
pub struct Dns;

#[async_trait]
impl Check for Dns {
    fn name(&self) -> &'static str {
        "dns"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.dns
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, config) = (around.t, &around.config);
        let to_files = config.mail_url.as_deref().is_none_or(|url| url.starts_with("file:"));
        if !around.is_real() && to_files {
            return Finding::good(t.dns_demo);
        }
        let domains: BTreeSet<String> =
            around.cities.iter().flat_map(senders).filter_map(|sender| domain(&sender)).collect();
        let resolver = match Resolver::new(config.resolver) {
            Ok(resolver) => resolver,
            Err(why) => return Finding::unknown(t.dns_silent(why), t.dns_silent_do),
        };
        let own = signing(around).await;
        let mut found = Vec::new();
        for domain in &domains {
            let of_domain = own.iter().filter(|(_, of)| of == domain).map(|(selector, _)| selector.as_str());
            let selectors: BTreeSet<&str> = config.dkim_selector.as_deref().into_iter().chain(of_domain).collect();
            found.push(of(t, &resolver, domain, &selectors).await);
        }
        Finding::of(found, || Finding::unknown(t.mail_no_sender, t.records_unknown_do))
    }
}

/// Selector and domain of the keys that sign here; what cannot be read other checks say.
async fn signing(around: &Around) -> Vec<(String, String)> {
    let Ok(services) = &around.services else { return Vec::new() };
    let mut all = Vec::new();
    for city in &around.cities {
        let Ok(catalogue) = services.catalogue(city.id).await else { continue };
        all.extend(services.signing_records(&Context::system(catalogue)).await.unwrap_or_default());
    }
    all
}

fn domain(sender: &str) -> Option<String> {
    sender
        .rsplit_once('@')
        .map(|(_, domain)| domain.trim_end_matches('.').to_lowercase())
        .filter(|domain| !domain.is_empty())
}

async fn of(t: &Doctor, resolver: &Resolver, domain: &str, selectors: &BTreeSet<&str>) -> Finding {
    match looked(t, resolver, domain, selectors).await {
        Ok(found) => found,
        Err(Silence(why)) => Finding::unknown(t.dns_silent(why), t.dns_silent_do),
    }
}

async fn looked(t: &Doctor, resolver: &Resolver, domain: &str, selectors: &BTreeSet<&str>) -> Result<Finding, Silence> {
    let mut found = Vec::new();
    match spf::look(resolver, domain).await? {
        spf::Found::Good => {}
        spf::Found::None => found.push(Finding::mend(t.dns_no_spf(domain), t.dns_no_spf_do(domain))),
        spf::Found::Several => found.push(Finding::mend(t.dns_several_spf(domain), t.dns_spf_do)),
        spf::Found::Missing(included) => found.push(Finding::mend(t.dns_spf_missing(domain, included), t.dns_spf_do)),
        spf::Found::TooLong => found.push(Finding::mend(t.dns_spf_long(domain), t.dns_spf_do)),
        spf::Found::Everybody => found.push(Finding::mend(t.dns_spf_all(domain), t.dns_spf_do)),
    }
    for selector in selectors {
        let name = format!("{selector}._domainkey.{domain}");
        let texts = resolver.texts(&name).await?;
        let key = |text: &String| tag(text, "p").is_some_and(|key| !key.is_empty());
        if !texts.iter().any(key) {
            found.push(Finding::mend(t.dns_no_dkim(&name), t.dns_no_dkim_do));
        }
    }
    if !has_dmarc(resolver, domain).await? {
        found.push(Finding::mend(t.dns_no_dmarc(domain), t.dns_no_dmarc_do(domain)));
    }
    let good = || {
        let said = if selectors.is_empty() { t.dns_good_but_dkim(domain) } else { t.dns_good(domain) };
        Finding::good(said)
    };
    Ok(Finding::of(found, good))
}

/// DMARC of the domain, or of one it belongs to (up to two labels).
async fn has_dmarc(resolver: &Resolver, domain: &str) -> Result<bool, Silence> {
    let mut asked = domain;
    loop {
        let texts = resolver.texts(&format!("_dmarc.{asked}")).await?;
        if texts.iter().any(|text| tag(text, "v").is_some_and(|version| version.eq_ignore_ascii_case("DMARC1"))) {
            return Ok(true);
        }
        match asked.split_once('.') {
            Some((_, parent)) if parent.contains('.') => asked = parent,
            _ => return Ok(false),
        }
    }
}

/// The value of a tag in `v=DMARC1; p=none`.
fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut tags = text.split(';').filter_map(|tag| tag.split_once('='));
    tags.find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
