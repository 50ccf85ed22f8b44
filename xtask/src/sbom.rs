//! `cargo xtask sbom`: what the page is made of, as a CycloneDX 1.5 bill of materials in `dist/`'s neighbour
//! `target/sbom.json`: every crate that is compiled into the page, its workers or the module, with version, licence and
//! checksum.

use crate::shell::{output, program, root, say};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The features that the shipped wasm files are built with.
const FEATURES: &str = "app,worker,clerk,module";

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    say("Listing what the page is made of");
    let metadata = output(program("cargo").args(["metadata", "--format-version", "1", "--locked"]).args([
        "--no-default-features",
        "--features",
        FEATURES,
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]))
    .ok_or("cargo metadata failed: is Cargo.lock up to date?")?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let bill = bill(&metadata, &checksums(&lock));
    let path = root().join("target").join("sbom.json");
    let text = serde_json::to_string_pretty(&bill).map_err(|error| error.to_string())?;
    fs::write(&path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))?;
    let count = bill["components"].as_array().map_or(0, Vec::len);
    println!("    {count} crates in {}", path.display());
    Ok(())
}

/// Checksums by name and version, from the lock file.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |part: &str, key: &str| {
        let line = part.lines().find_map(|line| line.strip_prefix(key));
        line.map(|line| line.trim_matches([' ', '=', '"']).to_owned())
    };
    let parts = lock.split("[[package]]").skip(1);
    parts
        .filter_map(|part| Some(((value(part, "name")?, value(part, "version")?), value(part, "checksum")?)))
        .collect()
}

/// The bill of all that `partyline` needs at run time; what only builds is left out.
fn bill(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Value {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (id(&node["id"]), node)).collect();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (id(&package["id"]), package)).collect();
    let named = |name: &str| packages.iter().find(|(_, p)| p["name"] == name).map(|(id, _)| id.clone());
    let mut waiting: Vec<String> = named("partyline").into_iter().collect();
    let mut needed = BTreeSet::new();
    while let Some(package) = waiting.pop() {
        if !needed.insert(package.clone()) {
            continue;
        }
        for dependency in nodes.get(&package).map(|node| list(&node["deps"])).unwrap_or_default() {
            let shipped = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            if shipped {
                waiting.push(id(&dependency["pkg"]));
            }
        }
    }
    let mut components: Vec<Value> = Vec::new();
    let mut main = Value::Null;
    for package in needed.iter().filter_map(|id| packages.get(id)) {
        let (name, version) = (id(&package["name"]), id(&package["version"]));
        let mut component = json!({
            "type": "library",
            "bom-ref": format!("{name}@{version}"),
            "name": name,
            "version": version,
            "purl": format!("pkg:cargo/{name}@{version}"),
            "licenses": [{ "expression": package["license"] }],
        });
        if let Some(checksum) = checksums.get(&(name.clone(), version)) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        if name == "partyline" { main = component } else { components.push(component) }
    }
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": main },
        "components": components,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_listed_with_its_checksum_and_what_only_builds_is_not() {
        let package = |name: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT" });
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("partyline"), package("used"), package("deeper"), package("builds")],
            "resolve": { "nodes": [
                { "id": "partyline", "deps": [dep("used", Value::Null), dep("builds", json!("build"))] },
                { "id": "used", "deps": [dep("deeper", Value::Null)] },
                { "id": "deeper", "deps": [] },
                { "id": "builds", "deps": [] },
            ] },
        });
        let lock = "[[package]]\nname = \"used\"\nversion = \"1.0.0\"\nchecksum = \"abc\"\n";
        let bill = bill(&metadata, &checksums(lock));
        let names: Vec<&Value> =
            bill["components"].as_array().expect("a list").iter().map(|c| &c["name"]).collect();
        assert_eq!(names, ["deeper", "used"]);
        assert_eq!(bill["components"][1]["hashes"][0]["content"], "abc");
        assert_eq!(bill["metadata"]["component"]["name"], "partyline");
    }
}
