//! What the use cases of this area ask of the store.

use crate::model::CityRole;
use crate::model::{OutboxState, Session, StaffMember};
use crate::ports::StoreResult;
use crate::staff::factor::kind::{FactorId, FactorKind, FactorRow};
use crate::staff::factor::recovery::{RecoveryId, RecoveryRow};
use crate::staff::factor::step::StepRow;
use crate::staff::link::{LinkKind, StaffLink, StaffLinkId};
use crate::staff::openid::OpenIdRow;
use crate::staff::openid::begin::AttemptRow;
use crate::staff::openid::link::{OpenIdLink, OpenIdLinkId};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::staff::RoleId;

/// Members of staff and the hashes of their passwords. Reading.
#[async_trait]
pub trait MemberReads: Send {
    /// By sign-in name, as typed: case and width make no other name.
    async fn staff_by_login(&mut self, municipality: MunicipalityId, login: &str) -> StoreResult<Option<StaffMember>>;
    /// The hash of a member's password (argon2id, PHC string); none also while she has none yet.
    async fn password_hash(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<Option<String>>;
    /// Until when a member's password lets her in, where somebody else made it; none: it is her own.
    async fn password_until(&mut self, municipality: MunicipalityId, id: StaffId)
    -> StoreResult<Option<DateTime<Utc>>>;
}

/// Members of staff and the hashes of their passwords. Writing.
#[async_trait]
pub trait MemberWrites: Send {
    /// Writes a new member with her offices and her password's hash; `NO_PASSWORD` is none. `false` when the sign-in name is taken, in whatever case.
    async fn staff_insert(&mut self, member: &StaffMember, password_hash: &str) -> StoreResult<bool>;
    /// Until the unit ends nobody else decides what lets this member in: her password, her factors, her sessions.
    async fn staff_lock(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<()>;
    /// Writes the hash of a member's password, if it is still `was` where that is given. `false` when nothing was written. It is her own
    /// then, unless [`Self::password_until_set`] says otherwise.
    async fn password_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        hash: &str,
        was: Option<&str>,
    ) -> StoreResult<bool>;
    /// Her password was made by somebody else, and lets her in until then.
    async fn password_until_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        until: DateTime<Utc>,
    ) -> StoreResult<()>;
    /// Writes disabled, role, name, offices, work.
    async fn staff_update(&mut self, member: &StaffMember) -> StoreResult<()>;
}

/// Who is signed in. Reading.
#[async_trait]
pub trait SessionReads: Send {
    /// Finds a session.
    async fn session_find(&mut self, token_hash: &[u8]) -> StoreResult<Option<Session>>;
    /// Finds a session together with its member, disabled ones too, as she is at this moment: one statement.
    async fn session_member(&mut self, token_hash: &[u8]) -> StoreResult<Option<(Session, StaffMember)>>;
    /// All sessions of a member, resting ones too, the one used last first.
    async fn sessions_of_staff(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<Session>>;
}

/// Who is signed in. Writing.
#[async_trait]
pub trait SessionWrites: Send {
    /// Writes a session.
    async fn session_insert(&mut self, session: &Session) -> StoreResult<()>;
    /// Writes `seen_at` and the desk's state.
    async fn session_update(&mut self, session: &Session) -> StoreResult<()>;
    /// Writes `seen_at` alone.
    async fn session_seen(&mut self, token_hash: &[u8], at: DateTime<Utc>) -> StoreResult<()>;
    /// Writes whether it is at a computer that several use.
    async fn session_share(&mut self, token_hash: &[u8], shared: bool) -> StoreResult<()>;
    /// Ends a session of that city.
    async fn session_delete(&mut self, municipality: MunicipalityId, token_hash: &[u8]) -> StoreResult<()>;
    /// Writes a session in the place of the one with that digest, under its own. `false`: that one has ended.
    async fn session_renew(&mut self, token_hash: &[u8], session: &Session) -> StoreResult<bool>;
    /// Ends all sessions of a member but the one with that digest, and wherever she has shown her password and not yet her factor.
    async fn other_sessions_delete(&mut self, staff: StaffId, token_hash: &[u8]) -> StoreResult<()>;
    /// Ends all sessions of a member, and wherever she has shown her password and not yet her factor.
    async fn sessions_of_staff_delete(&mut self, staff: StaffId) -> StoreResult<()>;
}

/// Roles that cities made; they are read with the catalogue. Writing.
#[async_trait]
pub trait RoleWrites: Send {
    /// Writes a role, new or changed. `false` when nothing was written.
    async fn role_save(&mut self, municipality: MunicipalityId, role: &CityRole) -> StoreResult<bool>;
    /// Takes a role away that nobody has.
    async fn role_delete(&mut self, municipality: MunicipalityId, id: RoleId) -> StoreResult<()>;
}

/// Second factors, codes on paper, and who is between password and session. Reading.
#[async_trait]
pub trait FactorReads: Send {
    /// The factors of a member, the oldest first.
    async fn factors(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<FactorRow>>;
    /// Whether she has one.
    async fn has_factor(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<bool>;
    /// The codes of a member that are not used.
    async fn recovery_codes(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<RecoveryRow>>;
    /// Finds a step together with its member, disabled ones too.
    async fn step_member(&mut self, token_hash: &[u8]) -> StoreResult<Option<(StepRow, StaffMember)>>;
}

/// Second factors, codes on paper, and who is between password and session. Writing.
#[async_trait]
pub trait FactorWrites: Send {
    /// Writes a factor. `false` when she has one of that kind and can have no second.
    async fn factor_insert(&mut self, factor: &FactorRow) -> StoreResult<bool>;
    /// Notes a use of a factor. `false` when that mark, or a higher one, was used before.
    async fn factor_use(&mut self, id: FactorId, mark: i64, at: DateTime<Utc>) -> StoreResult<bool>;
    /// Deletes a factor of that city.
    async fn factor_delete(&mut self, municipality: MunicipalityId, id: FactorId) -> StoreResult<()>;
    /// Deletes a member's factors, of one kind or all of them.
    async fn factors_delete(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: Option<FactorKind>,
    ) -> StoreResult<()>;
    /// Writes a code.
    async fn recovery_code_insert(&mut self, code: &RecoveryRow) -> StoreResult<()>;
    /// Notes that a code was used. `false` when it was used before.
    async fn recovery_code_use(&mut self, id: RecoveryId, at: DateTime<Utc>) -> StoreResult<bool>;
    /// Deletes a member's codes, used ones too.
    async fn recovery_codes_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()>;
    /// Writes that somebody has shown her password.
    async fn step_insert(&mut self, step: &StepRow) -> StoreResult<()>;
    /// Counts a try. `false` when there were so many before, or the step is over.
    async fn step_try(&mut self, token_hash: &[u8], most: i64) -> StoreResult<bool>;
    /// Ends a step.
    async fn step_delete(&mut self, token_hash: &[u8]) -> StoreResult<()>;
}

/// Mail addresses of members and the one-time links that are sent there. Reading.
#[async_trait]
pub trait LinkReads: Send {
    /// The addresses of a member, sealed.
    async fn staff_mail(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Option<Vec<u8>>>;
    /// Those of everybody who has some.
    async fn staff_mails(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<(StaffId, Vec<u8>)>>;
    /// The link of that word.
    async fn staff_link(&mut self, word_hash: &[u8]) -> StoreResult<Option<StaffLink>>;
    /// The link of that id.
    async fn staff_link_of(&mut self, municipality: MunicipalityId, id: StaffLinkId) -> StoreResult<Option<StaffLink>>;
    /// All links of that sort, with what became of the message that takes each to its owner.
    async fn staff_links(
        &mut self,
        municipality: MunicipalityId,
        kind: LinkKind,
    ) -> StoreResult<Vec<(StaffLink, Option<OutboxState>)>>;
    /// How many messages of that kind were written to a member since then.
    async fn letters_to_staff(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: &str,
        since: DateTime<Utc>,
    ) -> StoreResult<i64>;
}

/// Mail addresses of members and the one-time links that are sent there. Writing.
#[async_trait]
pub trait LinkWrites: Send {
    /// Writes the addresses of a member, sealed, whatever stood there.
    async fn staff_mail_set(&mut self, municipality: MunicipalityId, staff: StaffId, sealed: &[u8]) -> StoreResult<()>;
    /// Writes a link in the place of the one of the same sort that she had. Whoever does it has locked her.
    async fn staff_link_replace(&mut self, link: &StaffLink) -> StoreResult<()>;
    /// Ends a link because it is used. `false`: it has ended.
    async fn staff_link_take(&mut self, id: StaffLinkId) -> StoreResult<bool>;
    /// Ends a member's links, of one sort or all of them; returns how many.
    async fn staff_links_end(
        &mut self,
        municipality: MunicipalityId,
        staff: StaffId,
        kind: Option<LinkKind>,
    ) -> StoreResult<u64>;
}

/// Identity providers of cities, accounts there, and who was sent to one. Reading.
#[async_trait]
pub trait OpenIdReads: Send {
    /// The provider of a city; none when it never had one.
    async fn openid(&mut self, municipality: MunicipalityId) -> StoreResult<Option<OpenIdRow>>;
    /// Whose that account is.
    async fn openid_link(
        &mut self,
        municipality: MunicipalityId,
        issuer: &str,
        subject: &str,
    ) -> StoreResult<Option<OpenIdLink>>;
    /// The accounts of a member, the oldest first.
    async fn openid_links(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<Vec<OpenIdLink>>;
    /// Who was sent with that state.
    async fn openid_attempt(
        &mut self,
        municipality: MunicipalityId,
        state_hash: &[u8],
    ) -> StoreResult<Option<AttemptRow>>;
}

/// Identity providers of cities, accounts there, and who was sent to one. Writing.
#[async_trait]
pub trait OpenIdWrites: Send {
    /// Writes the provider of a city, whatever stood there.
    async fn openid_save(&mut self, row: &OpenIdRow) -> StoreResult<()>;
    /// Forgets the provider before that version, if it is that still.
    async fn openid_forget_former(&mut self, municipality: MunicipalityId, version: i64) -> StoreResult<()>;
    /// Writes whose an account is. `false` when it is somebody's, or she has another one at that provider.
    async fn openid_link_insert(&mut self, link: &OpenIdLink) -> StoreResult<bool>;
    /// Notes that she came by it.
    async fn openid_link_used(&mut self, id: OpenIdLinkId, at: DateTime<Utc>) -> StoreResult<()>;
    /// Deletes a link of that city.
    async fn openid_link_delete(&mut self, municipality: MunicipalityId, id: OpenIdLinkId) -> StoreResult<()>;
    /// Deletes all links of a member.
    async fn openid_links_delete(&mut self, municipality: MunicipalityId, staff: StaffId) -> StoreResult<()>;
    /// Writes that somebody was sent.
    async fn openid_attempt_insert(&mut self, attempt: &AttemptRow) -> StoreResult<()>;
    /// Takes it away. `false` when somebody else has.
    async fn openid_attempt_take(&mut self, municipality: MunicipalityId, state_hash: &[u8]) -> StoreResult<bool>;
}

/// What can be asked in a unit of work.
pub trait Reads: MemberReads + SessionReads + FactorReads + LinkReads + OpenIdReads {}

impl<T: MemberReads + SessionReads + FactorReads + LinkReads + OpenIdReads> Reads for T {}

/// What can be written in one.
pub trait Writes: MemberWrites + RoleWrites + SessionWrites + FactorWrites + LinkWrites + OpenIdWrites {}

impl<T: MemberWrites + RoleWrites + SessionWrites + FactorWrites + LinkWrites + OpenIdWrites> Writes for T {}
