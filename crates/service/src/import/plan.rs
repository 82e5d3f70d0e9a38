//! What becomes of each row of bookings, and with whom. Rows that name their nurse come first: nobody else is given her time.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{BookingId, KindId, StaffId};
use mendan_domain::import::field::Field;
use mendan_domain::offer::Place;
use mendan_domain::offer::closed::Closed;
use mendan_domain::offer::tick::Interval;

use crate::city::catalogue::{Catalogue, Kind, Office};
use crate::import::around::{Around, Who, who};
use crate::import::bookings::{BookingRow, Read};
use crate::import::preview::{Counts, Judged, Outcome, Trouble, What};
use crate::import::seats::Holder;
use crate::model::{Claim, StaffMember};
use crate::offer::window::hours_of;

/// What is written for a row.
pub(crate) struct Step {
    /// The row.
    pub row: BookingRow,
    /// The booking that is changed; none: a new one.
    pub booking: Option<BookingId>,
    /// With whom, where and how long.
    pub claim: Claim,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// What became of it.
    pub status: Status,
}

impl Step {
    /// Whether it counts as its person's one of that kind.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        matches!(self.status, Status::Booked | Status::Arrived) && self.ends_at > now
    }
}

/// What becomes of the rows.
pub(crate) struct BookingPlan {
    pub rows: Vec<Judged>,
    pub steps: Vec<Step>,
    pub counts: Counts,
}

/// Plans rows.
pub(crate) struct Planner<'a> {
    pub catalogue: &'a Catalogue,
    pub now: DateTime<Utc>,
    pub around: Around,
    rows: Vec<Judged>,
    places: HashMap<usize, usize>,
    open: HashMap<(Who, KindId), usize>,
    steps: BTreeMap<usize, Step>,
    counts: Counts,
}

impl<'a> Planner<'a> {
    /// With what there is.
    pub fn new(catalogue: &'a Catalogue, now: DateTime<Utc>, around: Around) -> Self {
        Self {
            catalogue,
            now,
            around,
            rows: Vec::new(),
            places: HashMap::new(),
            open: HashMap::new(),
            steps: BTreeMap::new(),
            counts: Counts::default(),
        }
    }

    /// Plans them; `is_out` says which lines somebody left out.
    pub fn plan(mut self, read: Vec<Read>, is_out: impl Fn(usize) -> bool) -> BookingPlan {
        let mut lines: HashMap<String, usize> = HashMap::new();
        let mut wanted = Vec::new();
        for Read { line, who, row, troubles } in read {
            let mut outcome = Outcome::Wrong;
            if is_out(line) {
                outcome = Outcome::Out;
            } else if let Some(row) = row {
                outcome = self.outcome(&row);
                let twice = *lines.entry(row.key.clone()).or_insert(line);
                if twice != line {
                    self.places.insert(line, self.rows.len());
                    self.rows.push(Judged { line, who, outcome, troubles });
                    self.trouble(line, Some(Field::Number), What::Twice(twice));
                    self.trouble(twice, Some(Field::Number), What::Twice(line));
                    continue;
                }
                if matches!(outcome, Outcome::New | Outcome::Changed) {
                    wanted.push(row);
                }
            }
            self.places.insert(line, self.rows.len());
            self.rows.push(Judged { line, who, outcome, troubles });
            if outcome == Outcome::Kept {
                self.trouble(line, None, What::ChangedHere);
            }
        }
        self.free_what_changes(&wanted);
        // Stable: rows that name nobody keep their order.
        wanted.sort_by_key(|row| row.nurse.is_none());
        for row in wanted {
            self.seat(row);
        }
        self.done()
    }

    fn done(self) -> BookingPlan {
        let Self { mut rows, steps, counts, .. } = self;
        for row in &mut rows {
            if row.outcome != Outcome::Out && row.troubles.iter().any(|trouble| trouble.what.blocks()) {
                row.outcome = Outcome::Wrong;
            }
        }
        let of_rows = Counts::of(&rows);
        let counts = Counts {
            unpublished: counts.unpublished,
            past: counts.past,
            found: counts.found,
            mails: counts.mails,
            ..of_rows
        };
        BookingPlan { rows, steps: steps.into_values().collect(), counts }
    }

    /// What becomes of a row by what was brought in before.
    fn outcome(&self, row: &BookingRow) -> Outcome {
        match self.around.keys.get(&row.key) {
            Some((key, _)) if key.row_hash == row.hash => Outcome::Same,
            Some((key, version)) if key.version == *version => Outcome::Changed,
            Some(_) => Outcome::Kept,
            None if self.around.known.contains(&(who(row), row.kind, row.starts_at.timestamp())) => Outcome::Same,
            None => Outcome::New,
        }
    }

    fn trouble(&mut self, line: usize, field: Option<Field>, what: What) {
        if let Some(row) = self.places.get(&line).and_then(|place| self.rows.get_mut(*place)) {
            let trouble = Trouble { field, what };
            if !row.troubles.contains(&trouble) {
                row.troubles.push(trouble);
            }
        }
    }

    /// Bookings that are changed give back what they have: two may exchange their times.
    fn free_what_changes(&mut self, wanted: &[BookingRow]) {
        let changing: Vec<BookingId> = wanted.iter().filter_map(|row| self.around.to_change(row)).collect();
        for id in changing {
            if let Some(booking) = self.around.changing.get(&id).filter(|booking| booking.status != Status::Cancelled) {
                let holder = Holder::Booking(booking.reference.clone());
                self.around.seats.free(&booking.claim, booking.starts_at, &holder);
            }
        }
    }

    /// Looks for a nurse and a place.
    fn seat(&mut self, row: BookingRow) {
        let (Some(kind), Some(office)) = (self.catalogue.kind(row.kind), self.catalogue.office(row.office)) else {
            return;
        };
        let ends_at = row.starts_at + Duration::minutes(kind.minutes);
        let busy = kind.buffers.around(row.starts_at, ends_at);
        let past = ends_at <= self.now;
        let status = row.state.unwrap_or(if past { Status::Fulfilled } else { Status::Booked });
        if !kind.modes.has(row.mode) {
            self.trouble(row.line, Some(Field::Mode), What::ModeNotOffered);
        }
        if matches!(status, Status::Fulfilled | Status::Noshow | Status::Arrived) && row.starts_at > self.now {
            self.trouble(row.line, Some(Field::State), What::NotOverYet);
        }
        let lives = status != Status::Cancelled;
        let nurse = match row.nurse {
            Some(nurse) => self.named(&row, (kind, office), nurse, &busy, lives),
            None => self.anybody(&row, (kind, office), &busy, lives),
        };
        let Some(staff) = nurse else { return };
        let joint = (kind.rules.joint && lives).then(|| self.partner(&row, (kind, office), staff, &busy)).flatten();
        let room = (row.mode == Mode::InPerson && lives).then(|| self.room(&row, office, &busy)).flatten();
        let claim = Claim { staff, joint, room, busy };
        let booking = self.around.to_change(&row);
        let before = booking.and_then(|booking| self.around.changing.get(&booking));
        if before.is_some_and(|before| before.kind != row.kind) {
            self.trouble(row.line, Some(Field::Kind), What::OtherKind);
        }
        let step = Step { row, booking, claim, ends_at, status };
        self.only_open_one(&step);
        self.closed(&step, office);
        if lives {
            self.around.seats.take(&step.claim, step.row.starts_at, &Holder::Line(step.row.line));
        }
        self.count(&step, (kind, office), past);
        self.steps.insert(step.row.line, step);
    }

    fn count(&mut self, step: &Step, (kind, office): (&Kind, &Office), past: bool) {
        let row = &step.row;
        let time = (kind.id, office.id, row.starts_at.timestamp(), step.claim.staff);
        let to_come = !past && step.status == Status::Booked;
        self.counts.unpublished += usize::from(to_come && !self.around.published.contains(&time));
        self.counts.past += usize::from(past && row.state.is_none());
        self.counts.found += usize::from(row.nurse.is_none());
        self.counts.mails += usize::from(to_come && row.person.contact.email.is_some());
    }

    /// The nurse whom the row names; what stands against her is said, and she is not taken twice.
    fn named(
        &mut self,
        row: &BookingRow,
        (kind, office): (&Kind, &Office),
        nurse: StaffId,
        busy: &Interval,
        lives: bool,
    ) -> Option<StaffId> {
        let member = self.catalogue.staff(nurse)?;
        let doubts = [
            (member.disabled, What::Disabled),
            (!member.offices.contains(&office.id), What::NotHere),
            (!kind.professions.contains(&member.profession), What::NotHers),
        ];
        for (_, what) in doubts.into_iter().filter(|(doubtful, _)| *doubtful) {
            self.trouble(row.line, Some(Field::Nurse), what);
        }
        match self.around.seats.of_nurse(nurse, busy).filter(|_| lives).cloned() {
            None => return Some(nurse),
            Some(Holder::Line(other)) => {
                self.trouble(row.line, Some(Field::Nurse), What::NurseTwice(other));
                self.trouble(other, Some(Field::Nurse), What::NurseTwice(row.line));
            }
            Some(Holder::Booking(reference)) => {
                self.trouble(row.line, Some(Field::Nurse), What::NurseBusy(reference));
            }
            Some(Holder::Hold) => self.trouble(row.line, Some(Field::Nurse), What::NurseBusy(String::new())),
        }
        None
    }

    /// Whoever has time, by the rule of all bookings: the nurse she knows, then the one with the fewest around, then the first.
    /// Those who published that time go before those who only could.
    fn anybody(
        &mut self,
        row: &BookingRow,
        (kind, office): (&Kind, &Office),
        busy: &Interval,
        lives: bool,
    ) -> Option<StaffId> {
        let known = self.around.last.get(&who(row)).copied();
        let at = row.starts_at;
        let found = {
            let able = self.able(row, (kind, office), busy, lives);
            able.min_by_key(|member| {
                let time = (kind.id, office.id, at.timestamp(), member.id);
                let published = self.around.published.contains(&time);
                (Some(member.id) != known, !published, self.around.seats.load(member.id, at), member.id)
            })
            .map(|member| member.id)
        };
        if found.is_none() {
            self.trouble(row.line, Some(Field::Nurse), What::NobodyFree);
        }
        found
    }

    /// Those who may hold it, and are free.
    fn able<'b>(
        &'b self,
        row: &'b BookingRow,
        (kind, office): (&'b Kind, &'b Office),
        busy: &'b Interval,
        lives: bool,
    ) -> impl Iterator<Item = &'b StaffMember> {
        let ends_at = row.starts_at + Duration::minutes(kind.minutes);
        let (date, hours) =
            (self.catalogue.municipality.local_date(row.starts_at), hours_of(self.catalogue, row.starts_at, ends_at));
        let day = self.catalogue.closed.on(date);
        self.catalogue.staff.iter().filter(move |member| {
            !member.disabled
                && member.role.interviews()
                && member.offices.contains(&office.id)
                && kind.professions.contains(&member.profession)
                && member.work.modes.has(row.mode)
                && (!kind.rules.joint || member.work.joint)
                && day.absence(hours, member.id).is_none()
                && !day.is_busy(hours, member.id)
                && !(lives && self.around.seats.of_nurse(member.id, busy).is_some())
        })
    }

    /// The second nurse of an interview that two hold.
    fn partner(
        &mut self,
        row: &BookingRow,
        (kind, office): (&Kind, &Office),
        lead: StaffId,
        busy: &Interval,
    ) -> Option<StaffId> {
        let profession = self.catalogue.staff(lead)?.profession;
        let wanted = match kind.professions.as_slice() {
            [first, second, ..] => {
                if profession == *first {
                    *second
                } else {
                    *first
                }
            }
            [only] => *only,
            [] => profession,
        };
        let found = {
            let able = self.able(row, (kind, office), busy, true);
            able.filter(|member| member.id != lead && member.profession == wanted)
                .min_by_key(|member| (self.around.seats.load(member.id, row.starts_at), member.id))
                .map(|member| member.id)
        };
        if found.is_none() {
            self.trouble(row.line, Some(Field::Nurse), What::NoPartner);
        }
        found
    }

    fn room(&mut self, row: &BookingRow, office: &Office, busy: &Interval) -> Option<Place> {
        let found = office.places_in_use().into_iter().find(|place| self.around.seats.is_free(*place, busy));
        if found.is_none() {
            self.trouble(row.line, Some(Field::Office), What::NoRoom);
        }
        found
    }

    /// A person has one booking of a kind to come.
    fn only_open_one(&mut self, step: &Step) {
        if !step.is_open(self.now) {
            return;
        }
        let (line, of) = (step.row.line, (who(&step.row), step.row.kind));
        if let Some(open) = self.around.open.get(&of).filter(|open| open.ends_at > self.now) {
            // One that another row of the file changes may be on its way elsewhere; the store has the last word.
            if Some(open.id) != step.booking && !self.around.changing.contains_key(&open.id) {
                let at = open.starts_at;
                self.trouble(line, Some(Field::Kind), What::OpenAlready(at));
            }
        }
        let first = *self.open.entry(of).or_insert(line);
        if first != line {
            self.trouble(line, Some(Field::Kind), What::OpenTwice(first));
            self.trouble(first, Some(Field::Kind), What::OpenTwice(line));
        }
    }

    /// Days on which nothing is held, and nurses who are away: of what is still to come.
    fn closed(&mut self, step: &Step, office: &Office) {
        if step.row.starts_at <= self.now || step.status == Status::Cancelled {
            return;
        }
        let date = self.catalogue.municipality.local_date(step.row.starts_at);
        let hours = hours_of(self.catalogue, step.row.starts_at, step.ends_at);
        let line = step.row.line;
        match self.catalogue.closed.why(date, hours, office.id, Some(step.claim.staff)) {
            None => {}
            Some(Closed::Absence { .. }) => self.trouble(line, Some(Field::Nurse), What::Absent),
            Some(Closed::YearEnd) => self.trouble(line, Some(Field::Date), What::Closed(String::new())),
            Some(Closed::Closure { reason, .. }) => self.trouble(line, Some(Field::Date), What::Closed(reason)),
            Some(Closed::Holiday { name }) => self.trouble(line, Some(Field::Date), What::Closed(name)),
        }
    }
}
