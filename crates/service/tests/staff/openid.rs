//! Coming in by the city's identity provider: whose an account is, what counts as a second factor, what is good for once, and what
//! lets nobody in.

use chrono::Duration;
use mendan_domain::staff::{Profession, Role};
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::factor::kind::{Evidence, ProvenBy};
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::openid::begin::{ATTEMPT_MINUTES, Purpose};
use mendan_service::staff::openid::finish::{Came, Failed, Finished};
use mendan_service::staff::openid::port::{Identity, Trouble};
use mendan_service::staff::sign_in::{SignedIn, Try};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::app::elsewhere;
use crate::support::behind::{last_line, lines, number};
use crate::support::one::{NETWORK, NEW, OLD, One, PASSWORD, instance};
use crate::support::provider::{Provider, Way, account, come_back, send, typed};

on_both_engines!(
    an_account_is_linked_by_whoever_is_signed_in_and_lets_her_in_from_then_on,
    an_account_of_nobody_lets_nobody_in_unless_names_were_allowed,
    an_account_of_a_colleague_or_of_somebody_stopped_lets_nobody_in,
    whoever_comes_back_too_late_twice_or_in_another_browser_has_nothing,
    what_the_provider_asked_counts_as_a_second_factor_where_the_city_says_so,
    she_proves_again_at_the_provider_what_is_not_less_than_before,
    what_is_set_is_sealed_told_to_nobody_and_written_over_only_by_whoever_has_seen_it,
    a_provider_that_is_set_anew_begins_anew,
    a_change_of_the_provider_is_undone_for_a_day_and_then_forgotten,
);

/// She is in a city that has a provider.
async fn begun(fresh: &Fresh, more: &[(&str, &str)]) -> (One, Provider) {
    let mut one = One::new(fresh).await;
    let permit = one.world.administrator().permit().unwrap();
    one.world.services.openid_save(&permit, Expected::Version(0), &typed(more)).await.unwrap();
    one.world.reread().await;
    (one, Provider::default())
}

impl One {
    async fn sent(&self, provider: &Provider) -> Way {
        send(&self.world.services, self.world.number.city(), (Purpose::SignIn, None), provider).await.unwrap()
    }

    async fn back(&self, way: &Way, session: Option<&str>, provider: &Provider) -> Finished {
        come_back(&self.world.services, self.world.number.city(), (way, session), provider).await
    }

    /// To the provider and back.
    async fn there_and_back(&self, provider: &Provider) -> Result<Came, Failed> {
        self.back(&self.sent(provider).await, None, provider).await.came
    }

    /// She is in by her password.
    async fn in_by_password(&self) -> (String, SignedIn) {
        let Entered::Session(token) = self.by_password().await else { panic!("a factor was asked") };
        let signed_in = self.session(&token).await.unwrap();
        (token, signed_in)
    }

    /// The same, there and back for something she is signed in for.
    async fn signed_in_for(&self, purpose: Purpose, token: &str, provider: &Provider) -> Result<Came, Failed> {
        let signed_in = self.session(token).await.unwrap();
        let asked = (purpose, Some(&signed_in.session));
        let way = send(&self.world.services, self.world.number.city(), asked, provider).await.unwrap();
        self.back(&way, Some(token), provider).await.came
    }

    /// Her account is linked.
    async fn linked(&self, provider: &Provider, subject: &str) -> String {
        let (token, _) = self.in_by_password().await;
        provider.says(account(subject));
        match self.signed_in_for(Purpose::Link, &token, provider).await {
            Ok(Came::Linked(token)) => token,
            other => panic!("not linked: {other:?}"),
        }
    }
}

fn session_of(came: Result<Came, Failed>) -> String {
    match came {
        Ok(Came::In(Entered::Session(token), _)) => token,
        other => panic!("she is not in: {other:?}"),
    }
}

fn failure_of(came: Result<Came, Failed>) -> Failed {
    came.expect_err("nobody comes in")
}

fn fields_of(refused: &Result<(), Refusal>) -> Vec<&'static str> {
    let Err(Refusal::Invalid(errors)) = refused else { panic!("{refused:?}") };
    errors.iter().map(|error| error.field).collect()
}

async fn an_account_is_linked_by_whoever_is_signed_in_and_lets_her_in_from_then_on(fresh: &Fresh) {
    let (one, provider) = begun(fresh, &[]).await;
    let (elsewhere, _) = one.in_by_password().await;
    let own = one.world.services.openid_own(&one.own()).await.unwrap();
    assert!(own.label.as_deref() == Some("架空認証") && own.link.is_none());
    let token = one.linked(&provider, "a").await;
    assert!(matches!(one.session(&elsewhere).await, Err(Refusal::NotFound)), "her other sessions end");
    one.session(&token).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("openid_link", one.id.0));
    assert!(one.world.services.openid_own(&one.own()).await.unwrap().link.is_some());
    let way = one.sent(&provider).await;
    let finished = one.back(&way, Some(&token), &provider).await;
    assert_eq!((finished.purpose, finished.along.text("next")), (Purpose::SignIn, "/staff/calls"));
    let there = session_of(finished.came);
    assert!(matches!(one.session(&token).await, Err(Refusal::NotFound)), "the browser's former session ends");
    assert_eq!(one.session(&there).await.unwrap().session.proven_by, ProvenBy::OpenId);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["by"].as_str()), ("sign_in", Some("openid")));
    // Nobody else's, and not hers any more once she says so.
    provider.says(account("A"));
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown);
    provider.says(account("a"));
    let hers = one.session(&there).await.unwrap().session;
    let token = one.world.services.openid_unlink(&one.own(), &hers).await.unwrap().expect("another cookie");
    let hers = one.session(&token).await.unwrap().session;
    assert_eq!(one.world.services.openid_unlink(&one.own(), &hers).await.unwrap(), None, "pressed twice");
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown);
    assert!(lines(fresh).await.iter().all(|line| !line.detail.to_string().contains("\"a\"")), "whom it spoke of");
}

async fn an_account_of_nobody_lets_nobody_in_unless_names_were_allowed(fresh: &Fresh) {
    let (mut one, provider) = begun(fresh, &[]).await;
    let hers = Identity {
        preferred_username: Some("Kanri@city.example.jp".into()),
        verified_email: Some("kanri@city.example.jp".into()),
        ..account("a")
    };
    provider.says(hers.clone());
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown, "nobody has allowed it");
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["why"].as_str()), ("openid_failed", Some("unknown")));
    let permit = one.world.administrator().permit().unwrap();
    let named = typed(&[("naming", "email"), ("domain", "city.example.jp")]);
    one.world.services.openid_save(&permit, Expected::Any, &named).await.unwrap();
    one.world.reread().await;
    provider.says(Identity { verified_email: None, ..hers.clone() });
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown, "not verified");
    provider.says(Identity { verified_email: Some("kanri@other.example".into()), ..hers.clone() });
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown, "another domain");
    provider.says(hers.clone());
    session_of(one.there_and_back(&provider).await);
    let told = lines(fresh).await;
    let linked = told.iter().find(|line| line.action == "openid_link").expect("a line");
    assert_eq!((linked.actor, linked.detail["by"].as_str()), (Some(one.id.0), Some("email")));
    // From then on it is the account that counts, and not the name.
    provider.says(Identity { subject: "b".into(), ..hers });
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown);
    provider.says(account("a"));
    session_of(one.there_and_back(&provider).await);
}

async fn an_account_of_a_colleague_or_of_somebody_stopped_lets_nobody_in(fresh: &Fresh) {
    let (mut one, provider) = begun(fresh, &[]).await;
    one.linked(&provider, "a").await;
    let services = one.world.services.clone();
    // A colleague shows the same account.
    let (city, password) = (one.world.number.city(), "kaze-ga-fuku-oka-57-umi");
    let new = NewStaff {
        login: "betsu".into(),
        display_name: "別 人子".into(),
        role: Role::Receptionist,
        profession: Profession::Clerk,
        password: password.into(),
    };
    let colleague = services.staff_add(&one.world.system().permit().unwrap(), &new).await.unwrap().id;
    one.world.reread().await;
    let tried = Try { login: "betsu", password, former: None, at: NETWORK.into() };
    let (Entered::Session(theirs), _) = services.sign_in(city, &tried).await.unwrap() else { panic!("a factor") };
    assert_eq!(failure_of(one.signed_in_for(Purpose::Link, &theirs, &provider).await), Failed::Taken);
    let permit = one.world.administrator().permit().unwrap();
    assert!(!services.openid_has_link(&permit, colleague).await.unwrap());
    assert!(services.openid_has_link(&permit, one.id).await.unwrap());
    services.staff_disable(&one.world.system().permit().unwrap(), "kanri").await.unwrap();
    one.world.reread().await;
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown, "she is stopped");
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM session").await, 1, "the colleague's");
    // Another city's provider knows nobody here.
    let none = send(&services, elsewhere(city), (Purpose::SignIn, None), &provider).await;
    assert!(matches!(none, Err(Refusal::NotFound)));
    // Whoever manages the staff takes the link away.
    services.openid_links_take_away(&permit, one.id, Expected::Any).await.unwrap();
    assert!(!services.openid_has_link(&permit, one.id).await.unwrap());
    assert_eq!(last_line(fresh).await.action, "openid_links_taken");
}

async fn whoever_comes_back_too_late_twice_or_in_another_browser_has_nothing(fresh: &Fresh) {
    let (one, provider) = begun(fresh, &[]).await;
    one.linked(&provider, "a").await;
    let before = number(fresh, "SELECT COUNT(*) FROM session").await;
    // Another browser has the address; then the address is still good in the one that was sent.
    let way = one.sent(&provider).await;
    let strange = (way.0.clone(), one.sent(&provider).await.1);
    for strange in [strange, (way.0.clone(), String::new()), (String::new(), way.1.clone())] {
        assert_eq!(failure_of(one.back(&strange, None, &provider).await.came), Failed::Over);
    }
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM session").await, before);
    session_of(one.back(&way, None, &provider).await.came);
    assert_eq!(failure_of(one.back(&way, None, &provider).await.came), Failed::Over, "once");
    let (last, late) = (one.sent(&provider).await, one.sent(&provider).await);
    one.later(ATTEMPT_MINUTES * 60 - 1);
    session_of(one.back(&last, None, &provider).await.came);
    one.later(1);
    assert_eq!(failure_of(one.back(&late, None, &provider).await.came), Failed::Over);
    // Of two instances that are asked at once one finds it.
    let way = one.sent(&provider).await;
    let (first, second) = tokio::join!(one.back(&way, None, &provider), one.back(&way, None, &provider));
    assert_eq!([first.came.is_ok(), second.came.is_ok()].into_iter().filter(|came| *came).count(), 1);
    // What was begun signed in is nothing for somebody else, nor for whoever has signed out.
    let (token, signed_in) = one.in_by_password().await;
    let asked = (Purpose::Link, Some(&signed_in.session));
    let way = send(&one.world.services, one.world.number.city(), asked, &provider).await.unwrap();
    let (other, _) = one.in_by_password().await;
    assert_eq!(failure_of(one.back(&way, Some(&other), &provider).await.came), Failed::Over);
    let way = send(&one.world.services, one.world.number.city(), asked, &provider).await.unwrap();
    one.world.services.sign_out(one.world.number.city(), &token).await.unwrap();
    assert_eq!(failure_of(one.back(&way, Some(&token), &provider).await.came), Failed::Over);
    for (trouble, failed) in [(Trouble::Token, Failed::Wrong), (Trouble::Silent, Failed::Down)] {
        let way = one.sent(&provider).await;
        provider.fails(trouble);
        assert_eq!(failure_of(one.back(&way, None, &provider).await.came), failed);
        provider.says(account("a"));
    }
}

async fn what_the_provider_asked_counts_as_a_second_factor_where_the_city_says_so(fresh: &Fresh) {
    let (mut one, provider) = begun(fresh, &[("second", "mfa  urn:high")]).await;
    one.linked(&provider, "a").await;
    one.wants_factors(true).await;
    let is_asked = |came: Result<Came, Failed>| matches!(came, Ok(Came::In(Entered::Step(_), _)));
    assert!(is_asked(one.there_and_back(&provider).await), "her password there alone");
    provider.says(Identity { methods: vec!["pwd".into(), "mfa".into()], ..account("a") });
    let token = session_of(one.there_and_back(&provider).await);
    assert_eq!(one.session(&token).await.unwrap().session.proven_by, ProvenBy::OpenIdSecond);
    assert_eq!(last_line(fresh).await.detail["by"], "openid_second");
    provider.says(Identity { class: Some("urn:high".into()), ..account("a") });
    session_of(one.there_and_back(&provider).await);
    provider.says(Identity { methods: vec!["MFA".into()], class: Some("0".into()), ..account("a") });
    assert!(is_asked(one.there_and_back(&provider).await), "what is not listed");
    // Nothing is listed: our own is asked, whatever the provider says.
    let permit = one.world.administrator().permit().unwrap();
    one.world.services.openid_save(&permit, Expected::Any, &typed(&[])).await.unwrap();
    provider.says(Identity { methods: vec!["mfa".into()], ..account("a") });
    assert!(is_asked(one.there_and_back(&provider).await));
}

async fn she_proves_again_at_the_provider_what_is_not_less_than_before(fresh: &Fresh) {
    let (mut one, provider) = begun(fresh, &[("second", "mfa")]).await;
    let token = one.linked(&provider, "a").await;
    one.later(16 * 60);
    let services = one.world.services.clone();
    assert!(!services.is_proven_lately(&one.session(&token).await.unwrap().session));
    let Ok(Came::Proven(proven)) = one.signed_in_for(Purpose::Again, &token, &provider).await else {
        panic!("not proven")
    };
    assert!(matches!(one.session(&token).await, Err(Refusal::NotFound)), "under another cookie");
    assert!(services.is_proven_lately(&one.session(&proven).await.unwrap().session));
    assert_eq!(last_line(fresh).await.detail["by"], "openid");
    provider.says(account("b"));
    assert_eq!(failure_of(one.signed_in_for(Purpose::Again, &proven, &provider).await), Failed::Unknown);
    // The city wants a second factor: less than it is not enough, neither there nor her password here.
    one.wants_factors(true).await;
    let second = Identity { methods: vec!["mfa".into()], ..account("a") };
    provider.says(second.clone());
    let token = session_of(one.there_and_back(&provider).await);
    provider.says(account("a"));
    assert_eq!(failure_of(one.signed_in_for(Purpose::Again, &token, &provider).await), Failed::NotEnough);
    let hers = one.session(&token).await.unwrap().session;
    let password = Evidence::Password(PASSWORD.into());
    assert!(matches!(services.prove_again(&one.own(), &hers, &password).await, Err(Refusal::Invalid(_))));
    provider.says(second);
    assert!(matches!(one.signed_in_for(Purpose::Again, &token, &provider).await, Ok(Came::Proven(_))));
}

async fn what_is_set_is_sealed_told_to_nobody_and_written_over_only_by_whoever_has_seen_it(fresh: &Fresh) {
    let (mut one, provider) = begun(fresh, &[]).await;
    one.linked(&provider, "a").await;
    let (services, permit) = (one.world.services.clone(), one.world.administrator().permit().unwrap());
    let shown = services.openid_of(&permit).await.unwrap();
    let own = shown.own.expect("a provider");
    assert!(own.client_secret.is_empty() && own.issuer == "https://id.example" && shown.version == 1);
    let told = lines(fresh).await;
    assert!(told.iter().any(|line| line.action == "openid_set") && !format!("{told:?}").contains("himitsu"));
    let stale = services.openid_save(&permit, Expected::Version(0), &typed(&[])).await;
    assert!(matches!(stale, Err(Refusal::Changed)));
    // Left empty the secret stays, for the same place alone.
    services
        .openid_save(&permit, Expected::Version(1), &typed(&[("client_password", ""), ("label", "市")]))
        .await
        .unwrap();
    let elsewhere = typed(&[("client_password", ""), ("issuer", "https://evil.example")]);
    let refused = services.openid_save(&permit, Expected::Any, &elsewhere).await;
    assert_eq!(fields_of(&refused), ["client_password"]);
    let all = typed(&[("issuer", "http://id.example"), ("client_id", ""), ("label", ""), ("naming", "email")]);
    let refused = services.openid_save(&permit, Expected::Any, &all).await;
    assert_eq!(fields_of(&refused), ["issuer", "client_id", "label", "domain"]);
    // What was looked at may be saved without its secret.
    let looked = services.openid_try(&permit, &typed(&[("issuer", "https://new.example")]), &provider).await.unwrap();
    assert!(looked.found.is_ok());
    let kept = [("issuer", "https://new.example"), ("client_password", ""), ("tried_password", looked.kept.as_str())];
    services.openid_save(&permit, Expected::Any, &typed(&kept)).await.unwrap();
    provider.fails(Trouble::OtherIssuer);
    let looked = services.openid_try(&permit, &typed(&[]), &provider).await.unwrap();
    assert_eq!(looked.found, Err(Trouble::OtherIssuer));
    assert_eq!(last_line(fresh).await.detail["outcome"], "other_issuer");
    // An exchange of the secret keeps it; under a secret that is not listed it is none, and is said to be unreadable.
    let both = instance(fresh, &one.world.clock, &format!("{NEW}\n{OLD}"));
    both.rotate_secret().await.unwrap();
    let renewed = instance(fresh, &one.world.clock, NEW);
    assert!(renewed.openid_label(one.world.number.city()).await.unwrap().is_some());
    assert!(services.openid_label(one.world.number.city()).await.unwrap().is_none());
    assert!(services.openid_of(&permit).await.unwrap().unreadable);
    one.world.reread().await;
}

async fn a_provider_that_is_set_anew_begins_anew(fresh: &Fresh) {
    let (one, provider) = begun(fresh, &[]).await;
    one.linked(&provider, "a").await;
    let (services, permit) = (one.world.services.clone(), one.world.administrator().permit().unwrap());
    let way = one.sent(&provider).await;
    services.openid_save(&permit, Expected::Any, &typed(&[("client_id", "other")])).await.unwrap();
    assert_eq!(failure_of(one.back(&way, None, &provider).await.came), Failed::Over);
    // The same issuer knows whom it knew; another one nobody.
    session_of(one.there_and_back(&provider).await);
    services.openid_save(&permit, Expected::Any, &typed(&[("issuer", "https://other.example")])).await.unwrap();
    assert_eq!(failure_of(one.there_and_back(&provider).await), Failed::Unknown);
    services.openid_remove(&permit, Expected::Any).await.unwrap();
    let none = send(&services, one.world.number.city(), (Purpose::SignIn, None), &provider).await;
    assert!(matches!(none, Err(Refusal::NotFound)) && services.openid_of(&permit).await.unwrap().own.is_none());
    assert!(services.openid_label(one.world.number.city()).await.unwrap().is_none());
}

async fn a_change_of_the_provider_is_undone_for_a_day_and_then_forgotten(fresh: &Fresh) {
    let (one, provider) = begun(fresh, &[]).await;
    one.linked(&provider, "a").await;
    let (services, permit) = (one.world.services.clone(), one.world.administrator().permit().unwrap());
    let client = async || services.openid_of(&permit).await.unwrap().own.map(|own| own.client_id);
    let kept = async || number(fresh, "SELECT COUNT(*) FROM openid WHERE former_sealed IS NOT NULL").await;
    let undo = async |version| services.openid_undo(&permit, Expected::Version(version)).await;
    assert!(matches!(undo(1).await, Err(Refusal::NotPossible)), "there was none before");
    let was = client().await;
    services.openid_save(&permit, Expected::Version(1), &typed(&[("client_id", "other")])).await.unwrap();
    assert_eq!(client().await.as_deref(), Some("other"));
    assert!(services.openid_of(&permit).await.unwrap().undoable);
    assert!(matches!(undo(1).await, Err(Refusal::Changed)), "another page");
    undo(2).await.unwrap();
    assert_eq!((client().await, last_line(fresh).await.action.as_str()), (was.clone(), "openid_undo"));
    // It is as it was, secret and all; and what was undone can be undone.
    session_of(one.there_and_back(&provider).await);
    undo(3).await.unwrap();
    assert_eq!(client().await.as_deref(), Some("other"));
    services.openid_remove(&permit, Expected::Version(4)).await.unwrap();
    assert_eq!(client().await, None);
    undo(5).await.unwrap();
    assert_eq!((client().await.as_deref(), kept().await), (Some("other"), 0), "before that there was none");
    services.openid_remove(&permit, Expected::Version(6)).await.unwrap();
    assert_eq!(kept().await, 1);
    one.world.set_now(services.now() + Duration::hours(24));
    assert!(matches!(undo(7).await, Err(Refusal::NotPossible)));
    assert!(!services.openid_of(&permit).await.unwrap().undoable);
    services.sweep_old().await.unwrap();
    assert_eq!(kept().await, 0, "its secret is gone");
}
