//! What the use cases of this area ask of the store.

use crate::model::CityRole;
use crate::model::{Session, StaffMember};
use crate::ports::StoreResult;
use crate::staff::factor::kind::{FactorId, FactorKind, FactorRow};
use crate::staff::factor::recovery::{RecoveryId, RecoveryRow};
use crate::staff::factor::step::StepRow;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::staff::RoleId;

/// Members of staff and the hashes of their passwords. Reading.
#[async_trait]
pub trait MemberReads: Send {
    /// By sign-in name, as typed: case and width make no other name.
    async fn staff_by_login(&mut self, municipality: MunicipalityId, login: &str) -> StoreResult<Option<StaffMember>>;
    /// The hash of a member's password (argon2id, PHC string).
    async fn password_hash(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<Option<String>>;
}

/// Members of staff and the hashes of their passwords. Writing.
#[async_trait]
pub trait MemberWrites: Send {
    /// Writes a new member with her offices and her password's hash. `false` when the sign-in name is taken, in whatever case.
    async fn staff_insert(&mut self, member: &StaffMember, password_hash: &str) -> StoreResult<bool>;
    /// Until the unit ends nobody else decides what lets this member in: her password, her factors, her sessions.
    async fn staff_lock(&mut self, municipality: MunicipalityId, id: StaffId) -> StoreResult<()>;
    /// Writes the hash of a member's password, if it is still `was` where that is given. `false` when nothing was written.
    async fn password_set(
        &mut self,
        municipality: MunicipalityId,
        id: StaffId,
        hash: &str,
        was: Option<&str>,
    ) -> StoreResult<bool>;
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

/// What can be asked in a unit of work.
pub trait Reads: MemberReads + SessionReads + FactorReads {}

impl<T: MemberReads + SessionReads + FactorReads> Reads for T {}

/// What can be written in one.
pub trait Writes: MemberWrites + RoleWrites + SessionWrites + FactorWrites {}

impl<T: MemberWrites + RoleWrites + SessionWrites + FactorWrites> Writes for T {}
