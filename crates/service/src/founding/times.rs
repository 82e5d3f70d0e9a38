//! The first times: a week that repeats itself, published for so long that somebody who opens the page finds a time.

use chrono::{Days, NaiveDate};
use mendan_domain::booking::mode::Mode;

use crate::city::catalogue::{Catalogue, Kind};
use crate::model::StaffMember;
use crate::offer::publish::PublishQuery;
use crate::offer::template_form::TemplateForm;

/// Four weeks from today on.
const AHEAD: Days = Days::new(27);

/// What is published first.
pub fn first_weeks(today: NaiveDate) -> PublishQuery {
    PublishQuery { from: today, until: today.checked_add_days(AHEAD).unwrap_or(today), office: None, staff: None }
}

/// What most begin with: Monday to Friday, 9:00 to 16:00 with the lunch hour free, the first office, and everything that somebody who is
/// there can do and the city offers. By video only where there is a room to meet in.
pub fn usual_week(catalogue: &Catalogue, today: NaiveDate) -> TemplateForm {
    let nurse = catalogue.staff.iter().find(|member| !member.disabled && member.role.interviews());
    let can =
        |mode: &Mode| catalogue.offered_kinds().any(|kind| kind.modes.has(*mode)) && meets(catalogue, nurse, *mode);
    let text = |number: i64| number.to_string();
    TemplateForm {
        office: catalogue.open_offices().next().map(|office| text(office.id.0)).unwrap_or_default(),
        staff: nurse.map(|member| text(member.id.0)).unwrap_or_default(),
        kinds: catalogue.offered_kinds().filter(|kind| may_hold(nurse, kind)).map(|kind| text(kind.id.0)).collect(),
        modes: Mode::ALL.into_iter().filter(can).map(|mode| mode.as_str().to_owned()).collect(),
        repeat: "weekly".to_owned(),
        weekdays: (0..5).map(text).collect(),
        from: "9:00".to_owned(),
        until: "16:00".to_owned(),
        breaks: vec![["12:00".to_owned(), "13:00".to_owned()]],
        valid_from: today.to_string(),
        ..TemplateForm::default()
    }
}

fn may_hold(nurse: Option<&StaffMember>, kind: &Kind) -> bool {
    nurse.is_none_or(|nurse| kind.professions.contains(&nurse.profession))
}

fn meets(catalogue: &Catalogue, nurse: Option<&StaffMember>, mode: Mode) -> bool {
    let room = catalogue.municipality.video_base_url.is_some() || nurse.is_some_and(|nurse| nurse.video_url.is_some());
    mode != Mode::Video || room
}
