//! What is looked for when a booking moves: from which day, where, how, with whom. It stands in the address, so that it works by
//! links, by a plain form, and by keys.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use mendan_domain::booking::mode::Mode;
use mendan_domain::date::parse_date;
use mendan_domain::ids::StaffId;
use mendan_service::city::catalogue::Kind;

use crate::context::Request;
use crate::i18n::staff_words;
use crate::pages::desk::seek::nurses;
use crate::pages::kit::words::{mode_word, office_name};
use crate::pages::kit::years::YEARS;

/// `to_…=…` of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    /// From that day on; none: from now.
    pub from: Option<NaiveDate>,
    /// From that instant on: further times of the same wish.
    pub after: Option<i64>,
    /// Slug of the office; none: anywhere.
    pub office: Option<String>,
    /// Word of the mode; none: as it is.
    pub mode: Option<String>,
    /// Only with her.
    pub nurse: Option<StaffId>,
    /// Slug of the kind, of an interview that is not booked yet.
    pub kind: Option<String>,
}

impl Wish {
    /// Reads it; what cannot be read is left out.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).filter(|word| !word.is_empty());
        Self {
            from: word("to_from").and_then(|text| parse_date(&text)),
            after: word("to_after").and_then(|text| text.parse().ok()).filter(|after| YEARS.contains(after)),
            office: word("to_office"),
            mode: word("to_mode"),
            nurse: word("to_nurse").and_then(|text| text.parse().ok()).map(StaffId),
            kind: word("to_kind"),
        }
    }

    /// What stands in the address.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let pairs = [
            ("to_from", self.from.map(|date| date.to_string())),
            ("to_after", self.after.map(|after| after.to_string())),
            ("to_office", self.office.clone()),
            ("to_mode", self.mode.clone()),
            ("to_nurse", self.nurse.map(|id| id.to_string())),
            ("to_kind", self.kind.clone()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    /// The same, further on or further back.
    pub(crate) fn after(&self, after: i64) -> Self {
        Self { after: Some(after), ..self.clone() }
    }

    /// The mode that is meant: one of the kind's.
    pub(crate) fn mode_of(&self, kind: &Kind, own: Mode) -> Mode {
        self.mode.as_deref().and_then(Mode::parse).filter(|mode| kind.modes.has(*mode)).unwrap_or(own)
    }
}

/// Where a wish is asked for: the page, and what else its address says.
pub(crate) struct Place {
    /// Path.
    pub path: &'static str,
    /// Other pairs of the address.
    pub pairs: Vec<(String, String)>,
    /// Behind it.
    pub anchor: &'static str,
}

impl Place {
    /// A link to that wish here.
    pub(crate) fn href(&self, wish: &Wish) -> String {
        let pairs: Vec<_> = self.pairs.iter().cloned().chain(wish.pairs()).collect();
        format!("{}?{}{}", self.path, serde_urlencoded::to_string(pairs).unwrap_or_default(), self.anchor)
    }
}

/// The fields of the wish, as a form that looks.
pub(crate) fn chooser(request: &Request, place: &Place, (kind, mode): (&Kind, Mode), wish: &Wish) -> AnyView {
    let t = staff_words();
    let catalogue = request.catalogue();
    let hidden = place.pairs.iter().cloned();
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let today = catalogue.municipality.local_date(request.services.now());
    let offices = catalogue.open_offices().map(|office| {
        let selected = wish.office.as_deref() == Some(office.slug.as_str());
        view! { <option value=office.slug.clone() selected=selected>{office_name(Some(office))}</option> }
    });
    let modes = kind.modes.iter().map(|other| {
        view! { <option value=other.as_str() selected=other == mode>{mode_word(other)}</option> }
    });
    let nurses = nurses(request).map(|member| {
        let selected = wish.nurse == Some(member.id);
        view! { <option value=member.id.to_string() selected=selected>{member.display_name.clone()}</option> }
    });
    view! {
        <form class="chooser" method="get" action=format!("{}{}", place.path, place.anchor) aria-label=t.desk.how_to_look>
            {hidden.collect_view()}
            <div class="field"><label for="to_from">{t.desk.from_day}</label>
                <input class="input" id="to_from" name="to_from" type="date" min=today.to_string() value=wish.from.map(|date| date.to_string())/></div>
            <div class="field"><label for="to_office">{t.kit.place}</label>
                <select class="input" id="to_office" name="to_office"><option value="">{t.kit.every_place}</option>{offices.collect_view()}</select></div>
            <div class="field"><label for="to_mode">{t.kit.way}</label>
                <select class="input" id="to_mode" name="to_mode">{modes.collect_view()}</select></div>
            <div class="field"><label for="to_nurse">{t.kit.nurse}</label>
                <select class="input" id="to_nurse" name="to_nurse"><option value="">{t.kit.anybody}</option>{nurses.collect_view()}</select></div>
            <button class="button button--quiet button--small" type="submit">{t.desk.look}</button>
        </form>
    }
    .into_any()
}
