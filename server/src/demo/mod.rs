//! The demo city: 架空市, 150,000 invented people, three offices, eight nurses and midwives, three kinds.
//! It writes straight into the store and puts nothing into the outbox, so it sends no mail.

mod bookings;
mod city;
mod people;
mod times;

use std::sync::Arc;

use mendan_service::{Actor, Context, Refusal, Services};

/// The sign-ins of the demo, one per role: sign-in name, password, role. For trying only; a real city makes its own.
pub const SIGN_INS: [(&str, &str, &str); 3] = [
    ("kanri", "mendan-demo-kanri", "administrator"),
    ("hokenshi", "mendan-demo-hokenshi", "nurse"),
    ("uketsuke", "mendan-demo-uketsuke", "receptionist"),
];

/// Fills an empty database. `false` when there is something in it already.
pub async fn fill_if_empty(services: &Services, public_url: &str) -> Result<bool, Refusal> {
    let public_url = public_url.trim_end_matches('/');
    let known = services.store().read().await?.municipalities().await?;
    if !known.is_empty() {
        return Ok(false);
    }
    let id = city::write(services, public_url).await?;
    let context = Context { catalogue: services.catalogue(id).await?, actor: Actor::System };
    times::publish(services, &context, times::PAST_DAYS).await?;
    bookings::write(services, &context).await?;
    Ok(true)
}

/// Keeps the demo's slots published eight weeks ahead.
pub async fn publish_ahead(services: &Services) -> Result<(), Refusal> {
    let cities = services.store().read().await?.municipalities().await?;
    if let Some(demo) = cities.iter().find(|city| city.slug == city::SLUG) {
        let context = Context { catalogue: Arc::clone(&services.catalogue(demo.id).await?), actor: Actor::System };
        times::publish(services, &context, 0).await?;
    }
    Ok(())
}

/// Says how to sign in.
pub fn print_sign_ins() {
    for (login, password, role) in SIGN_INS {
        println!("staff sign-in: role={role} login={login} password={password}");
    }
}
