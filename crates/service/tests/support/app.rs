//! Somebody's authenticator app, and signing in with it.

use mendan_domain::ids::MunicipalityId;
use mendan_service::forms::Fields;
use mendan_service::staff::factor::kind::Evidence;
use mendan_service::staff::factor::offered::{NewFactor, Offered};
use totp_rs::{Builder, Secret, Totp};

/// It knows the key that was typed into it.
pub struct App(Totp);

impl App {
    /// With the key as people type it.
    pub fn with_key(key: &str) -> Self {
        let secret = Secret::try_from_base32(key.replace(' ', "")).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// What it shows at that second.
    pub fn shows(&self, second: i64) -> String {
        self.0.generate(u64::try_from(second).unwrap()).to_string()
    }

    /// The form that registers it.
    pub fn registers(&self, offered: &Offered, second: i64) -> NewFactor {
        let fields = [("offered", offered.sealed.clone()), ("code", self.shows(second))];
        NewFactor::typed(&Fields::of(fields))
    }

    /// The form in which its code is shown.
    pub fn proof(&self, second: i64) -> Evidence {
        Evidence::Code(self.shows(second))
    }
}

/// A code from a paper, as it is typed.
pub fn from_paper(code: &str) -> Evidence {
    Evidence::typed(&Fields::of([("recovery", code.to_lowercase())]))
}

/// A city that has no such number.
pub fn elsewhere(city: MunicipalityId) -> MunicipalityId {
    MunicipalityId(city.0 + 1)
}
