use std::time::Duration;

use mendan_domain::language::Language;
use mendan_service::message::deliver::{MailError, Mailer};
use mendan_service::message::relay::Route;
use mendan_service::model::MessageKind;

use super::compose::{compose, sample};
use super::smtp_server::{Identity, Manners, SmtpServer};
use crate::mail::transport::full_name;
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
    (post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await, server)
}

fn of_us(outcome: Result<(), MailError>) -> String {
    match outcome {
        Err(MailError::Relay(why)) => why,
        other => panic!("{other:?}"),
    }
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
    for manners in [Manners::Recipient("450 4.2.1 try later"), Manners::AfterText("451 disk full")] {
        let why = temporary(send(manners, "").await.0);
        assert!(why.starts_with('4'), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_of_her_address_needs_a_call() {
    for answer in [
        "550 5.1.1 <hanako@example.jp>: unknown user hanako",
        "550 no such user here",
        "551 user not local",
        "553 mailbox name not allowed",
        "552 5.2.2 mailbox full",
        "554 5.1.1 no such user",
        "550 5.4.1 Recipient address rejected: Access denied",
        "556 5.1.10 domain takes no mail",
    ] {
        let Err(MailError::Recipient(why)) = send(Manners::Recipient(answer), "").await.0 else { panic!("{answer}") };
        assert!(why.starts_with("55"), "{why}");
        assert!(!why.contains('@') && !why.contains("hanako"), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_of_the_letter_is_for_staff_to_see() {
    for answer in ["554 spam", "550 5.6.0 not acceptable", "550 5.7.1 looks like spam", "552 5.3.4 too big"] {
        let Err(MailError::Letter(why)) = send(Manners::AfterText(answer), "").await.0 else { panic!("{answer}") };
        assert!(why.starts_with("55"), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_of_ourselves_puts_nobody_on_the_call_list() {
    let why = of_us(send(Manners::Auth("535 5.7.8 wrong password"), "user:old@").await.0);
    assert!(why.starts_with("535"), "{why}");
    for manners in [
        Manners::Greet("554 go away"),
        Manners::Greet("421 too busy"),
        Manners::Hello("504 5.5.2 need fully-qualified hostname"),
        Manners::Sender("550 5.7.60 not permitted to send as this sender"),
        Manners::Sender("451 4.7.1 too many mails from you"),
        Manners::Recipient("530 authentication required"),
        Manners::Recipient("554 5.7.1 <hanako@example.jp>: Relay access denied"),
        Manners::Recipient("554 no"),
        Manners::Recipient("550 5.7.1 unable to relay"),
        Manners::Recipient("550 relay not permitted"),
        Manners::Recipient("550 5.1.8 bad sender's domain"),
        Manners::Recipient("503 5.5.1 bad sequence"),
        Manners::AfterText("530 5.7.0 authentication required"),
    ] {
        let why = of_us(send(manners, "").await.0);
        assert!(!why.contains('@') && !why.contains("hanako"), "{why}");
    }
}

#[tokio::test]
async fn the_relay_is_greeted_by_a_full_name() {
    async fn said(hello: Option<&str>) -> String {
        let server = SmtpServer::start(Manners::FullNames).await;
        let relay = Transport::from_url(&server.url()).unwrap().greeting_as(hello.and_then(full_name));
        Post::new(relay).unwrap().send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await.unwrap();
        server.commands()[0].clone()
    }
    assert_eq!(said(None).await, "EHLO yoyaku.minori.example.jp", "the host of the city's address");
    assert_eq!(said(Some("mendan.kaku.example")).await, "EHLO mendan.kaku.example");
    assert_eq!(said(Some("[192.0.2.7]")).await, "EHLO [192.0.2.7]");
    for name in ["mendan", "localhost", "", "mendan.", "[mendan]", "192.0.2.7"] {
        assert!(full_name(name).is_none(), "{name}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_gets_no_mail_and_no_way_round_it() {
    let identity = Identity::of("127.0.0.1");
    let server = SmtpServer::start_with_tls(Manners::Accept, identity.clone()).await;
    let post = Post::new(Transport::from_url(&server.url()).unwrap()).unwrap();
    let why = of_us(post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await);
    assert!(why.starts_with("TLS") || why.starts_with("connection"), "{why}");
    assert!(server.commands().iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS"));
    assert_eq!(server.mails(), Vec::<String>::new());

    let folder = std::env::temp_dir().join(format!("mendan_ca_{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let send = async |server: &SmtpServer, pem: &str, file: &str| {
        let file = folder.join(file);
        std::fs::write(&file, pem).unwrap();
        let url = format!("{}?ca={}", server.url(), file.display());
        let post = Post::new(Transport::from_url(&url).unwrap()).unwrap();
        post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await
    };
    // Of another host, and of another authority.
    let other = SmtpServer::start_with_tls(Manners::Accept, Identity::of("192.0.2.7")).await;
    of_us(send(&other, &identity.pem, "other.pem").await);
    let elsewhere = Identity::of("relay.kaku.example");
    let server_of_other_name = SmtpServer::start_with_tls(Manners::Accept, elsewhere.clone()).await;
    of_us(send(&server_of_other_name, &elsewhere.pem, "elsewhere.pem").await);
    // With the right one the mail goes, under TLS.
    send(&server, &identity.pem, "own.pem").await.unwrap();
    let commands = server.commands();
    let tls = commands.iter().position(|line| line == "(TLS)").unwrap();
    assert!(commands.iter().position(|line| line.starts_with("MAIL")).unwrap() > tls, "{commands:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn silence_ends_with_the_step() {
    let why = of_us(send(Manners::Silent, "").await.0);
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
    of_us(post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await);
}

#[tokio::test]
async fn broken_tls_sends_nothing_in_the_clear() {
    let (outcome, server) = send(Manners::BadTls, "user:secret@").await;
    of_us(outcome);
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
    of_us(post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await);
    assert!(
        server.mails().is_empty() && server.commands().iter().all(|line| line.starts_with("EHLO") || line == "QUIT")
    );
}
