use std::sync::Arc;
use std::time::Duration;

use mendan_domain::language::Language;
use mendan_service::message::deliver::{Letter, MailError, Mailer as _};
use mendan_service::message::relay::{Relay, Route};
use mendan_service::model::MessageKind;

use super::compose::sample;
use super::smtp_server::{Manners, SmtpServer};
use crate::mail::{Post, Transport};

fn letter() -> Letter {
    sample(MessageKind::Confirmation, Language::Ja)
}

fn post(server: &SmtpServer) -> Post {
    Post::new(Transport::from_url(&server.url()).unwrap()).unwrap()
}

fn said(server: &SmtpServer, word: &str) -> usize {
    server.commands().iter().filter(|line| line.starts_with(word)).count()
}

/// Somebody else's task has its turn.
async fn until(done: impl Fn() -> bool) {
    for _ in 0..500 {
        if done() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came to that");
}

#[tokio::test]
async fn letters_one_after_the_other_take_one_session() {
    let server = SmtpServer::start(Manners::Accept).await;
    let post = post(&server);
    for _ in 0..5 {
        post.send(&letter(), &Route::Common).await.unwrap();
    }
    assert_eq!((server.sessions(), server.mails().len(), said(&server, "EHLO")), (1, 5, 1));
    assert_eq!(said(&server, "RSET"), 4, "each begins with nothing of the one before");
}

#[tokio::test]
async fn letters_at_a_time_take_a_session_each_and_a_hundred_letters_end_one() {
    let server = SmtpServer::start(Manners::Accept).await;
    let post = Arc::new(post(&server));
    let (one, two) = (letter(), letter());
    let (one, two) = tokio::join!(post.send(&one, &Route::Common), post.send(&two, &Route::Common));
    one.and(two).unwrap();
    assert_eq!(server.sessions(), 2);
    for _ in 0..210 {
        post.send(&letter(), &Route::Common).await.unwrap();
    }
    assert_eq!(server.mails().len(), 212);
    assert!((3..=4).contains(&server.sessions()), "{}", server.sessions());
    until(|| said(&server, "QUIT") >= 1).await;
}

#[tokio::test]
async fn a_session_that_has_ended_meanwhile_is_begun_anew_and_the_letter_leaves_once() {
    let server = SmtpServer::start(Manners::Accept).await;
    let post = post(&server);
    post.send(&letter(), &Route::Common).await.unwrap();
    server.restart();
    post.send(&letter(), &Route::Common).await.unwrap();
    assert_eq!((server.sessions(), server.mails().len()), (2, 2));
}

#[tokio::test]
async fn what_is_refused_of_one_letter_ends_no_session_and_what_is_refused_of_us_does() {
    let server = SmtpServer::start(Manners::Recipient("550 5.1.1 nobody")).await;
    let relay = post(&server);
    for _ in 0..3 {
        assert!(matches!(relay.send(&letter(), &Route::Common).await, Err(MailError::Recipient(_))));
    }
    assert_eq!(server.sessions(), 1);
    let server = SmtpServer::start(Manners::Sender("550 5.7.60 not you")).await;
    let relay = post(&server);
    for _ in 0..3 {
        assert!(matches!(relay.send(&letter(), &Route::Common).await, Err(MailError::Relay(_))));
    }
    assert_eq!(server.sessions(), 3, "what was mended is seen at the next try");
}

#[tokio::test]
async fn a_city_that_has_another_server_ends_the_sessions_of_the_one_before() {
    let (one, two) = (SmtpServer::start(Manners::Accept).await, SmtpServer::start(Manners::Accept).await);
    let route = |version: i64, server: &SmtpServer| {
        let relay = Relay { server: "127.0.0.1".into(), port: server.address.port(), ..Relay::default() };
        Route::Own { version, relay: Arc::new(relay) }
    };
    let post = Post::with(None).unwrap();
    for _ in 0..2 {
        post.send(&letter(), &route(1, &one)).await.unwrap();
    }
    assert_eq!(one.sessions(), 1);
    post.send(&letter(), &route(2, &two)).await.unwrap();
    until(|| said(&one, "QUIT") == 1).await;
    // Set anew, even as it was, it is another server.
    post.send(&letter(), &route(3, &two)).await.unwrap();
    until(|| said(&two, "QUIT") == 1).await;
    assert_eq!((one.mails().len(), two.mails().len(), two.sessions()), (2, 2, 2));
}

#[tokio::test]
async fn reports_of_what_could_not_be_delivered_go_where_the_city_says() {
    let server = SmtpServer::start(Manners::Accept).await;
    let relay = Relay {
        server: "127.0.0.1".into(),
        port: server.address.port(),
        bounces: "bounces@city.minori.example.jp".into(),
        ..Relay::default()
    };
    let post = Post::with(None).unwrap();
    post.send(&letter(), &Route::Own { version: 1, relay: Arc::new(relay) }).await.unwrap();
    assert_eq!(said(&server, "MAIL FROM:<bounces@city.minori.example.jp>"), 1, "{:?}", server.commands());
    assert!(server.mails()[0].contains("<yoyaku@city.minori.example.jp>"), "From is whose letter it is");
    let common = Transport::from_url(&server.url()).unwrap();
    let common = common.bouncing_to(Some("post@kaku.example".parse().unwrap()));
    Post::new(common).unwrap().send(&letter(), &Route::Common).await.unwrap();
    assert_eq!(said(&server, "MAIL FROM:<post@kaku.example>"), 1);
}
