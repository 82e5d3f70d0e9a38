//! Files to read before an interview (しおり): kept in our own database, so that no other server is asked.

use mendan_domain::fault::Fault;
use mendan_domain::ids::{KindId, LeafletId, MunicipalityId};
use serde_json::json;

use crate::city::catalogue::{Catalogue, Leaflet, LeafletPart};
use crate::error::Refusal;
use crate::forms::Checks;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Largest file, octets.
pub const LARGEST: usize = 5 * 1024 * 1024;
/// Most files of a kind.
const MOST: usize = 5;

/// What came with the form.
#[derive(Debug, Clone, Copy)]
pub struct LeafletForm<'a> {
    /// What it is called in Japanese.
    pub label_ja: &'a str,
    /// What it is called in English; empty: as in Japanese.
    pub label_en: &'a str,
    /// The file; `None` when it was longer than [`LARGEST`].
    pub octets: Option<&'a [u8]>,
}

impl Services {
    /// Adds a file to a kind. Its form is told by how it begins, never by its name.
    pub async fn leaflet_add(
        &self,
        context: &Permit<ManageSetup>,
        kind: KindId,
        form: &LeafletForm<'_>,
    ) -> Result<LeafletId, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let (leaflet, octets) = writer.read_leaflet(&catalogue, kind, form)?;
            tx.leaflet_insert(context.municipality(), &leaflet, octets).await?;
            let detail = json!({ "kind": kind, "media_type": leaflet.media_type, "size": leaflet.size });
            let recorded =
                writer.audit(tx.as_mut(), context, "leaflet_add", ("leaflet", leaflet.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(leaflet.id)
        })
        .await
    }

    fn read_leaflet<'a>(
        &self,
        catalogue: &Catalogue,
        kind: KindId,
        form: &LeafletForm<'a>,
    ) -> Result<(Leaflet, &'a [u8]), Refusal> {
        catalogue.kind(kind).ok_or(Refusal::NotFound)?;
        let mut checks = Checks::default();
        let label_ja = checks.line("leaflet_ja", form.label_ja);
        let label_en = checks.maybe_line("leaflet_en", form.label_en);
        let octets = checks.value("file", form.octets.filter(|file| file.len() <= LARGEST).ok_or(Fault::TooLarge));
        let fits = form.octets.is_none() || !octets.is_empty();
        checks.require(fits, "file", Fault::Required);
        let media_type = media_type(octets);
        checks.require(octets.is_empty() || media_type.is_some(), "file", Fault::NotALeaflet);
        let others = catalogue.leaflets.iter().filter(|leaflet| leaflet.kind == kind).count();
        checks.require(others < MOST, "file", Fault::TooMany);
        checks.done()?;
        let leaflet = Leaflet {
            id: LeafletId(self.new_id()),
            kind,
            label_en: if label_en.is_empty() { label_ja.clone() } else { label_en },
            label_ja,
            media_type: media_type.unwrap_or_default().to_owned(),
            size: i64::try_from(octets.len()).unwrap_or(i64::MAX),
        };
        Ok((leaflet, octets))
    }

    /// Deletes a file; links to it in mails that have left lead nowhere then.
    pub async fn leaflet_delete(&self, context: &Permit<ManageSetup>, id: LeafletId) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _) = writer.begin_setup(context).await?;
            if !tx.leaflet_delete(context.municipality(), id).await? {
                return Err(Refusal::NotFound);
            }
            let recorded = writer.audit(tx.as_mut(), context, "leaflet_delete", ("leaflet", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// A part of a file for whoever reads it: so many octets from there on.
    pub async fn leaflet_part(
        &self,
        city: MunicipalityId,
        id: LeafletId,
        part: (i64, i64),
    ) -> Result<LeafletPart, Refusal> {
        self.store().look().await?.leaflet_part(city, id, part).await?.ok_or(Refusal::NotFound)
    }
}

/// Told by its first octets (ISO 32000-1 7.5.2, PNG 5.2, JFIF).
fn media_type(octets: &[u8]) -> Option<&'static str> {
    const FORMS: [(&[u8], &str); 3] =
        [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    FORMS.into_iter().find(|(begin, _)| octets.starts_with(begin)).map(|(_, media_type)| media_type)
}
