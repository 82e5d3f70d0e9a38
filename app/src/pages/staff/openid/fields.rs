//! The fields of an identity provider.

use leptos::prelude::*;
use mendan_service::staff::openid::form::TRIED;
use mendan_service::staff::openid::{Naming, OpenId, Provider};

use super::looked::kept;
use crate::i18n::staff_words;
use crate::pages::city::form::{Choice, Form, Line};

/// All of them; what is stored stands in them, but for the secret.
pub(super) fn fields(form: Form<'_>, openid: &OpenId) -> AnyView {
    let t = &staff_words().openid;
    let stored = openid.own.clone().unwrap_or_default();
    view! {
        {Line::text("issuer", t.issuer, stored.issuer.clone()).hint(t.issuer_hint).view(form)}
        {Line::text("client_id", t.client_id, stored.client_id.clone()).hint(t.client_id_hint).view(form)}
        {secret(form, openid.own.is_some())}
        {Line::text("label", t.label, stored.label.clone()).hint(t.label_hint).view(form)}
        {naming(form, &stored)}
        {Line::text("domain", t.domain, stored.domain.clone()).optional().hint(t.domain_hint).view(form)}
        {Line::text("second", t.second, stored.second.join(" ")).optional().hint(t.second_hint).view(form)}
    }
    .into_any()
}

/// It never comes back. What was looked at goes along, sealed.
fn secret(form: Form<'_>, has_one: bool) -> AnyView {
    let t = &staff_words().openid;
    let tried = kept();
    let line = Line::password("client_password", t.secret);
    let line = match (&tried, has_one) {
        (Some(_), _) => line.hint(t.secret_tried),
        (None, true) => line.hint(t.secret_kept),
        (None, false) => line.hint(t.secret_new),
    };
    let tried = tried.map(|tried| view! { <input type="hidden" name=TRIED value=tried/> });
    view! { {line.view(form)}{tried} }.into_any()
}

fn naming(form: Form<'_>, stored: &Provider) -> AnyView {
    let t = &staff_words().openid;
    let option = |naming: Naming| {
        let word = match naming {
            Naming::Nothing => t.naming_nothing,
            Naming::PreferredUsername => t.naming_username,
            Naming::Email => t.naming_email,
        };
        (naming.as_str().to_owned(), word.to_owned())
    };
    let options = Naming::ALL.map(option).into();
    let stored = stored.naming.as_str();
    Choice { name: "naming", label: t.naming, options, stored, hint: Some(t.naming_hint) }.radios(form)
}
