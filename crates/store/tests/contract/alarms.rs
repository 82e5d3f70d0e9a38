//! Alarms: raised once, counted, ended.

use mendan_domain::ids::{AlarmId, MunicipalityId};
use mendan_service::model::{Alarm, AlarmCode};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read};

on_both_engines!(an_alarm_is_one_however_often_it_is_raised, alarms_of_cities_and_subjects_are_told_apart);

fn alarm(id: i64, city: Option<i64>, subject: &str, minute: i64) -> Alarm {
    Alarm {
        id: AlarmId(id),
        municipality: city.map(MunicipalityId),
        code: AlarmCode::MailRelay.as_str().into(),
        subject: subject.into(),
        detail: format!("504 at {minute}"),
        raised_at: at(minute),
        last_seen_at: at(minute),
        count: 1,
    }
}

async fn an_alarm_is_one_however_often_it_is_raised(fresh: &Fresh) {
    let mut tx = begin(fresh).await;
    for (id, minute) in [(1, 1), (2, 2), (3, 5)] {
        tx.alarm_raise(&alarm(id, None, "", minute)).await.unwrap();
    }
    let seen = Alarm { detail: "504 at 5".into(), last_seen_at: at(5), count: 3, ..alarm(1, None, "", 1) };
    assert_eq!(tx.alarms().await.unwrap(), [seen]);
    tx.commit().await.unwrap();
    let mut tx = begin(fresh).await;
    assert!(tx.alarm_clear(None, AlarmCode::MailRelay, "", at(6)).await.unwrap());
    assert!(!tx.alarm_clear(None, AlarmCode::MailRelay, "", at(7)).await.unwrap());
    assert_eq!(tx.alarms().await.unwrap(), []);
    // Raised anew it begins anew.
    tx.alarm_raise(&alarm(4, None, "", 9)).await.unwrap();
    assert_eq!(tx.alarms().await.unwrap(), [alarm(1, None, "", 9)]);
}

async fn alarms_of_cities_and_subjects_are_told_apart(fresh: &Fresh) {
    city(&*fresh.store, 1).await;
    city(&*fresh.store, 2).await;
    let all = [alarm(1, None, "", 1), alarm(2, Some(1), "", 2), alarm(3, Some(2), "", 3), alarm(4, Some(2), "x", 4)];
    let mut tx = begin(fresh).await;
    for alarm in &all {
        tx.alarm_raise(alarm).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.alarms().await.unwrap(), all);
    let mut tx = begin(fresh).await;
    assert!(!tx.alarm_clear(Some(MunicipalityId(1)), AlarmCode::MailHeld, "", at(9)).await.unwrap());
    assert!(tx.alarm_clear(Some(MunicipalityId(2)), AlarmCode::MailRelay, "", at(9)).await.unwrap());
    assert_eq!(tx.alarms().await.unwrap(), [all[0].clone(), all[1].clone(), all[3].clone()]);
}
