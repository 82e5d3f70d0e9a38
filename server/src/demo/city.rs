//! The city itself: offices, rooms, kinds, staff.

use chrono_tz::Asia::Tokyo;
use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::{KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{DueDate, Rules};
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::catalogue::{
    Kind, KindTexts, Municipality, MunicipalityTexts, Office, OfficeTexts, OpeningHours, Room, Texts,
};
use mendan_service::city::found::NewCity;
use mendan_service::city::settings::Settings;
use mendan_service::model::{StaffMember, Work};
use mendan_service::staff::password::{NO_PASSWORD, hash_password};
use mendan_service::{Refusal, Services};

use super::SIGN_INS;

/// Slug of the demo city.
pub const SLUG: &str = "kaku";

/// Writes the city; returns its id.
pub async fn write(services: &Services, public_url: &str) -> Result<MunicipalityId, Refusal> {
    let id = MunicipalityId(services.new_id());
    let offices = offices(services);
    let office_ids: Vec<OfficeId> = offices.iter().map(|office| office.id).collect();
    let staff = staff(services, id, &office_ids);
    let mut with_hashes = Vec::new();
    for member in staff {
        let hash = hash_of(services, &member).await?;
        with_hashes.push((member, hash));
    }
    let municipality = municipality(id, public_url);
    services.found(&NewCity { municipality, offices, kinds: kinds(services), staff: with_hashes }).await
}

fn municipality(id: MunicipalityId, public_url: &str) -> Municipality {
    let ja = MunicipalityTexts {
        name: "架空市".into(),
        department: "健康課 母子保健係".into(),
        phone_hours: "平日 8時30分〜17時15分(12月29日〜1月3日はお休み)".into(),
        purpose: "お名前や連絡先などは、面談の予約と連絡、妊娠・出産・子育ての支援のために使います。ほかの目的には使いません。".into(),
        discreet_sender: "架空市 予約係".into(),
        discreet_department: "架空市 代表".into(),
    };
    let en = MunicipalityTexts {
        name: "Kaku City".into(),
        department: "Maternal and Child Health, Health Division".into(),
        phone_hours: "Weekdays 8:30–17:15 (closed 29 December – 3 January)".into(),
        purpose: "We use your name and contact details to arrange your interview, to contact you about it, and to support you through pregnancy, birth and childcare. We use them for nothing else.".into(),
        discreet_sender: "Kaku City".into(),
        discreet_department: "Kaku City switchboard".into(),
    };
    Municipality {
        id,
        slug: SLUG.into(),
        public_url: public_url.into(),
        staff_url: None,
        timezone: Tokyo,
        mail_from: "boshi@city.kaku.example".into(),
        discreet_mail_from: "yoyaku@city.kaku.example".into(),
        phone: "042-000-0100".into(),
        video_base_url: Some("https://video.city.kaku.example/".into()),
        consent_version: "2026-04".into(),
        large_networks: Vec::new(),
        settings: Settings::default(),
        texts: Texts::of(ja, en),
    }
}

struct Place {
    slug: &'static str,
    kind: &'static str,
    phone: &'static str,
    ja: [&'static str; 5],
    en: [&'static str; 5],
    /// House and floor for discreet bookings, in both languages.
    neutral: ([&'static str; 2], [&'static str; 2]),
    rooms: &'static [&'static str],
}

const PLACES: [Place; 3] = [
    Place {
        slug: "central",
        kind: "health_center",
        phone: "042-000-0110",
        ja: [
            "中央保健センター",
            "中央",
            "架空市中央1-2-3",
            "2階 母子相談室",
            "架空駅 北口から歩いて6分。駐車場12台、エレベーターがあります",
        ],
        en: [
            "Central Health Centre",
            "Central",
            "1-2-3 Chuo, Kaku City",
            "2nd floor, Mother and Child Room",
            "6 minutes on foot from Kaku Station, north exit. 12 parking spaces, lift",
        ],
        neutral: (["中央センター", "2階 相談室"], ["Central Centre", "2nd floor"]),
        rooms: &["相談室1", "相談室2", "相談室3"],
    },
    Place {
        slug: "north",
        kind: "health_center",
        phone: "042-000-0120",
        ja: ["北部保健センター", "北部", "架空市北町4-5", "1階 相談室", "バス停「北町四丁目」から歩いて2分。駐車場8台"],
        en: [
            "North Health Centre",
            "North",
            "4-5 Kitamachi, Kaku City",
            "1st floor, Consultation Room",
            "2 minutes on foot from bus stop Kitamachi 4-chome. 8 parking spaces",
        ],
        neutral: (["北部センター", "1階 相談室"], ["North Centre", "1st floor"]),
        rooms: &["相談室A", "相談室B"],
    },
    Place {
        slug: "south",
        kind: "family_center",
        phone: "042-000-0130",
        ja: [
            "南部こども家庭センター",
            "南部",
            "架空市南町6-7",
            "3階 面談室",
            "南架空駅 東口から歩いて3分。エレベーターがあります",
        ],
        en: [
            "South Family Centre",
            "South",
            "6-7 Minamicho, Kaku City",
            "3rd floor, Interview Room",
            "3 minutes on foot from Minami-Kaku Station, east exit. Lift",
        ],
        neutral: (["南部センター", "3階 面談室"], ["South Centre", "3rd floor"]),
        rooms: &["面談室1", "面談室2"],
    },
];

fn office_texts([name, short, address, floor, access]: [&str; 5]) -> OfficeTexts {
    OfficeTexts {
        name: name.into(),
        short: short.into(),
        address: address.into(),
        floor: floor.into(),
        access: access.into(),
        accessibility: String::new(),
        ..OfficeTexts::default()
    }
}

/// With the names that tell nothing of mothers and children.
fn discreet(texts: OfficeTexts, [name, floor]: [&str; 2]) -> OfficeTexts {
    OfficeTexts { discreet_name: name.into(), discreet_floor: floor.into(), ..texts }
}

/// The usual hours, and Saturday mornings.
fn with_saturday() -> OpeningHours {
    let OpeningHours([mon, tue, wed, thu, fri, _, sun]) = OpeningHours::default();
    OpeningHours([mon, tue, wed, thu, fri, Hours::new(8 * 60 + 30, 12 * 60 + 30), sun])
}

fn offices(services: &Services) -> Vec<Office> {
    let room = |name: &&str| Room { id: RoomId(services.new_id()), name: (*name).to_owned(), lanes: 1, active: true };
    PLACES
        .iter()
        .map(|place| Office {
            id: OfficeId(services.new_id()),
            slug: place.slug.into(),
            kind: place.kind.into(),
            mailbox: format!("{}@city.kaku.example", place.slug),
            phone: place.phone.into(),
            texts: Texts::of(
                discreet(office_texts(place.ja), place.neutral.0),
                discreet(office_texts(place.en), place.neutral.1),
            ),
            rooms: place.rooms.iter().map(room).collect(),
            hours: if place.slug == "central" { with_saturday() } else { OpeningHours::default() },
            active: true,
        })
        .collect()
}

fn kind_texts(name: &str, audience: &str, bring: &[&str]) -> KindTexts {
    let bring: Vec<String> = bring.iter().map(|thing| (*thing).to_owned()).collect();
    // Papers are of use on the screen, too; a drink and a cardigan are for the way.
    let ready = bring.iter().take(2).cloned().collect();
    KindTexts { name: name.into(), audience: audience.into(), bring, ready, ..KindTexts::default() }
}

/// With what is said of two modes.
fn with_notes(texts: KindTexts, in_person: &str, video: &str) -> KindTexts {
    let notes = [(Mode::InPerson, in_person), (Mode::Video, video)];
    let notes = notes.map(|(mode, note)| (mode.as_str().to_owned(), note.to_owned()));
    KindTexts { notes: notes.into(), ..texts }
}

fn kinds(services: &Services) -> Vec<Kind> {
    let both = vec![Profession::PublicHealthNurse, Profession::Midwife];
    // After birth nobody asks for a due date.
    let rules = |slug: &str| Rules {
        due_date: if slug == "postnatal" { DueDate::Hidden } else { DueDate::default() },
        ..Rules::default()
    };
    let kind = |slug: &str, minutes, modes: &[Mode], professions: Vec<Profession>, texts| Kind {
        id: KindId(services.new_id()),
        slug: slug.into(),
        minutes,
        buffers: Buffers { before: 0, after: 10 },
        modes: modes.iter().copied().collect(),
        professions,
        rules: rules(slug),
        active: true,
        texts,
    };
    // Before birth: a due date that is long over is a slip.
    let before_birth = Rules { weeks: Some((4, 42)), ..Rules::default() };
    vec![
        Kind {
            rules: before_birth,
            ..kind(
                "notification",
                40,
                &[Mode::InPerson, Mode::Video],
                both.clone(),
                Texts::of(
                    with_notes(
                        kind_texts(
                            "妊娠の届出と面談",
                            "妊娠がわかった方。届出と母子健康手帳のお渡しも、このときにできます",
                            &[
                                "本人確認ができるもの(運転免許証など)",
                                "診察券など、出産予定日がわかるもの",
                                "飲み物・羽織るもの(長くかかることがあります)",
                            ],
                        ),
                        "母子健康手帳は、面談のときにお渡しします。",
                        "母子健康手帳は、面談のあと、ご自宅に郵送します。",
                    ),
                    with_notes(
                        kind_texts(
                            "Pregnancy notification and interview",
                            "For everyone who has learned she is pregnant. You notify the city and receive your Maternal and Child Health Handbook at the same visit",
                            &[
                                "Something that shows who you are (driving licence, residence card …)",
                                "Something that shows your due date (such as your clinic card)",
                                "A drink and a cardigan, in case it takes longer",
                            ],
                        ),
                        "You receive your Maternal and Child Health Handbook at the interview.",
                        "We send your Maternal and Child Health Handbook to your home by post after the interview.",
                    ),
                ),
            )
        },
        kind(
            "eighth-month",
            30,
            &[Mode::InPerson, Mode::Video, Mode::Phone],
            both,
            Texts::of(
                kind_texts(
                    "妊娠8か月ごろの面談",
                    "妊娠28週〜31週ごろの方で、話したいことがある方",
                    &["母子健康手帳", "8か月アンケート(お持ちの方)"],
                ),
                kind_texts(
                    "Interview around the 8th month",
                    "For those in weeks 28 to 31 who would like to talk",
                    &["Your Maternal and Child Health Handbook", "The 8th-month questionnaire, if you have it"],
                ),
            ),
        ),
        kind(
            "postnatal",
            30,
            &[Mode::InPerson, Mode::Video, Mode::Phone],
            vec![Profession::Midwife],
            Texts::of(
                kind_texts(
                    "産後の相談",
                    "出産されたあとの方。授乳や体調、育児のことを助産師と話せます",
                    &["母子健康手帳"],
                ),
                kind_texts(
                    "Talk with a midwife after birth",
                    "For those who have given birth: feeding, your health, everyday care",
                    &["Your Maternal and Child Health Handbook"],
                ),
            ),
        ),
    ]
}

const NURSES: [(&str, Profession); 8] = [
    ("見本 ひとみ", Profession::PublicHealthNurse),
    ("見本 ふたば", Profession::PublicHealthNurse),
    ("例示 みつき", Profession::Midwife),
    ("例示 よつは", Profession::PublicHealthNurse),
    ("仮名 いつき", Profession::Midwife),
    ("仮名 むつみ", Profession::PublicHealthNurse),
    ("模擬 ななえ", Profession::Midwife),
    ("模擬 やえこ", Profession::PublicHealthNurse),
];

fn staff(services: &Services, city: MunicipalityId, offices: &[OfficeId]) -> Vec<StaffMember> {
    let member = |login: &str, name: &str, role, profession, position| StaffMember {
        id: StaffId(services.new_id()),
        municipality: city,
        login: login.into(),
        display_name: name.into(),
        role,
        profession,
        video_url: None,
        disabled: false,
        position,
        offices: offices.to_vec(),
        here_only: false,
        work: Work::default(),
    };
    let mut staff: Vec<StaffMember> = (0..)
        .zip(NURSES)
        .map(|(position, (name, profession))| {
            let login = if position == 0 { "hokenshi".to_owned() } else { format!("hokenshi{}", position + 1) };
            member(&login, name, Role::Nurse, profession, position)
        })
        .collect();
    // One nurse uses a meeting room of her own instead of the city's server.
    if let Some(nurse) = staff.last_mut() {
        nurse.video_url = Some("https://meeting.kaku.example/yaeko".into());
    }
    staff.push(member("kanri", "想定 係長", Role::Administrator, Profession::Clerk, 90));
    staff.push(member("uketsuke", "想定 受付", Role::Receptionist, Profession::Clerk, 91));
    staff
}

/// The hash of the password that the demo publishes for her, or what no password fits.
async fn hash_of(services: &Services, member: &StaffMember) -> Result<String, Refusal> {
    match SIGN_INS.iter().find(|(login, ..)| *login == member.login) {
        Some((_, password, _)) => hash_password(password, services.salt()).await,
        None => Ok(NO_PASSWORD.into()),
    }
}
