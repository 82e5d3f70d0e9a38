//! The city: what it is called, where it is found, who answers the phone, from where its mails come.

use leptos::prelude::*;

use crate::context::RefusedForm;
use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// The form.
pub(super) fn page(address: String, refused: Option<&RefusedForm>) -> AnyView {
    let t = &staff_words().founding;
    let form = Form::back(refused);
    let fields = view! {
        {Line::text("name_ja", t.name, "").hint(t.name_hint).view(form)}
        {Line::text("name_en", t.name_en, "").optional().hint(t.name_en_hint).view(form)}
        {Line::text("public_url", t.address, address).hint(t.address_hint).view(form)}
        {Line::text("department", t.department, "").optional().hint(t.department_hint).view(form)}
        {Line::text("phone", t.phone, "").hint(t.phone_hint).view(form)}
        {Line::text("phone_hours", t.phone_hours, t.phone_hours_usual).view(form)}
        {Line::text("mail_from", t.mail_from, "").hint(t.mail_from_hint).view(form)}
    };
    super::form((t.city_title, 1, t.city_lead.to_owned()), ("/setup/city", t.next), form, fields.into_any())
}
