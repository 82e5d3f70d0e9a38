//! Inviting a member: whoever manages the staff gives an address, and she sets her first password by the link that is sent there. Nobody
//! else ever knows it.

use chrono::{DateTime, Utc};
use mendan_domain::ids::StaffId;
use serde_json::json;

use crate::error::Refusal;
use crate::expected::Expected;
use crate::model::{OutboxState, StaffMember};
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Context, Services, Unit, Writer};
use crate::staff::address::{Addresses, typed_address};
use crate::staff::letter::StaffMessage;
use crate::staff::link::{LinkKind, StaffLink};
use crate::unit::ReadUnit;

/// What became of the message of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is about to leave, or waits for the mail server.
    Waits,
    /// The mail server took it.
    Taken,
    /// It could not be delivered.
    Failed,
}

/// An invitation that was not used yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub staff: StaffId,
    /// When it was sent.
    pub made_at: DateTime<Utc>,
    /// Good until then.
    pub until: DateTime<Utc>,
    /// Whether its time is over.
    pub over: bool,
    /// What became of its message.
    pub sent: Sent,
}

/// How a member comes in.
#[derive(Clone)]
pub struct WayIn {
    /// Whether she has a password.
    pub password: bool,
    /// Her address, or the one she was invited at.
    pub address: Option<String>,
    /// Her invitation, where she has one.
    pub invitation: Option<Invitation>,
}

crate::masked_debug!(WayIn { password, invitation });

impl Services {
    /// Invitations that were not used yet.
    pub async fn invitations(&self, context: &Permit<ManageStaff>) -> Result<Vec<Invitation>, Refusal> {
        self.invited(self.store().read().await?.as_mut(), context).await
    }

    /// How that member comes in.
    pub async fn way_in(&self, context: &Permit<ManageStaff>, id: StaffId) -> Result<WayIn, Refusal> {
        context.catalogue.staff(id).ok_or(Refusal::NotFound)?;
        let mut tx = self.store().read().await?;
        let invitation = self.invited(tx.as_mut(), context).await?.into_iter().find(|one| one.staff == id);
        let password = tx.password_hash(context.municipality(), id).await?.is_some();
        let Addresses { now, new, .. } = self.addresses(tx.as_mut(), context.municipality(), id).await?;
        Ok(WayIn { password, address: new.filter(|_| !password).or(now), invitation })
    }

    /// Invites a member who has no password yet, once more or at another address; an invitation of before opens nothing any more.
    pub async fn staff_invite(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
        typed: &str,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, member) = writer.to_invite(context, id, expected).await?;
            let address = typed_address(typed).map_err(|error| Refusal::Invalid(vec![error]))?;
            writer.invite_in(&mut tx, context, &member, &address).await?;
            let recorded = writer.audit(tx.as_mut(), context, "staff_invite", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await?;
        self.ring();
        Ok(())
    }

    /// Ends an invitation: its link opens nothing any more. `NotFound`: there is none.
    pub async fn staff_withdraw(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _) = writer.to_invite(context, id, expected).await?;
            if tx.staff_links_end(context.municipality(), id, Some(LinkKind::Invitation)).await? == 0 {
                return Err(Refusal::NotPossible);
            }
            let recorded = writer.audit(tx.as_mut(), context, "staff_withdraw", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    async fn invited(&self, tx: &mut dyn ReadUnit, context: &Context) -> Result<Vec<Invitation>, Refusal> {
        let links = tx.staff_links(context.municipality(), LinkKind::Invitation).await?;
        let invitation = |(link, state): (StaffLink, Option<OutboxState>)| Invitation {
            staff: link.staff,
            made_at: link.made_at,
            until: link.expires_at,
            over: !self.is_link_good(&link),
            sent: match state {
                Some(OutboxState::Pending | OutboxState::Leased) => Sent::Waits,
                // What left long ago is not kept.
                Some(OutboxState::Sent) | None => Sent::Taken,
                Some(OutboxState::Failed | OutboxState::Expired | OutboxState::Superseded | OutboxState::Dropped) => {
                    Sent::Failed
                }
            },
        };
        Ok(links.into_iter().map(invitation).collect())
    }
}

impl Writer {
    /// A unit in which that member may be invited: she has no password, and is hers to let in.
    async fn to_invite(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
    ) -> Result<(Unit, StaffMember), Refusal> {
        // Whoever reads that address comes in as her.
        let (mut tx, _, member) = self.begin_for(context, id, expected, "email").await?;
        if member.disabled || tx.password_hash(context.municipality(), id).await?.is_some() {
            return Err(Refusal::NotPossible);
        }
        // Her page is another one then: the same form sent twice sends one letter.
        tx.staff_update(&member).await?;
        Ok((tx, member))
    }

    /// Writes the invitation of a member who has no password.
    pub(super) async fn invite_in(
        &self,
        tx: &mut Unit,
        context: &Context,
        member: &StaffMember,
        address: &str,
    ) -> Result<(), Refusal> {
        let addresses = Addresses { new: Some(address.to_owned()), ..Addresses::default() };
        self.addresses_set(tx.as_mut(), (member.municipality, member.id), &addresses).await?;
        let letter = (StaffMessage::Invitation, address);
        self.send_link(tx, &context.catalogue, (member, LinkKind::Invitation), letter).await
    }
}
