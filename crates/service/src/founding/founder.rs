//! Whoever founds: from the word of a link to the session of one browser, and from there to the proof that use cases take.

use std::sync::Arc;

use mendan_domain::ids::MunicipalityId;

use crate::error::Refusal;
use crate::founding::link::{FoundingLink, GOOD_FOR};
use crate::ports::StoreResult;
use crate::secret::sha256;
use crate::services::{By, Context, Founder, Recorded, Services};
use crate::unit::ReadUnit;

/// What a link is to the browser that shows its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// Nobody has begun with it.
    Fresh,
    /// This browser has.
    Here,
    /// Another one has.
    Elsewhere,
    /// Its hour or its work is over.
    Ended,
}

impl Services {
    /// What the link of that word is to the browser with that cookie, at the address of the city `here`. `NotFound`: there is no such link
    /// (any more), or it is another city's. Nothing changes.
    pub async fn founding_link(
        &self,
        word: &str,
        (here, session): (Option<MunicipalityId>, Option<&str>),
    ) -> Result<Opened, Refusal> {
        let mut tx = self.store().read().await?;
        let link = tx.founding_link(&sha256(word.as_bytes())).await?;
        let link = link.filter(|link| is_of(link, here)).ok_or(Refusal::NotFound)?;
        if !self.is_good(tx.as_mut(), &link).await? {
            return Ok(Opened::Ended);
        }
        let session = session.map(|session| sha256(session.as_bytes()));
        Ok(match &link.session_hash {
            None => Opened::Fresh,
            begun if *begun == session => Opened::Here,
            Some(_) => Opened::Elsewhere,
        })
    }

    /// Begins with the link of that word: one browser does, once. Returns the cookie of what has begun, good for an hour.
    /// `NotFound`: there is no such link; `NotPossible`: it was begun with, or its time is over.
    pub async fn founding_begin(&self, word: &str, here: Option<MunicipalityId>) -> Result<String, Refusal> {
        let token = self.new_token();
        let session_hash = &sha256(token.as_bytes());
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let link = tx.founding_link(&sha256(word.as_bytes())).await?;
            let link = link.filter(|link| is_of(link, here)).ok_or(Refusal::NotFound)?;
            let good = writer.is_good(tx.as_mut(), &link).await?;
            if !(good && tx.founding_link_begin(link.id, session_hash, writer.now() + GOOD_FOR).await?) {
                return Err(Refusal::NotPossible);
            }
            tx.commit(Recorded::not_needed("what is founded has its lines")).await?;
            Ok(())
        })
        .await?;
        Ok(token)
    }

    /// Who founds in the browser of that cookie, at the address of the city `here`. `NotFound`: nobody, or not any more.
    pub async fn founder(&self, session: &str, here: Option<MunicipalityId>) -> Result<Founder, Refusal> {
        let mut tx = self.store().read().await?;
        let link = tx.founding_session(&sha256(session.as_bytes())).await?;
        let link = link.filter(|link| is_of(link, here)).ok_or(Refusal::NotFound)?;
        if !self.is_good(tx.as_mut(), &link).await? {
            return Err(Refusal::NotFound);
        }
        Ok(Founder { link: link.id, city: link.municipality })
    }

    /// The same in the city that has been founded. `NotFound`: there is none yet.
    pub async fn founder_in_city(&self, founder: &Founder) -> Result<By<Founder>, Refusal> {
        let catalogue = self.catalogue(founder.city.ok_or(Refusal::NotFound)?).await?;
        Ok(Context::founder(Arc::clone(&catalogue), *founder))
    }

    /// Whether a link can still do its work: within its hour, and while it has some.
    async fn is_good(&self, tx: &mut dyn ReadUnit, link: &FoundingLink) -> StoreResult<bool> {
        if link.done_at.is_some() || self.now() >= link.expires_at {
            return Ok(false);
        }
        match link.municipality {
            Some(city) => Ok(!tx.has_administrator(city).await?),
            None => Ok(tx.municipalities().await?.is_empty()),
        }
    }
}

/// A link leads to one city: at the address of another it is none.
fn is_of(link: &FoundingLink, here: Option<MunicipalityId>) -> bool {
    link.municipality.zip(here).is_none_or(|(its, here)| its == here)
}
