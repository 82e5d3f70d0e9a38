//! A page of the staff's that somebody else may open: who, and where to go on.

use leptos::prelude::*;
use mendan_domain::staff::Permission;

use crate::context::{request, set_status};
use crate::i18n::staff_words;
use crate::pages::kit::frame::Frame;
use crate::pages::kit::linked::ways_on;
use crate::pages::kit::words::role_name;

/// The whole page.
pub(crate) fn not_hers(permissions: &[Permission]) -> AnyView {
    set_status(403);
    let t = &staff_words().staff;
    let request = request();
    let catalogue = request.catalogue();
    let roles = catalogue.all_roles().into_iter().filter(|role| permissions.iter().any(|one| role.may(*one)));
    let who = roles.map(|role| role_name(catalogue, role)).collect::<Vec<_>>().join(t.between_roles);
    let main = view! {
        <div class="plain">
            <h2>{t.not_hers_title}</h2>
            <p>{t.not_hers_text(who)}</p>
            <p class="buttons">{ways_on(&request)}</p>
        </div>
    };
    Frame { title: t.not_hers_title.to_owned(), bar: ().into_any(), class: "", main: main.into_any() }.view()
}
