//! `mendan doctor` against machines that are broken, each in one way: it names what is wrong, says what to do, and ends with the code that
//! says so. A machine on which all is well gets none of it.
//!
//! Longer than other files: the broken machines stand side by side.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::dns_server::DnsServer;
use crate::support::front;
use crate::support::openid::{CLIENT_SECRET, Mood, OpenIdServer};
use crate::support::pooler;
use crate::support::server::{Home, Setup, free_port};
use crate::support::smtp_server::{Identity, Manners, SmtpServer};

on_both_engines!(
    a_machine_on_which_all_is_well_is_told_so,
    a_server_that_does_not_run_is_named,
    a_wrong_secret_is_named,
    a_database_of_a_later_release_is_named,
    a_door_for_staff_that_leads_wrong_is_named,
    a_backup_that_is_missing_or_could_not_be_restored_is_named,
    an_identity_provider_that_cannot_be_used_is_named,
);

/// What it said.
struct Told {
    code: Option<i32>,
    text: String,
    json: Value,
}

/// Asks it twice: for people and for programs. Both end alike.
fn asked(mut command: Command, mut again: Command) -> Told {
    let (people, programs) = (command.output().expect("the binary runs"), again.output().expect("the binary runs"));
    assert_eq!(people.status.code(), programs.status.code());
    let text = String::from_utf8_lossy(&people.stdout).into_owned() + &String::from_utf8_lossy(&people.stderr);
    let json = serde_json::from_slice(&programs.stdout).unwrap_or_else(|_| panic!("no JSON: {text}"));
    Told { code: people.status.code(), text, json }
}

fn doctor(home: &Home, more: &[(&'static str, String)]) -> Told {
    let setup = Setup { more: more.to_vec(), ..Setup::default() };
    asked(home.command(&setup, &["doctor"]), home.command(&setup, &["doctor", "--json"]))
}

impl Told {
    fn check(&self, name: &str) -> &Value {
        let checks = self.json["checks"].as_array().expect("checks");
        checks.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no {name}: {}", self.text))
    }

    /// That is wrong, in these words, with something to do about it that has those in it.
    #[track_caller]
    fn names(&self, name: &str, said: &str, mend: &str) {
        let check = self.check(name);
        assert_eq!((self.code, check["state"].as_str()), (Some(1), Some("mend")), "{}", self.text);
        let all =
            |key: &str| check[key].as_array().expect("a list").iter().map(ToString::to_string).collect::<String>();
        assert!(all("said").contains(said) && all("do").contains(mend), "{said} / {mend}: {check}");
        // People are told the same, under its Japanese name.
        assert!(
            self.text.contains(&format!("[要対応] {}: ", check["title"].as_str().expect("a title"))),
            "{}",
            self.text
        );
        assert!(self.text.contains(said) && self.text.contains(mend), "{}", self.text);
    }

    /// Nothing else than that is wrong.
    #[track_caller]
    fn only(&self, name: &str) {
        let others = self.json["checks"].as_array().expect("checks").iter();
        let wrong: Vec<&Value> = others.filter(|check| check["name"] != name && check["state"] == "mend").collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

async fn a_machine_on_which_all_is_well_is_told_so(engine: Engine) {
    let home = Home::new(engine).await;
    let _server = home.serve().await;
    let before = home.db.fingerprint().await;
    let told = doctor(&home, &[]);
    assert_eq!((told.code, &told.json["state"]), (Some(0), &Value::from("good")), "{}", told.text);
    let lines: Vec<&str> = told.text.lines().filter(|line| line.starts_with("[良好] ")).collect();
    assert_eq!(lines.len(), told.json["checks"].as_array().expect("checks").len(), "a line a check: {}", told.text);
    assert!(told.text.ends_with("要対応: 0件、確認できず: 0件\n"), "{}", told.text);
    let english = home.run(&["doctor", "--language", "en"]);
    assert!(String::from_utf8_lossy(&english.stdout).contains("[well] Database: "));
    assert_eq!(home.db.fingerprint().await, before, "nothing was changed");
    assert!(home.mails().is_empty());
}

async fn a_server_that_does_not_run_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    let told = doctor(&home, &[]);
    told.names("server", "動いていません", "systemctl start mendan");
    told.names("proxy", "だれも受け付けていません", "中継サーバー");
}

async fn a_wrong_secret_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[40], "video").await;
    let told = doctor(&home, &[("MENDAN_SECRET", "another secret of the tests, as long as one".into())]);
    told.names("secret", "開けません", "並べて");
    told.only("secret");
}

async fn a_database_of_a_later_release_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    home.db
        .execute(
            "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
        )
        .await;
    doctor(&home, &[]).names("database", "9999", "その版の mendan を入れて");
    home.db.execute("DELETE FROM _sqlx_migrations WHERE version = 9999").await;
    doctor(&home, &[]).names("database", "前の版の形", "systemctl restart mendan");
}

async fn an_identity_provider_that_cannot_be_used_is_named(engine: Engine) {
    let (home, provider, _server) = super::openid::begun(engine, &[]).await;
    let doctor = || doctor(&home, &OpenIdServer::settings());
    let told = doctor();
    let check = told.check("openid");
    assert!(check["state"] == "good" && check["said"].to_string().contains(&provider.issuer()), "{}", told.text);
    for (mood, said, mend) in [
        (Mood::Down, "エラーを返します", "部署に知らせ"),
        (Mood::Renamed, "ほかの発行者を名乗っています", "発行者のアドレスを確かめて"),
    ] {
        provider.is(mood);
        let told = doctor();
        told.names("openid", said, mend);
        told.only("openid");
    }
    provider.is(Mood::Well);
    self::doctor(&home, &[]).names("openid", "つながないことになっています", "MENDAN_OPENID_NETWORKS");
    // Nor is it read without the secret that it was kept with.
    let other = ("MENDAN_SECRET", "another secret of the tests, as long as one".to_owned());
    let told = self::doctor(&home, &[OpenIdServer::settings().remove(0), other]);
    told.names("openid", "認証基盤の設定を開けません", "MENDAN_SECRET に並べる");
    assert!(!told.text.contains(CLIENT_SECRET), "{}", told.text);
}

async fn a_backup_that_is_missing_or_could_not_be_restored_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    let _server = home.serve().await;
    let folder = home.folder.join("nights");
    let more = [("MENDAN_BACKUP_FOLDER", folder.display().to_string())];
    doctor(&home, &more).names("backup", "見られません", "install -d");
    fs::create_dir_all(&folder).expect("a folder");
    private(&folder, 0o700);
    assert!(home.run(&["backup", "--into", folder.to_str().expect("UTF-8"), "--drill"]).status.success());
    let told = doctor(&home, &more);
    assert_eq!(told.check("backup")["state"], "good", "{}", told.text);
    let late = Setup { more: more.to_vec(), ..Setup::ahead(27 * 3600) };
    let told = asked(home.command(&late, &["doctor"]), home.command(&late, &["doctor", "--json"]));
    told.names("backup", "27時間", "mendan-backup.timer");
    fs::write(folder.join("mendan-20310603T010000Z.db.failed"), "").expect("a file");
    doctor(&home, &more).names("backup", "だめでした", "journalctl -u mendan-backup");
}

fn private(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// A mail server for each fault; nothing is ever sent.
#[test]
fn a_mail_server_that_refuses_is_named_by_what_it_refuses() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let _server = home.serve().await;
        let dns = DnsServer::start(&WELL).await;
        let untrusted = SmtpServer::start_with_tls(Manners::Accept, Identity::of("127.0.0.1")).await;
        let refusing = SmtpServer::start(Manners::Accept).await;
        let url = refusing.url().replace("smtp://", "smtp://post:himitsu-desu@");
        let doctor = |url: &str| {
            doctor(&home, &[("MENDAN_MAIL_URL", url.to_owned()), ("MENDAN_RESOLVER", dns.address.to_string())])
        };
        let told = doctor(&url);
        assert_eq!(told.code, Some(0), "{}", told.text);
        for (manners, said, mend) in [
            (Manners::Greet("554 5.7.1 no access"), "つないだところで断ります: 554", "担当者に"),
            (Manners::Hello("504 5.5.2 need fully-qualified hostname"), "名乗り(EHLO ", "MENDAN_MAIL_HELO"),
            (Manners::BadTls, "暗号化ができません", "証明書"),
            (Manners::Auth("535 5.7.8 authentication failed"), "535", "パスワードを確かめて"),
            (Manners::Sender("550 5.7.1 not yours"), "を断られました: 550", "差出人のアドレスを直して"),
        ] {
            refusing.behave(manners);
            let told = doctor(&url);
            told.names("mail", said, mend);
            told.only("mail");
            assert!(!told.text.contains("himitsu-desu"), "{}", told.text);
        }
        doctor(&untrusted.url()).names("mail", "暗号化ができません", "?ca=");
        doctor(&format!("smtp://127.0.0.1:{}", free_port())).names("mail", "つながりません", "ファイアウォール");
        doctor("smtp://").names("mail", "使えません", "MENDAN_MAIL_URL");
        let commands = [refusing.commands(), untrusted.commands()].concat();
        assert!(commands.iter().all(|line| !line.starts_with("RCPT") && !line.starts_with("DATA")), "{commands:?}");
        assert!(refusing.mails().is_empty() && untrusted.mails().is_empty());
    });
}

/// The demo's sender is of this domain.
const DOMAIN: &str = "city.kaku.example";
/// What a domain should say.
const WELL: [(&str, &str); 3] = [
    (DOMAIN, "v=spf1 include:spf.relay.example -all"),
    ("spf.relay.example", "v=spf1 ip4:192.0.2.0/24 -all"),
    ("_dmarc.kaku.example", "v=DMARC1; p=quarantine"),
];

#[test]
fn what_the_senders_domain_does_not_say_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let _server = home.serve().await;
        let sender: Vec<(String,)> = home.db.rows("SELECT mail_from FROM municipality").await;
        assert!(sender.iter().all(|(sender,)| sender.ends_with(&format!("@{DOMAIN}"))), "{sender:?}");
        let relay = SmtpServer::start(Manners::Accept).await;
        let long: Vec<String> = (0..11).map(|n| format!("include:s{n}.relay.example")).collect();
        let long = format!("v=spf1 {} -all", long.join(" "));
        let [spf, included, dmarc] = WELL;
        let dkim = ("s1._domainkey.city.kaku.example", "v=DKIM1; k=rsa; p=AAAA");
        for (texts, said, mend) in [
            (vec![included, dmarc], "SPF がありません", "v=spf1 include:"),
            (vec![spf, included, dmarc, (DOMAIN, "v=spf1 mx ~all")], "二つ以上", "一つだけ"),
            (vec![spf, dmarc], "spf.relay.example", "使っているメールサーバーだけ"),
            (vec![(DOMAIN, "v=spf1 +all"), dmarc], "+all", "使っているメールサーバーだけ"),
            (vec![spf, included], "DMARC がありません", "v=DMARC1"),
            (
                vec![spf, included, dmarc, ("s1._domainkey.city.kaku.example", "v=DKIM1; p=")],
                "DKIM の鍵がありません",
                "セレクター",
            ),
        ] {
            let dns = DnsServer::start(&texts).await;
            let mut more = vec![("MENDAN_MAIL_URL", relay.url()), ("MENDAN_RESOLVER", dns.address.to_string())];
            if texts.iter().any(|(name, _)| name.contains("_domainkey")) {
                more.push(("MENDAN_DKIM_SELECTOR", "s1".into()));
            }
            let told = doctor(&home, &more);
            told.names("dns", said, mend);
            told.only("dns");
        }
        let deep: Vec<(String, String)> =
            (0..11).map(|n| (format!("s{n}.relay.example"), "v=spf1 -all".into())).collect();
        let mut texts = vec![(DOMAIN, long.as_str()), dmarc];
        texts.extend(deep.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let dns = DnsServer::start(&texts).await;
        let more = |dns: &DnsServer| [("MENDAN_MAIL_URL", relay.url()), ("MENDAN_RESOLVER", dns.address.to_string())];
        doctor(&home, &more(&dns)).names("dns", "10を超えます", "使っているメールサーバーだけ");

        let whole = DnsServer::start(&[spf, included, dmarc, dkim]).await;
        let mut with_dkim = more(&whole).to_vec();
        with_dkim.push(("MENDAN_DKIM_SELECTOR", "s1".into()));
        let told = doctor(&home, &with_dkim);
        assert_eq!(told.code, Some(0), "{}", told.text);

        // Nobody answers: that says nothing about the domain.
        let told = doctor(&home, &more(&DnsServer::silent().await));
        assert_eq!((told.code, told.check("dns")["state"].as_str()), (Some(2), Some("unknown")), "{}", told.text);
        assert!(told.text.contains("[確認できず] ") && told.text.contains("MENDAN_RESOLVER"), "{}", told.text);
    });
}

#[test]
fn a_proxy_that_hides_who_asks_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let trusting = Setup { more: vec![("MENDAN_TRUSTED_PROXIES", "127.0.0.1".into())], ..Setup::default() };
        let server = home.serve_with(trusting).await;
        let behind = async |lines: &'static [&'static str], trusts: bool| {
            let proxy = front::proxy(server.client.address, lines).await;
            let mut more = vec![("MENDAN_PUBLIC_URL", format!("http://{proxy}"))];
            if trusts {
                more.push(("MENDAN_TRUSTED_PROXIES", "127.0.0.1".into()));
            }
            doctor(&home, &more)
        };
        // As it should be: what a client claims is replaced.
        let told = behind(&["x-forwarded-for: 192.0.2.7", "x-forwarded-proto: http"], true).await;
        assert!(told.check("proxy")["said"].to_string().contains("/metrics"), "{}", told.text);
        behind(&[], true).await.names("proxy", "X-Forwarded-For がありません", "$remote_addr");
        behind(&["host: backend:3000"], true).await.names("proxy", "backend:3000", "proxy_set_header Host");
        // Handed on as it was claimed.
        let seen = server.client.ask("GET", "/healthz", &[("x-forwarded-for", "203.0.113.77")], b"").await;
        assert_eq!(seen.text(), "ok\n", "a stranger learns nothing");
        let told = behind(&["x-forwarded-for: 203.0.113.77"], true).await;
        told.names("proxy", "ほかの人のふりをして", "$remote_addr");
        drop(server);

        // The server does not believe the proxy that is there.
        let server = home.serve().await;
        let proxy = front::proxy(server.client.address, &["x-forwarded-for: 192.0.2.7"]).await;
        let told = doctor(&home, &[("MENDAN_PUBLIC_URL", format!("http://{proxy}"))]);
        told.names("proxy", "信じていません", "MENDAN_TRUSTED_PROXIES に 127.0.0.1");

        let elsewhere = front::stranger("HTTP/1.1 302 Found\r\nlocation: https://elsewhere.example/".into()).await;
        let told = doctor(&home, &[("MENDAN_PUBLIC_URL", format!("http://{elsewhere}"))]);
        told.names("proxy", "https://elsewhere.example/", "中継サーバー");
        let broken = front::stranger("HTTP/1.1 502 Bad Gateway".into()).await;
        doctor(&home, &[("MENDAN_PUBLIC_URL", format!("http://{broken}"))]).names("proxy", "502", "MENDAN_LISTEN");
    });
}

#[test]
fn a_clock_that_is_wrong_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let _server = home.serve().await;
        let other = front::stranger("HTTP/1.1 200 OK\r\ndate: Tue, 03 Jun 2031 01:00:00 GMT".into()).await;
        let told = doctor(&home, &[("MENDAN_PUBLIC_URL", format!("http://{other}"))]);
        told.names("clock", "違います", "timedatectl");
        // Earlier than the last booking.
        let early = Setup::ahead(-400 * 86_400);
        let told = asked(home.command(&early, &["doctor"]), home.command(&early, &["doctor", "--json"]));
        told.names("clock", "いちばん新しい予約より", "systemd-timesyncd");
    });
}

#[test]
fn files_that_others_can_read_or_mendan_cannot_write_are_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let folder = home.folder.join("data");
        let url = format!("sqlite://{}", folder.join("mendan.db").display());
        let more = vec![("MENDAN_DATABASE_URL", url)];
        let setup = || Setup { more: more.clone(), ..Setup::default() };
        let with_file = |arguments: &[&str]| {
            let mut command = home.command(&setup(), arguments);
            command.env_remove("MENDAN_SECRET");
            command
        };
        // Nothing is there yet, and looking makes nothing.
        let told = asked(with_file(&["doctor"]), with_file(&["doctor", "--json"]));
        told.names("database", "がありません", "systemctl start mendan");
        told.names("secret", "まだありません", "secret");
        assert!(!folder.exists());
        assert!(with_file(&["demo"]).status().expect("the binary runs").success());
        private(&folder, 0o700);

        let files = || asked(with_file(&["doctor"]), with_file(&["doctor", "--json"]));
        assert_eq!(files().check("files")["state"], "good", "{}", files().text);
        let secret = folder.join("secret");
        private(&secret, 0o644);
        files().names("files", "secret を、ほかの利用者が", "chmod 600");
        private(&secret, 0o600);
        private(&folder.join("mendan.db"), 0o604);
        assert_eq!(files().check("files")["state"], "good", "its folder is shut to others");
        private(&folder, 0o711);
        files().names("files", "mendan.db を、ほかの利用者が", "chmod 600");
        private(&folder.join("mendan.db"), 0o600);
        private(&folder, 0o555);
        files().names("files", "書けません", "chmod u+rwx");
        private(&folder, 0o700);

        let settings = home.folder.join("settings.toml");
        fs::write(&settings, "mail_helo = \"mendan.kaku.example\"\nsecret = \"a secret of the tests, long enough\"\n")
            .unwrap();
        for (mode, state) in [(0o644, "mend"), (0o640, "good")] {
            private(&settings, mode);
            let told = doctor(&home, &[("MENDAN_CONFIG", settings.display().to_string())]);
            assert_eq!(told.check("files")["state"], state, "{}", told.text);
        }
    });
}

#[test]
fn a_damaged_database_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        home.serve().await.kill();
        home.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
        home.db.close().await;
        let file = mendan_store::sqlite_path(&home.url).expect("a file");
        let mut octets = fs::read(&file).unwrap();
        let middle = octets.len() / 2 / 4096 * 4096;
        octets[middle..middle + 16 * 4096].fill(0xA5);
        fs::write(&file, octets).unwrap();
        doctor(&home, &[]).names("database", "壊れているか", "mendan restore");
        fs::write(&file, "no database ".repeat(2000)).unwrap();
        doctor(&home, &[]).names("database", "壊れているか", "mendan restore");
    });
}

#[test]
fn a_postgres_that_cannot_be_used_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Postgres).await;
        let _server = home.serve().await;
        let with = |url: String| doctor(&home, &[("MENDAN_DATABASE_URL", url)]);
        with(pooler::before(&home.url).await).names("database", "使い回しています", "pool_mode = session");
        let nobody = format!("postgres://mendan:himitsu-desu@127.0.0.1:{}/mendan", free_port());
        let told = with(nobody);
        told.names("database", "つながりません", "PostgreSQL が動いているか");
        assert!(!told.text.contains("himitsu-desu"), "{}", told.text);
        let (cluster, _) = home.url.rsplit_once('/').expect("an address");
        with(format!("{cluster}/mendan_there_is_none")).names("database", "つながりません", "MENDAN_DATABASE_URL");
        let turn = async |how: &str| {
            let text = format!("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {how}', current_database()); END $$");
            home.db.execute(&text).await;
        };
        turn("SET default_transaction_read_only = on").await;
        doctor(&home, &[]).names("database", "読むことしか", "主系");
        turn("RESET default_transaction_read_only").await;
    });
}

/// A user of PostgreSQL who may look and not touch.
#[test]
fn rights_that_the_databases_user_lacks_are_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Postgres).await;
        home.serve().await.kill();
        let role = format!("looks_{}", std::process::id());
        home.db
            .execute(&format!("CREATE ROLE {role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
            .await;
        let mut url: url::Url = home.url.parse().expect("an address");
        url.set_username(&role).expect("a name");
        let told = doctor(&home, &[("MENDAN_DATABASE_URL", url.to_string())]);
        home.db.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
        told.names("database", "booking", "GRANT");
    });
}

#[test]
fn a_disk_without_room_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let _server = home.serve().await;
        let folder = home.folder.join("small");
        fs::create_dir_all(&folder).expect("a folder");
        let more = [("MENDAN_BACKUP_FOLDER", folder.display().to_string())];
        let mounted = "mount -t tmpfs -o size=4m,mode=0700 tmpfs \"$0\" && exec \"$@\"";
        let setup = Setup { more: more.to_vec(), ..Setup::default() };
        // In name spaces of its own nothing has to be unmounted, and nobody has to be root.
        let told = ["doctor", "--json"];
        let within = |arguments: &[&str]| {
            let command = home.command(&setup, arguments);
            let mut unshared = Command::new("unshare");
            unshared.args(["--map-root-user", "--mount", "sh", "-c", mounted]).arg(&folder).arg(command.get_program());
            unshared.args(command.get_args()).current_dir(&home.folder);
            let variables = command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value)));
            unshared.envs(variables);
            unshared
        };
        asked(within(&told[..1]), within(&told)).names("disk", "しかありません", "ディスクを増やして");
    });
}

#[test]
fn what_is_for_trying_and_stands_in_public_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let _server = home.serve().await;
        let told = doctor(&home, &[("MENDAN_PUBLIC_URL", "https://yoyaku.kaku.invalid".into())]);
        told.names("demo", "だれもが知るパスワード", "MENDAN_DEMO を消して");
        // A real city that nobody can reach, and without encryption.
        let real = |url: &str| {
            let more = [("MENDAN_DEMO", "0"), ("MENDAN_CLOCK_OFFSET", "0s"), ("MENDAN_PUBLIC_URL", url)];
            doctor(&home, &more.map(|(name, value)| (name, value.to_owned())))
        };
        let told = real(&home.public_url());
        told.names("public_address", "この機械の中でしか", "MENDAN_PUBLIC_URL");
        told.names("demo", "MENDAN_SHIELD=off", "MENDAN_SHIELD を消して");
        real("http://yoyaku.kaku.invalid").names("public_address", "暗号化されていません", "nginx");
    });
}

#[test]
fn a_configuration_that_cannot_be_read_is_named() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let told = doctor(&home, &[("MENDAN_LISTEN", "here".into())]);
        told.names("configuration", "MENDAN_LISTEN", "mendan config");
    });
}

#[test]
fn health_is_the_servers_own_word() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let well = home.run(&["health"]);
        assert!(well.status.success() && well.stdout == b"ready\n");
        // Whoever listens everywhere is asked here; neither secret nor database is needed.
        let everywhere = home.public_url().replace("http://127.0.0.1", "0.0.0.0");
        let more = vec![("MENDAN_LISTEN", everywhere), ("MENDAN_DATABASE_URL", "sqlite:///nowhere/mendan.db".into())];
        let setup = Setup { more, ..Setup::default() };
        let mut command = home.command(&setup, &["health"]);
        assert!(command.env_remove("MENDAN_SECRET").status().expect("the binary runs").success());
        server.kill();
        let ended = home.run(&["health", "--wait", "1"]);
        assert_eq!(ended.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&ended.stderr).contains("no answer at"));
    });
}

/// Behind one proxy for residents and one for staff.
async fn a_door_for_staff_that_leads_wrong_is_named(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, staff) = super::staff_door::two_doors(&home, &[]).await;
    let door = |more: &[(&'static str, String)]| {
        let listen = ("MENDAN_STAFF_LISTEN", staff.address.to_string());
        [&[listen, ("MENDAN_STAFF_URL", format!("http://{}", staff.address))], more].concat()
    };
    let told = doctor(&home, &door(&[]));
    let found = told.check("staff_door");
    assert_eq!(found["state"], "good", "{}", told.text);
    assert!(found.to_string().contains("MENDAN_STAFF_NETWORKS がない"), "{found}");
    // The public name leads to the staff's door.
    let url = format!("http://{}", staff.address);
    let told = doctor(&home, &door(&[("MENDAN_PUBLIC_URL", url)]));
    told.names("staff_door", "市民のアドレス", "MENDAN_LISTEN へ渡させて");
    // Nobody listens at the staff's name.
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let told = doctor(&home, &door(&[("MENDAN_STAFF_URL", nobody)]));
    told.names("staff_door", "だれも受け付けていません", "中継サーバー");
    drop(server);

    // Networks, and a proxy that says of nobody where he comes from; then one that believes what anybody says.
    let networks =
        [("MENDAN_STAFF_NETWORKS", "127.0.0.0/8".to_owned()), ("MENDAN_TRUSTED_PROXIES", "127.0.0.1".to_owned())];
    let (_server, staff) = super::staff_door::two_doors(&home, &networks).await;
    let ask = async |lines: &'static [&'static str]| {
        let url = format!("http://{}", front::proxy(staff.address, lines).await);
        let more = [&networks[..], &[("MENDAN_STAFF_URL", url), ("MENDAN_STAFF_LISTEN", staff.address.to_string())]];
        let more = more.concat();
        let home = &home;
        tokio::task::block_in_place(|| doctor(home, &more))
    };
    ask(&["x-mendan: 1"]).await.names("staff_door", "だれから来たのかを伝えていません", "X-Forwarded-For");
    let told = ask(&["x-forwarded-for: 127.0.0.9"]).await;
    assert_eq!(told.check("staff_door")["state"], "good", "{}", told.text);
    let told = ask(&["x-forwarded-for: 203.0.113.9"]).await;
    assert_eq!(told.check("staff_door")["state"], "unknown", "{}", told.text);
}
