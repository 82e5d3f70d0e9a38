//! Raise an alarm, end it, and tell which are raised.

use chrono::Duration;
use mendan_domain::ids::{AlarmId, MunicipalityId};

use crate::error::Refusal;
use crate::model::{Alarm, AlarmCode, Failure};
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Recorded, Services};
use crate::unit::WriteUnit;

/// Longest text kept of what an alarm says, in characters.
const LONGEST: usize = 300;

/// What the alarm is called by which administrators learn that a colleague has set another mail server, or taken it away. It is made of
/// the row itself and raised for nobody else: nothing is wrong, and nothing mends it but that they look.
pub const SERVER_CHANGED: &str = "mail_server_changed";
/// How long they are told.
const TOLD_FOR: Duration = Duration::days(7);

/// The city it concerns (none: all of them) and what tells it from others of its code.
type About<'a> = (Option<MunicipalityId>, &'a str);

/// Alarms are rows of their own.
const A_ROW_OF_ITS_OWN: Recorded = Recorded::not_needed("an alarm is a row of its own");

impl Services {
    /// Raises an alarm; raised again it only counts. The detail must not name a person.
    pub async fn raise_alarm(&self, code: AlarmCode, about: About<'_>, detail: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            writer.raise_alarm_in(tx.as_mut(), code, about, detail).await?;
            Ok(tx.commit(A_ROW_OF_ITS_OWN).await?)
        })
        .await
    }

    /// The same in the transaction of what it speaks of.
    pub async fn raise_alarm_in(
        &self,
        tx: &mut dyn WriteUnit,
        code: AlarmCode,
        (municipality, subject): About<'_>,
        detail: &str,
    ) -> Result<(), Refusal> {
        let now = self.now();
        tracing::error!(code = code.as_str(), subject, detail, "alarm");
        let alarm = Alarm {
            id: AlarmId(self.new_id()),
            municipality,
            code: code.as_str().to_owned(),
            subject: subject.to_owned(),
            detail: detail.chars().take(LONGEST).collect(),
            raised_at: now,
            last_seen_at: now,
            count: 1,
        };
        Ok(tx.alarm_raise(&alarm).await?)
    }

    /// Ends an alarm. `false` when it was not raised.
    pub(crate) async fn clear_alarm(&self, code: AlarmCode, about: About<'_>) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let was = writer.clear_alarm_in(tx.as_mut(), code, about).await?;
            tx.commit(A_ROW_OF_ITS_OWN).await?;
            Ok(was)
        })
        .await
    }

    /// Ends an alarm in the transaction that mended it. `false` when it was not raised.
    pub async fn clear_alarm_in(
        &self,
        tx: &mut dyn WriteUnit,
        code: AlarmCode,
        (municipality, subject): About<'_>,
    ) -> Result<bool, Refusal> {
        let was = tx.alarm_clear(municipality, code, subject, self.now()).await?;
        if was {
            tracing::info!(code = code.as_str(), subject, "alarm over");
        }
        Ok(was)
    }

    /// Every alarm that is raised, of every city, the oldest first: for readiness and figures.
    pub async fn alarms(&self) -> Result<Vec<Alarm>, Refusal> {
        Ok(self.store().look().await?.alarms().await?)
    }

    /// The alarms an administrator of this city must know; also that a colleague has changed the mail server lately, because whoever
    /// has that reads every letter.
    pub async fn alarms_of(&self, context: &Permit<ManageSetup>) -> Result<Vec<Alarm>, Refusal> {
        let mut alarms = self.alarms().await?;
        alarms.retain(|alarm| alarm.municipality.is_none_or(|city| city == context.municipality()));
        alarms.extend(self.server_changed(context).await?);
        Ok(alarms)
    }

    /// Who changed it is the subject, as an id; she herself is not told.
    async fn server_changed(&self, context: &Context) -> Result<Option<Alarm>, Refusal> {
        let city = context.municipality();
        let Some(row) = self.store().look().await?.mailbox(city).await? else { return Ok(None) };
        let by = row.changed_by.filter(|by| Some(*by) != context.actor().staff());
        let by = by.filter(|_| self.now() - row.changed_at < TOLD_FOR);
        Ok(by.map(|by| Alarm {
            id: AlarmId(0),
            municipality: Some(city),
            code: SERVER_CHANGED.to_owned(),
            subject: by.to_string(),
            detail: String::new(),
            raised_at: row.changed_at,
            last_seen_at: row.changed_at,
            count: 1,
        }))
    }

    /// Raises an alarm that may be raised already: then it is left as it is, and nothing is written.
    pub(crate) async fn raise_alarm_once(
        &self,
        code: AlarmCode,
        about: About<'_>,
        detail: &str,
    ) -> Result<(), Refusal> {
        let (city, subject) = about;
        let is = |alarm: &Alarm| alarm.code == code.as_str() && alarm.municipality == city && alarm.subject == subject;
        if self.alarms().await?.iter().any(is) { Ok(()) } else { self.raise_alarm(code, about, detail).await }
    }

    /// A mail of that city has passed: the alarm ends, unless something of it still waits. `true` when it has ended.
    pub(crate) async fn clear_relay_alarm(&self, city: MunicipalityId) -> Result<bool, Refusal> {
        if self.store().look().await?.outbox_count_of(Some(city), Failure::Relay).await? > 0 {
            return Ok(false);
        }
        self.clear_alarm(AlarmCode::MailRelay, (Some(city), "")).await?;
        Ok(true)
    }
}
