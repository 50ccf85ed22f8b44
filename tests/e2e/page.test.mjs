// A reader's journeys: paste, read, jump, correct, share, open a link, with the mouse and with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, articleBox as input, launch, open, pasteAnywhere, quiet } from "./browser.mjs";

const ARTICLE = `Tarn accuses Ashmoor of blocking the strait

Tarn’s foreign minister, Ada Merrow, on Monday accused Ashmoor of blocking the Sound of Brine.

“We will not wait for another winter,” Merrow said. She urged Ashmoor to open the locks.

Ashmoor rejected the accusation. The Ashmoor government said the locks were “closed for repair” and would open in May.

It rained on both shores.`;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const panel = (page) => page.getByRole("complementary", { name: "Parties" });
const marks = (page) => page.locator("mark[data-statement]");

async function read(page, text = ARTICLE) {
  await input(page).fill(text);
  await marks(page).first().waitFor();
}

const drawn = (page) => marks(page).evaluateAll((all) =>
  all.map((mark) => [mark.dataset.statement, mark.dataset.kind, mark.dataset.upper, mark.textContent]));

test("a pasted article is marked, its parties have cards, nothing moves and nothing is asked for", async () => {
  const { page, log, context } = await open(browser, {
    prepare: (context) => context.addInitScript(() => {
      globalThis.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries()) {
          globalThis.shifted += sources.filter(({ node }) => node?.parentElement?.closest(".paragraph")).length;
        }
      }).observe({ type: "layout-shift", buffered: true });
    }),
  });
  await input(page).waitFor();
  await quiet(page);
  const before = log.requests.length;
  await read(page);
  const kinds = new Set((await drawn(page)).map(([, kind]) => kind));
  assert.ok([...kinds].every((kind) => ["direct", "indirect", "mixed"].includes(kind)), [...kinds].join());
  const cards = panel(page).locator("article[data-party]");
  assert.ok(await cards.count() >= 2);
  assert.ok(await cards.first().getByRole("heading").isVisible());
  assert.match(await page.getByRole("status").first().innerText(), /statements by \d+ parties/);
  assert.equal(await page.evaluate(() => globalThis.shifted), 0);
  assert.equal(log.requests.length, before, log.requests.slice(before).join());
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("words lead to the card, the card to the words, and Back returns", async () => {
  const { page, context } = await open(browser);
  await read(page);
  const mark = page.locator("mark[data-stop]").last();
  const id = (await mark.getAttribute("data-stop")).split(" ")[0];
  await mark.click();
  await page.locator(`#panel [data-line="${id}"][aria-current]`).first().waitFor();
  await page.locator("#card").waitFor();
  await page.locator(`#panel [data-line="${id}"] button.quote`).first().click();
  await page.waitForFunction((id) => document.activeElement?.dataset.stop?.split(" ").includes(id), id);
  await page.goBack();
  assert.ok(await marks(page).first().isVisible());
  await page.goBack();
  await input(page).waitFor();
  await context.close();
});

test("by keyboard alone: step, give to another party, undo, change the view, leave", async () => {
  const { page, context } = await open(browser);
  await read(page);
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  const stop = page.locator("mark[data-stop][tabindex='0']");
  const slot = () => stop.first().getAttribute("data-upper");
  const first = await slot();
  const other = first === "0" ? "1" : "0";
  await page.keyboard.press(String(Number(other) + 1));
  await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
  await page.keyboard.press("Control+z");
  await page.getByRole("status").filter({ hasText: "Undone" }).waitFor();
  assert.equal(await slot(), first);
  await page.keyboard.press("v");
  await page.locator(".text[data-marks='verbatim']").waitFor();
  await page.keyboard.press("t");
  await page.getByRole("tab", { name: "Transcript", selected: true }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys and marks" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await context.close();
});

test("a link carries article and corrections; a damaged one says so and shows nothing", async () => {
  const { page, context } = await open(browser);
  await read(page);
  await page.locator("mark[data-stop]").first().click();
  await page.keyboard.press("2");
  await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
  const sent = await drawn(page);
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("dialog").getByRole("textbox", { name: "Link" }).inputValue();
  assert.ok(link.startsWith(address), link);
  await context.close();

  const opened = await open(browser, { path: link.slice(address.length) });
  await marks(opened.page).first().waitFor();
  assert.deepEqual(await drawn(opened.page), sent);
  assert.ok(await opened.page.getByText("supplied by whoever made the link").isVisible());
  await opened.context.close();

  const middle = Math.floor((link.indexOf("#") + link.length) / 2);
  const swapped = link[middle] === "a" ? "b" : "a";
  const damaged = link.slice(0, middle) + swapped + link.slice(middle + 1);
  const broken = await open(browser, { path: damaged.slice(address.length) });
  await broken.page.getByRole("alert").filter({ hasText: "link" }).waitFor();
  assert.equal(await marks(broken.page).count(), 0);
  assert.ok(await input(broken.page).isVisible());
  await broken.context.close();
});

test("pasted HTML keeps its paragraphs and nothing else", async () => {
  const { page, context } = await open(browser);
  await input(page).waitFor();
  const html = `<nav>Home</nav><h1>Tarn objects</h1><script>alert(1)</script>
    <p>“No,” said <b onclick="alert(2)">Ada Merrow</b>,<br>of Tarn.</p><style>p{}</style><p>It rained.</p><img src="x">`;
  await pasteAnywhere(page, { "text/html": html, "text/plain": "unused" });
  await page.locator(".paragraph").first().waitFor();
  assert.deepEqual(await page.locator(".words").allInnerTexts(),
    ["Tarn objects", "“No,” said Ada Merrow,", "of Tarn.", "It rained."]);
  assert.equal(await page.locator("#article img, #article script, #article b").count(), 0);
  await context.close();
});

test("files open, articles stay on this device, and can be forgotten", async () => {
  const { page, context } = await open(browser);
  await page.locator("input[type=file]").setInputFiles({
    name: "tarn.md", mimeType: "text/markdown", buffer: Buffer.from(`# ${ARTICLE}`),
  });
  await marks(page).first().waitFor();
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), ARTICLE.split("\n")[0]);
  await page.reload();
  const kept = page.getByRole("button", { name: /^Tarn accuses Ashmoor/ });
  await kept.click();
  await marks(page).first().waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Forget all" }).click();
  await page.getByRole("button", { name: "Forget 1 article with all corrections" }).click();
  await kept.waitFor({ state: "detached" });
  await context.close();
});

test("a text without speech says so; the sample opens", async () => {
  const { page, context } = await open(browser);
  await input(page).fill("It rained all day on the northern shore. The river rose by a metre.");
  await page.getByRole("heading", { name: "No quotations found" }).waitFor();
  await page.getByRole("button", { name: /^Partyline/ }).click();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await marks(page).first().waitFor();
  await context.close();
});

test("on a phone the panel is a sheet and nothing is wider than the screen", async () => {
  const { page, context } = await open(browser, { options: { viewport: { width: 320, height: 640 }, hasTouch: true } });
  await read(page);
  await page.getByRole("button", { name: "Raise the panel" }).click();
  assert.ok(await panel(page).locator("article[data-party]").first().isVisible());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await context.close();
});
