//! The demo city: 架空市, 150,000 invented people, three offices, eight nurses and midwives, three kinds.
//! It writes straight into the store and puts nothing into the outbox, so it sends no mail.

mod bookings;
mod city;
mod people;
mod times;

use mendan_service::{By, Context, Refusal, Services, System};

/// The sign-ins of the demo, one per role: sign-in name, password, role. For trying only; a real city makes its own.
pub const SIGN_INS: [(&str, &str, &str); 3] = [
    ("kanri", "mendan-demo-kanri", "administrator"),
    ("hokenshi", "mendan-demo-hokenshi", "nurse"),
    ("uketsuke", "mendan-demo-uketsuke", "receptionist"),
];

/// Who has the demo's partner key.
const PARTNER: &str = "見本の連携";

/// Fills an empty database. `false` when there is something in it already.
pub async fn fill_if_empty(services: &Services, public_url: &str) -> Result<bool, Refusal> {
    let public_url = public_url.trim_end_matches('/');
    let known = services.municipalities().await?;
    if !known.is_empty() {
        // A demo from before there were templates gets them; what it has published stays.
        if let Some(context) = context(services).await? {
            times::write_templates(services, &context).await?;
        }
        return Ok(false);
    }
    let id = city::write(services, public_url).await?;
    let context = Context::system(services.catalogue(id).await?);
    times::write_templates(services, &context).await?;
    // In this order: what begins in between is published already.
    times::publish_ahead(services, &context).await?;
    times::write_past(services, &context).await?;
    bookings::write(services, &context).await?;
    Ok(true)
}

/// Keeps the demo's slots published eight weeks ahead.
pub async fn publish_ahead(services: &Services) -> Result<(), Refusal> {
    if let Some(context) = context(services).await? {
        times::publish_ahead(services, &context).await?;
    }
    Ok(())
}

/// Says how to sign in, and the key a partner may try.
pub async fn print_sign_ins(services: &Services) -> Result<(), Refusal> {
    for (login, password, role) in SIGN_INS {
        println!("staff sign-in: role={role} login={login} password={password}");
    }
    if let Some(context) = context(services).await? {
        println!("api_key={}", services.partner_key_of_demo(&context.permit()?, PARTNER).await?);
    }
    Ok(())
}

/// Ends what a demo has published, where there is none any more: sessions opened with its passwords, and its partner key.
/// Both come back with the demo.
pub async fn end(services: &Services) -> Result<(), Refusal> {
    let cities = services.municipalities().await?;
    for city in cities {
        let context = Context::system(services.catalogue(city.id).await?);
        let ended = services.end_published_passwords(&context.permit()?).await?;
        if !ended.is_empty() {
            tracing::warn!(
                logins = ended.join(", "),
                "these members have the demo's published passwords, which open nothing now: \
                 give them others with `mendan staff reset`"
            );
        }
        if services.end_partner_key_of_demo(&context.permit()?).await? {
            tracing::warn!("the demo's partner key was revoked");
        }
    }
    Ok(())
}

/// The demo city, asked by the product itself.
async fn context(services: &Services) -> Result<Option<By<System>>, Refusal> {
    let cities = services.municipalities().await?;
    let Some(demo) = cities.iter().find(|city| city.slug == city::SLUG) else { return Ok(None) };
    Ok(Some(Context::system(services.catalogue(demo.id).await?)))
}
