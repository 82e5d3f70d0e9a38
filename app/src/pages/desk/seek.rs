//! Looking for a time: for what, how, where, and from which day. Every control is a button of the form around it, so that
//! what is typed there goes along; the server keeps it and shows the page again. For a new booking and for a move.
//!
//! The form posts `kind`, `mode`, `office`, `nurse` and `after` as they are, and the pressed button as `seek`: `mode=video`,
//! `office=`, `after=1764640000`, `day` for the date in the field of that name, or `nurse` for who is chosen there.

use chrono::{DateTime, Days, NaiveDate, Utc};
use leptos::prelude::*;
use mendan_domain::booking::mode::Mode;
use mendan_domain::offer::PublicSlot;
use mendan_domain::staff::Permission;
use mendan_service::city::catalogue::{Kind, Office};
use mendan_service::model::StaffMember;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::kit::choice::mode;
use crate::pages::kit::words::{kind_name, office_short};

/// What is looked for.
pub(crate) struct Seek<'a> {
    /// Where every button posts the form to.
    pub action: String,
    /// For what.
    pub kind: &'a Kind,
    /// Whether that can be chosen.
    pub kinds: bool,
    /// How.
    pub mode: Mode,
    /// Where; none: anywhere.
    pub office: Option<&'a Office>,
    /// Only with her; none: anybody.
    pub nurse: Option<&'a StaffMember>,
    /// Only times from this instant on; none: from now.
    pub after: Option<DateTime<Utc>>,
}

impl Seek<'_> {
    /// The state as hidden fields.
    pub(crate) fn fields(&self) -> AnyView {
        let after = self.after.map(|after| after.timestamp().to_string());
        view! {
            <input type="hidden" name="kind" value=self.kind.slug.clone()/>
            <input type="hidden" name="mode" value=self.mode.as_str()/>
            {self.office.map(|office| view! { <input type="hidden" name="office" value=office.slug.clone()/> })}
            {after.map(|after| view! { <input type="hidden" name="after" value=after/> })}
        }
        .into_any()
    }

    /// 内容, 方法 and 場所.
    pub(crate) fn rows(&self, request: &Request) -> AnyView {
        let t = staff_words();
        let catalogue = request.catalogue();
        let kinds = self.kinds.then(|| {
            let kinds = catalogue.offered_kinds().enumerate().map(|(index, kind)| {
                let current = kind.id == self.kind.id;
                self.option(
                    &format!("kind={}", kind.slug),
                    current,
                    (index + 1).to_string(),
                    false,
                    kind_name(Some(kind)).into_any(),
                )
            });
            row(t.kit.interview, kinds.collect_view().into_any())
        });
        let modes = self.kind.modes.iter().map(|other| {
            self.option(&format!("mode={}", other.as_str()), other == self.mode, "m".to_owned(), true, mode(other))
        });
        let anywhere =
            self.option("office=", self.office.is_none(), "o".to_owned(), true, t.desk.earliest_place.into_any());
        let offices = catalogue.open_offices().map(|office| {
            let current = self.office.is_some_and(|chosen| chosen.id == office.id);
            self.option(
                &format!("office={}", office.slug),
                current,
                "o".to_owned(),
                true,
                office_short(office).into_any(),
            )
        });
        view! {
            {kinds}
            {row(t.kit.way, modes.collect_view().into_any())}
            {row(t.kit.place, view! { {anywhere}{offices.collect_view()} }.into_any())}
            {self.nurse_field(request)}
        }
        .into_any()
    }

    /// 担当: a list, for a city may have forty. What is chosen is booked even if nobody pressed the button beside it.
    fn nurse_field(&self, request: &Request) -> AnyView {
        let t = staff_words();
        let nurses = nurses(request).map(|member| {
            let selected = self.nurse.is_some_and(|nurse| nurse.id == member.id);
            view! { <option value=member.id.to_string() selected=selected>{member.display_name.clone()}</option> }
        });
        view! {
            <div class="choices">
                <label class="choices-name" for="nurse">{t.kit.nurse}</label>
                <div class="inline">
                    <select class="input" id="nurse" name="nurse" data-key="n" data-key-focus="">
                        <option value="">{t.kit.anybody}</option>{nurses.collect_view()}
                    </select>
                    {self.step("nurse", None, t.desk.by_nurse)}
                </div>
            </div>
        }
        .into_any()
    }

    /// A choice; with `focus` its key only goes to it, for the key belongs to the whole row.
    fn option(&self, seek: &str, current: bool, key: String, focus: bool, word: AnyView) -> AnyView {
        let (current, focus) = (current.then_some("true"), focus.then_some(""));
        view! {
            <li>
                <button type="submit" name="seek" value=seek.to_owned() formaction=self.action.clone() formnovalidate=true
                    aria-current=current data-key=key data-key-focus=focus>{word}</button>
            </li>
        }
        .into_any()
    }

    /// On from the times that are shown: later ones, the next day, the next week, any day.
    pub(crate) fn steps(&self, request: &Request, slots: &[PublicSlot], more: bool) -> AnyView {
        let t = &staff_words().desk;
        let city = &request.catalogue().municipality;
        let shown = slots.first().map(|slot| slot.starts_at).or(self.after).unwrap_or_else(|| request.services.now());
        let day = city.local_date(shown);
        let from = |days: u64| day.checked_add_days(Days::new(days)).map(|day| city.start_of_day(day).timestamp());
        let later = slots.last().filter(|_| more).map(|slot| slot.starts_at.timestamp() + 1);
        let step = |after: Option<i64>, key: &'static str, word: &'static str| {
            after.map(|after| self.step(&format!("after={after}"), Some(key), word))
        };
        let earliest = self.after.map(|_| self.step("after=", None, t.earliest));
        view! {
            <div class="buttons">
                {step(later, "L", t.later)}
                {step(from(1), "T", t.next_day)}
                {step(from(7), "W", t.next_week)}
                {earliest}
            </div>
            {self.day_field(day)}
        }
        .into_any()
    }

    /// A button that posts the form with that wish.
    pub(crate) fn step(&self, seek: &str, key: Option<&'static str>, word: &'static str) -> AnyView {
        view! {
            <button class="button button--quiet button--small" type="submit" name="seek" value=seek.to_owned()
                formaction=self.action.clone() formnovalidate=true data-key=key.map(str::to_lowercase)>
                {key.map(|key| view! { <kbd>{key}</kbd> })}{word}
            </button>
        }
        .into_any()
    }

    /// Any day, by its date. `day_shown` tells a typed day from the one that was there.
    fn day_field(&self, day: NaiveDate) -> AnyView {
        view! {
            <div class="inline">
                <div class="field">
                    <label for="day"><kbd>"J"</kbd>" "{staff_words().desk.day}</label>
                    <input type="hidden" name="day_shown" value=day.to_string()/>
                    <input class="input input--date" id="day" name="day" type="date" value=day.to_string() autocomplete="off" data-key="j" data-key-focus=""/>
                </div>
                {self.step("day", None, staff_words().desk.from_day)}
            </div>
        }
        .into_any()
    }
}

/// Who can be chosen for an interview.
pub(crate) fn nurses(request: &Request) -> impl Iterator<Item = &StaffMember> {
    request.catalogue().staff.iter().filter(|member| !member.disabled && member.role.may(Permission::HoldInterviews))
}

fn row(name: &'static str, options: AnyView) -> AnyView {
    view! { <div class="choices" role="group" aria-label=name><span class="choices-name" aria-hidden="true">{name}</span><ul>{options}</ul></div> }.into_any()
}
