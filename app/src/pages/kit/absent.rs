//! 「休みます」: the way to where an absence is declared, for whoever may.

use chrono::NaiveDate;
use leptos::prelude::*;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::Permission;
use mendan_service::model::StaffMember;

use crate::context::Request;
use crate::i18n::staff_words;

/// Whether she may say that this member is absent: of herself, or of whoever works where she reaches.
pub(crate) fn may_declare(request: &Request, member: &StaffMember) -> bool {
    let (context, own) = (&request.context, request.staff.as_ref().map(|staff| staff.member.id));
    let reached = Some(member.id) == own || context.reaches_member(member.id);
    !member.disabled && member.role.interviews() && reached && context.shapes(Some(member.id))
}

/// A link: of that nurse, or of whoever is signed in; for whoever decides about everybody's times, of nobody yet. On that day, or today.
pub(crate) fn absent_link(request: &Request, nurse: Option<StaffId>, date: Option<NaiveDate>) -> Option<AnyView> {
    let own = request.staff.as_ref().map(|staff| staff.member.id);
    let member = nurse.or(own).and_then(|id| request.catalogue().staff(id));
    let member = member.filter(|member| may_declare(request, member));
    if !request.opens("/staff/absent") || (member.is_none() && !request.context.may(Permission::ShapeTimes)) {
        return None;
    }
    let staff = member.map(|member| format!("staff={}", member.id));
    let date = date.map(|date| format!("date={date}"));
    let query: Vec<String> = staff.into_iter().chain(date).collect();
    let href = format!("/staff/absent?{}", query.join("&"));
    Some(view! { <a class="button button--quiet button--small" href=href>{staff_words().rescue.absent}</a> }.into_any())
}
