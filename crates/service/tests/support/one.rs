//! A member of staff who signs in, and another instance on her city's database.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::settings::section::Section;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::ports::Entropy;
use mendan_service::secret::{Secret, sha256};
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::factor::kind::{Evidence, ProvenBy};
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::sign_in::{SignedIn, Try};
use mendan_service::{By, Ports, Refusal, Services, Settings, Staff};
use mendan_store::testing::Fresh;

use crate::support::app::App;
use crate::support::case;
use crate::support::doubles::SetClock;
use crate::support::usual;
use crate::support::world::World;

/// Hers.
pub const PASSWORD: &str = "kumo-ga-takai-yama-41";
/// Where she is.
pub const NETWORK: &str = "192.0.2.0/24";

/// A city with somebody in it.
pub struct One {
    pub world: World,
    pub id: StaffId,
}

impl One {
    pub async fn new(fresh: &Fresh) -> Self {
        let mut world = usual::city(fresh).await;
        let new = NewStaff {
            login: "kanri".into(),
            display_name: "架空 管理".into(),
            role: Role::Administrator,
            profession: Profession::Clerk,
            password: PASSWORD.into(),
        };
        let member = world.services.staff_add(&world.system().permit().unwrap(), &new).await.unwrap();
        world.reread().await;
        Self { world, id: member.id }
    }

    pub fn now(&self) -> i64 {
        self.world.services.now().timestamp()
    }

    pub fn later(&self, seconds: i64) {
        self.world.set_now(self.world.services.now() + Duration::seconds(seconds));
    }

    pub fn own(&self) -> By<Staff> {
        self.world.member(self.id, Role::Administrator)
    }

    pub async fn wants_factors(&mut self, required: bool) {
        let permit = self.world.administrator().permit().unwrap();
        let ticked = if required { "true" } else { "" };
        let fields = Fields::of([("factor_required", ticked.to_owned())]);
        self.world.services.setting_save(&permit, Section::Factor, Expected::Any, &fields).await.unwrap();
        self.world.reread().await;
    }

    pub async fn by_password(&self) -> Entered {
        let tried = Try { login: "kanri", password: PASSWORD, former: None, at: NETWORK.into() };
        self.world.services.sign_in(self.world.number.city(), &tried).await.unwrap().0
    }

    pub async fn step(&self) -> String {
        match self.by_password().await {
            Entered::Step(token) => token,
            Entered::Session(_) => panic!("she is in"),
        }
    }

    pub async fn session(&self, token: &str) -> Result<SignedIn, Refusal> {
        self.world.services.session(self.world.number.city(), token).await
    }

    pub async fn prove(&self, step: &str, shown: &Evidence) -> Result<(String, ProvenBy), Refusal> {
        self.world.services.step_prove(self.world.number.city(), step, (shown, NETWORK)).await
    }

    /// She is in by her password and registers an app; her session, the app and her codes.
    pub async fn registered(&self) -> (String, App, Vec<String>) {
        let Entered::Session(token) = self.by_password().await else { panic!("a factor was asked") };
        let session = self.session(&token).await.unwrap().session;
        let offered = self.world.services.own_offer(&self.own(), None).unwrap();
        let app = App::with_key(&offered.key);
        let new = app.registers(&offered, self.now());
        let (token, codes) = self.world.services.factor_add(&self.own(), &session, &new).await.unwrap();
        (token, app, codes)
    }
}

/// What was shown was wrong.
pub const fn is_wrong(answer: &Result<(String, ProvenBy), Refusal>) -> bool {
    matches!(answer, Err(Refusal::Invalid(_)))
}

/// The secret of the first instance.
pub const OLD: &str = "a secret of the tests, long enough";
/// Another.
pub const NEW: &str = "a-new-secret-of-the-tests-that-is-long-enough";

/// Another instance: other memory and randomness of its own, the same database.
pub fn instance(fresh: &Fresh, clock: &Arc<SetClock>, secret: &str) -> Services {
    let ports = Ports { entropy: Arc::new(Other::default()), ..case::ports(fresh, clock) };
    Services::new(ports, Secret::new(secret), Settings::default())
}

/// Randomness that repeats nothing of the first instance's.
#[derive(Default)]
struct Other(Mutex<u64>);

impl Entropy for Other {
    fn fill(&self, octets: &mut [u8]) {
        let mut drawn = self.0.lock().unwrap();
        *drawn += 1;
        let digest = sha256(format!("another instance {drawn}").as_bytes());
        octets.iter_mut().zip(digest.iter().cycle()).for_each(|(octet, drawn)| *octet = *drawn);
    }
}
