//! What comes back, as servers and carriers write it; all of it invented.

use mendan_service::message::receipt::Verdict;
use mendan_service::message::report::Report;

use super::folder::Folder;
use super::{Inbox as _, inbox, parse};

const OURS: &str = "WmVzcnVsZXM@kaku.example.com";

fn read(name: &str) -> Option<Report> {
    let raw = match name {
        "postfix" => include_str!("samples/postfix.eml"),
        "full" => include_str!("samples/full.eml"),
        "delivered" => include_str!("samples/delivered.eml"),
        "delayed" => include_str!("samples/delayed.eml"),
        "relayed" => include_str!("samples/relayed.eml"),
        "au" => include_str!("samples/au.eml"),
        "au_full" => include_str!("samples/au_full.eml"),
        "docomo" => include_str!("samples/docomo.eml"),
        "softbank" => include_str!("samples/softbank.eml"),
        "complaint" => include_str!("samples/complaint.eml"),
        "away" => include_str!("samples/away.eml"),
        "letter" => include_str!("samples/letter.eml"),
        other => panic!("there is no {other}"),
    };
    parse(raw.replace('\n', "\r\n").as_bytes())
}

#[test]
fn what_came_back_is_understood_whoever_wrote_it() {
    for (name, verdict, code) in [
        ("postfix", Verdict::Hard, "5.1.1"),
        ("full", Verdict::Soft, "5.2.2"),
        ("delivered", Verdict::Delivered, "2.1.5"),
        ("delayed", Verdict::Delayed, "4.4.1"),
        ("au", Verdict::Hard, "5.1.1"),
        ("au_full", Verdict::Soft, "5.2.2"),
        ("docomo", Verdict::Hard, "5.1.1"),
        ("softbank", Verdict::Hard, "5.1.1"),
        ("complaint", Verdict::Complaint, ""),
    ] {
        let report = read(name).unwrap_or_else(|| panic!("{name} says nothing"));
        assert_eq!((report.verdict, report.code.as_str()), (Some(verdict), code), "{name}");
        assert_eq!(report.about.first().map(String::as_str), Some(OURS), "{name}");
    }
}

#[test]
fn what_says_nothing_of_a_mail_is_left_alone() {
    assert!(read("away").is_none(), "she is away");
    assert!(read("relayed").is_none(), "nobody reports from there");
    let letter = read("letter").expect("somebody has to read it");
    assert_eq!(letter.verdict, None, "a person may write 宛先不明, too");
    let torn = parse(b"\xff\xfe").expect("somebody has to look");
    assert_eq!((torn.verdict, torn.about.len()), (None, 0));
}

#[test]
fn an_inbox_is_a_folder_or_a_mailbox_by_tls() {
    assert!(inbox("file:/var/spool/mendan").is_ok() && inbox("imaps://u:p@mail.example.com/INBOX").is_ok());
    for wrong in ["imap://u:p@mail.example.com", "imaps://mail.example.com/INBOX", "pop3://x", "maildir"] {
        let said = inbox(wrong).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains("MENDAN_BOUNCES") && !said.contains("u:p"), "{wrong}: {said}");
    }
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_said() {
    let folder = Folder::at("/nowhere/at/all".into());
    let said = folder.look().await.expect_err("it is not there").to_string();
    assert!(said.contains("/nowhere/at/all"), "{said}");
}
