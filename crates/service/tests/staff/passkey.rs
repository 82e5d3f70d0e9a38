//! Passkeys: registered, shown, refused; whose they are, where, and how often.

use mendan_domain::staff::{Profession, Role};
use mendan_service::Refusal;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::factor::kind::{Evidence, FactorKind, ProvenBy};
use mendan_service::staff::factor::own::Passkeys;
use mendan_service::staff::factor::recovery::CODES;
use mendan_service::staff::factor::step::{Asked, Entered};
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::authenticator::Authenticator;
use crate::support::behind::{last_line, wrong};
use crate::support::one::{NETWORK, One, PASSWORD, is_wrong};
use crate::support::passkey::{NAME, proof, registers, shows};

on_both_engines!(
    a_passkey_is_registered_and_lets_in_and_an_answer_is_used_once,
    the_passkey_of_somebody_else_proves_nothing,
    an_answer_for_another_address_proves_nothing,
    a_counter_that_goes_back_is_refused_and_many_a_key_does_not_count,
    what_one_session_was_asked_another_cannot_answer,
    whoever_is_asked_again_shows_her_passkey,
    a_first_passkey_lets_in_where_the_city_wants_a_factor,
    passkeys_have_names_and_are_ten_at_most,
    a_passkey_goes_alone_with_the_last_one_and_with_all,
    where_browsers_make_no_passkeys_none_is_asked_for,
);

async fn a_passkey_is_registered_and_lets_in_and_an_answer_is_used_once(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let Entered::Session(elsewhere) = one.by_password().await else { panic!("a factor was asked") };
    let (session, mut key, codes) = one.with_passkey().await;
    assert_eq!(codes.len(), CODES);
    assert!(matches!(one.session(&elsewhere).await, Err(Refusal::NotFound)), "her other sessions end");
    assert_eq!(one.session(&session).await.unwrap().session.proven_by, ProvenBy::Factor(FactorKind::Passkey));
    let own = services.own_factors(&one.own()).await.unwrap();
    assert_eq!((own.factors.len(), own.factors[0].name.as_deref(), own.passkeys), (1, Some(NAME), Passkeys::Possible));
    assert!(!format!("{own:?}").contains(NAME));

    let step = one.step().await;
    let asked = one.asked(&step).await;
    let half_way = services.half_way(one.world.number.city(), &step, None).await.unwrap();
    assert_eq!((half_way.asked, half_way.ways.kinds), (Asked::Proof, vec![FactorKind::Passkey]));
    assert!(asked.options.contains("\"userVerification\":\"preferred\""), "{}", asked.options);
    one.later(60);
    let said = key.shows(&asked.options);
    let (token, by) = one.prove(&step, &proof(&asked, said.clone())).await.unwrap();
    assert_eq!(by, ProvenBy::Factor(FactorKind::Passkey));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["by"].as_str()), ("sign_in", Some("passkey")));
    assert_eq!(one.session(&token).await.unwrap().session.proven_by, by);
    let used = services.own_factors(&one.own()).await.unwrap().factors[0].used_at;
    assert_eq!(used, Some(services.now()));
    // The same answer once more: there, at another step with what was asked then, and with what is asked now.
    assert!(matches!(one.prove(&step, &proof(&asked, said.clone())).await, Err(Refusal::NotFound)));
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &proof(&asked, said.clone())).await));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["shown"].as_str()), ("factor_failed", Some("passkey")));
    let now = one.asked(&step).await;
    assert!(is_wrong(&one.prove(&step, &proof(&now, said)).await));
    for nothing in ["", "{}", "null", "[", "\u{0}"] {
        let step = one.step().await;
        let asked = one.asked(&step).await;
        assert!(is_wrong(&one.prove(&step, &proof(&asked, nothing.into())).await), "{nothing}");
    }
    // Of two at once with one answer one is in.
    let step = one.step().await;
    let asked = one.asked(&step).await;
    let shown = shows(&asked, &mut key);
    let (first, second) = tokio::join!(one.prove(&step, &shown), one.prove(&step, &shown));
    assert!(first.is_ok() != second.is_ok(), "{:?} {:?}", first.is_ok(), second.is_ok());
}

async fn the_passkey_of_somebody_else_proves_nothing(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let new = NewStaff {
        login: "futari".into(),
        display_name: "見本 ふたり".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        password: PASSWORD.into(),
    };
    let colleague = one.world.services.staff_add(&one.world.system().permit().unwrap(), &new).await.unwrap();
    one.world.reread().await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let tried = Try { login: "futari", password: PASSWORD, former: None, at: NETWORK.into() };
    let (Entered::Session(theirs), _) = services.sign_in(city, &tried).await.unwrap() else { panic!("no session") };
    let theirs = one.session(&theirs).await.unwrap().session;
    let context = one.world.member(colleague.id, Role::Administrator);
    let asked = services.own_passkey(&context, &theirs).await.unwrap().unwrap();
    let mut other = one.passkey();
    services.factor_add(&context, &theirs, &registers(&asked, &other, "x")).await.unwrap();

    let (_, mut key, _) = one.with_passkey().await;
    let step = one.step().await;
    let asked = one.asked(&step).await;
    assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut other)).await), "hers opens nothing of another's");
    // Also if it says that it is the other one: it cannot sign as that.
    let own = std::mem::replace(&mut other.id, key.id.clone());
    other.counter = 100;
    assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut other)).await));
    other.id = own;
    one.prove(&step, &shows(&asked, &mut key)).await.unwrap();
    // What her colleague was asked is nothing to her, neither at the entrance nor when she is asked again.
    let tried = services.sign_in(city, &tried).await.unwrap().0;
    let Entered::Step(step) = tried else { panic!("no factor was asked") };
    let asked = one.asked(&step).await;
    let mine = one.step().await;
    assert!(is_wrong(&one.prove(&mine, &shows(&asked, &mut key)).await));
    assert!(matches!(services.own_passkey(&one.own(), &theirs).await, Err(Refusal::NotFound)));
    assert!(matches!(services.own_ways(&one.own(), &theirs).await, Err(Refusal::NotFound)));
}

async fn an_answer_for_another_address_proves_nothing(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (token, mut key, _) = one.with_passkey().await;
    let (right, party) = (key.origin.clone(), key.party.clone());
    for origin in ["https://evil.example", &format!("{right}:8443"), &right.replace("https:", "http:")] {
        let step = one.step().await;
        let asked = one.asked(&step).await;
        key.origin = origin.to_owned();
        assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut key)).await), "{origin}");
    }
    key.origin = right;
    let step = one.step().await;
    let asked = one.asked(&step).await;
    key.party = "evil.example".into();
    assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut key)).await));
    key.party = party;
    assert!(is_wrong(&one.prove(&step, &proof(&asked, key.made(&asked.options))).await), "made is not shown");
    one.prove(&step, &shows(&asked, &mut key)).await.unwrap();

    let session = one.session(&token).await.unwrap().session;
    let services = one.world.services.clone();
    let asked = services.own_passkey(&one.own(), &session).await.unwrap().unwrap();
    for (origin, party) in [("https://evil.example", key.party.as_str()), (key.origin.as_str(), "evil.example")] {
        let mut new = Authenticator::new(origin);
        new.party = party.into();
        let said = wrong(fresh, services.factor_add(&one.own(), &session, &registers(&asked, &new, "x"))).await;
        assert_eq!(said, [("passkey", "wrong")], "{origin} {party}");
    }
}

async fn a_counter_that_goes_back_is_refused_and_many_a_key_does_not_count(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (token, mut key, _) = one.with_passkey().await;
    key.counter = 40;
    let step = one.step().await;
    one.prove(&step, &shows(&one.asked(&step).await, &mut key)).await.unwrap();
    for copied in [0, 39, 40] {
        let step = one.step().await;
        key.counter = copied;
        key.counts = copied == 39;
        assert!(is_wrong(&one.prove(&step, &shows(&one.asked(&step).await, &mut key)).await), "{copied}");
    }
    (key.counter, key.counts) = (41, true);
    let step = one.step().await;
    one.prove(&step, &shows(&one.asked(&step).await, &mut key)).await.unwrap();

    let session = one.session(&token).await;
    assert!(session.is_ok(), "a passkey that is shown ends no session");
    let mut still = one.passkey();
    still.counts = false;
    one.registers(&token, &still, "数えない鍵").await;
    for _ in 0..3 {
        let step = one.step().await;
        one.prove(&step, &shows(&one.asked(&step).await, &mut still)).await.unwrap();
    }
    // One that asked for a finger when it was made does so for good.
    still.verifies = false;
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &shows(&one.asked(&step).await, &mut still)).await));
}

async fn what_one_session_was_asked_another_cannot_answer(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (token, mut key, _) = one.with_passkey().await;
    let (here, there) = (one.step().await, one.step().await);
    let asked = one.asked(&here).await;
    assert!(is_wrong(&one.prove(&there, &shows(&asked, &mut key)).await));
    let session = one.session(&token).await.unwrap().session;
    let of_session = services.own_ways(&one.own(), &session).await.unwrap().passkey.unwrap();
    assert!(is_wrong(&one.prove(&there, &shows(&of_session, &mut key)).await));
    let again = services.prove_again(&one.own(), &session, &shows(&asked, &mut key)).await;
    assert!(matches!(again, Err(Refusal::Invalid(_))));
    // What a new one is asked is nothing for one that she has, and the other way round.
    let of_new = services.own_passkey(&one.own(), &session).await.unwrap().unwrap();
    assert!(matches!(
        services.prove_again(&one.own(), &session, &shows(&of_new, &mut key)).await,
        Err(Refusal::Invalid(_))
    ));
    let new = one.passkey();
    let said = wrong(fresh, services.factor_add(&one.own(), &session, &registers(&of_session, &new, "x"))).await;
    assert_eq!(said, [("passkey", "wrong")]);
    // Of her other session, and of long ago.
    let (other, _) = one.prove(&here, &shows(&asked, &mut key)).await.unwrap();
    let other = one.session(&other).await.unwrap().session;
    let said = wrong(fresh, services.factor_add(&one.own(), &other, &registers(&of_new, &new, "x"))).await;
    assert_eq!(said, [("passkey", "wrong")]);
    one.later(30 * 60);
    let said = wrong(fresh, services.factor_add(&one.own(), &session, &registers(&of_new, &new, "x"))).await;
    assert_eq!(said, [("passkey", "wrong")]);
}

async fn whoever_is_asked_again_shows_her_passkey(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (token, mut key, _) = one.with_passkey().await;
    let session = one.session(&token).await.unwrap().session;
    one.later(20 * 60);
    assert!(!services.is_proven_lately(&session));
    let password = Evidence::Password(PASSWORD.into());
    assert!(services.prove_again(&one.own(), &session, &password).await.is_err(), "she has more than that");
    let asked = services.own_ways(&one.own(), &session).await.unwrap().passkey.unwrap();
    let shown = shows(&asked, &mut key);
    let (token, by) = services.prove_again(&one.own(), &session, &shown).await.unwrap();
    assert_eq!(by, ProvenBy::Factor(FactorKind::Passkey));
    let renewed = one.session(&token).await.unwrap().session;
    assert!(services.is_proven_lately(&renewed));
    assert!(services.prove_again(&one.own(), &session, &shown).await.is_err(), "the former cookie is dead");
    assert!(matches!(services.prove_again(&one.own(), &renewed, &shown).await, Err(Refusal::Invalid(_))));
}

async fn a_first_passkey_lets_in_where_the_city_wants_a_factor(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    one.wants_factors(true).await;
    let (step, late) = (one.step().await, one.step().await);
    let half_way = services.half_way(city, &step, None).await.unwrap();
    assert!(matches!(half_way.asked, Asked::First(_)) && half_way.ways.kinds.is_empty());
    let (asked, mut key) = (half_way.ways.passkey.unwrap(), one.passkey());
    let nameless = wrong(fresh, services.step_register(city, &step, (&registers(&asked, &key, " "), NETWORK))).await;
    assert_eq!(nameless, [("passkey_name", "required")]);
    let of_another = wrong(fresh, services.step_register(city, &late, (&registers(&asked, &key, NAME), NETWORK))).await;
    assert_eq!(of_another, [("passkey", "wrong")]);
    let (token, codes) = services.step_register(city, &step, (&registers(&asked, &key, NAME), NETWORK)).await.unwrap();
    assert_eq!(codes.len(), CODES);
    let session = one.session(&token).await.unwrap().session;
    assert_eq!(session.proven_by, ProvenBy::Factor(FactorKind::Passkey));
    let again = services.step_register(city, &late, (&registers(&asked, &key, NAME), NETWORK)).await;
    assert!(matches!(again, Err(Refusal::NotFound)), "whoever else had her password registers nothing beside it");
    let factor = services.own_factors(&one.own()).await.unwrap().factors[0].id;
    let last = services.factor_remove(&one.own(), &session, factor).await;
    assert!(matches!(last, Err(Refusal::NotPossible)), "the city wants one");
    let step = one.step().await;
    one.prove(&step, &shows(&one.asked(&step).await, &mut key)).await.unwrap();
}

async fn passkeys_have_names_and_are_ten_at_most(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (mut token, first, _) = one.with_passkey().await;
    let session = one.session(&token).await.unwrap().session;
    let asked = services.own_passkey(&one.own(), &session).await.unwrap().unwrap();
    assert!(asked.options.contains("excludeCredentials"), "a browser makes no second one in the same key");
    for (key, name, said) in [
        (&one.passkey(), NAME, ("passkey_name", "taken")),
        (&one.passkey(), "", ("passkey_name", "required")),
        (&first, "x", ("passkey", "wrong")),
    ] {
        let told = wrong(fresh, services.factor_add(&one.own(), &session, &registers(&asked, key, name))).await;
        assert_eq!(told, [said]);
    }
    for n in 2..=10 {
        token = one.registers(&token, &one.passkey(), &format!("鍵{n}")).await.0;
    }
    let session = one.session(&token).await.unwrap().session;
    assert!(services.own_passkey(&one.own(), &session).await.unwrap().is_none());
    let own = services.own_factors(&one.own()).await.unwrap();
    assert_eq!((own.factors.len(), own.passkeys), (10, Passkeys::Enough));
    let names: Vec<_> = own.factors.iter().filter_map(|factor| factor.name.clone()).collect();
    assert_eq!(names[..3], [NAME.to_owned(), "鍵2".into(), "鍵3".into()]);
}

async fn a_passkey_goes_alone_with_the_last_one_and_with_all(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (token, mut lost, codes) = one.with_passkey().await;
    let mut kept = one.passkey();
    let (token, none) = one.registers(&token, &kept, "もう一つ").await;
    assert!(none.is_empty(), "her paper holds");
    let step = one.step().await;
    let asked = one.asked(&step).await;
    let session = one.session(&token).await.unwrap().session;
    let factors = services.own_factors(&one.own()).await.unwrap().factors;
    let token = services.factor_remove(&one.own(), &session, factors[0].id).await.unwrap();
    assert!(matches!(one.prove(&step, &shows(&asked, &mut lost)).await, Err(Refusal::NotFound)), "the step ended, too");
    let step = one.step().await;
    let asked = one.asked(&step).await;
    assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut lost)).await));
    one.prove(&step, &shows(&asked, &mut kept)).await.unwrap();
    let session = one.session(&token).await.unwrap().session;
    assert_eq!(session.proven_by, ProvenBy::Factor(FactorKind::Passkey));
    let token = services.factor_remove(&one.own(), &session, factors[1].id).await.unwrap();
    assert_eq!(one.session(&token).await.unwrap().session.proven_by, ProvenBy::Password);
    assert!(matches!(one.by_password().await, Entered::Session(_)));
    assert_eq!(services.own_factors(&one.own()).await.unwrap().codes, 0, "{}", codes.len());
}

async fn where_browsers_make_no_passkeys_none_is_asked_for(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (token, mut key, _) = one.with_passkey().await;
    let step = one.step().await;
    let asked = one.asked(&step).await;
    for (address, passkeys) in
        [("http://127.0.0.1:3000", Passkeys::NotHere), ("https://new.example.jp", Passkeys::Possible)]
    {
        services.follow_address(address).await.unwrap();
        one.world.reread().await;
        let own = services.own_factors(&one.own()).await.unwrap();
        assert_eq!((own.passkeys, own.factors[0].elsewhere), (passkeys, true), "{address}");
        let ways = services.half_way(city, &step, None).await.unwrap().ways;
        assert_eq!((ways.kinds, ways.passkey), (vec![FactorKind::Passkey], None), "{address}");
        assert!(is_wrong(&one.prove(&step, &shows(&asked, &mut key)).await), "{address}");
        let session = one.session(&token).await.unwrap().session;
        let possible = services.own_passkey(&one.own(), &session).await.unwrap().is_some();
        assert_eq!(possible, passkeys == Passkeys::Possible);
    }
}
