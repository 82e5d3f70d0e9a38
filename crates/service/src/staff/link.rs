//! One-time links by which a member comes in without her password, or an address becomes hers. Their words are derived and so never
//! stored; a digest is. Looking at one changes nothing; using it ends it, and so does a newer one of its sort.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::{MunicipalityId, OutboxId, StaffId};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::model::StaffMember;
use crate::secret::sha256;
use crate::services::{Services, Unit, Writer};

mendan_domain::id! {
    /// A one-time link of a member of staff.
    StaffLinkId;
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// She is new and sets her first password.
    Invitation,
    /// She has forgotten her password and sets another.
    Password,
    /// An address is to become hers.
    Address,
}

impl LinkKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Invitation, Self::Password, Self::Address];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Password => "password",
            Self::Address => "address",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// How long it is good.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(7),
            Self::Password => Duration::hours(1),
            Self::Address => Duration::days(1),
        }
    }
}

/// A link as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffLink {
    /// Id.
    pub id: StaffLinkId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// What it is for.
    pub kind: LinkKind,
    /// SHA-256 of its word.
    pub word_hash: Vec<u8>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Good until then.
    pub expires_at: DateTime<Utc>,
    /// The message that takes it to her; none: it was printed.
    pub letter: Option<OutboxId>,
}

crate::masked_debug!(StaffLink { id, municipality, staff, kind, made_at, expires_at, letter });

/// A link that is good, and whose it is.
#[derive(Debug, Clone)]
pub struct OpenLink {
    /// The link.
    pub link: StaffLink,
    /// Whose.
    pub member: StaffMember,
}

impl Services {
    /// The link of that word. `NotFound`: there is none (any more), its time is over, she is stopped, or it is another city's. Nothing
    /// changes.
    pub async fn staff_link(&self, city: MunicipalityId, word: &str) -> Result<OpenLink, Refusal> {
        let link = self.store().look().await?.staff_link(&sha256(word.as_bytes())).await?;
        let link = link.filter(|link| link.municipality == city && self.is_link_good(link)).ok_or(Refusal::NotFound)?;
        let (_, member) = self.member_now(city, link.staff).await?.ok_or(Refusal::NotFound)?;
        Ok(OpenLink { link, member })
    }

    /// A member who is not stopped, with her city. Another instance may have added her in this very second.
    pub(super) async fn member_now(
        &self,
        city: MunicipalityId,
        id: StaffId,
    ) -> Result<Option<(Arc<Catalogue>, StaffMember)>, Refusal> {
        let mut catalogue = self.catalogue(city).await?;
        if catalogue.staff(id).is_none() {
            self.forget_catalogue(city);
            catalogue = self.catalogue(city).await?;
        }
        let member = catalogue.staff(id).filter(|member| !member.disabled).cloned();
        Ok(member.map(|member| (catalogue, member)))
    }

    /// Whether its time is not over.
    pub(super) fn is_link_good(&self, link: &StaffLink) -> bool {
        self.now() < link.expires_at
    }

    /// Its word, whichever listed secret made it; none: no listed one did.
    pub(super) fn link_word(&self, link: &StaffLink) -> Option<String> {
        self.secret().staff_word_of(link.id.0, &link.word_hash)
    }

    /// A new link, and its word.
    pub(super) fn new_link(&self, member: &StaffMember, kind: LinkKind) -> (StaffLink, String) {
        let id = StaffLinkId(self.new_id());
        let word = self.secret().staff_word(id.0);
        let now = self.now();
        let link = StaffLink {
            id,
            municipality: member.municipality,
            staff: member.id,
            kind,
            word_hash: sha256(word.as_bytes()),
            made_at: now,
            expires_at: now + kind.lasts(),
            letter: None,
        };
        (link, word)
    }
}

impl Writer {
    /// Uses a link in that unit; nobody else does then. `NotFound`: somebody has, or it is over.
    pub(super) async fn take_link(&self, tx: &mut Unit, open: &OpenLink) -> Result<StaffMember, Refusal> {
        let OpenLink { link, member } = open;
        tx.staff_lock(link.municipality, link.staff).await?;
        if !(self.is_link_good(link) && tx.staff_link_take(link.id).await?) {
            return Err(Refusal::NotFound);
        }
        // She may have been stopped meanwhile.
        let now = tx.staff_by_login(link.municipality, &member.login).await?;
        now.filter(|now| now.id == link.staff && !now.disabled).ok_or(Refusal::NotFound)
    }
}

/// Where a link leads: to where that city's staff come in.
pub fn link_url(catalogue: &Catalogue, word: &str) -> String {
    format!("{}/staff/link/{word}", catalogue.municipality.staff_address().trim_end_matches('/'))
}
