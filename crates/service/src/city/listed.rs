//! The lists of the set-up: their order, and entries that nobody has used yet and that may go again.

use mendan_domain::fault::Fault;
use mendan_domain::staff::Permission;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::model::Listed;
use crate::services::{Context, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// Members of staff are listed, too.
const fn asked(listed: Listed) -> Permission {
    match listed {
        Listed::Staff(_) => Permission::ManageStaff,
        Listed::Office(_) | Listed::Kind(_) => Permission::ManageSetup,
    }
}

/// An entry, and whoever asks may shape the list it stands in.
#[derive(Debug, Clone)]
pub struct Entry {
    context: Context,
    listed: Listed,
}

impl Entry {
    /// Asks; she who may not is refused, as what is not there.
    pub fn of(context: &Context, listed: Listed) -> Result<Self, Refusal> {
        if !context.may(asked(listed)) {
            return Err(Refusal::NotFound);
        }
        Ok(Self { context: context.clone(), listed })
    }
}

impl Services {
    /// Moves an entry one place up; the first one stays. Residents see kinds and offices in this order, staff the nurses.
    /// `above` is the entry it stood below when the asker saw it.
    pub async fn listed_up(&self, entry: &Entry, above: Option<i64>) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let Entry { context, listed } = entry;
            let listed = *listed;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let mut list = list_of(&catalogue, listed);
            let at = list.iter().position(|one| *one == listed).ok_or(Refusal::NotFound)?;
            if at.checked_sub(1).and_then(|at| list.get(at)).map(|one| one.id()) != above {
                return Err(Refusal::Changed);
            }
            list.swap(at.saturating_sub(1), at);
            put_in_order(tx.as_mut(), context, list).await?;
            let recorded = writer.audit(tx.as_mut(), context, "order", listed.subject(), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// Whether anything speaks of it. What is used can be taken out of use, but not deleted.
    pub async fn listed_used(&self, entry: &Entry) -> Result<bool, Refusal> {
        let Entry { context, listed } = entry;
        let mut tx = self.store().read().await?;
        is_used(tx.as_mut(), context, *listed).await
    }

    /// How many bookings lie ahead at that office, of that kind or of that member.
    pub async fn bookings_ahead(&self, Entry { context, listed }: &Entry) -> Result<i64, Refusal> {
        Ok(self.store().look().await?.bookings_ahead(context.municipality(), *listed, self.now()).await?)
    }

    /// Deletes an entry that nobody has used yet; refused as `used` otherwise.
    pub async fn listed_delete(&self, entry: &Entry, expected: Expected) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let Entry { context, listed } = entry;
            let listed = *listed;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let called = name_of(&catalogue, listed).ok_or(Refusal::NotFound)?;
            expected.check_row(&catalogue, listed.into())?;
            if context.actor.staff().map(Listed::Staff) == Some(listed) {
                return Err(Refusal::Invalid(vec![FieldError::new("delete", Fault::Oneself)]));
            }
            if !may_end(context, &catalogue, listed) {
                return Err(Refusal::Invalid(vec![FieldError::new("delete", Fault::NotHerOwn)]));
            }
            if is_used(tx.as_mut(), context, listed).await? {
                return Err(Refusal::Invalid(vec![FieldError::new("delete", Fault::Used)]));
            }
            tx.listed_delete(context.municipality(), listed).await?;
            // Without gaps: a new entry stands behind as many as there are.
            let left = list_of(&catalogue, listed).into_iter().filter(|one| *one != listed).collect();
            put_in_order(tx.as_mut(), context, left).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "delete", listed.subject(), &json!({ "called": called })).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

/// Whether it is hers to take away: a member who may more than she is not.
fn may_end(context: &Context, catalogue: &Catalogue, listed: Listed) -> bool {
    match listed {
        Listed::Staff(id) => catalogue.staff(id).is_none_or(|member| context.may_give(member.rights())),
        Listed::Office(_) | Listed::Kind(_) => true,
    }
}

/// The list it stands in, in its order.
fn list_of(catalogue: &Catalogue, listed: Listed) -> Vec<Listed> {
    match listed {
        Listed::Office(_) => catalogue.offices.iter().map(|office| Listed::Office(office.id)).collect(),
        Listed::Kind(_) => catalogue.kinds.iter().map(|kind| Listed::Kind(kind.id)).collect(),
        Listed::Staff(_) => catalogue.staff.iter().map(|member| Listed::Staff(member.id)).collect(),
    }
}

/// What addresses and sign-ins call it. `None` when the city has no such entry.
fn name_of(catalogue: &Catalogue, listed: Listed) -> Option<String> {
    match listed {
        Listed::Office(id) => catalogue.office(id).map(|office| office.slug.clone()),
        Listed::Kind(id) => catalogue.kind(id).map(|kind| kind.slug.clone()),
        Listed::Staff(id) => catalogue.staff(id).map(|member| member.login.clone()),
    }
}

async fn put_in_order(tx: &mut dyn WriteUnit, context: &Context, list: Vec<Listed>) -> Result<(), Refusal> {
    for (position, one) in (0..).zip(list) {
        tx.listed_place(context.municipality(), one, position).await?;
    }
    Ok(())
}

async fn is_used(tx: &mut dyn ReadUnit, context: &Context, listed: Listed) -> Result<bool, Refusal> {
    let city = context.municipality();
    let templates = tx.templates(city).await?;
    let planned = templates.iter().any(|template| match listed {
        Listed::Office(id) => template.office == id,
        Listed::Kind(id) => template.kinds.contains(&id),
        Listed::Staff(id) => template.staff == Some(id),
    });
    Ok(planned || tx.listed_used(city, listed).await?)
}
