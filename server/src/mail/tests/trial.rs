use std::time::Duration;

use mendan_domain::language::Language;
use mendan_service::message::relay::Relay;
use mendan_service::message::relay::trial::{Carrier, Step, Trial, TrialMail};
use mendan_service::model::MessageKind;

use super::compose::sample;
use super::smtp_server::{Identity, Manners, SmtpServer};
use crate::mail::Post;
use crate::mail::transport::{Security, Smtp};
use crate::mail::trial::{certificate, tried};

fn relay(server: &SmtpServer, user: &str) -> Relay {
    Relay {
        server: "127.0.0.1".into(),
        port: server.address.port(),
        user: user.into(),
        password: user.into(),
        ..Relay::default()
    }
}

fn mail() -> TrialMail {
    let letter = sample(MessageKind::Confirmation, Language::Ja);
    TrialMail {
        catalogue: letter.catalogue,
        to: "a..b@mail.kaku.example".into(),
        keys: Vec::new(),
        at: letter.stamped_at,
    }
}

async fn tried_by(server: &SmtpServer, user: &str) -> Trial {
    tried(&Smtp::of_city(&relay(server, user)).unwrap(), &mail(), Duration::from_secs(15)).await
}

#[tokio::test]
async fn an_accepted_mail_is_of_the_citys_sender_and_goes_where_it_was_told() {
    let server = SmtpServer::start(Manners::Accept).await;
    let trial = tried_by(&server, "post").await;
    assert_eq!((trial.step, trial.answer.as_str()), (Step::Accepted, "250 queued"));
    let commands = server.commands();
    assert!(commands.contains(&"MAIL FROM:<yoyaku@city.minori.example.jp>".to_owned()), "{commands:?}");
    assert!(commands.contains(&"RCPT TO:<\"a..b\"@mail.kaku.example>".to_owned()), "{commands:?}");
}

#[tokio::test]
async fn a_server_that_offers_no_sign_in_or_no_tls_is_told_so_and_gets_nothing() {
    let server = SmtpServer::start(Manners::Hello("250 test")).await;
    assert_eq!(tried_by(&server, "post").await.step, Step::NoSignIn);
    let server = SmtpServer::start(Manners::Accept).await;
    let mut smtp = Smtp::of_city(&relay(&server, "post")).unwrap();
    smtp.security = Security::Required;
    assert_eq!(tried(&smtp, &mail(), Duration::from_secs(15)).await.step, Step::NoTls);
    assert!(server.mails().is_empty() && server.commands().iter().all(|line| !line.starts_with("AUTH")));
    let server = SmtpServer::start(Manners::BadTls).await;
    assert_eq!(tried_by(&server, "post").await.step, Step::NotMail);
    assert!(server.commands().iter().all(|line| !line.starts_with("AUTH")));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_when_the_time_is_over() {
    for manners in [Manners::Silent, Manners::SilentAtText, Manners::SilentAfterText, Manners::Drip] {
        let server = SmtpServer::start(manners).await;
        let smtp = Smtp::of_city(&relay(&server, "")).unwrap();
        assert_eq!(tried(&smtp, &mail(), Duration::from_millis(300)).await.step, Step::Silent, "{manners:?}");
    }
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_apart() {
    let words = |wrong: &str| certificate(&format!("invalid peer certificate: {wrong}"));
    assert_eq!(words("UnknownIssuer"), Some(Step::CertificateUnknown));
    assert_eq!(words("certificate not valid for name \"a.example\""), Some(Step::CertificateName));
    assert_eq!(words("certificate expired: verification time 1"), Some(Step::CertificateInvalid));
    assert_eq!(certificate("connection refused"), None);
}

#[test]
fn names_and_authorities_that_are_none_are_told_before_anybody_is_asked() {
    let post = Post::with(None).unwrap();
    let fields = |relay: &Relay| post.faults(relay).into_iter().map(|error| error.field).collect::<Vec<_>>();
    assert_eq!(fields(&Relay::default()), Vec::<&str>::new());
    let wrong = Relay { hello: "mendan".into(), authority: "a certificate".into(), ..Relay::default() };
    assert_eq!(fields(&wrong), ["hello", "authority"]);
    let fine =
        Relay { hello: "mendan.kaku.example".into(), authority: Identity::of("a.example").pem, ..Relay::default() };
    assert_eq!(fields(&fine), Vec::<&str>::new());
}
