//! A mail to try a server out: its button, and what came of it, in words first and as the server said it.

use leptos::prelude::*;
use mendan_service::message::relay::trial::{Step, Trial};
use mendan_words::MailServer;

use crate::i18n::staff_words;
use crate::pages::city::form::{Form, Line};

/// To whom, and the button that posts the whole form there.
pub(crate) fn try_out(form: Form<'_>, action: &str) -> AnyView {
    let t = &staff_words().mail_server;
    view! {
        <section aria-labelledby="try">
            <h3 id="try">{t.trial}</h3>
            {Line::text("to", t.to, "").hint(t.to_hint).view(form)}
            <p class="buttons">
                <button class="button button--quiet" type="submit" formaction=action.to_owned()>{t.send_trial}</button>
            </p>
        </section>
    }
    .into_any()
}

/// What the password of the trial goes along as.
pub(super) fn kept() -> Option<String> {
    use_context::<Trial>().map(|trial| trial.kept).filter(|kept| !kept.is_empty())
}

/// What came of the mail that was just sent.
pub(crate) fn answered() -> Option<AnyView> {
    let Trial { step, answer, .. } = use_context::<Trial>()?;
    let t = &staff_words().mail_server;
    let (said, to_do) = words(t, step);
    let answer = (!answer.is_empty()).then(|| view! { <p class="soft">{t.answer(answer)}</p> });
    let fine = step == Step::Accepted;
    let (class, role) = if fine { ("notice", "status") } else { ("notice notice--error", "alert") };
    Some(
        view! {
            <section class=class id="trial" role=role tabindex="-1" autofocus=true>
                <p><strong>{said}</strong></p>
                <p>{to_do}</p>
                {answer}
                <p>{t.not_saved}</p>
            </section>
        }
        .into_any(),
    )
}

/// What it means, and what to do.
const fn words(t: &'static MailServer, step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Accepted => (t.accepted, t.accepted_do),
        Step::NoName => (t.no_name, t.no_name_do),
        Step::NotAllowed => (t.not_allowed, t.not_allowed_do),
        Step::Unreachable => (t.unreachable, t.unreachable_do),
        Step::Silent => (t.silent, t.silent_do),
        Step::NotMail => (t.not_mail, t.not_mail_do),
        Step::Greeting => (t.greeting, t.greeting_do),
        Step::Hello => (t.hello_refused, t.hello_do),
        Step::NoTls => (t.no_tls, t.no_tls_do),
        Step::CertificateUnknown => (t.certificate_unknown, t.certificate_unknown_do),
        Step::CertificateName => (t.certificate_name, t.certificate_name_do),
        Step::CertificateInvalid => (t.certificate_invalid, t.certificate_invalid_do),
        Step::NoSignIn => (t.no_sign_in, t.no_sign_in_do),
        Step::SignIn => (t.sign_in, t.sign_in_do),
        Step::Sender => (t.sender_refused, t.sender_do),
        Step::Recipient => (t.recipient, t.recipient_do),
        Step::Relaying => (t.relaying, t.relaying_do),
        Step::Letter => (t.letter, t.letter_do),
        Step::Later => (t.later, t.later_do),
        Step::TooMany => (t.too_many, t.too_many_do),
    }
}
