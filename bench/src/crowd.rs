//! Half past eight: 500 nurses behind one address sign in within a minute, each with her password and the code of her app, while
//! somebody tries a thousand names from a hundred networks.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use mendan::ports::SystemEntropy;
use mendan_domain::ids::StaffId;
use mendan_service::sealed::SealedPlace;
use mendan_service::secret::Secret;
use mendan_service::staff::factor::kind::FactorId;
use mendan_service::staff::password::hash_password;
use sqlx::Connection as _;

use crate::process::{Process, SECRET};
use crate::table::Table;
use crate::{Failure, city};

/// Nurses, in one office and behind one address.
const NURSES: u32 = 500;
/// Tries of the sprayer, each with a name of its own.
const NAMES: u32 = 1_000;
/// Networks it has.
const NETWORKS: u32 = 100;
/// Seconds in which all of them come, evenly.
const MINUTE: f64 = 60.0;
/// The longest of a hundred sign-ins but one, both steps, seconds.
const P99: f64 = 2.0;
/// MiB by which the server grows: two hashes at a time, and what waits.
const GROWS: f64 = 120.0;
/// What the sprayer is let try, of a thousand: then it waits.
const TRIED: f64 = 400.0;

const OFFICE: &str = "203.0.113.9";
const PASSWORD: &str = "only for measuring, long enough";

/// Adds the rows.
pub async fn sign_ins(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = city::Plan { offices: 1, nurses: i64::from(NURSES), days: 0, history: 0, live: 0 };
    let address = city::write(&folder.join("crowd.db"), plan).await?;
    let secrets = apps(&address).await?;
    let server = Process::mendan_with(
        folder,
        &address,
        &[("MENDAN_SHIELD", "limits"), ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8")],
    )
    .await?;
    let before = server.memory()?;
    let begun = tokio::time::Instant::now();
    let at = |n: u32, of: u32| begun + Duration::from_secs_f64(MINUTE * f64::from(n) / f64::from(of));
    let base = &server.base;
    let nurses = futures::stream::iter((0_u32..).zip(&secrets)).map(|(n, secret)| async move {
        tokio::time::sleep_until(at(n, NURSES)).await;
        signed_in(base, n, secret).await
    });
    let sprayer = futures::stream::iter(0..NAMES).map(|n| async move {
        tokio::time::sleep_until(at(n, NAMES)).await;
        let from = format!("198.18.{}.7", n % NETWORKS);
        let password = [("login", format!("name{n}")), ("password", "Spring-2031-Spring".to_owned())];
        Ok::<_, Failure>(post(base, &from, ("/staff/sign-in", &password), "").await?.status().as_u16())
    });
    let (nurses, sprayer) = tokio::join!(
        nurses.buffer_unordered(200).collect::<Vec<_>>(),
        sprayer.buffer_unordered(200).collect::<Vec<_>>()
    );
    let mut took = nurses.into_iter().collect::<Result<Vec<Option<Duration>>, Failure>>()?;
    let sprayer = sprayer.into_iter().collect::<Result<Vec<u16>, Failure>>()?;
    took.sort_unstable();
    let outside = took.iter().filter(|took| took.is_none()).count();
    let slowest = took.get(took.len() * 99 / 100).copied().flatten().unwrap_or_default().as_secs_f64();
    let count = |is: &dyn Fn(u16) -> bool| sprayer.iter().filter(|status| is(**status)).count();
    let tried = count(&|status| status != 429);
    table.goal(
        "sign-ins of 500 nurses behind one address that failed",
        (figure(outside)?, 0.0),
        "password and code, in a minute",
    );
    table.goal("  p99 of both steps, s", (slowest, P99), "");
    table.goal("  MiB more", (server.memory()? - before, GROWS), format!("{before:.0} before"));
    table.goal(
        "  names looked at, of 1,000 from 100 networks",
        (figure(tried)?, TRIED),
        "the others were told to wait",
    );
    let inside = count(&|status| !matches!(status, 401 | 429 | 503));
    table.goal("  of them let in, or a fault", (figure(inside)?, 0.0), "");
    Ok(())
}

fn figure(count: usize) -> Result<f64, Failure> {
    Ok(f64::from(u32::try_from(count)?))
}

/// Gives every nurse the password and an app; the secrets of the apps.
async fn apps(address: &str) -> Result<Vec<Vec<u8>>, Failure> {
    let mut connection = sqlx::SqliteConnection::connect(address).await?;
    let mut tx = connection.begin().await?;
    let hash = hash_password(PASSWORD, [7; 16]).await.map_err(|refusal| refusal.to_string())?;
    sqlx::query("UPDATE staff SET password_hash = ?1").bind(hash).execute(&mut *tx).await?;
    let (secret, mut secrets) = (Secret::new(SECRET), Vec::new());
    for n in 0..NURSES {
        let staff = StaffId(i64::from(n) + 1);
        let app = format!("{n:020}").into_bytes();
        let kept = serde_json::to_vec(&serde_json::json!({ "secret": &app }))?;
        let sealed = secret.seal(&SystemEntropy, &SealedPlace::Factor(FactorId(staff.0)), &kept)?;
        sqlx::query(
            "INSERT INTO staff_factor (id, municipality_id, staff_id, kind, sealed, mark, made_at) VALUES (?1, 1, ?1, 'totp', ?2, 0, 0)",
        )
        .bind(staff.0)
        .bind(sealed)
        .execute(&mut *tx)
        .await?;
        secrets.push(app);
    }
    tx.commit().await?;
    connection.close().await?;
    Ok(secrets)
}

/// How long it took her; none: she was not let in at once.
async fn signed_in(base: &str, n: u32, secret: &[u8]) -> Result<Option<Duration>, Failure> {
    let begun = Instant::now();
    let password = [("login", format!("n0-{n}")), ("password", PASSWORD.to_owned())];
    let half = post(base, OFFICE, ("/staff/sign-in", &password), "").await?;
    let Some(step) = cookie(&half, "step=") else { return Ok(None) };
    let app = totp_rs::Builder::new().with_secret(totp_rs::Secret::from(secret)).build()?;
    let code = [("code", app.generate(u64::try_from(city::now())?).to_string())];
    let whole = post(base, OFFICE, ("/staff/sign-in/factor", &code), &step).await?;
    Ok(cookie(&whole, "session=").map(|_| begun.elapsed()))
}

fn cookie(answer: &reqwest::Response, name: &str) -> Option<String> {
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let pair = cookies.filter_map(|cookie| cookie.split(';').next()).find(|pair| pair.contains(name));
    pair.filter(|pair| !pair.ends_with('=')).map(str::to_owned)
}

async fn post(
    base: &str,
    from: &str,
    (path, form): (&str, &[(&str, String)]),
    cookies: &str,
) -> Result<reqwest::Response, Failure> {
    // A connection each: they are five hundred browsers.
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let request = client.post(format!("{base}{path}")).header("x-forwarded-for", from).header("cookie", cookies);
    let request = request.header("sec-fetch-site", "same-origin").header("origin", base);
    let form = serde_urlencoded::to_string(form)?;
    Ok(request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await?)
}
