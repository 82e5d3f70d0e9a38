//! Tries a mail server out with one mail: what it answered, and at which step.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use lettre::address::Envelope;
use lettre::message::header::MessageId;
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_service::FieldError;
use mendan_service::message::deliver::MailError;
use mendan_service::message::relay::Relay;
use mendan_service::message::relay::trial::{Carrier, Step, Trial, TrialMail};
use mendan_words::words;
use tokio::time::timeout;

use super::compose::{ComposeError, display_name, heads, wire};
use super::post::{Post, name_of, written};
use super::refusal::{Stage, classify};
use super::smtp::{At, Failure};
use super::transport::{Smtp, full_name};

/// All of it, from the name to the server's answer.
const WHOLE: Duration = Duration::from_secs(20);
/// Longest answer that is shown, in characters.
const LONGEST: usize = 500;

#[async_trait]
impl Carrier for Post {
    fn faults(&self, relay: &Relay) -> Vec<FieldError> {
        let hello = (!relay.hello.is_empty() && full_name(&relay.hello).is_none())
            .then_some(FieldError::new("hello", Fault::Invalid));
        // Without a server there is nothing to trust.
        let named = Relay { server: "mail.example".to_owned(), ..relay.clone() };
        let unusable = || !is_pem(&relay.authority) || Smtp::of_city(&named).is_err();
        let authority =
            (!relay.authority.is_empty() && unusable()).then_some(FieldError::new("authority", Fault::Invalid));
        hello.into_iter().chain(authority).collect()
    }

    async fn try_out(&self, relay: &Relay, mail: &TrialMail) -> Trial {
        match Smtp::of_city(relay) {
            Ok(smtp) => tried(&smtp, mail, WHOLE).await,
            // It was looked at before; what has become of it since, nobody knows.
            Err(_) => Trial::silent(Step::CertificateInvalid),
        }
    }
}

/// A text without a certificate in it is read as none at all, and then nobody would be trusted.
fn is_pem(text: &str) -> bool {
    ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"].iter().all(|line| text.contains(line))
}

/// One mail by that server, within that time.
pub(super) async fn tried(smtp: &Smtp, mail: &TrialMail, within: Duration) -> Trial {
    // The address written to was read before: what cannot stand on the wire is the city's own.
    let Ok(written) = written(message(mail), &mail.keys, mail.at) else { return Trial::silent(Step::Sender) };
    let session = smtp.session(&written.envelope, &written.octets, name_of(&mail.catalogue.municipality));
    match timeout(within, session).await {
        Err(_) => Trial::silent(Step::Silent),
        Ok(Ok(response)) => Trial { answer: line(&answer_of(&response)), ..Trial::silent(Step::Accepted) },
        Ok(Err((at, failure))) => outcome(at, failure),
    }
}

fn outcome(at: At, failure: Failure) -> Trial {
    match failure {
        Failure::Silent(_) => Trial::silent(Step::Silent),
        Failure::NoName => Trial::silent(Step::NoName),
        Failure::NotAllowed => Trial::silent(Step::NotAllowed),
        Failure::Server(error) => {
            let words = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            match error.status() {
                // Only what is an answer as mail servers give them is shown: whatever else listens there tells nothing of itself.
                Some(code) => {
                    let step = answered(at, u16::from(code), &error);
                    Trial { answer: line(&format!("{code} {words}")), ..Trial::silent(step) }
                }
                None => Trial::silent(without_an_answer(at, &error, &words)),
            }
        }
    }
}

/// The step that the server refused.
fn answered(at: At, code: u16, error: &Error) -> Step {
    match at {
        // RFC 5321, 4.3.2: a greeting refuses by 554 or 421, EHLO by the others.
        At::Connect if matches!(code, 554 | 421 | 400..=499) => Step::Greeting,
        At::StartTls if matches!(code, 454 | 501 | 502) => Step::NoTls,
        At::Connect | At::StartTls => Step::Hello,
        At::SignIn => Step::SignIn,
        _ if matches!(code, 530 | 534 | 535 | 538) => Step::SignIn,
        At::Sender => Step::Sender,
        At::Recipient | At::Letter if error.is_transient() => Step::Later,
        At::Recipient => match classify(error, Stage::Recipient, "") {
            MailError::Relay(_) => Step::Relaying,
            _ => Step::Recipient,
        },
        At::Letter => Step::Letter,
    }
}

/// What kept the server from answering.
fn without_an_answer(at: At, error: &Error, words: &str) -> Step {
    if let Some(step) = certificate(words) {
        return step;
    }
    match at {
        At::Connect if is_of_the_way(error) => Step::Unreachable,
        At::StartTls if error.is_client() => Step::NoTls,
        At::Connect | At::StartTls => Step::NotMail,
        At::SignIn if error.is_client() => Step::NoSignIn,
        _ => Step::Silent,
    }
}

/// What is wrong with the certificate, by the words of rustls.
pub(super) fn certificate(words: &str) -> Option<Step> {
    let wrong = words.split_once("invalid peer certificate: ")?.1;
    Some(if wrong.contains("not valid for") {
        Step::CertificateName
    } else if wrong.contains("UnknownIssuer") {
        Step::CertificateUnknown
    } else {
        Step::CertificateInvalid
    })
}

/// Whether nobody was there at all.
fn is_of_the_way(error: &Error) -> bool {
    use std::io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, PermissionDenied, TimedOut,
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            let kinds =
                [AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, PermissionDenied, TimedOut];
            return kinds.contains(&io.kind());
        }
        cause = inner.source();
    }
    false
}

fn answer_of(response: &Response) -> String {
    let words: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), words.join(" "))
}

/// One line that can be shown.
fn line(answer: &str) -> String {
    let plain: String = answer.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// The mail, from the sender that the city's letters have.
fn message(mail: &TrialMail) -> Result<Message, ComposeError> {
    let t = &words(Language::Ja).mail_server;
    let city = &mail.catalogue.municipality;
    let (from, to) =
        (wire(&city.mail_from).ok_or(ComposeError::Sender)?, wire(&mail.to).ok_or(ComposeError::Recipient)?);
    let name = city.words(Language::Ja).name;
    let sender = Some(display_name(&name)).filter(|name| !name.is_empty());
    // A mail whose Message-ID somebody adds on the way would be another than the one that was signed.
    let id = format!("<{}@{}>", super::digest(&format!("{} {}", mail.at, mail.to), 16), from.domain());
    let message = Message::builder()
        .from(Mailbox::new(sender, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(t.trial_subject)
        .date(SystemTime::from(mail.at))
        .header(MessageId::from(id))
        .envelope(Envelope::new(Some(from), vec![to])?);
    Ok(heads(message, Language::Ja).singlepart(SinglePart::plain(t.trial_body(&name)))?)
}
