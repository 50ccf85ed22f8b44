//! `cargo xtask licences`: whether every crate in the tree, for any platform and feature, is under a licence that
//! `deny.toml` allows and not among those that it refuses. The same file serves cargo-deny, whose list of advisories
//! needs the network.

use crate::shell::{output, program, root, say};
use semver::{Version, VersionReq};
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

/// A crate that is refused, as `name` or `name@versions`.
#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    wrappers: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: Version,
    license: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    say("Licences and refused crates of all dependencies (deny.toml)");
    let rules =
        fs::read_to_string(root().join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let rules: Rules = toml::from_str(&rules).map_err(|error| format!("deny.toml: {error}"))?;
    let metadata =
        output(program("cargo").args(["metadata", "--format-version", "1", "--locked", "--all-features"]))
            .ok_or("`cargo metadata --locked` failed; is Cargo.lock in step with Cargo.toml?")?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut complaints = Vec::new();
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or("none stated");
        if !allowed(licence, &rules.licenses.allow) {
            complaints
                .push(format!("{} {}: licence {licence} is not allowed", package.name, package.version));
        }
        for ban in &rules.bans.deny {
            if ban.hits(package)? {
                for user in metadata.users(package).filter(|user| !ban.wrappers.contains(&user.name)) {
                    complaints.push(format!(
                        "{} {} is refused, but {} uses it",
                        package.name, package.version, user.name
                    ));
                }
            }
        }
    }
    if complaints.is_empty() {
        println!("    {} crates, all allowed", metadata.packages.len());
        Ok(())
    } else {
        Err(format!(
            "{}\nUse another crate, or another version, or change deny.toml with a reason.",
            complaints.join("\n")
        ))
    }
}

impl Ban {
    fn hits(&self, package: &Package) -> Result<bool, String> {
        let (name, versions) = self.name.split_once('@').unwrap_or((&self.name, "*"));
        let versions =
            VersionReq::parse(versions).map_err(|error| format!("deny.toml: {}: {error}", self.name))?;
        Ok(package.name == name && versions.matches(&package.version))
    }
}

impl Metadata {
    /// The packages that depend on one directly.
    fn users<'a>(&'a self, package: &'a Package) -> impl Iterator<Item = &'a Package> {
        let nodes = self.resolve.nodes.iter().filter(|node| node.dependencies.contains(&package.id));
        nodes.filter_map(|node| self.packages.iter().find(|user| user.id == node.id))
    }
}

/// Whether an SPDX expression can be met by the allowed licences; `/` is the old way of writing OR.
fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let met = any_of(&mut rest, allow);
    met && rest.is_empty()
}

/// `a OR b`, of which AND binds closer.
fn any_of(words: &mut &[&str], allow: &[String]) -> bool {
    let mut met = all_of(words, allow);
    while let Some(("OR", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        met |= all_of(words, allow);
    }
    met
}

fn all_of(words: &mut &[&str], allow: &[String]) -> bool {
    let mut met = one(words, allow);
    while let Some(("AND", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        met &= one(words, allow);
    }
    met
}

fn one(words: &mut &[&str], allow: &[String]) -> bool {
    match **words {
        ["(", ..] => {
            *words = &words[1..];
            let met = any_of(words, allow);
            let closed = words.first() == Some(&")");
            *words = words.get(1..).unwrap_or_default();
            met && closed
        }
        [licence, "WITH", exception, ..] => {
            *words = &words[3..];
            allow.iter().any(|known| *known == format!("{licence} WITH {exception}"))
        }
        [licence, ..] => {
            *words = &words[1..];
            allow.iter().any(|known| known == licence)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn expressions_are_met_by_what_is_allowed() {
        let allow = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for expression in [
            "MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "GPL-3.0 OR MIT AND Unicode-3.0",
            "GPL-3.0 WITH x OR MIT",
        ] {
            assert!(allowed(expression, &allow), "{expression}");
        }
        for expression in
            ["GPL-3.0", "MIT AND GPL-3.0", "none stated", "", "(MIT", "MIT WITH x", "(MIT OR ISC) AND ISC"]
        {
            assert!(!allowed(expression, &allow), "{expression}");
        }
    }
}
