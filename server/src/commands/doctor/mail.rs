//! The mail server: reached, encrypted, takes our name, lets us sign in, and takes the city's sender. Nothing is sent.

use std::collections::BTreeSet;
use std::path::Path;

use async_trait::async_trait;
use lettre::Address;
use mendan_service::Context;
use mendan_service::city::catalogue::Municipality;
use mendan_service::message::relay::{NoRoute, Route};
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::mail::Transport;
use crate::mail::transport::Smtp;
use crate::mail::try_out::{Refused, Step};

/// See the file's head.
pub struct Mail;

#[async_trait]
impl Check for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.mail
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        if around.cities.is_empty() {
            // Whose letters leave by it is not known yet; whether it can be read is.
            return match common(around) {
                Ok(Transport::File(folder)) => files(t, &folder),
                Ok(Transport::Smtp(_)) => Finding::unknown(t.mail_no_sender, t.records_unknown_do),
                Err(finding) => finding,
            };
        }
        let of_cities = futures::future::join_all(around.cities.iter().map(|city| of_city(around, city))).await;
        Finding::of(of_cities, || Finding::unknown(t.mail_no_sender, t.records_unknown_do))
    }
}

/// The mail server of cities without their own.
fn common(around: &Around) -> Result<Transport, Finding> {
    let (t, config) = (around.t, &around.config);
    let url = config.mail_url.as_deref().ok_or_else(|| Finding::mend(t.mail_none, t.mail_none_do))?;
    let transport = Transport::from_url(url)
        .map(|transport| transport.greeting_as(config.hello()).bouncing_to(config.mail_bounces.clone()));
    transport.map_err(|error| Finding::mend(t.mail_wrong(error), t.mail_none_do))
}

/// By what way the letters of a city leave.
async fn way(around: &Around, city: &Municipality) -> Result<Transport, Finding> {
    let t = around.t;
    let asked = |why: String| Finding::unknown(why, t.records_unknown_do);
    let services = around.services.as_ref().map_err(|why| asked(why.clone()))?;
    let catalogue = services.catalogue(city.id).await.map_err(|refusal| asked(refusal.to_string()))?;
    let route = services.mail_route(&Context::system(catalogue)).await.map_err(|refusal| asked(refusal.to_string()))?;
    match route {
        Ok(Route::Own { relay, .. }) => {
            let smtp = Smtp::of_city(&relay).map_err(|error| Finding::mend(t.mail_wrong(error), t.mail_none_do))?;
            Ok(Transport::Smtp(Box::new(smtp)))
        }
        Ok(Route::Common) | Err(NoRoute::Unset) => common(around),
        Err(unreadable @ NoRoute::Unreadable) => Err(Finding::mend(t.mail_wrong(unreadable.as_str()), t.mail_none_do)),
    }
}

async fn of_city(around: &Around, city: &Municipality) -> Finding {
    let t = around.t;
    match way(around, city).await {
        Err(finding) => finding,
        Ok(Transport::File(folder)) => files(t, &folder),
        Ok(Transport::Smtp(relay)) => {
            let senders = senders(city).into_iter().collect::<BTreeSet<_>>();
            let tried = futures::future::join_all(senders.iter().map(|sender| relayed(t, &relay, city, sender))).await;
            Finding::of(tried, || Finding::unknown(t.mail_no_sender, t.records_unknown_do))
        }
    }
}

/// The addresses a city writes from.
pub(super) fn senders(city: &Municipality) -> Vec<String> {
    let all = [&city.mail_from, &city.discreet_mail_from];
    all.into_iter().filter(|address| !address.is_empty()).cloned().collect()
}

fn files(t: &Doctor, folder: &Path) -> Finding {
    if folder.exists() && !folder.is_dir() {
        return Finding::mend(t.mail_no_folder(folder.display()), t.mail_none_do);
    }
    Finding::good(t.mail_files(folder.display()))
}

async fn relayed(t: &Doctor, relay: &Smtp, city: &Municipality, sender: &str) -> Finding {
    let Ok(address) = sender.parse::<Address>() else {
        return Finding::mend(t.mail_odd_sender(sender), t.mail_sender_do);
    };
    let server = relay.server();
    match relay.try_out(&address, city).await {
        Ok(()) => Finding::good(t.mail_good(sender, server)),
        Err(Refused { step, said }) => match step {
            Step::Connect => Finding::mend(t.mail_connect(said, server), t.mail_connect_do),
            Step::Greeting => Finding::mend(t.mail_greeting(said, server), t.mail_greeting_do),
            Step::Hello => Finding::mend(t.mail_hello(said, relay.name(&address, city)), t.mail_hello_do),
            Step::Encrypt => Finding::mend(t.mail_encrypt(said, server), t.mail_encrypt_do),
            Step::SignIn => Finding::mend(t.mail_sign_in(said), t.mail_sign_in_do),
            Step::Sender if relay.signs_in() => Finding::mend(t.mail_sender(said, sender), t.mail_sender_do),
            Step::Sender => Finding::mend(t.mail_sender(said, sender), t.mail_sender_or_user_do),
        },
    }
}
