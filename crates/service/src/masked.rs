//! `Debug` for what holds personal data: it tells the fields that are named and no others. A log line, a panic or a failed
//! assertion prints it, and must not print a person. Longer than other files because its test makes one of every such type.

/// Writes `Debug` for a type whose other fields hold names, numbers, addresses, dates of birth, notes, tokens or hashes.
#[macro_export]
macro_rules! masked_debug {
    ($type:ident $(<$life:lifetime>)? { $($field:ident),* $(,)? }) => {
        impl $(<$life>)? ::std::fmt::Debug for $type $(<$life>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use mendan_domain::fault::Fault;
    use std::fmt::Debug;

    use chrono::{DateTime, NaiveDate, Utc};
    use mendan_domain::booking::mode::{Mode, Modes};
    use mendan_domain::booking::{Channel, Status};
    use mendan_domain::ids::{
        BookingId, ClientId, HoldId, KindId, MunicipalityId, OfficeId, OutboxId, PartnerKeyId, StaffId,
    };
    use mendan_domain::import::field::Sort;
    use mendan_domain::import::table::Encoding;
    use mendan_domain::language::Language;
    use mendan_domain::offer::hours::Hours;
    use mendan_domain::offer::rules::Group;
    use mendan_domain::offer::tick::Interval;
    use mendan_domain::staff::{Profession, Role};

    use crate::booking::answer::BookingAnswer;
    use crate::booking::book::BookCommand;
    use crate::booking::hold::{Draft, HoldForm};
    use crate::booking::next::NextCommand;
    use crate::booking::note::OpenedNote;
    use crate::booking::person::{Person, PersonForm};
    use crate::booking::repository::NextInterview;
    use crate::draft::keep::Begun;
    use crate::draft::repository::{WorkDraft, WorkDraftId};
    use crate::feed::link::{FeedRow, OwnFeed};
    use crate::feed::port::{Fetched, Trouble as Unread};
    use crate::feed::source::SourceRow;
    use crate::forms::Fields;
    use crate::handle::Handle;
    use crate::import::draft::Draft as File;
    use crate::import::mapping::Mapping;
    use crate::import::preview::{Counts, Judged, Outcome, Preview, Trouble, What};
    use crate::import::repository::{DraftRow, ImportDraftId, ImportKey, ImportRunId};
    use crate::message::dkim::form::KeyForm;
    use crate::message::dkim::make::KeyPair;
    use crate::message::dkim::{Algorithm, DkimKey, DkimKeyId, DkimRow, KeyState, SigningKey};
    use crate::message::relay::form::RelayForm;
    use crate::message::relay::trial::{Step, Trial, TrialForm};
    use crate::message::relay::{MailboxRow, Relay};
    use crate::model::{
        Booking, Claim, Contact, Course, Hold, MessageKind, Noted, OutboxRow, OutboxState, PartnerKey, PrivateNotes,
        Session, StaffMember, StoredAnswer, Undo, Work,
    };
    use crate::range::repository::{RangeUndo, RangeUndoId};
    use crate::staff::address::Addresses;
    use crate::staff::administration::NewStaff;
    use crate::staff::by_link::NewPassword;
    use crate::staff::factor::challenge::AskedPasskey;
    use crate::staff::factor::kind::{Evidence, FactorId, FactorKind, ProvenBy};
    use crate::staff::factor::offered::NewFactor;
    use crate::staff::factor::own::OwnFactor;
    use crate::staff::invitation::WayIn;
    use crate::staff::link::{LinkKind, StaffLink, StaffLinkId};
    use crate::staff::openid::begin::{AttemptRow, Ending, Purpose, Sent};
    use crate::staff::openid::form::ProviderForm;
    use crate::staff::openid::link::{OpenIdLink, OpenIdLinkId};
    use crate::staff::openid::port::Identity;
    use crate::staff::openid::save::Looked;
    use crate::staff::openid::{self, OpenIdRow, Provider};
    use crate::video::meeting::{Meeting, MeetingId, MeetingState};

    /// What must not be printed: each stands in some field below.
    const PRIVATE: [&str; 11] = [
        "himitsu",
        "秘密谷",
        "ヒミツ",
        "87654321",
        "4321",
        "1991",
        "2031",
        "tsubaki",
        "word-of-a-link",
        "[201, 202",
        "wheel",
    ];

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000_000, 0).unwrap()
    }

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 8, 17).unwrap()
    }

    fn claim() -> Claim {
        Claim { staff: StaffId(1), joint: None, room: None, busy: Interval { from: at(), until: at() } }
    }

    fn contact() -> Contact {
        Contact {
            family_name: "秘密谷".into(),
            given_name: "tsubaki".into(),
            family_kana: "ヒミツ".into(),
            given_kana: "ヒミツ".into(),
            phone_typed: "090-8765-4321".into(),
            phone_e164: "+819087654321".into(),
            phone_last4: "4321".into(),
            email: Some("himitsu@mail.kaku.example".into()),
            birth_date: day(1991),
        }
    }

    fn notes() -> PrivateNotes {
        PrivateNotes {
            due_date: Some(day(2031)),
            needs: vec!["wheelchair".into()],
            note: "himitsu".into(),
            ..PrivateNotes::default()
        }
    }

    fn form() -> PersonForm {
        PersonForm {
            family_name: "秘密谷".into(),
            phone: "090-87654321".into(),
            birth_date: "1991-08-17".into(),
            email: "himitsu@mail.kaku.example".into(),
            note: "himitsu".into(),
            ..PersonForm::default()
        }
    }

    fn secret() -> Vec<u8> {
        vec![201, 202, 203]
    }

    fn noted() -> Noted {
        Noted { sealed: secret(), at: at(), by: None }
    }

    fn booking() -> Booking {
        Booking {
            id: BookingId(1),
            municipality: MunicipalityId(1),
            reference: "himitsu".into(),
            token_version: 0,
            token_hash: secret(),
            client: ClientId(1),
            kind: KindId(1),
            office: OfficeId(1),
            claim: claim(),
            mode: Mode::Video,
            status: Status::Booked,
            open: true,
            starts_at: at(),
            ends_at: at(),
            sequence: 0,
            version: 0,
            uid: "himitsu".into(),
            join_url: Some("https://video.kaku.example/himitsu".into()),
            language: Language::Ja,
            channel: Channel::Web,
            counted: Group::Web,
            source: None,
            discreet: false,
            consent_version: "1".into(),
            modes_offered: Modes::from_bits(1),
            contact: contact(),
            private_sealed: secret(),
            created_at: at(),
            created_by: None,
            updated_at: at(),
            updated_by: None,
            cancel_reason_sealed: Some(secret()),
            token_sealed: Some(secret()),
            course: Course { note: Some(noted()), ..Course::default() },
        }
    }

    fn of_bookings() -> Vec<Box<dyn Debug>> {
        let undo = Undo {
            booking: BookingId(1),
            municipality: MunicipalityId(1),
            action: "move".into(),
            version: 1,
            until: at(),
            hold: None,
            before_sealed: secret(),
        };
        let range_undo = RangeUndo {
            id: RangeUndoId(1),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            action: "range_move".into(),
            until: at(),
            undone: false,
            before_sealed: secret(),
        };
        let row = OutboxRow {
            id: OutboxId(1),
            municipality: MunicipalityId(1),
            booking: BookingId(1),
            kind: MessageKind::Confirmation,
            version: 0,
            recipient: "himitsu@mail.kaku.example".into(),
            dedupe_key: "1 himitsu@mail.kaku.example".into(),
            due_at: at(),
            useful_until: at(),
            state: OutboxState::Pending,
            attempts: 0,
            message_id: "1@kaku.example".into(),
            stamped_at: None,
            finished_at: None,
            last_error: Some("himitsu".into()),
            detail: String::new(),
            created_at: at(),
            failure: None,
            held_at: None,
            settled_at: None,
        };
        let meeting = Meeting {
            id: MeetingId(1),
            municipality: MunicipalityId(1),
            booking: BookingId(1),
            provider: "bridge".into(),
            state: MeetingState::Made,
            remote_id: Some("himitsu".into()),
            join_url: Some("https://video.kaku.example/himitsu".into()),
            told: None,
            created_at: at(),
        };
        let answer = BookingAnswer {
            reference: "himitsu".into(),
            token: "word-of-a-link".into(),
            manage_url: "https://kaku.example/b/word-of-a-link".into(),
            status: Status::Booked,
            mode: Mode::Video,
            office: "chuo".into(),
            starts_at: at().fixed_offset(),
            ends_at: at().fixed_offset(),
            sequence: 0,
            join_url: Some("https://video.kaku.example/himitsu".into()),
        };
        let next = NextInterview {
            booking: BookingId(1),
            office: OfficeId(1),
            room: None,
            mode: Mode::Video,
            status: Status::Booked,
            starts_at: at(),
            ends_at: at(),
            join_url: Some("https://video.kaku.example/himitsu".into()),
        };
        let stored = StoredAnswer { request_hash: secret(), answer_sealed: Some(secret()) };
        vec![
            Box::new(contact()),
            Box::new(notes()),
            Box::new(booking()),
            Box::new(booking().course),
            Box::new(noted()),
            Box::new(OpenedNote { text: "himitsu".into(), at: at(), by: None }),
            Box::new(next),
            Box::new(NextCommand { key: Some("himitsu".into()), ..NextCommand::default() }),
            Box::new(undo),
            Box::new(range_undo),
            Box::new(row.job()),
            Box::new(row),
            Box::new(meeting),
            Box::new(answer),
            Box::new(stored),
            Box::new(Handle::Token("word-of-a-link".into())),
        ]
    }

    fn of_forms() -> Vec<Box<dyn Debug>> {
        let person = Person { contact: contact(), private: notes(), language: Language::Ja, discreet: false };
        let birth = ["1991".to_owned(), "8".to_owned(), "17".to_owned()];
        let draft = Draft { person: form(), due: birth.clone(), birth, errors: vec![("note".into(), Fault::TooLong)] };
        let command = BookCommand {
            slot_id: "slot".into(),
            kind: "notification".into(),
            mode: "video".into(),
            person: form(),
            channel: Channel::Web,
            idempotency_key: Some("himitsu".into()),
            browser: Some("himitsu".into()),
            source: None,
            beside: false,
            nurse: None,
        };
        let hold = Hold {
            id: HoldId(1),
            municipality: MunicipalityId(1),
            browser_hash: secret(),
            kind: KindId(1),
            office: OfficeId(1),
            claim: claim(),
            mode: Mode::Video,
            starts_at: at(),
            ends_at: at(),
            chain_since: at(),
            expires_at: at(),
            extended: false,
            form_key: "himitsu".into(),
            draft_sealed: Some(secret()),
        };
        let of_hold = HoldForm { key: "himitsu".into(), slot_id: "slot".into() };
        vec![Box::new(form()), Box::new(person), Box::new(draft), Box::new(command), Box::new(hold), Box::new(of_hold)]
    }

    fn of_staff() -> Vec<Box<dyn Debug>> {
        let member = StaffMember {
            id: StaffId(1),
            municipality: MunicipalityId(1),
            login: "himitsu".into(),
            display_name: "秘密谷".into(),
            role: Role::Nurse,
            profession: Profession::Midwife,
            video_url: Some("https://video.kaku.example/himitsu".into()),
            disabled: false,
            position: 0,
            offices: Vec::new(),
            here_only: false,
            work: Work::default(),
        };
        let new = NewStaff {
            login: "himitsu".into(),
            display_name: "秘密谷".into(),
            role: Role::Nurse,
            profession: Profession::Midwife,
            password: "himitsu-himitsu".into(),
        };
        let session = Session {
            token_hash: secret(),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            created_at: at(),
            seen_at: at(),
            state_sealed: Some(secret()),
            proven_at: at(),
            proven_by: ProvenBy::Password,
            browser: "Firefox (Linux)".into(),
            network: "192.0.2.0/24".into(),
            shared: false,
            first_password: false,
        };
        let key = PartnerKey {
            id: PartnerKeyId(1),
            municipality: MunicipalityId(1),
            name: "母子手帳アプリ".into(),
            key_hash: secret(),
            created_at: at(),
            revoked_at: None,
        };
        vec![Box::new(member), Box::new(new), Box::new(session), Box::new(key)]
    }

    fn of_ways_in() -> Vec<Box<dyn Debug>> {
        let link = StaffLink {
            id: StaffLinkId(1),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            kind: LinkKind::Password,
            word_hash: secret(),
            made_at: at(),
            expires_at: at(),
            letter: None,
        };
        let address = || Some("himitsu@mail.kaku.example".to_owned());
        let addresses = Addresses { now: address(), new: address(), ..Addresses::default() };
        let way = WayIn { password: false, address: address(), invitation: None };
        let typed = ["himitsu-himitsu".to_owned(), "himitsu-himitsu".to_owned()];
        let typed = NewPassword { new: typed, former: Some("word-of-a-link".into()) };
        vec![Box::new(link), Box::new(addresses), Box::new(way), Box::new(typed)]
    }

    fn of_mail_servers() -> Vec<Box<dyn Debug>> {
        let relay = Relay { user: "himitsu".into(), password: "himitsu".into(), ..Relay::default() };
        let form = RelayForm {
            user: "himitsu".into(),
            password: "himitsu".into(),
            tried: "himitsu".into(),
            ..RelayForm::default()
        };
        let row = MailboxRow {
            municipality: MunicipalityId(1),
            relay_sealed: Some(secret()),
            version: 1,
            changed_at: at(),
            changed_by: None,
        };
        let trial = Trial { answer: "himitsu".into(), kept: "himitsu".into(), ..Trial::silent(Step::Accepted) };
        let asked = TrialForm { relay: form.clone(), to: "himitsu@mail.kaku.example".into() };
        vec![Box::new(relay), Box::new(form), Box::new(row), Box::new(trial), Box::new(asked)]
    }

    fn of_keys_that_sign() -> Vec<Box<dyn Debug>> {
        let (domain, selector) = ("city.kaku.example".to_owned(), "s1".to_owned());
        let key = DkimKey {
            id: DkimKeyId(1),
            municipality: MunicipalityId(1),
            domain: domain.clone(),
            selector: selector.clone(),
            algorithm: Algorithm::Rsa,
            public: "cHVibGlj".into(),
            state: KeyState::Signs,
            version: 1,
            made_at: at(),
        };
        let pair = KeyPair { algorithm: Algorithm::Rsa, der: "himitsu".into(), public: "cHVibGlj".into() };
        let signing = SigningKey { domain, selector, algorithm: Algorithm::Rsa, der: "himitsu".into() };
        let form = KeyForm { private_key: "himitsu".into(), ..KeyForm::default() };
        vec![Box::new(DkimRow { key, sealed: secret() }), Box::new(pair), Box::new(signing), Box::new(form)]
    }

    fn of_factors() -> Vec<Box<dyn Debug>> {
        let asked = AskedPasskey { sealed: "himitsu".into(), options: "himitsu".into() };
        let typed = ["asked", "passkey", "passkey_name"].map(|name| (name, "himitsu".to_owned()));
        let shown = Evidence::typed(&Fields::of(typed.clone()));
        let own = OwnFactor {
            id: FactorId(1),
            kind: FactorKind::Passkey,
            name: Some("himitsu".into()),
            elsewhere: false,
            made_at: at(),
            used_at: None,
        };
        vec![Box::new(asked), Box::new(shown), Box::new(own), Box::new(NewFactor::typed(&Fields::of(typed)))]
    }

    fn of_providers() -> Vec<Box<dyn Debug>> {
        let word = || "himitsu".to_owned();
        let provider = Provider {
            client_id: word(),
            client_secret: word(),
            label: word(),
            second: vec![word()],
            ..Provider::default()
        };
        let form = ProviderForm { client_id: word(), secret: word(), tried: word(), ..ProviderForm::default() };
        let row = OpenIdRow {
            municipality: MunicipalityId(1),
            provider_sealed: Some(secret()),
            former_sealed: Some(secret()),
            version: 1,
            changed_at: at(),
            changed_by: None,
        };
        let attempt = AttemptRow {
            state_hash: secret(),
            municipality: MunicipalityId(1),
            browser_hash: secret(),
            purpose: Purpose::SignIn,
            session_hash: Some(secret()),
            version: 1,
            along: word(),
            created_at: at(),
        };
        let sent = Sent { address: word(), browser: word(), label: "架空".into() };
        let ending = Ending { address: word(), client_id: word(), label: "架空".into() };
        let link = OpenIdLink {
            id: OpenIdLinkId(1),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            issuer: word(),
            subject: word(),
            made_at: at(),
            used_at: None,
        };
        let identity = Identity { subject: word(), verified_email: Some(word()), ..Identity::default() };
        let looked = Looked { found: Err(openid::port::Trouble::Silent), kept: word() };
        let settings: [Box<dyn Debug>; 4] = [Box::new(provider), Box::new(form), Box::new(row), Box::new(looked)];
        let ways: [Box<dyn Debug>; 5] =
            [Box::new(attempt), Box::new(sent), Box::new(ending), Box::new(link), Box::new(identity)];
        settings.into_iter().chain(ways).collect()
    }

    fn of_calendars() -> Vec<Box<dyn Debug>> {
        let feed = FeedRow {
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            version: 1,
            token_hash: secret(),
            made_at: at(),
        };
        let own =
            OwnFeed { url: Some("https://kaku.example/calendar/word-of-a-link".into()), version: 1, made_at: at() };
        let fetched = Fetched { octets: b"SUMMARY:himitsu".to_vec(), etag: Some("himitsu".into()) };
        let source = SourceRow {
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            version: 1,
            address_sealed: Some(secret()),
            etag: Some("himitsu".into()),
            busy: vec![(day(2031), Hours::WHOLE_DAY)],
            made_at: at(),
            read_at: Some(at()),
            failures: 1,
            failure: Some(Unread::Silent),
            next_at: None,
        };
        vec![Box::new(feed), Box::new(own), Box::new(fetched), Box::new(source)]
    }

    fn of_imports() -> Vec<Box<dyn Debug>> {
        let mapping = Mapping { source: "himitsu".into(), ..Mapping::default() };
        let what = What::Unknown("秘密谷".into());
        let row = Judged {
            line: 2,
            who: "秘密谷".into(),
            outcome: Outcome::Wrong,
            troubles: vec![Trouble { field: None, what }],
        };
        let draft =
            File { encoding: Encoding::Utf8, text: "himitsu,秘密谷".into(), mapping: mapping.clone(), done: None };
        let kept = DraftRow {
            id: ImportDraftId(1),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            sort: Sort::Bookings,
            sealed: secret(),
            created_at: at(),
        };
        let key = ImportKey {
            key: "n:himitsu".into(),
            booking: BookingId(1),
            version: 0,
            row_hash: secret(),
            run: ImportRunId(1),
        };
        let preview = Preview { counts: Counts::default(), rows: vec![row.clone()], digest: "himitsu".into() };
        vec![Box::new(mapping), Box::new(row), Box::new(draft), Box::new(kept), Box::new(key), Box::new(preview)]
    }

    fn of_drafts() -> Vec<Box<dyn Debug>> {
        let form = "/staff/desk/book#7".to_owned();
        let fields = Fields::of([("family_name", "秘密谷".into())]);
        let begun = Begun { form: form.clone(), place: "/staff/desk".into(), fields };
        let kept = WorkDraft {
            id: WorkDraftId(1),
            municipality: MunicipalityId(1),
            staff: StaffId(1),
            form,
            place: "/staff/desk".into(),
            sealed: secret(),
            updated_at: at(),
        };
        vec![Box::new(begun), Box::new(kept)]
    }

    #[test]
    fn nothing_personal_is_printed_by_debug() {
        let all: Vec<_> = of_bookings().into_iter().chain(of_forms()).chain(of_staff()).chain(of_ways_in()).collect();
        let all: Vec<_> = all
            .into_iter()
            .chain(of_mail_servers())
            .chain(of_keys_that_sign())
            .chain(of_imports())
            .chain(of_factors())
            .chain(of_providers())
            .chain(of_drafts())
            .chain(of_calendars())
            .collect();
        assert_eq!(all.len(), 64);
        for thing in all {
            for text in [format!("{thing:?}"), format!("{thing:#?}")] {
                let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("[ ", "[");
                let found = PRIVATE.iter().find(|word| flat.contains(*word));
                assert_eq!(found, None, "{flat}");
            }
        }
        assert!(format!("{:?}", booking()).contains("BookingId(1)"), "whose it is can be told");
    }
}
