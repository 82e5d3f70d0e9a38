//! Letters to members of staff: a link that lets one in, or what was done to what lets her in. They go by the same ways as those about
//! bookings, and have no booking. Of each sort there is one line here and one folder below with its templates; the folder's name is the
//! word stored and stands in front of its sentences in `locales/<language>/message.ftl`.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use mendan_domain::ids::{NewsId, OutboxId};
use serde::{Deserialize, Serialize};

use crate::city::catalogue::Catalogue;
use crate::error::Refusal;
use crate::job::kind::Handler;
use crate::job::lease::Lease;
use crate::job::row::{About, Envelope, STAFF_MESSAGE};
use crate::message::deliver::{LetterNews, LetterTells, Letters, StaffLetter, Troubles};
use crate::message::rule::Mail;
use crate::message::write::mail_domain;
use crate::model::{JobRow, NewsRow, OutboxState, StaffMember};
use crate::ports::StoreError;
use crate::services::{Context, Recorded, Services, Unit, Writer};
use crate::staff::address::MailWish;
use crate::staff::link::{LinkKind, StaffLinkId, link_url};
use crate::unit::{ReadUnit, WriteUnit};

macro_rules! letters {
    ($($(#[$doc:meta])+ $variant:ident = $folder:literal),+ $(,)?) => {
        /// Sorts of letters to members of staff.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum StaffMessage {
            $($(#[$doc])+ $variant,)+
        }

        impl StaffMessage {
            /// All of them.
            pub const ALL: [Self; [$($folder),+].len()] = [$(Self::$variant),+];

            /// The word stored.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $folder,)+
                }
            }

            /// How its mail is made up.
            pub const fn mail(self) -> Mail {
                match self {
                    $(Self::$variant => Mail {
                        subject: include_str!(concat!("letter/", $folder, "/mail.subject")),
                        text: include_str!(concat!("letter/", $folder, "/mail.txt")),
                        html: include_str!(concat!("letter/", $folder, "/mail.html")),
                    },)+
                }
            }
        }
    };
}

letters! {
    /// She is invited: a link to her first password.
    Invitation = "invitation",
    /// She has forgotten her password: a link to another.
    PasswordLink = "password_link",
    /// Her password was changed.
    PasswordChanged = "password_changed",
    /// An address is to become hers: a link that says so.
    AddressConfirm = "address_confirm",
    /// It has; to the one before.
    AddressChanged = "address_changed",
    /// What others changed of her day, where she wants that by mail.
    DayNews = "day_news",
    /// What her day holds, in the morning, where she wants that.
    Morning = "morning",
    /// What somebody has to look after, where she wants that.
    Troubles = "troubles",
}

impl StaffMessage {
    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What tells is of use for three days.
const TELLS: Duration = Duration::hours(72);

/// What a letter has to know.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Payload {
    /// The link it takes to her.
    link: Option<StaffLinkId>,
    /// What it tells.
    #[serde(flatten)]
    tells: Option<Tells>,
}

/// What a letter tells that she wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Tells {
    /// What others changed of her day.
    News(NewsId),
    /// That day of hers.
    Morning(NaiveDate),
    /// What somebody had to look after when it was written.
    Troubles(Troubles),
}

impl Tells {
    const fn wish(self) -> MailWish {
        match self {
            Self::News(_) => MailWish::News,
            Self::Morning(_) => MailWish::Morning,
            Self::Troubles(_) => MailWish::Troubles,
        }
    }

    const fn sort(self) -> StaffMessage {
        match self {
            Self::News(_) => StaffMessage::DayNews,
            Self::Morning(_) => StaffMessage::Morning,
            Self::Troubles(_) => StaffMessage::Troubles,
        }
    }
}

/// Sends them, by the ways of those about bookings.
pub struct ToStaff(Letters);

impl ToStaff {
    /// By the ways of these.
    pub fn by(letters: &Letters) -> Self {
        Self(letters.clone())
    }
}

#[async_trait]
impl Handler for ToStaff {
    fn word(&self) -> &'static str {
        STAFF_MESSAGE
    }

    async fn attempt(&self, lease: &Lease, row: JobRow) -> Result<&'static str, Refusal> {
        if lease.services.now() > row.useful_until {
            lease.finish(OutboxState::Expired, None, Some("no longer useful")).await?;
            return Ok("expired");
        }
        if let Some(letter) = written(&lease.services, row).await? {
            return self.0.send_to_staff(lease, letter).await;
        }
        lease.finish(OutboxState::Superseded, None, Some("there is nothing to tell any more")).await?;
        Ok("superseded")
    }
}

/// The letter of a row; none: its link has ended, or she is stopped or gone.
async fn written(services: &Services, row: JobRow) -> Result<Option<StaffLetter>, Refusal> {
    let corrupt = |column: &str| StoreError::Corrupt(format!("column {column}"));
    let kind = StaffMessage::parse(&row.envelope.kind).ok_or_else(|| corrupt("kind"))?;
    let payload: Payload = serde_json::from_str(&row.payload).map_err(|_| corrupt("detail"))?;
    let Some(id) = row.about.staff else { return Ok(None) };
    let Some((catalogue, member)) = services.member_now(row.municipality, id).await? else { return Ok(None) };
    let (url, until) = match payload.link {
        None => (None, None),
        Some(id) => {
            let link = services.store().look().await?.staff_link_of(row.municipality, id).await?;
            let Some(link) = link.filter(|link| services.is_link_good(link)) else { return Ok(None) };
            let Some(word) = services.link_word(&link) else { return Ok(None) };
            (Some(link_url(&catalogue, &word)), Some(link.expires_at))
        }
    };
    let tells = match payload.tells {
        None => None,
        Some(tells) => match told(services, &catalogue, (&member, &row.envelope.recipient), tells).await? {
            None => return Ok(None),
            told => told,
        },
    };
    Ok(Some(StaffLetter {
        keys: services.signing_keys(row.municipality).await?,
        kind: kind.as_str(),
        recipient: row.envelope.recipient,
        message_id: row.envelope.message_id,
        attempts: row.attempts,
        member,
        url,
        until,
        tells,
        stamped_at: row.stamped_at.unwrap_or_else(|| services.now()),
        catalogue,
    }))
}

/// What a letter tells; none: there is nothing of it any more, or by now it is not for her, or not for that address.
async fn told(
    services: &Services,
    catalogue: &Arc<Catalogue>,
    (member, recipient): (&StaffMember, &str),
    tells: Tells,
) -> Result<Option<LetterTells>, Refusal> {
    let her = Context::staff_of(Arc::clone(catalogue), member);
    let mut tx = services.store().read().await?;
    let own = services.addresses(tx.as_mut(), member.municipality, member.id).await?;
    let wish = tells.wish();
    if !own.wants(wish) || own.now.as_deref() != Some(recipient) || !wish.is_for(&her) {
        return Ok(None);
    }
    Ok(match tells {
        Tells::News(id) => told_of_day(tx.as_mut(), (&her, member), id).await?.map(LetterTells::News),
        Tells::Morning(day) => services.day_of(tx.as_mut(), (&her, member), day).await?.map(LetterTells::Day),
        Tells::Troubles(troubles) => {
            let place = format!("{}/staff", catalogue.municipality.staff_address());
            Some(LetterTells::Troubles(troubles, place))
        }
    })
}

/// What others changed of her day; none: it was undone, or she has seen it.
async fn told_of_day(
    tx: &mut dyn ReadUnit,
    (her, member): (&Context, &StaffMember),
    id: NewsId,
) -> Result<Option<LetterNews>, Refusal> {
    let city = member.municipality;
    let Some(row) = tx.news(city, id).await?.filter(|row| row.seen_at.is_none() && row.staff == member.id) else {
        return Ok(None);
    };
    let booking = tx.booking(city, row.booking).await?.filter(|booking| her.reaches(booking.office));
    let Some(booking) = booking else { return Ok(None) };
    Ok(Some(LetterNews {
        what: row.what,
        starts_at: row.starts_at,
        was_at: row.was_at,
        kind: (!booking.discreet).then_some(booking.kind),
        mode: booking.mode,
        url: format!("{}/staff?booking={}#panel", her.catalogue.municipality.staff_address(), row.booking),
    }))
}

impl Services {
    /// Has a member told of her day by mail, if she wants that: at once, or of what staff did once it can no longer be undone. Nobody
    /// is named in it.
    pub(crate) async fn write_of_news(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        row: &NewsRow,
    ) -> Result<(), Refusal> {
        let catalogue = &context.catalogue;
        let Some(member) = catalogue.staff(row.staff).filter(|member| !member.disabled) else { return Ok(()) };
        let addresses = match self.addresses(tx, row.municipality, row.staff).await {
            Ok(addresses) => addresses,
            // An address that does not open, which the log tells, keeps nobody from booking: it stands on her page all the same.
            Err(Refusal::Internal(StoreError::Sealed(_))) => return Ok(()),
            Err(other) => return Err(other),
        };
        let Some(address) = addresses.now.filter(|_| addresses.news) else { return Ok(()) };
        let city = &catalogue.municipality;
        let tomorrow = city.start_of_day(city.local_date(self.now()) + Duration::days(1));
        let mut job = self.letter_telling(catalogue, (member, &address), Tells::News(row.id), tomorrow)?;
        job.due_at = self.told_at(context);
        Ok(tx.jobs_insert(&[job]).await?)
    }

    /// A letter that tells that, of use until then.
    pub(super) fn letter_telling(
        &self,
        catalogue: &Catalogue,
        (member, address): (&StaffMember, &str),
        tells: Tells,
        useful_until: DateTime<Utc>,
    ) -> Result<JobRow, Refusal> {
        let mut job = self.letter_to(catalogue, member, (tells.sort(), address), (None, useful_until))?;
        let payload = Payload { link: None, tells: Some(tells) };
        job.payload = serde_json::to_string(&payload).map_err(|error| StoreError::Other(error.into()))?;
        Ok(job)
    }

    /// Writes letters that were made; where one of its key stands already, it stays. Returns how many were new.
    pub(super) async fn write_letters(&self, letters: Vec<JobRow>) -> Result<usize, Refusal> {
        let (mut looking, mut new) = (self.store().look().await?, Vec::new());
        for letter in letters {
            if !looking.job_stands(&letter.dedupe_key).await? {
                new.push(letter);
            }
        }
        drop(looking);
        if new.is_empty() {
            return Ok(0);
        }
        let rows = &new;
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.jobs_insert(rows).await?;
            Ok(tx.commit(Recorded::not_needed("a letter is a row of its own")).await?)
        })
        .await?;
        self.ring();
        Ok(new.len())
    }

    fn letter_to(
        &self,
        catalogue: &Catalogue,
        member: &StaffMember,
        (kind, recipient): (StaffMessage, &str),
        (link, useful_until): (Option<StaffLinkId>, DateTime<Utc>),
    ) -> Result<JobRow, Refusal> {
        let (id, now) = (OutboxId(self.new_id()), self.now());
        let payload =
            serde_json::to_string(&Payload { link, tells: None }).map_err(|error| StoreError::Other(error.into()))?;
        Ok(JobRow {
            id,
            municipality: member.municipality,
            about: About { staff: Some(member.id), ..About::default() },
            job: STAFF_MESSAGE.to_owned(),
            payload,
            envelope: Envelope {
                kind: kind.as_str().to_owned(),
                version: 0,
                recipient: recipient.to_owned(),
                message_id: format!("{}@{}", self.new_token(), mail_domain(catalogue)),
            },
            dedupe_key: format!("{STAFF_MESSAGE}:{id}"),
            due_at: now,
            useful_until,
            state: OutboxState::Pending,
            attempts: 0,
            stamped_at: None,
            finished_at: None,
            last_error: None,
            created_at: now,
            failure: None,
            held_at: None,
            settled_at: None,
        })
    }
}

impl Writer {
    /// Makes a link in the place of the one of its sort that she had, and has it sent to that address.
    pub(super) async fn send_link(
        &self,
        tx: &mut Unit,
        catalogue: &Arc<Catalogue>,
        (member, link): (&StaffMember, LinkKind),
        letter: (StaffMessage, &str),
    ) -> Result<(), Refusal> {
        let (mut link, _) = self.new_link(member, link);
        let row = self.letter_to(catalogue, member, letter, (Some(link.id), link.expires_at))?;
        link.letter = Some(row.id);
        tx.staff_link_replace(&link).await?;
        Ok(tx.jobs_insert(&[row]).await?)
    }

    /// Has something told to that address.
    pub(super) async fn tell_staff(
        &self,
        tx: &mut Unit,
        catalogue: &Arc<Catalogue>,
        member: &StaffMember,
        letter: (StaffMessage, &str),
    ) -> Result<(), Refusal> {
        let row = self.letter_to(catalogue, member, letter, (None, self.now() + TELLS))?;
        Ok(tx.jobs_insert(&[row]).await?)
    }

    /// Whoever has an address is told that her password is another, and links to set one end.
    pub(super) async fn password_is_another(
        &self,
        tx: &mut Unit,
        catalogue: &Arc<Catalogue>,
        member: &StaffMember,
    ) -> Result<(), Refusal> {
        let (city, id) = (member.municipality, member.id);
        for kind in [LinkKind::Invitation, LinkKind::Password] {
            tx.staff_links_end(city, id, Some(kind)).await?;
        }
        match self.addresses(tx.as_mut(), city, id).await?.now {
            Some(address) => self.tell_staff(tx, catalogue, member, (StaffMessage::PasswordChanged, &address)).await,
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_folder_is_a_sort_and_every_sort_is_a_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/staff/letter");
        let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
        let folders: BTreeSet<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        assert_eq!(folders, StaffMessage::ALL.map(|kind| kind.as_str().to_owned()).into());
        for kind in StaffMessage::ALL {
            assert_eq!(StaffMessage::parse(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn what_a_letter_tells_is_read_as_it_was_written_and_as_it_was_before_there_was_more_than_one() {
        for tells in [
            None,
            Some(Tells::News(NewsId(7))),
            Some(Tells::Morning(NaiveDate::from_ymd_opt(2031, 6, 3).unwrap())),
            Some(Tells::Troubles(Troubles { failed: 1, linkless: 0, stranded: 2 })),
        ] {
            let text = serde_json::to_string(&Payload { link: None, tells }).unwrap();
            assert_eq!(serde_json::from_str::<Payload>(&text).unwrap().tells, tells, "{text}");
        }
        let before: Payload = serde_json::from_str(r#"{"link":null,"news":7}"#).unwrap();
        assert_eq!(before.tells, Some(Tells::News(NewsId(7))));
    }
}
