//! Calendars elsewhere, in tests.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use mendan_service::feed::port::{Answer, Fetched, ReadsCalendars, Trouble};

/// There is none.
pub struct NoCalendar;

#[async_trait]
impl ReadsCalendars for NoCalendar {
    async fn read(&self, _: &str, _: Option<&str>) -> Result<Answer, Trouble> {
        Err(Trouble::Unreachable)
    }
}

/// An address, and what was had of it already.
pub type Question = (String, Option<String>);

/// One whose owner changes it, and who asked for it: address, and what it had already.
#[derive(Clone)]
pub struct Calendar {
    now: Arc<Mutex<Result<String, Trouble>>>,
    pub asked: Arc<Mutex<Vec<Question>>>,
}

impl Calendar {
    /// With these events in it.
    pub fn of(events: &str) -> Self {
        Self { now: Arc::new(Mutex::new(Ok(file(events)))), asked: Arc::default() }
    }

    /// With others in it.
    pub fn becomes(&self, events: &str) {
        *self.now.lock().unwrap() = Ok(file(events));
    }

    /// It cannot be read from now on.
    pub fn fails(&self, trouble: Trouble) {
        *self.now.lock().unwrap() = Err(trouble);
    }

    pub fn port(&self) -> Arc<dyn ReadsCalendars> {
        Arc::new(self.clone())
    }
}

#[async_trait]
impl ReadsCalendars for Calendar {
    async fn read(&self, address: &str, etag: Option<&str>) -> Result<Answer, Trouble> {
        self.asked.lock().unwrap().push((address.to_owned(), etag.map(str::to_owned)));
        let text = self.now.lock().unwrap().clone()?;
        let now = format!("\"{}\"", text.len());
        if etag == Some(now.as_str()) {
            return Ok(Answer::Same);
        }
        Ok(Answer::New(Fetched { octets: text.into_bytes(), etag: Some(now) }))
    }
}

/// A file with these events.
pub fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

/// An event from that local time on.
pub fn event(day: chrono::NaiveDate, hour: u32, minutes: u32) -> String {
    let start = day.format("%Y%m%d");
    format!(
        "BEGIN:VEVENT\r\nUID:{start}-{hour}@example\r\nSUMMARY:himitsu no dentist\r\n\
         DTSTART;TZID=Asia/Tokyo:{start}T{hour:02}0000\r\nDURATION:PT{minutes}M\r\nEND:VEVENT\r\n"
    )
}
