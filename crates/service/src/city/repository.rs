//! What the use cases of this area ask of the store.

use crate::city::catalogue::{Catalogue, Kind, Leaflet, LeafletPart, Municipality, Office};
use crate::city::settings::change::Change;
use crate::city::settings::section::Section;
use crate::model::Listed;
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::NaiveDate;
use mendan_domain::ids::{LeafletId, MunicipalityId};

/// What a city offers, and its version. Reading.
#[async_trait]
pub trait CatalogueReads: Send {
    /// All municipalities.
    async fn municipalities(&mut self) -> StoreResult<Vec<Municipality>>;
    /// Everything one municipality offers, without the closures that ended before the day `since`.
    async fn catalogue(&mut self, municipality: MunicipalityId, since: NaiveDate) -> StoreResult<Option<Catalogue>>;
    /// The version of what the city offers.
    async fn setup_version(&mut self, municipality: MunicipalityId) -> StoreResult<i64>;
}

/// What a city offers, and its version. Writing.
#[async_trait]
pub trait CatalogueWrites: Send {
    /// The same, and until the end of the transaction nobody changes it: what is judged now is judged by the rules of now.
    async fn setup_version_held(&mut self, municipality: MunicipalityId) -> StoreResult<i64>;
    /// Says that what the city offers has changed, so that every instance reads it anew.
    async fn setup_changed(&mut self, municipality: MunicipalityId) -> StoreResult<()>;
}

/// The city, its offices with their rooms, and its kinds. They are read with the catalogue. Writing.
#[async_trait]
pub trait SetupWrites: Send {
    /// Writes a municipality.
    async fn municipality_insert(&mut self, municipality: &Municipality) -> StoreResult<()>;
    /// Writes the networks from which more may be booked, in CIDR notation.
    async fn municipality_set_networks(&mut self, municipality: MunicipalityId, networks: &[String])
    -> StoreResult<()>;
    /// Writes its public address.
    async fn municipality_set_url(&mut self, municipality: MunicipalityId, public_url: &str) -> StoreResult<()>;
    /// Writes an office with its rooms.
    async fn office_insert(&mut self, municipality: MunicipalityId, office: &Office, position: i64) -> StoreResult<()>;
    /// Writes an office that exists, and its rooms (new ones too).
    async fn office_update(&mut self, municipality: MunicipalityId, office: &Office) -> StoreResult<()>;
    /// Writes a kind.
    async fn kind_insert(&mut self, municipality: MunicipalityId, kind: &Kind, position: i64) -> StoreResult<()>;
    /// Writes a kind that exists.
    async fn kind_update(&mut self, municipality: MunicipalityId, kind: &Kind) -> StoreResult<()>;
}

/// What the city decides about itself, and how it came to that. Reading.
#[async_trait]
pub trait SettingReads: Send {
    /// So many changes of a section, the latest first.
    async fn setting_changes(
        &mut self,
        municipality: MunicipalityId,
        section: Section,
        most: i64,
    ) -> StoreResult<Vec<Change>>;
    /// A picture of the city: its media type and its octets.
    async fn city_image(
        &mut self,
        municipality: MunicipalityId,
        digest: &str,
    ) -> StoreResult<Option<(String, Vec<u8>)>>;
}

/// What the city decides about itself, and how it came to that. Writing.
#[async_trait]
pub trait SettingWrites: Send {
    /// Writes what the city decides about itself. Slug, address, time zone and networks are none of that.
    async fn municipality_update(&mut self, municipality: &Municipality) -> StoreResult<()>;
    /// Remembers a change.
    async fn setting_change_insert(&mut self, municipality: MunicipalityId, change: &Change) -> StoreResult<()>;
    /// Writes a picture, unless it is there: digest, media type, octets.
    async fn city_image_insert(&mut self, municipality: MunicipalityId, image: (&str, &str, &[u8])) -> StoreResult<()>;
}

/// Files to read before interviews. Reading.
#[async_trait]
pub trait LeafletReads: Send {
    /// So many octets of a file from there on (`part`); files are large, and nobody needs one whole.
    async fn leaflet_part(
        &mut self,
        municipality: MunicipalityId,
        id: LeafletId,
        part: (i64, i64),
    ) -> StoreResult<Option<LeafletPart>>;
}

/// Files to read before interviews. Writing.
#[async_trait]
pub trait LeafletWrites: Send {
    /// Writes a file with its octets.
    async fn leaflet_insert(
        &mut self,
        municipality: MunicipalityId,
        leaflet: &Leaflet,
        octets: &[u8],
    ) -> StoreResult<()>;
    /// Deletes a file.
    async fn leaflet_delete(&mut self, municipality: MunicipalityId, id: LeafletId) -> StoreResult<bool>;
}

/// Entries of the set-up's lists: their order, whether they are used, and their end. Reading.
#[async_trait]
pub trait OrderReads: Send {
    /// Whether a booking, a hold, a published time or a closure speaks of it, or the audit log says that she did something.
    /// Templates keep their kinds as text: they are not looked at here.
    async fn listed_used(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<bool>;
}

/// Entries of the set-up's lists: their order, whether they are used, and their end. Writing.
#[async_trait]
pub trait OrderWrites: Send {
    /// Writes where in its list it stands.
    async fn listed_place(&mut self, municipality: MunicipalityId, listed: Listed, position: i64) -> StoreResult<()>;
    /// Deletes it, with the rooms of an office, the files of a kind, the sessions of a member of staff.
    async fn listed_delete(&mut self, municipality: MunicipalityId, listed: Listed) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: CatalogueReads + SettingReads + LeafletReads + OrderReads {}

impl<T: CatalogueReads + SettingReads + LeafletReads + OrderReads> Reads for T {}

/// What can be written in one.
pub trait Writes: CatalogueWrites + SetupWrites + SettingWrites + LeafletWrites + OrderWrites {}

impl<T: CatalogueWrites + SetupWrites + SettingWrites + LeafletWrites + OrderWrites> Writes for T {}
