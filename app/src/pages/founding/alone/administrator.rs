//! The first administrator.

use leptos::prelude::*;

use crate::context::RefusedForm;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// The form.
pub(super) fn page(city: &str, refused: Option<&RefusedForm>) -> AnyView {
    let t = &staff_words().founding;
    let (staff, setup) = (&staff_words().staff, &staff_words().city);
    let form = Form::back(refused);
    let fields = view! {
        {Line::text("display_name", t.administrator_name, "").hint(t.administrator_name_hint).view(form)}
        {Line::text("login", staff.login, "").hint(staff.login_hint).view(form)}
        {Line::password("password", staff.password).hint(staff.own_hint).view(form)}
        {Line::password("password_again", setup.password_again).view(form)}
    };
    let lead = t.administrator_lead(city);
    let button = t.administrator_finish;
    super::form((t.administrator_title, 2, lead), ("/setup/administrator", button), form, fields.into_any())
}
