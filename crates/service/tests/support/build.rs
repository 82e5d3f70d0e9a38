//! From a town to the rows of a city; the city's number is in every id.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{ClosureId, KindId, MunicipalityId, OfficeId, RoomId, StaffId, TemplateId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::template::Template;
use mendan_domain::offer::weekdays::Weekdays;
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::catalogue::{
    Kind, KindTexts, Municipality, MunicipalityTexts, Office, OfficeTexts, OpeningHours, Room, Texts,
};
use mendan_service::city::settings::Settings;
use mendan_service::model::{StaffMember, Work};

use crate::support::town::{Nurse, Place, Shut, Sort, Town, Weeks, Whose};

/// A city's number; makes its ids.
#[derive(Clone, Copy)]
pub struct Number(pub i64);

impl Number {
    fn id(self, group: i64, index: usize) -> i64 {
        self.0 * 1000 + group + i64::try_from(index).unwrap()
    }
    pub fn city(self) -> MunicipalityId {
        MunicipalityId(self.0)
    }
    pub fn office(self, index: usize) -> OfficeId {
        OfficeId(self.id(100, index))
    }
    pub fn kind(self, index: usize) -> KindId {
        KindId(self.id(200, index))
    }
    pub fn nurse(self, index: usize) -> StaffId {
        StaffId(self.id(300, index))
    }
    /// Answers the phone and the counter.
    pub fn receptionist(self) -> StaffId {
        StaffId(self.id(390, 0))
    }
    fn room(self, office: usize, index: usize) -> RoomId {
        RoomId(self.id(400, office * 10 + index))
    }
    /// Ids of nurses and rooms.
    pub fn resources(self) -> std::ops::Range<i64> {
        self.id(0, 0)..self.id(1000, 0)
    }
}

/// The first of the days that are published.
pub fn first_day(town: &Town) -> NaiveDate {
    let (month, day) = if town.winter { (12, 24) } else { (4, 27) };
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// Minutes after the first day begins in Japan.
pub fn at(town: &Town, minutes: i64) -> DateTime<Utc> {
    first_day(town).and_time(chrono::NaiveTime::MIN).and_utc() - Duration::hours(9) + Duration::minutes(minutes)
}

pub fn municipality(number: Number) -> Municipality {
    Municipality {
        id: number.city(),
        slug: format!("minori-{}", number.0),
        public_url: format!("https://{}.example.jp", number.0),
        staff_url: None,
        timezone: chrono_tz::Asia::Tokyo,
        mail_from: "boshi@example.jp".into(),
        discreet_mail_from: String::new(),
        phone: "0312345678".into(),
        video_base_url: None,
        consent_version: "2026-04".into(),
        large_networks: Vec::new(),
        settings: Settings::default(),
        texts: Texts::of(
            MunicipalityTexts { name: "みのり市".into(), ..Default::default() },
            MunicipalityTexts::default(),
        ),
    }
}

pub fn office(number: Number, index: usize, place: &Place) -> Office {
    let room = |(k, (lanes, active)): (usize, &(i64, bool))| {
        let id = number.room(index, k);
        Room { id, name: format!("相談室{k}"), lanes: *lanes, active: *active }
    };
    let every_day = OpeningHours([Some(Hours { from: 480, until: 1080 }); 7]);
    Office {
        id: number.office(index),
        slug: format!("office-{index}"),
        kind: "health_center".into(),
        mailbox: "center@example.jp".into(),
        phone: "0311112222".into(),
        texts: Texts::of(OfficeTexts { name: format!("会場{index}"), ..Default::default() }, OfficeTexts::default()),
        rooms: place.rooms.iter().enumerate().map(room).collect(),
        hours: if place.every_day { every_day } else { OpeningHours::default() },
        active: place.active,
    }
}

pub fn kind(number: Number, index: usize, sort: &Sort) -> Kind {
    let professions = [(1, Profession::PublicHealthNurse), (2, Profession::Midwife)].into_iter();
    Kind {
        id: number.kind(index),
        slug: format!("kind-{index}"),
        minutes: sort.minutes,
        buffers: Buffers { before: sort.buffers.0, after: sort.buffers.1 },
        modes: Modes::from_bits(sort.modes),
        professions: professions.filter(|(bit, _)| sort.professions & bit != 0).map(|(_, word)| word).collect(),
        rules: sort.rules.clone(),
        active: sort.active,
        texts: Texts::of(KindTexts { name: format!("面談{index}"), ..Default::default() }, KindTexts::default()),
    }
}

pub fn nurse(number: Number, index: usize, nurse: &Nurse) -> StaffMember {
    StaffMember {
        id: number.nurse(index),
        municipality: number.city(),
        login: format!("nurse-{index}"),
        display_name: format!("佐藤{index}"),
        role: Role::Nurse,
        profession: if nurse.midwife { Profession::Midwife } else { Profession::PublicHealthNurse },
        video_url: Some("https://meet.example.jp/room".into()),
        disabled: nurse.disabled,
        position: 0,
        offices: vec![number.office(0), number.office(1)],
        here_only: false,
        work: Work { modes: Modes::from_bits(nurse.modes), daily_max: nurse.daily_max, joint: nurse.joint },
    }
}

pub fn receptionist(number: Number) -> StaffMember {
    let plain = Nurse { midwife: false, modes: 15, daily_max: None, joint: false, disabled: false };
    StaffMember {
        id: number.receptionist(),
        login: "desk".into(),
        role: Role::Receptionist,
        profession: Profession::Clerk,
        ..nurse(number, 0, &plain)
    }
}

pub fn closure(number: Number, town: &Town, index: usize, shut: &Shut) -> Closure {
    let (office, staff) = match shut.whose {
        Whose::City => (None, None),
        Whose::Office(index) => (Some(number.office(index)), None),
        Whose::Nurse(index) => (None, Some(number.nurse(index))),
    };
    let from = first_day(town) + Days::new(shut.from);
    let until = from + Days::new(shut.days);
    let id = ClosureId(number.id(500, index));
    Closure { id, office, staff, from, until, hours: shut.hours, reason: "研修".into() }
}

pub fn template(number: Number, town: &Town, index: usize, weeks: &Weeks) -> Template {
    let kinds = (0..2).filter(|kind| weeks.kinds & (1 << kind) != 0);
    Template {
        id: TemplateId(number.id(600, index)),
        name: format!("ひな型{index}"),
        office: number.office(weeks.office),
        staff: weeks.nurse.map(|index| number.nurse(index)),
        kinds: kinds.map(|kind| number.kind(kind)).collect(),
        modes: Modes::from_bits(weeks.modes),
        repeat: weeks.repeat.clone(),
        weekdays: Weekdays::from_bits(weeks.weekdays),
        hours: weeks.hours,
        breaks: weeks.breaks.clone(),
        step: weeks.step,
        valid_from: first_day(town) + Days::new(weeks.from),
        valid_until: None,
    }
}
