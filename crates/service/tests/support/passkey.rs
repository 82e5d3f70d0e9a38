//! A passkey in somebody's hand: the forms that register and show it.

use mendan_service::forms::Fields;
use mendan_service::staff::factor::challenge::AskedPasskey;
use mendan_service::staff::factor::kind::Evidence;
use mendan_service::staff::factor::offered::NewFactor;
use mendan_service::staff::factor::step::Entered;

use crate::support::authenticator::Authenticator;
use crate::support::one::One;

/// What she calls the first.
pub const NAME: &str = "仕事のスマートフォン";

/// The form that registers it under that name.
pub fn registers(asked: &AskedPasskey, key: &Authenticator, name: &str) -> NewFactor {
    let fields =
        [("asked", asked.sealed.clone()), ("passkey", key.made(&asked.options)), ("passkey_name", name.into())];
    NewFactor::typed(&Fields::of(fields))
}

/// The form in which it is shown.
pub fn shows(asked: &AskedPasskey, key: &mut Authenticator) -> Evidence {
    proof(asked, key.shows(&asked.options))
}

/// The same, of what a browser says.
pub fn proof(asked: &AskedPasskey, said: String) -> Evidence {
    Evidence::typed(&Fields::of([("asked", asked.sealed.clone()), ("passkey", said)]))
}

impl One {
    /// Where her city's staff come in.
    pub fn address(&self) -> String {
        self.own().catalogue.municipality.staff_address().to_owned()
    }

    /// A passkey of a browser that is there.
    pub fn passkey(&self) -> Authenticator {
        Authenticator::new(&self.address())
    }

    /// She registers that passkey in that session; the session as it goes on, and her codes.
    pub async fn registers(&self, token: &str, key: &Authenticator, name: &str) -> (String, Vec<String>) {
        let session = self.session(token).await.unwrap().session;
        let asked = self.world.services.own_passkey(&self.own(), &session).await.unwrap().expect("it is possible");
        let new = registers(&asked, key, name);
        self.world.services.factor_add(&self.own(), &session, &new).await.unwrap()
    }

    /// She is in by her password and registers a passkey; her session, the key and her codes.
    pub async fn with_passkey(&self) -> (String, Authenticator, Vec<String>) {
        let Entered::Session(token) = self.by_password().await else { panic!("a factor was asked") };
        let key = self.passkey();
        let (token, codes) = self.registers(&token, &key, NAME).await;
        (token, key, codes)
    }

    /// What her passkeys are asked for in that step.
    pub async fn asked(&self, step: &str) -> AskedPasskey {
        let half_way = self.world.services.half_way(self.world.number.city(), step, None).await.unwrap();
        half_way.ways.passkey.expect("a passkey is asked for")
    }
}
