//! What is for trying only must not be where people rely on it.

use async_trait::async_trait;
use mendan_words::Doctor;
use url::Host;

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Demo;

#[async_trait]
impl Check for Demo {
    fn name(&self) -> &'static str {
        "demo"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.demo
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, config) = (around.t, &around.config);
        let here = match config.public_url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        let mut found = Vec::new();
        if config.demo && !here {
            found.push(Finding::mend(t.demo_on, t.demo_on_do));
        }
        if !config.shield && (around.is_real() || !here) {
            found.push(Finding::mend(t.demo_shield, t.demo_shield_do));
        }
        Finding::of(found, || Finding::good(if config.demo { t.demo_here } else { t.demo_off }))
    }
}
