//! What is read, and what is refused.

use super::*;

#[test]
fn durations_are_read_in_their_units() {
    assert_eq!(duration("26h"), Some(93_600));
    assert_eq!(duration("8d"), Some(691_200));
    assert_eq!(duration("90m"), Some(5_400));
    assert_eq!(duration("1d 2h"), Some(93_600));
    assert_eq!(duration("0s"), Some(0));
    assert_eq!(duration("8"), None);
    assert_eq!(duration("h"), None);
}

#[test]
fn a_clock_may_begin_at_an_instant() {
    let [early, late] = ["2031-06-03T10:00:00+09:00", "2031-06-03T11:00:00+09:00"].map(|at| clock_offset(at).unwrap());
    assert!((3_600..3_605).contains(&(late - early)), "{early} {late}");
    assert!(clock_offset("2031-06-03").is_err());
}

#[test]
fn jobs_are_left_to_others_only_where_there_may_be_others() {
    assert!(jobs(None, "sqlite://x.db").unwrap() && jobs(Some("on"), "postgres://h/d").unwrap());
    assert!(!jobs(Some("off"), "postgres://h/d").unwrap());
    let error = jobs(Some("off"), "sqlite://x.db").unwrap_err().to_string();
    assert!(error.contains("PostgreSQL"), "{error}");
    assert!(jobs(Some("later"), "postgres://h/d").is_err());
}

#[test]
fn how_often_it_looks_is_a_time() {
    assert_eq!(jobs_poll(None).unwrap(), std::time::Duration::from_secs(1));
    assert_eq!(jobs_poll(Some("1h")).unwrap(), std::time::Duration::from_hours(1));
    assert!(jobs_poll(Some("0s")).is_err() && jobs_poll(Some("often")).is_err());
}

#[test]
fn a_mail_address_may_be_left_to_the_cities() {
    let raw = || Raw { secret: Some("x".repeat(40)), ..Raw::default() };
    assert_eq!(Config::from_raw(raw(), crate::secret_file::read).unwrap().mail_url, None);
    let demo = Config::from_raw(Raw { demo: Some("1".into()), ..raw() }, crate::secret_file::read).unwrap();
    assert_eq!(demo.mail_url.as_deref(), Some("file:data/mail"), "a demo sends no mail");
    assert!(demo.said_hello().is_none(), "each city has its own name");
    let empty = Raw { demo: Some("1".into()), mail_url: Some(" ".into()), ..raw() };
    assert_eq!(Config::from_raw(empty, crate::secret_file::read).unwrap().mail_url, None, "not even a folder");
}

#[test]
fn reports_of_what_could_not_be_delivered_go_to_an_address() {
    let raw =
        |bounces: &str| Raw { secret: Some("x".repeat(40)), mail_bounces: Some(bounces.to_owned()), ..Raw::default() };
    let read = |bounces: &str| Config::from_raw(raw(bounces), crate::secret_file::read);
    let config = read(" bounces@city.kaku.example ").unwrap();
    assert_eq!(config.mail_bounces.as_ref().map(ToString::to_string).as_deref(), Some("bounces@city.kaku.example"));
    assert!(config.masked().contains("mail_bounces = \"bounces@city.kaku.example\""));
    assert_eq!(read("").unwrap().mail_bounces, None);
    let said = read("nobody").err().map(|error| error.to_string()).unwrap_or_default();
    assert!(said.contains("MENDAN_MAIL_BOUNCES"), "{said}");
}

#[test]
fn a_door_for_staff_is_read_or_said_to_be_wrong() {
    let raw = |listen: &str, url: &str, networks: &str| {
        let [listen, url, networks] = [listen, url, networks].map(|text| Some(text.to_owned()));
        let raw = Raw { staff_listen: listen, staff_url: url, staff_networks: networks, ..Raw::default() };
        Config::from_raw(Raw { secret: Some("x".repeat(40)), ..raw }, crate::secret_file::read)
    };
    let config = raw("", " ", "").unwrap();
    assert_eq!((config.first_door(), config.staff.admits(Some([203, 0, 113, 9].into()))), (Door::Only, true));
    let config = raw("127.0.0.1:3001", "https://shokuin.example", "10.0.0.0/8, 2001:db8::/32").unwrap();
    assert_eq!((config.first_door(), config.staff_address().as_str()), (Door::Public, "https://shokuin.example/"));
    assert!(config.by_tls(Door::Staff) && !config.by_tls(Door::Public));
    let admitted =
        ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::7"].map(|ip| config.staff.admits(Some(ip.parse().unwrap())));
    assert_eq!(admitted, [true; 3]);
    assert!(!config.staff.admits(Some([127, 0, 0, 1].into())) && !config.staff.admits(None));
    let masked = config.masked();
    for line in
        ["staff_listen = \"127.0.0.1:3001\"", "staff_url = \"https://shokuin.example/\"", "10.0.0.0/8,2001:db8::/32"]
    {
        assert!(masked.contains(line), "{masked}");
    }
    for (wrong, named) in [
        (raw("3001", "", ""), "MENDAN_STAFF_LISTEN"),
        (raw("127.0.0.1:3000", "", ""), "MENDAN_STAFF_LISTEN"),
        (raw("127.0.0.1:3001", "https://a.example/x", ""), "MENDAN_STAFF_URL"),
        (raw("127.0.0.1:3001", "shokuin", ""), "MENDAN_STAFF_URL"),
        (raw("127.0.0.1:3001", "", "10.0.0.0/8, office"), "MENDAN_STAFF_NETWORKS"),
    ] {
        let said = wrong.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(named), "{said}");
    }
}
