//! Authenticator apps: a secret that app and we have, and six digits made of it and of the time.

use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret};

use super::kind::{Evidence, Factor, Showing};
use crate::error::Refusal;
use crate::ports::{Entropy, StoreError};

/// Octets of a secret, as RFC 4226 recommends.
const OCTETS: usize = 20;
/// Digits of a code.
const DIGITS: usize = 6;
/// Steps of thirty seconds by which an app's clock may differ, each way.
const SKEW: u16 = 1;
/// Letters of a group of the key as it is typed.
const GROUP: usize = 4;

/// What is kept of one.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Totp {
    secret: Vec<u8>,
}

impl Totp {
    /// A new one.
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        let mut secret = vec![0; OCTETS];
        entropy.fill(&mut secret);
        Self { secret }
    }

    /// The address that apps read, with where it is of and whose it is; neither may have a colon in it.
    pub(super) fn address(&self, city: &str, login: &str) -> Result<String, Refusal> {
        let [city, login] = [city, login].map(|text| text.replace(':', " "));
        self.built(Some(city), login)?.to_url().map_err(unusable)
    }

    /// The key, to be typed where a code cannot be read: in groups.
    pub(super) fn key(&self) -> Result<String, Refusal> {
        let key = self.built(None, String::new())?.secret().to_base32();
        let letters: Vec<char> = key.chars().collect();
        Ok(letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join(" "))
    }

    fn built(&self, city: Option<String>, login: String) -> Result<totp_rs::Totp, Refusal> {
        let secret = Secret::from(self.secret.as_slice());
        let built = Builder::new().with_secret(secret).with_skew(SKEW).with_issuer(city).with_account_name(login);
        built.build().map_err(unusable)
    }
}

impl Factor for Totp {
    /// The mark is the step of the code: one that was used, and those before it, are of no more use. The library compares in constant
    /// time.
    fn proves(&self, shown: &Showing<'_>) -> Result<Option<i64>, Refusal> {
        let Evidence::Code(code) = shown.evidence else { return Ok(None) };
        let Ok(now) = u64::try_from(shown.now.timestamp()) else { return Ok(None) };
        if code.len() != DIGITS || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return Ok(None);
        }
        let step = self.built(None, String::new())?.check(code, now);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }
}

fn unusable(error: totp_rs::TotpError) -> Refusal {
    Refusal::Internal(StoreError::Other(error.into()))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    /// RFC 6238, appendix B: this secret, and the last six digits of what it shows.
    fn of_the_rfc() -> Totp {
        Totp { secret: b"12345678901234567890".to_vec() }
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("an instant")
    }

    fn mark_of(evidence: &Evidence, second: i64) -> Option<i64> {
        of_the_rfc().proves(&Showing { evidence, challenge: None, now: at(second) }).expect("usable")
    }

    fn step_of(code: &str, second: i64) -> Option<i64> {
        mark_of(&Evidence::Code(code.to_owned()), second)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(step_of(code, second), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_clock_may_differ_by_one_step_each_way() {
        let code = "081804";
        let step = 1_111_111_109 / 30;
        for (second, fits) in [
            (step * 30 - 31, false),
            (step * 30 - 30, true),
            (step * 30, true),
            (step * 30 + 59, true),
            (step * 30 + 60, false),
        ] {
            assert_eq!(step_of(code, second), fits.then_some(step), "{second}");
        }
    }

    #[test]
    fn nothing_but_six_digits_is_a_code() {
        for typed in ["", "81804", "0081804", "94287082", "28708a", "-81804"] {
            assert_eq!(step_of(typed, 59), None, "{typed}");
        }
        assert_eq!(mark_of(&Evidence::Recovery("287082".into()), 59), None);
    }

    #[test]
    fn an_app_reads_whose_it_is_and_people_read_groups() {
        let address = of_the_rfc().address("みのり市: 面談", "kanri").expect("an address");
        assert!(
            address.starts_with("otpauth://totp/%E3%81%BF") && address.contains(":kanri?secret=GEZDGNBV"),
            "{address}"
        );
        let key = of_the_rfc().key().expect("a key");
        assert_eq!((key.len(), &key[..9]), (39, "GEZD GNBV"));
    }
}
