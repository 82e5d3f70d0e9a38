//! Whom the city's mails come from, and where answers go. The address is the ORGANIZER of what stands in calendars, too.

use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_domain::person::email::{Email, EmailError};
use serde::{Deserialize, Serialize};

use super::in_language::field;
use super::part::{Part, Shown, Typed};
use crate::city::catalogue::{Municipality, MunicipalityTexts, Texts};
use crate::forms::Checks;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Sending {
    mail_from: String,
    reply_to: String,
    discreet_mail_from: String,
    discreet_sender: Texts<String>,
}

impl Part for Sending {
    fn read(city: &Municipality) -> Self {
        Self {
            mail_from: city.mail_from.clone(),
            reply_to: city.settings.reply_to.clone(),
            discreet_mail_from: city.discreet_mail_from.clone(),
            discreet_sender: city.texts.map(|texts| texts.discreet_sender.clone()).without_empty(),
        }
    }

    fn typed(form: &Typed<'_>, _: Self, checks: &mut Checks) -> Self {
        let mut address = |name: &'static str, must: bool| {
            let typed = form.fields.text(name);
            let read = match (typed.trim().is_empty(), must) {
                (true, true) => Err(Fault::Required),
                (true, false) => Ok(String::new()),
                (false, _) => Email::parse(typed).map(|email| email.as_str().to_owned()).map_err(EmailError::fault),
            };
            checks.value(name, read)
        };
        let [mail_from, reply_to, discreet_mail_from] =
            [("mail_from", true), ("reply_to", false), ("discreet_mail_from", false)]
                .map(|(name, must)| address(name, must));
        let mut discreet_sender = Texts::default();
        for language in Language::ALL {
            let name = field("discreet_sender", language);
            let line = checks.maybe_line(name, form.fields.text(name));
            discreet_sender.0.insert(language.tag().to_owned(), line);
        }
        Self { mail_from, reply_to, discreet_mail_from, discreet_sender: discreet_sender.without_empty() }
    }

    fn apply(self, city: &mut Municipality) {
        city.mail_from = self.mail_from;
        city.settings.reply_to = self.reply_to;
        city.discreet_mail_from = self.discreet_mail_from;
        city.texts.write(&self.discreet_sender, |texts: &mut MunicipalityTexts, sender| texts.discreet_sender = sender);
    }

    fn shown(&self) -> Shown {
        let addresses = [
            ("mail_from", self.mail_from.clone()),
            ("reply_to", self.reply_to.clone()),
            ("discreet_mail_from", self.discreet_mail_from.clone()),
        ];
        let senders = Language::ALL.map(|language| {
            let name = self.discreet_sender.0.get(language.tag()).cloned().unwrap_or_default();
            (field("discreet_sender", language), name)
        });
        addresses.into_iter().chain(senders).collect()
    }
}
