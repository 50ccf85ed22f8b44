// Articles kept on this device: nothing that was read or corrected is lost, and the reader hears when it cannot be kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, launch, open, pasteAnywhere } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

const OTHER = `Tarn accuses Ashmoor of blocking the strait

Tarn’s foreign minister, Ada Merrow, on Monday accused Ashmoor of blocking the Sound of Brine.

“We will not wait for another winter,” Merrow said.
`;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const marks = (page) => page.locator("mark[data-statement]");
const entries = (page) => page.locator(".recent .entry");
const says = (page, words) => page.locator(".notice").filter({ hasText: words });

async function paste(page, text) {
  await pasteAnywhere(page, { "text/plain": text });
  await page.getByRole("heading", { level: 1, name: text.split("\n")[0] }).waitFor();
  await marks(page).first().waitFor();
}

/** Gives the first statement to the second party and waits until it says so. */
async function correct(page, key = "2") {
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  await page.keyboard.press(key);
  await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
}

for (const options of [{}, PHONE]) {
  test(`a second article and an edit lose nothing, by keyboard alone: ${options.isMobile ? "phone" : "desktop"}`, async () => {
    const { page, context } = await open(browser, { options });
    await articleBox(page).waitFor();
    await paste(page, ARTICLE);
    await correct(page);
    const before = await marks(page).count();
    await paste(page, OTHER);
    await page.reload();
    await entries(page).nth(1).waitFor();
    assert.match(await entries(page).nth(0).innerText(), /^Tarn accuses/);
    assert.match(await entries(page).nth(1).innerText(), /^Norland rejects[^]*1 correction/);

    await entries(page).nth(1).focus();
    await page.keyboard.press("Enter");
    await marks(page).first().waitFor();
    await page.getByRole("button", { name: "1 change" }).waitFor();
    await page.getByRole("button", { name: "Edit text" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Edit the article" }).waitFor();
    await page.locator("#input:focus").waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Again, ");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /^Again, Norland/ }).waitFor();
    await page.getByRole("button", { name: "1 change" }).waitFor();
    await marks(page).first().waitFor();
    assert.equal(await marks(page).count(), before);

    await page.getByRole("button", { name: /^Partyline/ }).click();
    await entries(page).nth(2).waitFor();
    const listed = await entries(page).allInnerTexts();
    assert.equal(listed.filter((entry) => entry.includes("1 correction")).length, 2, listed.join(" | "));

    await page.getByRole("button", { name: /^Forget: Again/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".recent .entry").length === 2);
    await page.getByRole("button", { name: "Forget all" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Forget 2 articles with all corrections" }).click();
    await page.locator(".recent").waitFor({ state: "detached" });
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("article"))), []);
    await context.close();
  });
}

test("an article that is pasted again comes with its corrections; an unread draft outlives a reload", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  await correct(page);
  await paste(page, OTHER);
  await paste(page, ARTICLE);
  await says(page, "shown with your 1 correction").waitFor();
  await page.getByRole("button", { name: "1 change" }).waitFor();
  await page.getByRole("button", { name: /^Partyline/ }).click();
  await articleBox(page).pressSequentially("Half a sentence");
  await page.reload();
  await page.getByRole("button", { name: "Read it" }).waitFor();
  assert.equal(await articleBox(page).inputValue(), "Half a sentence");
  await context.close();
});

test("a store that is forbidden is told once, and the work goes on", async () => {
  const { page, log, context } = await open(browser, {
    prepare: (context) => context.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
    }),
  });
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  await says(page, "keep nothing on this device").waitFor();
  await correct(page);
  await correct(page, "1");
  assert.equal(await says(page, "keep nothing on this device").count(), 1);
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("a store that is full is told once, and what was kept stays", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  await page.evaluate(() => {
    for (let size = 1 << 22; size > 8; size >>= 1) {
      try { for (let n = 0; ; n += 1) localStorage.setItem(`filler ${size} ${n}`, "x".repeat(size)); } catch { /* smaller */ }
    }
  });
  await paste(page, OTHER);
  await says(page, "no room left").waitFor();
  await correct(page, "0");
  assert.equal(await says(page, "no room left").count(), 1);
  await page.reload();
  await entries(page).filter({ hasText: "Norland rejects" }).click();
  await marks(page).first().waitFor();
  await context.close();
});

test("what a newer version kept is not touched", async () => {
  const newer = JSON.stringify({ version: 99, shelves: ["unknown"] });
  const { page, context } = await open(browser, {
    prepare: (context) => context.addInitScript((newer) => localStorage.setItem("partyline/list", newer), newer),
  });
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  await correct(page);
  assert.deepEqual(await page.evaluate(() => Object.entries(localStorage)), [["partyline/list", newer]]);
  await context.close();
});

test("two tabs with one article hear of each other and keep both", async () => {
  const { page: one, context } = await open(browser);
  await articleBox(one).waitFor();
  await paste(one, ARTICLE);
  const two = await context.newPage();
  await two.goto(one.url());
  await entries(two).first().click();
  await marks(two).first().waitFor();
  await correct(one);
  await says(two, "changed in another tab").waitFor();
  await correct(two, "0");
  await says(two, "Both are kept").waitFor();
  await two.reload();
  await entries(two).nth(1).waitFor();
  const listed = await entries(two).allInnerTexts();
  assert.equal(listed.length, 2, listed.join(" | "));
  assert.match(listed[0], /1 correction[^]*copy 2/);
  assert.match(listed[1], /1 correction/);
  await context.close();
});

test("a damaged list is told once, kept aside, and made anew from the articles", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  await correct(page);
  await paste(page, OTHER);
  const half = await page.evaluate(() => {
    const list = localStorage.getItem("partyline/list");
    const half = list.slice(0, list.length / 2);
    localStorage.setItem("partyline/list", half);
    return half;
  });
  await page.reload();
  await says(page, "was damaged").waitFor();
  await entries(page).nth(1).waitFor();
  assert.match(await entries(page).nth(0).innerText(), /^Tarn accuses/);
  assert.match(await entries(page).nth(1).innerText(), /^Norland rejects[^]*1 correction/);
  const aside = () => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.includes("aside")).map(([, value]) => value));
  assert.deepEqual(await aside(), [half]);
  await page.reload();
  await entries(page).nth(1).click();
  await page.getByRole("button", { name: "1 change" }).waitFor();
  assert.equal(await says(page, "was damaged").count(), 0);
  assert.deepEqual(await aside(), [half]);
  await context.close();
});

test("a damaged article is told, stays as it is, and the next one goes beside it", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await paste(page, ARTICLE);
  const key = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.includes("article"));
    localStorage.setItem(key, "{half");
    return key;
  });
  await page.reload();
  await entries(page).first().click();
  await says(page, "cannot be read").waitFor();
  await paste(page, ARTICLE);
  await correct(page);
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), "{half");
  await page.reload();
  await entries(page).first().click();
  await page.getByRole("button", { name: "1 change" }).waitFor();
  await context.close();
});
