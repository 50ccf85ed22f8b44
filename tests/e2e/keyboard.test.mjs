// By keyboard alone: regions, skip links, one stop a statement, own keys, and each key of the list.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { mark, marks, opened, panel, speaker, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const active = (page, read) => page.evaluate(read);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName.toLowerCase());

test("skip links come first, and the transcript is one of them", async () => {
  const { page, context } = await opened(browser);
  await page.getByRole("button", { name: /^Partyline/ }).focus();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press("Shift+Tab");
  const seen = [];
  for (let n = 0; n < 3; n += 1) {
    seen.push(await active(page, () => document.activeElement.textContent));
    if (n < 2) await page.keyboard.press("Tab");
  }
  assert.deepEqual(seen, ["Skip to the article", "Skip to the parties", "Read as a transcript"]);
  const box = await page.locator(".skip:focus").boundingBox();
  assert.ok(box.y >= 0, "a focused skip link is on the screen");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Transcript", selected: true }).waitFor();
  assert.equal(await focused(page), "tabpanel");
  await context.close();
});

test("F6 goes round article, panel and toolbar, with Shift the other way", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  const round = [];
  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.press("F6");
    round.push(await focused(page));
  }
  assert.deepEqual(round, ["tabpanel", "toolbar", "article"]);
  await page.keyboard.press("Shift+F6");
  assert.equal(await focused(page), "toolbar");
  await context.close();
});

test("the tab key meets one statement, the arrow keys all of them, and each says who, how and what", async () => {
  const { page, context } = await opened(browser);
  assert.equal(await page.locator("mark[tabindex='0']").count(), 1);
  await page.locator("#article").focus();
  const stops = await page.locator("mark[data-stop]").count();
  const met = [];
  for (let n = 0; n < stops; n += 1) {
    await page.keyboard.press("ArrowDown");
    met.push(await active(page, () => document.activeElement.getAttribute("aria-description")));
  }
  assert.ok(met.every((words) => /^.+, (direct|indirect|mixed), \w+s/.test(words)), met.join(" | "));
  assert.equal(await page.locator("mark[tabindex='0']").count(), 1);
  const ring = await active(page, () => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return `${outlineStyle} ${outlineWidth}`;
  });
  assert.equal(ring, "solid 3px");
  await context.close();
});

test("from the words to the card and back to the same place", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const words = await active(page, () => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest("#panel [data-line]"));
  await page.keyboard.press("s");
  await page.waitForFunction((words) => document.activeElement?.textContent === words, words);
  await context.close();
});

test("a whole check without a mouse: find the party, put it right, look at it, take it back, share", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  const words = await active(page, () => document.activeElement.textContent);
  const was = await speaker(page, words);
  await page.locator("#article").focus();
  const names = await page.locator("#card .choice").evaluateAll((all) => all.map((each) => each.title));
  const digit = 1 + names.findIndex((name) => name !== was);
  await page.keyboard.press(String(digit));
  await told(page, `Now said by ${names[digit - 1]}`);
  await page.keyboard.press("Control+z");
  await told(page, "Undone");
  await page.keyboard.press("Control+Shift+z");
  await told(page, "Done again");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Share" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await context.close();
});

test("views and tabs have keys, and P goes through the parties", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  for (const [key, name] of [["g", "Matrix"], ["w", "Share of voice"], ["c", "Check"], ["t", "Transcript"]]) {
    await page.keyboard.press(key);
    await page.getByRole("tab", { name, selected: true }).waitFor();
  }
  for (const [key, name] of [["z", "skim"], ["v", "verbatim"], ["h", "off"], ["h", "all"]]) {
    await page.keyboard.press(key);
    await page.locator(`.text[data-marks="${name}"]`).waitFor();
  }
  await page.keyboard.press("o");
  await mark(page, "summer will be dry").waitFor();
  await page.keyboard.press("p");
  await told(page, /^Only .* is shown/);
  await page.keyboard.press("Shift+P");
  await told(page, "All parties are shown");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement?.dataset.paragraph !== undefined);
  await context.close();
});

test("the tabs of the panel move with the arrow keys", async () => {
  const { page, context } = await opened(browser);
  await page.getByRole("tab", { name: "Parties" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tab", { name: "Matrix", selected: true }).waitFor();
  assert.equal(await focused(page), "tab-matrix");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "tab-transcript");
  await context.close();
});

test("letters written in a field are letters", async () => {
  const { page, context } = await opened(browser);
  const count = await marks(page).count();
  await page.locator("#article").focus();
  await page.keyboard.press("/");
  await page.keyboard.type("xj1?");
  assert.equal(await page.locator("#find").inputValue(), "xj1?");
  assert.equal(await marks(page).count(), count);
  await context.close();
});

test("a key can be changed, single keys switched off, and both are remembered", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keys and marks" });
  await list.getByRole("button", { name: /^Change the key V/ }).press("Enter");
  await page.keyboard.press("q");
  await list.getByRole("button", { name: /^Change the key Q/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#article").focus();
  await page.keyboard.press("v");
  assert.equal(await page.locator(".text").getAttribute("data-marks"), "all");
  await page.keyboard.press("q");
  await page.locator(".text[data-marks='verbatim']").waitFor();
  await page.reload();
  await page.getByRole("button", { name: /^Tarn accuses Ashmoor/ }).click();
  await marks(page).first().waitFor();
  await page.locator("#article").focus();
  await page.keyboard.press("q");
  await page.locator(".text[data-marks='verbatim']").waitFor();
  await page.keyboard.press("?");
  await list.getByRole("checkbox", { name: "Single keys" }).uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#article").focus();
  await page.keyboard.press("q");
  await page.keyboard.press("t");
  assert.equal(await page.locator(".text").getAttribute("data-marks"), "verbatim");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement?.matches("mark"));
  await page.getByRole("button", { name: "Keys and help" }).click();
  await list.getByRole("button", { name: "The keys as they were" }).click();
  await page.keyboard.press("Escape");
  await page.locator("#article").focus();
  await page.keyboard.press("t");
  await panel(page).getByRole("table", { name: /All statements/ }).waitFor();
  await context.close();
});
