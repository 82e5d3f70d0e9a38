//! Two nurses and the desk do this and that in the same hour, with pages that are more or less old, while a resident keeps times and answers
//! offers: nothing that was done is lost, nobody is booked twice, and at the end all three screens show what the database has.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use futures::future::{join, join_all};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::act::{Act, Answered, acts_of, pick};
use crate::support::client::{Browser, Client, hidden};
use crate::support::clock::now;
use crate::support::forms::links_of;
use crate::support::journal::Journal;
use crate::support::people::email;
use crate::support::screen::{Screen, columns, entries, stored};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::{colleague, staff};
use crate::support::wait::{Dice, rounds, until_true};

on_both_engines!(three_who_act_on_the_same_hour_lose_nothing_and_end_with_the_same_screens);

/// A third of the acts: each of the three does one in every round.
const ROUNDS: (usize, usize) = (34, 340);
/// Residents with a booking.
const BOOKED: usize = 6;
/// Pages that somebody has open: the oldest form of more is closed.
const OPEN: usize = 12;
/// What others do is on a screen within this; and within the other on a machine that has much else to do.
const SOON: Duration = Duration::from_secs(1);
const LATE: Duration = Duration::from_secs(5);

/// The stage: two instances on PostgreSQL, and one on the other.
struct Stage {
    home: Home,
    servers: Vec<Server>,
    /// Seconds that the servers are ahead of the suite.
    ahead: i64,
    /// The starts that belong to the hour; the first has begun.
    starts: (DateTime<FixedOffset>, DateTime<FixedOffset>),
    /// Links of the bookings.
    tokens: Vec<String>,
    bookings: Vec<i64>,
    /// Where those stand whom an absence meets.
    rescue: String,
}

/// One of the three.
struct Person {
    id: i64,
    screen: Screen,
    /// What her open pages offer, oldest first.
    acts: Vec<Act>,
    /// Where she closes and opens times, or looks after whom an absence meets.
    other: Vec<String>,
}

/// Two starts of a day, one right behind the other, that several nurses offer.
async fn hour(client: Client) -> (DateTime<FixedOffset>, DateTime<FixedOffset>) {
    let mut starts: Vec<(DateTime<FixedOffset>, usize)> = Vec::new();
    for slot in client.slots("video").await.into_iter().filter(|slot| slot.starts_at.timestamp() > now() + 72 * 3600) {
        match starts.iter_mut().find(|(at, _)| *at == slot.starts_at) {
            Some((_, free)) => *free += slot.free,
            None => starts.push((slot.starts_at, slot.free)),
        }
    }
    starts.sort();
    let fits = |one: &(DateTime<FixedOffset>, usize), next: &(DateTime<FixedOffset>, usize)| {
        one.0.date_naive() == next.0.date_naive() && (next.0 - one.0).num_minutes() <= 60 && one.1 > 3 && next.1 > 4
    };
    let found = starts.iter().zip(starts.iter().skip(1)).find(|(one, next)| fits(one, next)).expect("a full hour");
    (found.0.0, found.1.0)
}

impl Stage {
    async fn set(engine: Engine) -> Self {
        let home = Home::new(engine).await;
        let server = home.serve().await;
        let (client, starts) = (server.client, hour(server.client).await);
        let (mut tokens, mut bookings) = (Vec::new(), Vec::new());
        for n in 1..=BOOKED {
            let at = if n <= BOOKED / 2 { starts.0 } else { starts.1 };
            let slots = client.slots("video").await.into_iter().filter(|slot| slot.starts_at == at);
            let slot = slots.max_by_key(|slot| slot.free).expect("a free time");
            tokens.push(client.booked(n, &slot, "video").await.token);
            bookings.push(home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(n))).await);
        }
        home.db.quiet(now() + 1).await;
        server.kill();
        // The first of them begin, the others are to come.
        let ahead = starts.0.timestamp() + 120 - now();
        let mut servers = vec![home.serve_with(Setup::ahead(ahead)).await];
        if engine == Engine::Postgres {
            servers.push(home.serve_beside(&Setup::ahead(ahead)).await);
        }
        let mut stage = Self { home, servers, ahead, starts, tokens, bookings, rescue: String::new() };
        stage.rescue = stage.absence().await;
        stage
    }

    /// Whoever has the last booking is absent that day.
    async fn absence(&self) -> String {
        let last = self.bookings.last().expect("a booking");
        let nurse = self.home.db.count(&format!("SELECT staff_id FROM booking WHERE id = {last}")).await;
        let kanri = staff(self.client(0), "kanri").await;
        let page = format!("/staff/absent?staff={nurse}&date={}", self.day());
        let done = kanri.fill(&page, "/staff/absent", &[("span", "day"), ("reason", "架空の熱")]).await.expect(303);
        done.location().split('?').next().expect("a page").to_owned()
    }

    /// Of the instance of that number; of the only one where there are not so many.
    fn client(&self, number: usize) -> Client {
        self.servers.get(number).or(self.servers.first()).expect("a server").client
    }

    /// By which all of them are known.
    fn host(&self) -> String {
        self.client(0).address.to_string()
    }

    fn day(&self) -> String {
        self.starts.0.date_naive().to_string()
    }

    /// Somebody's browser at that instance, with the day in front of her.
    async fn person(&self, login: &str, number: usize) -> Person {
        let (client, host, day) = (self.client(number), self.host(), self.day());
        if login == "hokenshi2" {
            drop(colleague(&self.home, client, login).await);
        }
        let browser = Browser::at(client, &host);
        let known = if login == "uketsuke" { login } else { "hokenshi" };
        let typed = [("login", login), ("password", &format!("mendan-demo-{known}"))];
        browser.post("/staff/sign-in", &typed).await.expect(303);
        let id = self.home.db.count(&format!("SELECT id FROM staff WHERE login = '{login}'")).await;
        let at = |start: DateTime<FixedOffset>| start.format("%H:%M").to_string();
        let until = at(self.starts.1 + chrono::Duration::minutes(40));
        let range = format!(
            "/staff/ranges?whose=staff-{id}&from={day}&part=hours&hours_from={}&hours_until={until}&act=",
            at(self.starts.1)
        );
        let other = if login == "uketsuke" {
            vec![self.rescue.clone()]
        } else {
            vec![format!("{range}close"), format!("{range}open"), self.rescue.clone()]
        };
        let screen = Screen::open(browser, client.address, &host, &format!("/staff?date={day}")).await;
        Person { id, screen, acts: Vec::new(), other }
    }

    /// Local midnight, Unix seconds.
    fn midnight(&self) -> i64 {
        let zone = *self.starts.0.offset();
        let begin = self.starts.0.date_naive().and_hms_opt(0, 0, 0).expect("midnight");
        begin.and_local_timezone(zone).single().expect("an instant").timestamp()
    }

    /// Waits until nothing that is kept ends within a few seconds: no page says when it will.
    async fn settled(&self) {
        until_true("what is kept to end later", async || {
            let soon = now() + self.ahead + 4;
            self.home.db.count(&format!("SELECT COUNT(*) FROM hold WHERE expires_at <= {soon}")).await == 0
        })
        .await;
    }

    /// The id of one of the bookings, and the question that is asked of it.
    fn panel(&self, dice: &mut Dice) -> String {
        const ASKS: [&str; 9] =
            ["", "", "", "&ask=cancel", "&ask=move", "&ask=nurse", "&ask=joint", "&ask=note", "&ask=next"];
        let (id, ask) = (pick(&self.bookings, dice).expect("a booking"), pick(&ASKS, dice).expect("a question"));
        format!("/staff?date={}&booking={id}{ask}", self.day())
    }
}

impl Person {
    /// Opens one page more; what it offers may be done now or much later.
    async fn open(&mut self, stage: &Stage, dice: &mut Dice) {
        let times: Vec<String> = links_of(&self.screen.page)
            .into_iter()
            .map(|link| link.replace("&amp;", "&"))
            .filter(|link| ["slot=", "why="].iter().any(|what| link.contains(what)))
            .collect();
        let path = match dice.below(8) {
            0 => pick(&times, dice).cloned(),
            1 => pick(&self.other, dice).cloned(),
            _ => None,
        };
        let path = path.unwrap_or_else(|| stage.panel(dice));
        self.see(&path, dice).await;
    }

    async fn see(&mut self, path: &str, dice: &mut Dice) {
        let answer = self.screen.browser.get(path).await;
        assert!(answer.status < 500, "{path}: {}", answer.text());
        self.acts.extend(acts_of(&answer.text(), dice));
        let close = self.acts.len().saturating_sub(OPEN);
        self.acts.drain(..close);
    }

    /// Something that one of her pages offers.
    async fn chooses(&mut self, stage: &Stage, dice: &mut Dice) -> Act {
        self.open(stage, dice).await;
        while self.acts.is_empty() {
            self.see(&stage.panel(dice), dice).await;
        }
        let index = dice.below(u64::try_from(self.acts.len()).expect("a few"));
        self.acts.remove(usize::try_from(index).expect("a few"))
    }
}

/// A resident who keeps one time of the hour after the other, or takes one that she was offered.
async fn resident(stage: &Stage, browser: &Browser, token: &str, choice: u64) -> Option<Act> {
    let (base, client) = (format!("/b/{token}"), stage.client(1));
    let page = browser.get(&base).await.expect(200).text();
    if page.contains(&format!("action=\"{base}/offer\"")) {
        let offered = page.split("name=\"choice\" value=\"").nth(1).and_then(|rest| rest.split('"').next())?;
        let about = stage.tokens.iter().position(|known| known == token).and_then(|n| stage.bookings.get(n))?;
        let version = hidden(&page, "version");
        let fields = [("version", version.as_str()), ("choice", offered)].map(|(n, v)| (n.to_owned(), v.to_owned()));
        let about = Some((*about, version.parse().expect("a version")));
        let act = Act { action: format!("{base}/offer"), verb: "take".into(), about, fields: fields.into() };
        return act.post(browser).await.done.then_some(act);
    }
    let mut slots = client.slots("video").await;
    slots.retain(|slot| slot.starts_at == stage.starts.1);
    let slot = slots.get(usize::try_from(choice).expect("a number") % slots.len().max(1))?;
    let held = browser.post("/hold", &[("slot_id", &slot.id), ("mode", "video")]).await;
    assert!(held.status < 500, "{}", held.text());
    None
}

async fn three_who_act_on_the_same_hour_lose_nothing_and_end_with_the_same_screens(engine: Engine) {
    let mut dice = Dice::new();
    let mut stage = Stage::set(engine).await;
    let mut people = Vec::new();
    for (number, login) in ["hokenshi", "hokenshi2", "uketsuke"].into_iter().enumerate() {
        people.push(stage.person(login, number % 2).await);
    }
    let mother = Browser::at(stage.client(1), &stage.host());
    let mut journal = Journal::begin(&stage.home, &stage.bookings).await;
    let (mut acts, mut changed) = (0, 0);
    for _ in 0..rounds(ROUNDS.0, ROUNDS.1) {
        let mut chosen = Vec::new();
        for person in &mut people {
            chosen.push(person.chooses(&stage, &mut dice).await);
        }
        let token = pick(&stage.tokens, &mut dice).expect("a link").clone();
        let asked = join_all(people.iter().zip(&chosen).map(|(person, act)| act.post(&person.screen.browser)));
        let (answers, taken) = join(asked, resident(&stage, &mother, &token, dice.below(8))).await;
        if let Some(act) = taken {
            journal.done(0, act);
        }
        for ((person, act), Answered { done, place, said }) in people.iter_mut().zip(chosen).zip(answers) {
            acts += 1;
            changed += usize::from(["changed", "time_changed", "409", "422"].contains(&said.as_str()));
            if done {
                if act.verb == "next" {
                    let made = place.split(['?', '&']).find_map(|part| part.strip_prefix("b=")).expect("a new booking");
                    let made = made.parse().expect("its id");
                    journal.made(made);
                    stage.bookings.push(made);
                }
                journal.done(person.id, act);
            }
            // She looks at what it led to, and at what stands beside it, or goes on from what she had.
            if !place.is_empty() && dice.below(2) == 0 {
                person.see(&place, &mut dice).await;
            }
            person.screen.follow(Duration::ZERO).await;
        }
    }
    println!("{acts} acts, {} done, {changed} of pages that were out of date", journal.count());
    assert!(acts >= 100 && journal.count() >= 20 && changed >= 3, "nothing is shown by so little");

    let took = end_together(&stage, &mut people, &mut journal, &mut dice).await;
    println!("all three screens as the database after {took:?}");
    assert!(took.iter().min().is_some_and(|took| *took < SOON), "{took:?}");
    journal.check(&stage.home).await;
    for (id, note) in journal.notes().iter().filter(|(_, note)| !note.is_empty()) {
        let panel = format!("/staff?date={}&booking={id}", stage.day());
        let page = people[2].screen.browser.get(&panel).await.expect(200).text();
        assert!(page.contains(note.as_str()), "{id}: {note} is lost: {page}");
    }
    stage.home.db.check().await;
}

/// The last acts of all, a few times: how long until every screen shows them, without being loaded anew by hand.
async fn end_together(stage: &Stage, people: &mut [Person], journal: &mut Journal, dice: &mut Dice) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..3 {
        stage.settled().await;
        let mut notes = Vec::new();
        for (person, id) in people.iter_mut().zip(&stage.bookings) {
            let panel = format!("/staff?date={}&booking={id}&ask=note", stage.day());
            person.acts.clear();
            person.see(&panel, dice).await;
            notes.push(person.acts.iter().find(|act| act.verb == "note").expect("a form").clone());
        }
        let answers = join_all(people.iter().zip(&notes).map(|(person, act)| act.post(&person.screen.browser))).await;
        let begun = Instant::now();
        for ((person, act), answer) in people.iter().zip(notes).zip(answers) {
            assert!(answer.done, "{act:?}: {answer:?}");
            journal.done(person.id, act);
        }
        let midnight = stage.midnight();
        loop {
            join_all(people.iter_mut().map(|person| person.screen.follow(Duration::from_millis(50)))).await;
            let after = begun.elapsed();
            let fresh = people[0].screen.fresh().await;
            let same = people.iter().all(|person| columns(&person.screen.page) == columns(&fresh));
            let true_ones = stored(&stage.home, midnight).await;
            if same && entries(&fresh) == true_ones {
                took.push(after);
                break;
            }
            let shown: Vec<_> = people.iter().map(|person| entries(&person.screen.page)).collect();
            assert!(after < LATE, "{shown:?} shown, {true_ones:?} is so");
        }
    }
    took
}
