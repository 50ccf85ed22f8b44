// Files: the clerk makes each of the nine formats, each is what it says it is, and four of them are opened again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { articleBox, launch, open, saved } from "./browser.mjs";
import { changes, drop, file, mark, marks, opened, speaker, STORY, told, transcript } from "./story.mjs";
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

/** The formats that are opened again, and whether they come without the article's text. */
const OPENED = { "Everything (JSON)": false, "TEI": false, "W3C Web Annotation": true, "brat standoff": true };
const TEXT = { name: "story.txt", text: STORY };
const alert = (page) => page.getByRole("alert");

/** A correction of the speaker and one of the stance; what the reader then sees, and all files. */
async function corrected() {
  const { page, context } = await opened(browser);
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Now said by Ashmoor");
  await mark(page, "They are as good as new").focus();
  await page.keyboard.press("x");
  await told(page, "No longer a statement");
  await page.keyboard.press("Escape");
  const seen = await transcript(page);
  const files = {};
  for (const title of Object.keys(OPENED)) files[title] = await file(browser, page, title);
  await context.close();
  return { seen, files };
}

test("a file opens in another browser with the same statements and speakers, and can be corrected further", async () => {
  const { seen, files } = await corrected();
  for (const [title, apart] of Object.entries(OPENED)) {
    const { page, context, log } = await open(browser);
    await articleBox(page).waitFor();
    await drop(page, apart ? [TEXT, files[title]] : [files[title]]);
    await changes(page).filter({ hasText: "2 changes" }).waitFor();
    assert.deepEqual(await transcript(page), seen, title);
    assert.equal(await page.locator(".words").allInnerTexts().then((all) => all.join("\n\n")), STORY, title);
    await page.locator(".received").getByText("supplied by whoever made the link or file").waitFor();
    await mark(page, QUOTE).click();
    await page.locator("#card").getByRole("button", { name: "Tarn" }).click();
    await told(page, "Now said by Tarn");
    await page.getByRole("button", { name: "Undo" }).click();
    await told(page, "Undone");
    assert.equal(await speaker(page, QUOTE), "Ashmoor", title);
    assert.deepEqual(log.errors, [], title);
    await context.close();
  }
});

test("annotations without a text are taken for the article on the page, as one step that can be undone", async () => {
  const { files } = await corrected();
  for (const title of ["W3C Web Annotation", "brat standoff"]) {
    const { page, context } = await open(browser);
    await articleBox(page).waitFor();
    await drop(page, [files[title]]);
    await alert(page).getByText("holds annotations without the article. Open the article first, or both files together.").waitFor();
    await articleBox(page).fill(STORY);
    await marks(page).first().waitFor();
    const was = await speaker(page, QUOTE);
    await drop(page, [files[title]]);
    await page.getByText(/^All \d+ statements are shown as the file has them; that took 2 corrections\.$/).waitFor();
    assert.equal(await speaker(page, QUOTE), "Ashmoor", title);
    await page.getByRole("button", { name: "Undo" }).click();
    await told(page, "Undone");
    assert.equal(await speaker(page, QUOTE), was, title);
    await context.close();
  }
});

test("a damaged file says what is wrong with it, and nothing that was typed or corrected is lost", async () => {
  const { files } = await corrected();
  const json = files["Everything (JSON)"];
  const damaged = [
    [{ ...json, text: json.text.slice(0, 900) }, /“tarn-.*\.partyline\.json” was not opened: the file is damaged or of another kind \(line \d+/],
    [{ ...json, text: json.text.replace('"version": 1', '"version": 9') }, /format version 9, which is newer than this Partyline/],
    [{ ...files.TEI, text: files.TEI.text.slice(0, 900) }, /\.tei\.xml” was not opened: the file is no TEI/],
    [{ name: "other.json", text: "{\"a\": 1}" }, /“other\.json” was not opened: .*no Web Annotations in it/],
  ];
  const { page, context, log } = await open(browser);
  await articleBox(page).click();
  await page.keyboard.type("Half a thought");
  for (const [file, words] of damaged) {
    await drop(page, [file]);
    await alert(page).getByText(words).waitFor();
    assert.equal(await articleBox(page).inputValue(), "Half a thought");
  }
  await articleBox(page).fill(STORY);
  await marks(page).first().waitFor();
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Now said by Ashmoor");
  for (const file of [damaged[0][0], { ...files["brat standoff"], text: files["brat standoff"].text.replace("\t", " ") }]) {
    await drop(page, [file]);
    await alert(page).getByText(`“${file.name}” was not opened`).last().waitFor();
    assert.equal(await speaker(page, QUOTE), "Ashmoor");
    assert.equal(await changes(page).innerText(), "1 change");
  }
  assert.deepEqual(log.errors, []);
  await context.close();
});
