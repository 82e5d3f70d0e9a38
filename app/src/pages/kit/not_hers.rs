//! A page of the staff's that somebody else may open: who, and where to go on.

use leptos::prelude::*;
use mendan_domain::staff::Permission;

use crate::context::set_status;
use crate::i18n::staff_words;
use crate::pages::kit::frame::Frame;
use crate::pages::kit::words::role_word;

/// The whole page.
pub(crate) fn not_hers(permission: Permission) -> AnyView {
    set_status(403);
    let all = staff_words();
    let t = &all.staff;
    let who = permission.roles().map(role_word).collect::<Vec<_>>().join(t.between_roles);
    let main = view! {
        <div class="plain">
            <h2>{t.not_hers_title}</h2>
            <p>{t.not_hers_text(who)}</p>
            <p class="buttons"><a class="button button--quiet" href="/staff">{all.kit.to_day}</a><a href="/staff/desk">{all.kit.to_desk}</a></p>
        </div>
    };
    Frame { title: t.not_hers_title.to_owned(), bar: ().into_any(), class: "", main: main.into_any() }.view()
}
