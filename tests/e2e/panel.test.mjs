// The panel's tabs: every number and every cell leads to its words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { card, doubting, mark, marks, opened, panel, PHONE, statement, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const tab = (page, name) => page.getByRole("tab", { name }).click();

test("a card has the position, stances with targets, all statements and the other names with their reasons", async () => {
  const { page, context } = await opened(browser);
  const ashmoor = card(page, "Ashmoor");
  await ashmoor.getByRole("list", { name: "Position of Ashmoor" }).getByRole("listitem").first().waitFor();
  const chip = ashmoor.getByRole("list", { name: /What it does/ }).getByRole("button", { name: /^rejects/ });
  await chip.first().click();
  await page.waitForFunction(() => document.activeElement?.matches("mark"));
  const lines = await panel(page).locator("article[data-party] .line, .nobody .line").count();
  const more = panel(page).getByRole("button", { name: /^Show \d+ more$/ });
  const hidden = (await more.allInnerTexts()).reduce((sum, words) => sum + Number(words.match(/\d+/)[0]), 0);
  const said = Number((await page.getByRole("status").first().innerText()).match(/^\d+/)?.[0] ?? lines + hidden);
  assert.equal(lines + hidden, said, "each statement has one line");
  const why = panel(page).getByRole("button", { name: /^Why these names are/ }).first();
  await why.click();
  const reasons = panel(page).locator(".reasons");
  assert.equal(await reasons.locator("dt").count(), await reasons.locator("dd").count());
  assert.ok((await reasons.locator("dd").first().innerText()).length > 10);
  await context.close();
});

test("parties that are talked about and never speak stand apart", async () => {
  const { page, context } = await opened(browser);
  const name = "Piet Castellan";
  await card(page, name).waitFor();
  const theirs = card(page, name).locator(".line");
  for (let left = await theirs.count(); left > 0; left -= 1) {
    await theirs.first().hover();
    await theirs.first().getByRole("button", { name: /^Correct/ }).click();
    await page.getByRole("dialog").getByRole("group", { name: "Whose words are these?" }).getByRole("button", { name: "No party" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  const silent = panel(page).getByRole("region", { name: "Talked about, not quoted" });
  await silent.getByRole("article", { name }).waitFor();
  assert.match(await silent.innerText(), /Piet Castellan\s+person, not quoted; mentioned/);
  await context.close();
});

for (const [place, options] of [["desktop", {}], ["phone", PHONE]]) {
  test(`each cell of the matrix opens its words, on a ${place}`, async () => {
    const { page, context } = await opened(browser, { options });
    await tab(page, "Matrix");
    const cells = panel(page).locator(place === "phone" ? ".narrow button" : ".matrix td button");
    const cell = cells.filter({ hasText: "rejects" }).first();
    await cell.click();
    const words = panel(page).locator(".words-of");
    const total = (await cell.innerText()).match(/\d+/g).map(Number).reduce((a, b) => a + b);
    assert.equal(await words.getByRole("listitem").count(), total);
    await words.getByRole("button").first().click();
    await page.waitForFunction(() => document.activeElement?.matches("mark"));
    await context.close();
  });
}

test("the matrix is a table with headers for both directions", async () => {
  const { page, context } = await opened(browser);
  await tab(page, "Matrix");
  const table = panel(page).getByRole("table", { name: "Who speaks how about whom" });
  assert.ok(await table.getByRole("columnheader").count() >= 2);
  assert.ok(await table.getByRole("rowheader", { name: /Ashmoor/ }).isVisible());
  await context.close();
});

test("share of voice: words and statements add up, the reporter has a share, and numbers open their words", async () => {
  const { page, context } = await opened(browser);
  const said = Number((await page.getByRole("status").first().innerText()).match(/^\d+/)[0]);
  await tab(page, "Share of voice");
  const table = panel(page).getByRole("table", { name: "Share of voice" });
  assert.ok(await table.getByRole("rowheader", { name: /reporter/ }).isVisible());
  const buttons = table.getByRole("button");
  const counts = (await buttons.allInnerTexts()).map((words) => parseInt(words, 10));
  assert.equal(counts.reduce((a, b) => a + b), said);
  await buttons.first().click();
  assert.equal(await panel(page).locator(".words-of li").count(), counts[0]);
  const ladder = panel(page).getByRole("table", { name: "Source ladder" }).getByRole("button");
  const rungs = (await ladder.allInnerTexts()).map((words) => parseInt(words, 10));
  assert.equal(rungs.reduce((a, b) => a + b), said);
  await ladder.first().click();
  assert.equal(await panel(page).locator(".words-of li").count(), rungs[0]);
  await context.close();
});

test("the transcript has every statement in the article's order, and leads to the words", async () => {
  const { page, context } = await opened(browser);
  await tab(page, "Transcript");
  const rows = panel(page).locator(".transcript tbody tr");
  const ids = await rows.evaluateAll((all) => all.map((row) => Number(row.dataset.line)));
  assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
  const marked = new Set((await marks(page).evaluateAll((all) => all.map((each) => each.dataset.statement))).join(" ").split(" "));
  assert.equal(ids.length, marked.size);
  await rows.last().getByRole("button").click();
  await page.waitForFunction((id) => document.activeElement?.dataset.stop?.split(" ").includes(id), String(ids.at(-1)));
  await context.close();
});

test("check: one doubtful statement at a time, settled with one key each", async () => {
  const { page, context } = await opened(browser, { prepare: doubting(3), options: { serviceWorkers: "block" } });
  await told(page, "3 to check");
  assert.equal(await page.locator(".rail .sign", { hasText: "?" }).count() >= 1, true);
  await page.locator("#article").focus();
  await page.keyboard.press("c");
  const count = panel(page).locator(".check .count");
  assert.equal(await count.innerText(), "1 of 3");
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  assert.equal(await count.innerText(), "2 of 3");
  await page.keyboard.press("y");
  await told(page, "Confirmed");
  assert.equal(await count.innerText(), "1 of 2");
  await panel(page).getByRole("button", { name: /^Right/ }).click();
  await page.locator("#article").focus();
  await page.keyboard.press("n");
  await page.keyboard.press("x");
  await panel(page).getByRole("heading", { name: "Nothing left to check" }).waitFor();
  await page.keyboard.press("Control+z");
  assert.equal(await count.innerText(), "1 of 1");
  await context.close();
});

test("taking a statement in hand shows it on both sides", async () => {
  const { page, context } = await opened(browser);
  const words = mark(page, "They are as good as new");
  await words.click();
  const line = panel(page).locator(`[data-line="${await statement(words)}"][aria-current]`).first();
  await line.waitFor();
  assert.equal(await line.isVisible(), true);
  await context.close();
});
