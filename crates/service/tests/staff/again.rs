//! Being asked again before what is dangerous.

use mendan_service::Refusal;
use mendan_service::staff::factor::kind::{Evidence, FactorId, FactorKind, FactorRow, ProvenBy};
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::own_password::OwnPassword;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::app::from_paper;
use crate::support::behind::{last_line, until_somebody_waits};
use crate::support::one::{One, PASSWORD};

on_both_engines!(
    being_asked_again_gives_another_cookie_and_keeps_what_the_session_remembers,
    her_password_is_no_proof_where_she_has_a_factor,
    whoever_comes_in_while_a_factor_is_registered_is_asked_for_it,
);

async fn being_asked_again_gives_another_cookie_and_keeps_what_the_session_remembers(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let Entered::Session(token) = one.by_password().await else { panic!("a factor was asked") };
    let signed_in = one.session(&token).await.unwrap();
    services.keep_desk_state(&one.own(), &signed_in.session, &"試験 花子").await.unwrap();
    let session = one.session(&token).await.unwrap().session;
    assert!(services.is_proven_lately(&session));
    one.later(15 * 60);
    assert!(!services.is_proven_lately(&session));
    for shown in [Evidence::Password("wrong".into()), Evidence::Code("123456".into()), from_paper("AAAA")] {
        let said = services.prove_again(&one.own(), &session, &shown).await.unwrap_err();
        assert!(matches!(said, Refusal::Invalid(_)) && last_line(fresh).await.action == "factor_failed");
    }
    let password = Evidence::Password(PASSWORD.into());
    let (new, by) = services.prove_again(&one.own(), &session, &password).await.unwrap();
    assert_eq!(by, ProvenBy::Password);
    assert!(matches!(one.session(&token).await, Err(Refusal::NotFound)), "the former cookie is dead");
    let renewed = one.session(&new).await.unwrap().session;
    assert!(
        services.is_proven_lately(&renewed) && renewed.created_at == session.created_at,
        "it lives no longer for it"
    );
    assert_eq!(services.desk_state::<String>(&one.own(), &renewed).unwrap().as_deref(), Some("試験 花子"));
    // A session that has ended does not come back by it, and a colleague's is not hers.
    assert!(matches!(services.prove_again(&one.own(), &session, &password).await, Err(Refusal::Changed)));
    assert!(matches!(services.prove_again(&one.world.desk(), &renewed, &password).await, Err(Refusal::NotFound)));
    // Whoever has a factor is not believed by her password.
    let (token, app, _) = one.registered().await;
    let session = one.session(&token).await.unwrap().session;
    one.later(60);
    assert!(services.prove_again(&one.own(), &session, &password).await.is_err());
    let (token, by) = services.prove_again(&one.own(), &session, &app.proof(one.now())).await.unwrap();
    assert_eq!(by, ProvenBy::Factor(FactorKind::Totp));
    let session = one.session(&token).await.unwrap().session;
    let replayed = services.prove_again(&one.own(), &session, &app.proof(one.now())).await;
    assert!(replayed.is_err(), "a code is used once here, too");
}

async fn her_password_is_no_proof_where_she_has_a_factor(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (token, ..) = one.registered().await;
    one.later(20 * 60);
    let session = one.session(&token).await.unwrap().session;
    let new = "kawa-no-nagare-ga-hayai-8".to_owned();
    let typed = OwnPassword { old: PASSWORD.into(), new: [new.clone(), new] };
    let token = services.change_own_password(&one.own(), &session, &typed).await.unwrap();
    let renewed = one.session(&token).await.unwrap().session;
    assert_eq!((renewed.proven_at, renewed.proven_by), (session.proven_at, session.proven_by));
    assert!(!services.is_proven_lately(&renewed));
}

async fn whoever_comes_in_while_a_factor_is_registered_is_asked_for_it(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (city, services) = (one.world.number.city(), one.world.services.clone());
    let mut registering = one.world.store.begin().await.unwrap();
    registering.staff_lock(city, one.id).await.unwrap();
    let factor = FactorRow {
        id: FactorId(services.new_id()),
        municipality: city,
        staff: one.id,
        kind: FactorKind::Totp,
        sealed: vec![1],
        mark: 0,
        made_at: services.now(),
        used_at: None,
    };
    assert!(registering.factor_insert(&factor).await.unwrap());
    // Nobody sees it yet.
    let registered = async {
        until_somebody_waits(fresh).await;
        registering.commit().await.unwrap();
    };
    let (entered, ()) = tokio::join!(one.by_password(), registered);
    assert!(matches!(entered, Entered::Step(_)));
}
