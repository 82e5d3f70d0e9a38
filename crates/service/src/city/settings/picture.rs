//! The city's logo: told by its octets, kept under its digest, served for ever at the same address.

use mendan_domain::fault::Fault;
use mendan_domain::ids::MunicipalityId;

use super::look::Logo;
use super::section::Section;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::forms::Checks;
use crate::secret::sha256;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Largest file, octets: everybody who opens a page fetches it.
pub const LARGEST: usize = 200 * 1024;
/// Least and most of either side, pixels.
const SIDES: std::ops::RangeInclusive<usize> = 16..=4000;

/// A picture as it is served.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// The file.
    pub octets: Vec<u8>,
}

crate::masked_debug!(Picture { media_type });

impl Services {
    /// Writes the logo that came with the form (`None`: it was too large), if the section is still what the asker saw.
    pub async fn logo_save(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        octets: Option<&[u8]>,
    ) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            expected.check_row(&catalogue, Section::Look.into())?;
            let (logo, media_type, octets) = read(octets)?;
            tx.city_image_insert(context.municipality(), (&logo.digest, media_type, octets)).await?;
            let mut city = catalogue.municipality.clone();
            city.settings.look.logo = Some(logo);
            writer.change_setting(tx, (context, &catalogue), (Section::Look, city).into()).await
        })
        .await
    }

    /// Takes the logo away. The picture stays: the way back needs it.
    pub async fn logo_take_away(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let (tx, catalogue) = writer.begin_setup(context).await?;
            expected.check_row(&catalogue, Section::Look.into())?;
            let mut city = catalogue.municipality.clone();
            city.settings.look.logo = None;
            writer.change_setting(tx, (context, &catalogue), (Section::Look, city).into()).await
        })
        .await
    }

    /// A picture of the city by its digest, for whoever has its address.
    pub async fn picture(&self, city: MunicipalityId, digest: &str) -> Result<Picture, Refusal> {
        let found = self.store().look().await?.city_image(city, digest).await?;
        found.map(|(media_type, octets)| Picture { media_type, octets }).ok_or(Refusal::NotFound)
    }
}

/// Told by its octets, never by its name.
fn read(octets: Option<&[u8]>) -> Result<(Logo, &'static str, &[u8]), Refusal> {
    let mut checks = Checks::default();
    let octets = checks.value("logo", octets.filter(|file| file.len() <= LARGEST).ok_or(Fault::TooLarge));
    checks.done()?;
    let wrong = |fault| Refusal::Invalid(vec![FieldError::new("logo", fault)]);
    if octets.is_empty() {
        return Err(wrong(Fault::Required));
    }
    let media_type = match imagesize::image_type(octets) {
        Ok(imagesize::ImageType::Png) => "image/png",
        Ok(imagesize::ImageType::Jpeg) => "image/jpeg",
        _ => return Err(wrong(Fault::NotALeaflet)),
    };
    let size = imagesize::blob_size(octets).map_err(|_| wrong(Fault::NotALeaflet))?;
    let side = |side: usize| u32::try_from(side).ok().filter(|_| SIDES.contains(&side)).ok_or(wrong(Fault::OutOfRange));
    let size = (side(size.width)?, side(size.height)?);
    let digest = digest(octets);
    Ok((Logo { digest, size }, media_type, octets))
}

/// The first 128 bits of a SHA-256, in hexadecimal digits.
pub(super) fn digest(octets: &[u8]) -> String {
    let whole = sha256(octets);
    let first = whole.first_chunk().map_or(0, |first: &[u8; 16]| u128::from_be_bytes(*first));
    format!("{first:032x}")
}
