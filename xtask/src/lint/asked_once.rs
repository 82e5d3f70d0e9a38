//! What somebody may is asked of one table, and at one door: no source but the domain's own compares a role by its name, and
//! routes are registered where they are given their rules.

use super::files;
use crate::{paths, sh::Result};
use std::fs;

/// Sources of the product.
const SOURCES: [&str; 7] =
    ["app/src", "server/src", "bench/src", "crates/domain/src", "crates/service/src", "crates/store/src", "xtask/src"];

/// The roles, and what a comparison is made of.
const ROLES: [&str; 6] =
    ["Role::Administrator", "Role::Nurse", "Role::Receptionist", "Role::Manager", "Role::Auditor", "Role::Own("];
const COMPARED: [&str; 5] = ["==", "!=", "=>", " | ", "matches!"];
/// Where roles are what is spoken of: the table, and their names on pages.
const OF_ROLES: [&str; 3] = ["crates/domain/src/staff", "crates/words/src/values.rs", "xtask/src/lint/asked_once.rs"];

/// What makes a route without a rule.
const ROUTING: [&str; 2] = ["axum::routing", ".route("];
/// Where routes get their rules, what answers everybody beside the city's own, and the pages, which say themselves what they ask; and
/// what the bench compares the server with.
const OF_ROUTES: [&str; 6] = [
    "bench/src/load.rs",
    "server/src/http/routes.rs",
    "server/src/http/mod.rs",
    "server/src/http/assets.rs",
    "server/src/http/pages.rs",
    "xtask/src/lint/asked_once.rs",
];

/// What makes the product itself of whoever asks, and what serves requests: there it would be a way past every question.
const OWN: [&str; 2] = ["Context::system(", ".in_the_name_of("];
const SERVING: [&str; 2] = ["app/src", "server/src/http"];

/// Names every place that asks for itself.
pub fn check() -> Result {
    let mut found = Vec::new();
    for folder in SOURCES {
        for file in files(&paths::root().join(folder), "rs")? {
            let shown = file.strip_prefix(paths::root()).unwrap_or(&file).display().to_string();
            let asks = |places: &[&str]| !places.iter().any(|place| shown.starts_with(place));
            let (roles, routes) = (asks(&OF_ROLES), asks(&OF_ROUTES));
            let serves = SERVING.iter().any(|place| shown.starts_with(place));
            let text = fs::read_to_string(&file)?;
            let lines = text.lines().zip(1..);
            let wrong = lines.filter(|(line, _)| {
                roles && compares_roles(line) || routes && makes_routes(line) || serves && is_the_product(line)
            });
            found.extend(wrong.map(|(line, number)| format!("{shown}:{number}: {}", line.trim())));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!(
        "permissions are asked of Role::may, routes are made by http::routes, no request is the product itself:\n{}",
        found.join("\n")
    )
    .into())
}

fn compares_roles(line: &str) -> bool {
    ROLES.iter().any(|role| line.contains(role)) && COMPARED.iter().any(|sign| line.contains(sign))
}

fn makes_routes(line: &str) -> bool {
    ROUTING.iter().any(|word| line.contains(word))
}

fn is_the_product(line: &str) -> bool {
    OWN.iter().any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{compares_roles, is_the_product, makes_routes};

    #[test]
    fn nobody_who_serves_requests_is_the_product_itself() {
        assert!(is_the_product("let context = Context::system(catalogue);"));
        assert!(is_the_product("system.in_the_name_of(id, rights)"));
        assert!(!is_the_product("Context::resident(Arc::clone(&self.0))"));
    }

    #[test]
    fn a_role_may_be_given_and_not_compared() {
        assert!(compares_roles("if member.role != Role::Receptionist {"));
        assert!(compares_roles("Role::Nurse => whose == Some(id),"));
        assert!(compares_roles("(_, Role::Nurse | Role::Administrator) => Ok(()),"));
        assert!(!compares_roles("member(login, name, Role::Nurse, profession)"));
        assert!(!compares_roles("let role = Role::parse(&form.role);"));
    }

    #[test]
    fn a_route_is_made_with_its_rule() {
        assert!(makes_routes("use axum::routing::post;"));
        assert!(makes_routes("    .route(\"/staff/x\", post(x))"));
        assert!(!makes_routes("    .post(\"/staff/x\", Rule::SignedIn, x)"));
        assert!(!makes_routes("visit.route.pattern()"));
    }
}
