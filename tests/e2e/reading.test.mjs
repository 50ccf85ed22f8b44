// Reading: modes, nesting, the gutter, hover, filter, the way back, find.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, firefoxLacks, launch, open, pasteAnywhere } from "./browser.mjs";
import { card, mark, marks, opened, panel, PHONE, statement, STORY, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const visible = (page, words) => page.locator(".words", { hasText: words }).first().isVisible();

for (const [place, options] of [["desktop", {}], ["phone", PHONE]]) {
  test(`skim, verbatim, marks off, on a ${place}`, async () => {
    const { page, context } = await opened(browser, { options });
    const paragraph = page.locator(".words", { hasText: "She urged" });
    await page.getByRole("button", { name: "Skim" }).click();
    await told(page, "Only sentences in which somebody speaks");
    assert.equal(await visible(page, "It rained"), false);
    assert.equal(await visible(page, "We will not wait"), true);
    assert.match(await paragraph.innerText(), /Merrow said\. She urged/, "white space between sentences stays");
    await page.getByRole("button", { name: "Verbatim" }).click();
    const colour = (fragment) => fragment.evaluate((element) => getComputedStyle(element).color);
    const literal = await colour(mark(page, "We will not wait"));
    assert.notEqual(await colour(mark(page, "to open the locks")), literal);
    assert.equal(await visible(page, "It rained"), true);
    await page.getByRole("button", { name: "Marks off" }).click();
    const line = await mark(page, "We will not wait").evaluate((element) => getComputedStyle(element).textDecorationLine);
    assert.equal(line, "none");
    await page.getByRole("button", { name: "All marks" }).click();
    await told(page, "All marks are shown");
    await context.close();
  });
}

test("what one says another said is drawn with two lines and read in one sentence", async () => {
  const { page, context } = await opened(browser, {
    text: "Locks stay shut\n\nAda Merrow, the mayor of Tarn, said the lock company claimed that no boat had been lost.\n\n“No,” said Jon Brack.",
  });
  const inner = page.locator("mark[data-lower]").first();
  await inner.click();
  const [deep, around] = (await inner.getAttribute("data-statement")).split(" ");
  assert.ok(around, "two statements share the words");
  const words = await page.locator("#card .facts").innerText();
  assert.match(words, /Inside\s+.+ \w+s: .+ \w+s/);
  assert.equal(await page.locator(`#panel [data-line="${deep}"] .inside-of`).first().isVisible(), true);
  await context.close();
});

test("the gutter names who speaks beside each paragraph", async () => {
  const { page, context } = await opened(browser);
  const letters = page.locator(".paragraph", { hasText: "We will not wait" }).locator(".rail .letters");
  assert.match((await letters.allInnerTexts()).join(), /^\p{Lu}{1,2}$/u);
  assert.equal(await page.locator(".paragraph", { hasText: "It rained" }).locator(".rail").count(), 0);
  await context.close();
});

/** Notes from now on what moves on the page without being moved: `shifted` reads it. */
const watch = (page) => page.evaluate(() => {
  globalThis.shifts = [];
  const name = ({ node }) => node?.id || node?.className || node?.textContent?.slice(0, 40);
  new PerformanceObserver((list) => list.getEntries().forEach(({ sources }) => shifts.push(...sources.map(name))))
    .observe({ type: "layout-shift" });
});
const frames = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));
}));
const shifted = async (page) => { await frames(page); return page.evaluate(() => shifts); };

/** A machine so slow that whatever may wait for the next frame does: no drawing is finished in the frame it began in. */
const slow = (context) => context.addInitScript(() => {
  const { now } = Date;
  const wait = setTimeout;
  let late = 0;
  Date.now = () => now() + (late += 20);
  globalThis.setTimeout = (act, time, ...rest) => wait(time ? act : () => requestAnimationFrame(() => wait(act)), time, ...rest);
});

test("words light up in the frame after the pointer reaches them", async () => {
  const { page, context } = await opened(browser);
  await page.evaluate(() => {
    document.addEventListener("mouseover", () => requestAnimationFrame(() => {
      globalThis.lit ??= document.querySelectorAll("#article .hot").length;
    }), true);
  });
  await page.mouse.move(5, 5);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => { globalThis.lit = undefined; done(); })));
  await mark(page, "We will not wait").hover();
  await page.locator("#card").waitFor();
  assert.ok(await page.evaluate(() => lit) >= 2, "the words and their source");
  await context.close();
});

for (const [place, options] of [["desktop", {}], ["phone", PHONE]]) {
  test(`nothing moves when marks, panel and card appear, however slowly, on a ${place}`, { skip: firefoxLacks("layoutShift") }, async () => {
    let release;
    const released = new Promise((done) => { release = done; });
    const { page, context } = await open(browser, {
      options,
      prepare: async (context) => {
        await slow(context);
        await context.route(/worker_boot[-.]/, (route) => released.then(() => route.continue()));
      },
    });
    await articleBox(page).fill(STORY);
    await page.locator(".paragraph").first().waitFor();
    await frames(page);
    await watch(page);
    release();
    await marks(page).first().waitFor();
    await told(page, /statements? by/);
    assert.deepEqual(await shifted(page), [], "as the marks arrive");
    const words = mark(page, "We will not wait");
    await (place === "phone" ? words.tap() : words.hover());
    await page.locator("#card").waitFor();
    assert.deepEqual(await shifted(page), [], "as the card appears");
    if (place === "desktop") {
      const first = await page.locator("#card").innerText();
      await mark(page, "of blocking the Sound").hover();
      await page.waitForFunction((first) => document.getElementById("card").innerText !== first, first);
      await page.mouse.move(5, 5);
      await page.locator("#card").waitFor({ state: "detached" });
      assert.deepEqual(await shifted(page), [], "as it goes on and away");
    }
    await context.close();
  });
}

test("marks of a long article come slice by slice, those in view first, until all are there", async () => {
  const said = (n) => `“This is sentence ${n} of a long day and of a longer night,” said Ada Merrow.`;
  const { page, context } = await open(browser, {
    prepare: (context) => context.addInitScript(() => {
      globalThis.steps = [];
      new MutationObserver(() => {
        const marked = [...document.querySelectorAll(".paragraph:has(mark)")].map(({ dataset }) => Number(dataset.paragraph));
        if (marked.length && steps.at(-1)?.length !== marked.length) steps.push(marked);
      }).observe(document, { childList: true, subtree: true });
    }),
  });
  await articleBox(page).fill(["A long day", ...Array.from({ length: 200 }, (_, n) => said(n))].join("\n\n"));
  await page.waitForFunction(() => document.querySelectorAll(".paragraph:has(mark)").length === 200);
  const steps = await page.evaluate(() => globalThis.steps);
  assert.ok(steps.length > 2, `${steps.length} slices`);
  assert.deepEqual(steps[0], steps[0].map((_, n) => n + 1), "from the top of the window down");
  await context.close();
});

test("a book that is read to its end is cancelled on the way: the words stay, and the next article is read", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await pasteAnywhere(page, { "text/plain": Array(2_000).fill(STORY).join("\n\n") });
  await page.getByRole("button", { name: "All of it" }).click();
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await cancel.click();
  await told(page, "Analysis stopped");
  await page.getByRole("heading", { name: "Analysis stopped" }).waitFor();
  assert.equal(await marks(page).count(), 0);
  assert.equal(await visible(page, "Piet Castellan"), true);
  await page.getByRole("button", { name: "Analyse again" }).click();
  await cancel.click();
  await page.getByRole("heading", { name: "Analysis stopped" }).waitFor();
  await page.getByRole("button", { name: /^Partyline/ }).click();
  await articleBox(page).fill(STORY);
  await marks(page).first().waitFor();
  await context.close();
});

test("one party alone is shown, and Escape shows all", async () => {
  const { page, context } = await opened(browser);
  await card(page, "Ashmoor").getByRole("button", { name: "Show only Ashmoor" }).click();
  await told(page, "Only Ashmoor is shown");
  const off = (words) => mark(page, words).evaluate((element) => "off" in element.dataset);
  assert.equal(await off("We will not wait"), true);
  assert.equal(await off("closed for repair"), false);
  await page.keyboard.press("Escape");
  assert.equal(await off("We will not wait"), false);
  await context.close();
});

test("article and panel scroll each for themselves", async () => {
  const long = Array.from({ length: 12 }, (_, n) => `“This is sentence ${n} of a long day,” said Ada Merrow.`).join("\n\n");
  const { page, context } = await opened(browser, { text: `A long day\n\n${long}`, options: { viewport: { width: 1200, height: 500 } } });
  const places = () => page.evaluate(() => [scrollY, document.getElementById("tabpanel").scrollTop].map(Math.round));
  await page.getByRole("tab", { name: "Transcript" }).click();
  /** Puts the mouse over it, without a scroll that would bring it into view. */
  const over = async (selector) => {
    const { x, width } = await page.locator(selector).boundingBox();
    await page.mouse.move(x + width / 2, 300);
  };
  await over("#tabpanel");
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => document.getElementById("tabpanel").scrollTop > 0);
  assert.equal((await places())[0], 0);
  const [, there] = await places();
  await over("#article");
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => scrollY > 0);
  assert.equal((await places())[1], there);
  await context.close();
});

test("Back returns to the place that a jump left: tab, scroll and focus", async () => {
  const long = Array.from({ length: 30 }, (_, n) => `“This is sentence ${n} of a long day,” said Ada Merrow.`).join("\n\n");
  const { page, context } = await opened(browser, {
    text: `A long day\n\n${long}`, options: { reducedMotion: "reduce", viewport: { width: 1200, height: 600 } },
  });
  await page.getByRole("tab", { name: "Transcript" }).click();
  const last = panel(page).locator("tr").last();
  await page.locator("#tabpanel").evaluate((tabpanel) => { tabpanel.scrollTop = tabpanel.scrollHeight; });
  const there = await page.evaluate(() => document.getElementById("tabpanel").scrollTop);
  assert.ok(there > 0);
  const { x, y } = await last.getByRole("button").boundingBox();
  await page.mouse.click(x + 4, y + 4);
  await page.waitForFunction(() => scrollY > 200 && document.activeElement?.matches("mark"));
  await page.goBack();
  await page.waitForFunction(() => scrollY === 0);
  await page.waitForFunction((there) => document.getElementById("tabpanel").scrollTop === there, there);
  assert.equal(await last.getByRole("button").evaluate((element) => element === document.activeElement), true);
  assert.equal(await page.getByRole("tab", { name: "Transcript" }).getAttribute("aria-selected"), "true");
  await page.goForward();
  await page.goBack();
  await page.goBack();
  await page.getByRole("textbox", { name: "Article text" }).waitFor();
  await context.close();
});

test("find: every place is counted, Enter goes from one to the next, Escape closes", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  await page.keyboard.press("/");
  const box = page.getByRole("searchbox", { name: "Find in the article" });
  await box.fill("ashmoor");
  const count = page.locator(".find [role=status]");
  const most = Number((await count.innerText()).split(" of ")[1]);
  const text = (await page.locator("#article").innerText()).toLowerCase();
  assert.equal(most, text.split("ashmoor").length - 1);
  await page.keyboard.press("Enter");
  assert.equal(await count.innerText(), `2 of ${most}`);
  await page.keyboard.press("Shift+Enter");
  await page.waitForFunction(() => document.querySelector(".find [role=status]").textContent.startsWith("1 of"));
  await page.keyboard.press("Shift+Enter");
  await page.waitForFunction((all) => document.querySelector(".find [role=status]").textContent === all, `${most} of ${most}`);
  const painted = await page.evaluate(() => [...CSS.highlights.get("found-here")].map(String));
  assert.equal(painted.join().toLowerCase(), "ashmoor");
  await box.fill("nowhere at all");
  assert.equal(await count.innerText(), "not found");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  await context.close();
});

test("what is only thought is marked on request, and told from what is said", async () => {
  const { page, context } = await opened(browser);
  const thought = marks(page).filter({ hasText: "summer will be dry" });
  assert.equal(await thought.count(), 0);
  const text = () => page.locator(".words").allTextContents();
  const before = await text();
  const toggle = panel(page).getByRole("checkbox", { name: /only thought/ });
  await toggle.check();
  await thought.waitFor();
  const id = await statement(thought.first());
  await thought.first().click();
  assert.match(await panel(page).locator(`[data-line="${id}"] .meta`).first().innerText(), /attitude/);
  assert.deepEqual(await text(), before);
  await toggle.uncheck();
  await thought.waitFor({ state: "detached" });
  await context.close();
});
