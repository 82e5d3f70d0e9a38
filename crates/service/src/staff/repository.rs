//! What the use cases of this area ask of the store.

use crate::model::{Session, StaffMember};
use crate::ports::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};

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
    /// Ends a session.
    async fn session_delete(&mut self, token_hash: &[u8]) -> StoreResult<()>;
    /// Ends all sessions of a member.
    async fn sessions_of_staff_delete(&mut self, staff: StaffId) -> StoreResult<()>;
}

/// What can be asked in a unit of work.
pub trait Reads: MemberReads + SessionReads {}

impl<T: MemberReads + SessionReads> Reads for T {}

/// What can be written in one.
pub trait Writes: MemberWrites + SessionWrites {}

impl<T: MemberWrites + SessionWrites> Writes for T {}
