//! A June without holidays, and a nurse of the demo who has her Saturdays free.

use super::client::{Browser, Client, Slot};
use super::people::KIND;
use super::server::{Home, Server, Setup};

/// Monday, 2 June 2031, nine o'clock in Japan: no holiday until 21 July.
const MONDAY: &str = "2031-06-02T09:00:00+09:00";

/// The ids that forms send.
pub struct Ids {
    /// The central office.
    pub central: String,
    /// A midwife of the demo.
    pub nurse: String,
    /// The usual kind.
    pub kind: String,
}

/// Serves on that Monday.
pub async fn serve(home: &Home) -> Server {
    let monday = chrono::DateTime::parse_from_rfc3339(MONDAY).expect("an instant");
    home.serve_with(Setup::at(&monday)).await
}

/// A demo member of staff, signed in.
pub async fn staff(client: Client, login: &str) -> Browser {
    let browser = Browser::new(client);
    browser.sign_in(login).await;
    browser
}

/// Another member of the demo, signed in: the demo itself gives a password to one of each role only.
pub async fn colleague(home: &Home, client: Client, login: &str) -> Browser {
    let given = format!(
        "UPDATE staff SET password_hash = (SELECT known.password_hash FROM staff AS known WHERE known.login = 'hokenshi') \
         WHERE login = '{login}'"
    );
    home.db.execute(&given).await;
    let browser = Browser::new(client);
    browser.post("/staff/sign-in", &[("login", login), ("password", "mendan-demo-hokenshi")]).await.expect(303);
    browser
}

impl Ids {
    /// Reads them.
    pub async fn of(home: &Home) -> Self {
        let id = async |table: &str, column: &str, value: &str| {
            home.db.count(&format!("SELECT id FROM {table} WHERE {column} = '{value}'")).await.to_string()
        };
        Self {
            central: id("office", "slug", "central").await,
            nurse: id("staff", "login", "hokenshi3").await,
            kind: id("interview_kind", "slug", KIND).await,
        }
    }

    /// Her Saturdays at the central office, 10:00 to 12:00: two interviews each, four Saturdays in June.
    pub fn saturdays(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("office", &self.central),
            ("staff", &self.nurse),
            ("kinds", &self.kind),
            ("modes", "in_person"),
            ("repeat", "weekly"),
            ("weekdays", "5"),
            ("hours_from", "10:00"),
            ("hours_until", "12:00"),
            ("valid_from", "2031-06-01"),
        ]
    }

    /// The page on which she is published in a month.
    pub fn publish_page(&self, month: &str) -> String {
        format!("/staff/setup/publish?month={month}&staff={}", self.nurse)
    }
}

/// The days of June on which the usual kind can be booked at 10:00 at the central office: nobody else begins then.
pub async fn saturdays_at_ten(client: Client) -> Vec<String> {
    at_ten(client).await.iter().map(|slot| slot.starts_at.format("%-m/%-d").to_string()).collect()
}

/// Those slots.
pub async fn at_ten(client: Client) -> Vec<Slot> {
    let mut slots = client.slots("in_person").await;
    slots.retain(|slot| slot.office == "central" && slot.starts_at.format("%m %a %H:%M").to_string() == "06 Sat 10:00");
    slots
}
