//! `GET /api/v1/offices`, `GET /api/v1/kinds`.

use axum::{Extension, Json};
use mendan_domain::booking::mode::Mode;
use mendan_domain::language::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::city::City;

/// All offices in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offices {
    /// In the order people see them.
    pub offices: Vec<OfficeJson>,
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeJson {
    /// Stable slug.
    pub id: String,
    /// Japanese name.
    pub name: String,
}

/// All kinds that residents can book.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kinds {
    /// In the order people see them.
    pub kinds: Vec<KindJson>,
}

/// An interview kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindJson {
    /// Stable slug.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// `in_person`, `video`, `phone`, `home_visit`.
    #[schema(value_type = Vec<String>)]
    pub modes: Vec<Mode>,
    /// Length in minutes.
    pub minutes: i64,
}

/// The offices.
#[utoipa::path(get, path = "/api/v1/offices", responses((status = 200, body = Offices)))]
pub async fn offices(Extension(city): Extension<City>) -> Json<Offices> {
    let offices = city.0.open_offices();
    Json(Offices {
        offices: offices.map(|o| OfficeJson { id: o.slug.clone(), name: o.words(Language::Ja).name }).collect(),
    })
}

/// The kinds.
#[utoipa::path(get, path = "/api/v1/kinds", responses((status = 200, body = Kinds)))]
pub async fn kinds(Extension(city): Extension<City>) -> Json<Kinds> {
    let kinds = city.0.public_kinds().map(|kind| KindJson {
        id: kind.slug.clone(),
        name: kind.words(Language::Ja).name,
        modes: kind.modes.iter().collect(),
        minutes: kind.minutes,
    });
    Json(Kinds { kinds: kinds.collect() })
}
