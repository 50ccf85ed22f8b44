// Files: the clerk makes each of the nine formats, and each is what it says it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { launch, saved } from "./browser.mjs";
import { mark, opened, STORY, told } from "./story.mjs";
import { check } from "./vocabulary.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const schema = JSON.parse(readFileSync(new URL("../../static/schema/partyline-1.schema.json", import.meta.url), "utf8"));
const QUOTE = "We will not wait for another winter";

/** What each file must hold; the story's quotation is said by Ashmoor after the correction. */
const FILES = {
  "Report (HTML)": (text) => {
    assert.match(text, /^<!doctype html>/i);
    assert.ok(text.includes(QUOTE) && !text.includes("<script"));
  },
  "Markdown": (text) => assert.match(text, /^# .*\n[^]*Ashmoor[^]*We will not wait for another winter/),
  "Transcript (plain text)": (text) => assert.match(text, /Ashmoor.*\n?.*We will not wait for another winter/),
  "Table (CSV)": (text) => {
    const row = text.split("\r\n").find((line) => line.includes(QUOTE));
    assert.ok(row?.includes("Ashmoor"), row);
  },
  "Everything (JSON)": (text) => {
    const file = JSON.parse(text);
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.ok(validate(file), JSON.stringify(validate.errors));
    assert.equal(file.text, STORY);
    assert.equal(file.corrections.length ?? file.corrections.entries.length, 1);
  },
  "W3C Web Annotation": (text) => {
    const page = JSON.parse(text);
    assert.ok(JSON.stringify(page).includes("http://www.w3.org/ns/anno.jsonld"));
    const quote = (page.items ?? page.first.items).find((item) => JSON.stringify(item).includes(QUOTE));
    assert.equal(quote.type, "Annotation");
  },
  "brat standoff": (text) => assert.match(text, /^T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t/m),
  "TEI": (text) => assert.match(text, /<TEI xmlns="http:\/\/www\.tei-c\.org\/ns\/1\.0"/),
  "schema.org Quotation": (text) => {
    const { "@context": context, "@graph": things } = JSON.parse(text);
    assert.equal(context, "https://schema.org");
    things.forEach(check);
    const quotation = things.find((thing) => thing.text?.includes(QUOTE));
    assert.deepEqual([quotation["@type"], quotation.spokenByCharacter.name], ["Quotation", "Ashmoor"]);
  },
};

test("all nine formats are saved with the reader's correction", async () => {
  const { page, context, log } = await opened(browser);
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Now said by Ashmoor");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");
  assert.equal(await dialog.getByRole("list", { name: "Other files" }).getByRole("button").count(), 8);
  for (const [title, holds] of Object.entries(FILES)) {
    const { name, text } = await saved(browser, page, () => dialog.getByRole("button", { name: title, exact: true }).click());
    assert.match(name, /^tarn-accuses-ashmoor-of-blocking-the\./);
    holds(text);
  }
  assert.deepEqual(log.errors, []);
  await context.close();
});
