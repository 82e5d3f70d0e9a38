use std::time::Duration;

use mendan_domain::language::Language;
use mendan_service::model::MessageKind;
use mendan_service::usecase::deliver::{MailError, Mailer};

use super::compose::{compose, sample};
use super::smtp_server::{Manners, SmtpServer};
use crate::mail::{Post, Transport};

/// Sends the sample letter to a server of those manners; where it will be silent, the wait is short.
async fn send(manners: Manners, user: &str) -> (Result<(), MailError>, SmtpServer) {
    let server = SmtpServer::start(manners).await;
    let url = server.url().replace("smtp://", &format!("smtp://{user}"));
    let Transport::Smtp(mut relay) = Transport::from_url(&url).unwrap() else { panic!("no relay") };
    if manners == Manners::Silent {
        relay.step = Duration::from_millis(200);
    }
    let post = Post::new(Transport::Smtp(relay)).unwrap();
    (post.send(&sample(MessageKind::Confirmation, Language::Ja)).await, server)
}

fn temporary(outcome: Result<(), MailError>) -> String {
    match outcome {
        Err(MailError::Temporary(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_accepted_mail_arrives_octet_by_octet() {
    let (outcome, server) = send(Manners::Accept, "").await;
    outcome.unwrap();
    assert_eq!(server.mails(), [compose(&sample(MessageKind::Confirmation, Language::Ja)) + "\r\n"]);
    assert!(server.commands().contains(&"MAIL FROM:<yoyaku@city.minori.example.jp>".to_owned()));
    assert!(server.commands().contains(&"RCPT TO:<hanako@example.jp>".to_owned()));
}

#[tokio::test]
async fn a_rude_good_bye_does_not_unsend_a_mail() {
    send(Manners::AcceptRudely, "").await.0.unwrap();
}

#[tokio::test]
async fn the_password_is_shown_to_the_server() {
    let (outcome, server) = send(Manners::Accept, "user%40example.jp:p%2Fw@").await;
    outcome.unwrap();
    assert!(
        server.commands().iter().any(|line| line == "AUTH PLAIN AHVzZXJAZXhhbXBsZS5qcABwL3c="),
        "{:?}",
        server.commands()
    );
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again() {
    for manners in
        [Manners::Greet("421 too busy"), Manners::Recipient("450 4.2.1 try later"), Manners::AfterText("451 disk full")]
    {
        let why = temporary(send(manners, "").await.0);
        assert!(why.starts_with('4'), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_for_good_needs_a_person() {
    for manners in
        [Manners::Recipient("550 5.1.1 <hanako@example.jp>: unknown user hanako"), Manners::AfterText("554 spam")]
    {
        let Err(MailError::Permanent(why)) = send(manners, "").await.0 else { panic!("not permanent") };
        assert!(why.starts_with("55"), "{why}");
        assert!(!why.contains('@') && !why.contains("hanako"), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_of_ourselves_puts_nobody_on_the_call_list() {
    let why = temporary(send(Manners::Auth("535 5.7.8 wrong password"), "user:old@").await.0);
    assert!(why.starts_with("535"), "{why}");
    temporary(send(Manners::Greet("554 go away"), "").await.0);
    temporary(send(Manners::Recipient("530 authentication required"), "").await.0);
}

#[tokio::test]
async fn silence_ends_with_the_step() {
    let why = temporary(send(Manners::Silent, "").await.0);
    assert!(why.contains("time-out"), "{why}");
}

#[tokio::test]
async fn a_hang_up_after_the_final_dot_is_tried_again_with_the_same_octets() {
    let (outcome, server) = send(Manners::DropAfterText, "").await;
    temporary(outcome);
    assert_eq!(server.mails(), [compose(&sample(MessageKind::Confirmation, Language::Ja)) + "\r\n"]);
}

#[tokio::test]
async fn a_closed_door_is_tried_again() {
    let server = SmtpServer::start(Manners::Accept).await;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let free = listener.local_addr().unwrap();
    drop(listener);
    let url = server.url().replace(&server.address.port().to_string(), &free.port().to_string());
    let post = Post::new(Transport::from_url(&url).unwrap()).unwrap();
    temporary(post.send(&sample(MessageKind::Confirmation, Language::Ja)).await);
}

#[tokio::test]
async fn broken_tls_sends_nothing_in_the_clear() {
    let (outcome, server) = send(Manners::BadTls, "user:secret@").await;
    temporary(outcome);
    assert!(server.mails().is_empty());
    assert!(
        server.commands().iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS"),
        "{:?}",
        server.commands()
    );
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing_where_it_is_required() {
    let server = SmtpServer::start(Manners::Accept).await;
    let Transport::Smtp(mut relay) = Transport::from_url(&server.url()).unwrap() else { panic!("no relay") };
    relay.security = crate::mail::transport::Security::Required;
    let post = Post::new(Transport::Smtp(relay)).unwrap();
    temporary(post.send(&sample(MessageKind::Confirmation, Language::Ja)).await);
    assert!(
        server.mails().is_empty() && server.commands().iter().all(|line| line.starts_with("EHLO") || line == "QUIT")
    );
}
