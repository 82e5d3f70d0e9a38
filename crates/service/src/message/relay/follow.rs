//! When what a server is started with has changed: with `MENDAN_MAIL_URL`, or with the secret that was missing, letters have a way
//! that had none.

use mendan_domain::ids::MunicipalityId;

use super::NoRoute;
use crate::error::Refusal;
use crate::model::{Alarm, AlarmCode, Failure};
use crate::services::{Recorded, Services, Writer};

impl Services {
    /// At the start: what waited for a mail server is due at once where there is one now. Whether something waits is asked of the
    /// letters themselves: a server that died may have put one aside and told nobody yet.
    pub async fn follow_mail_servers(&self) -> Result<(), Refusal> {
        let mut alarms = self.alarms().await?;
        alarms.retain(has_no_way);
        for city in self.store().look().await?.municipalities().await? {
            let city = city.id;
            let of_city: Vec<&Alarm> = alarms.iter().filter(|alarm| alarm.municipality == Some(city)).collect();
            let waits = self.store().look().await?.outbox_count_of(Some(city), Failure::Relay).await? > 0;
            if (waits || !of_city.is_empty()) && self.letter_route(city).await?.is_ok() {
                let of_city = &of_city;
                self.write(|writer| async move { writer.has_a_way(city, of_city).await }).await?;
            }
        }
        Ok(())
    }
}

impl Writer {
    async fn has_a_way(&self, city: MunicipalityId, alarms: &[&Alarm]) -> Result<(), Refusal> {
        let mut tx = self.begin().await?;
        tx.outbox_hasten(Some(city), self.now()).await?;
        for (alarm, code) in alarms.iter().filter_map(|alarm| Some((alarm, AlarmCode::parse(&alarm.code)?))) {
            self.clear_alarm_in(tx.as_mut(), code, (Some(city), &alarm.subject)).await?;
        }
        Ok(tx.commit(Recorded::not_needed("what a server is started with is nobody's act")).await?)
    }
}

fn has_no_way(alarm: &Alarm) -> bool {
    match AlarmCode::parse(&alarm.code) {
        Some(AlarmCode::MailUnset) => true,
        Some(AlarmCode::MailRelay) => alarm.detail == NoRoute::Unreadable.as_str(),
        _ => false,
    }
}
