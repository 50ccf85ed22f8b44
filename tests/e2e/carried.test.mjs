// A reader's corrections of every kind, carried by every kind of link and file to somebody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, articleBox, launch, open, write } from "./browser.mjs";
import { card, changes, drop, file, mark, marks, opened, select, speaker, statement, STORY, told, transcript } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const QUOTE = "We will not wait";
const NOTE = "Which winter? <b>Ask</b> “them”.";
const SOURCE = "https://news.example/tarn/sound-of-brine";
const dialog = (page) => page.getByRole("dialog");

async function about(page, words) {
  await mark(page, words).focus();
  await page.keyboard.press("b");
  await dialog(page).waitFor();
}

/** Everything a reader can change. */
async function correct(page) {
  await about(page, QUOTE);
  await dialog(page).getByRole("combobox", { name: "Somebody else" }).fill("Piet Castellan’s deputy");
  await page.keyboard.press("Enter");
  await told(page, "Now said by Piet Castellan’s deputy");
  await about(page, QUOTE);
  await dialog(page).getByRole("group", { name: "Stance" }).getByRole("button", { name: "warns" }).click();
  await told(page, "Stance: warns");
  await about(page, QUOTE);
  await dialog(page).getByRole("group", { name: "About whom?" }).getByRole("button", { name: "Tarn" }).click();
  await told(page, "About Tarn");
  await about(page, QUOTE);
  await dialog(page).getByRole("textbox", { name: "Note" }).fill(NOTE);
  await dialog(page).getByRole("button", { name: "Keep the note" }).click();
  await told(page, "Note kept");
  await mark(page, "They are as good as new").focus();
  await page.keyboard.press("x");
  await told(page, "No longer a statement");
  await select(page, "The ferry stayed in port");
  await page.getByRole("group", { name: "The selected words" }).getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Added, said by Ashmoor");
  await mark(page, "to open the locks").focus();
  await page.keyboard.press("e");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "End of the words");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await told(page, "Words changed");
  const edit = (name) => card(page, name).getByRole("button", { name: `Edit party ${name}` }).click();
  await edit("Piet Castellan’s deputy");
  await dialog(page).getByRole("group", { name: "It is the same as" }).getByRole("button", { name: "Tarn" }).click();
  await told(page, "Piet Castellan’s deputy is now Tarn");
  await edit("Ashmoor");
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("The Ashmoor government");
  await dialog(page).getByRole("button", { name: "Rename" }).click();
  await told(page, "Now called The Ashmoor government");
  await page.keyboard.press("Escape");
}

/** What a reader sees of it all. */
async function seen(page) {
  const id = await statement(mark(page, QUOTE));
  const line = page.locator(`#panel [data-line="${id}"]`).first();
  return { ...await transcript(page), noted: (await line.innerText()).includes(NOTE), speaker: await speaker(page, QUOTE) };
}

/** The link in the dialog, once it is of this kind and another than before. */
async function link(page, letter, but = "") {
  await page.waitForFunction(([letter, but]) => {
    const value = document.querySelector("dialog input[readonly]")?.value ?? "";
    return value.includes(`#${letter}`) && value !== but;
  }, [letter, but]);
  return dialog(page).getByRole("textbox", { name: "Link" }).inputValue();
}

const follow = (link) => open(browser, { path: link.slice(address.length) });

/** Everything that a reader can send, by name: how it is opened by somebody else. */
async function sent() {
  const { page, context, log } = await opened(browser);
  await correct(page);
  const all = await seen(page);
  const files = {};
  for (const title of ["Everything (JSON)", "W3C Web Annotation", "brat standoff", "TEI"]) files[title] = await file(browser, page, title);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await write(page, dialog(page).getByRole("textbox", { name: /^Address of the article/ }), SOURCE);
  const unnoted = await link(page, "1");
  await dialog(page).getByRole("checkbox", { name: "my 1 note" }).check();
  const full = await link(page, "1", unnoted);
  await dialog(page).getByRole("radio", { name: /^Thin link/ }).check();
  const thin = await link(page, "T");
  assert.deepEqual(log.errors, []);
  await context.close();
  const dropped = (...brought) => async () => {
    const all = await open(browser);
    await articleBox(all.page).waitFor();
    await drop(all.page, brought);
    return all;
  };
  const text = { name: "story.txt", text: STORY };
  return {
    all,
    ways: {
      "the full link": () => follow(full),
      "the thin link": async () => {
        const all = await follow(thin);
        await all.page.getByText(/brings \d+ corrections to an article/).waitFor();
        await articleBox(all.page).fill(STORY);
        return all;
      },
      "JSON": dropped(files["Everything (JSON)"]),
      "Web Annotation": dropped(files["W3C Web Annotation"], text),
      "brat": dropped(text, files["brat standoff"]),
      "TEI": dropped(files.TEI),
    },
  };
}

test("corrections of every kind arrive by every link and file", async () => {
  const { all, ways } = await sent();
  assert.deepEqual([all.speaker, all.noted], ["Tarn", true]);
  assert.ok(all.cards.includes("The Ashmoor government"), all.cards.join());
  for (const [way, receive] of Object.entries(ways)) {
    const { page, context, log } = await receive();
    await marks(page).filter({ hasText: "The ferry stayed in port" }).waitFor();
    assert.deepEqual(await seen(page), all, way);
    assert.ok(await changes(page).count() === 1, way);
    assert.equal(await page.locator("b", { hasText: "Ask" }).count(), 0, way);
    assert.deepEqual(log.errors, [], way);
    await context.close();
  }
});
