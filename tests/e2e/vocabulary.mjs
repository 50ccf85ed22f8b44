// Holds JSON-LD against the vocabulary of schema.org: classes and properties that there are, values of a class that fits.
// The vocabulary is read from the declarations of schema-dts, which are generated from schema.org's own definitions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const declarations = readFileSync(new URL("schema.d.ts", import.meta.resolve("schema-dts")), "utf8");

/** Every class with its superclasses and its own properties; each property with the classes of its values. */
const classes = new Map();
for (const [, name, supers, body] of declarations.matchAll(/^(?:export )?interface (\w+?)(?:Base|Leaf) extends (.*?) \{\n(.*?)^\}/gms)) {
  const own = classes.get(name) ?? { supers: new Set(), properties: new Map() };
  for (const [, above] of supers.matchAll(/(\w+)Base\b/g)) if (above !== name) own.supers.add(above);
  for (const [, key, range] of body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<(.*?), "\1">;$/gm)) own.properties.set(key, range.split(" | "));
  classes.set(name, own);
}

/** The class and all above it. */
function* lineage(name) {
  yield name;
  for (const above of classes.get(name)?.supers ?? []) yield* lineage(above);
}

/** Fails unless the thing, and all in it, is of the vocabulary. */
export function check(thing) {
  const type = thing["@type"];
  assert.ok(classes.has(type), `schema.org has no class ${type}`);
  for (const [key, value] of Object.entries(thing)) {
    if (key.startsWith("@")) continue;
    const owner = [...lineage(type)].find((name) => classes.get(name)?.properties.has(key));
    assert.ok(owner, `${type} has no property ${key}`);
    const range = classes.get(owner).properties.get(key);
    for (const one of [value].flat()) {
      if (typeof one === "string") {
        assert.ok(["Text", "URL", "Date", "DateTime"].some((simple) => range.includes(simple)), `${key} is no text`);
        if (range.includes("URL")) assert.ok(URL.canParse(one), one);
        else if (!range.includes("Text")) assert.match(one, /^\d{4}(-\d\d){0,2}(T[\d:.+Z-]+)?$/);
      } else if (Object.keys(one).join() !== "@id") {
        check(one);
        assert.ok([...lineage(one["@type"])].some((name) => range.includes(name)), `${key} is no ${one["@type"]}`);
      }
    }
  }
}
