// Narrow, enlarged, touched, still, without colours: the page in the hands of everybody.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, firefoxLacks, launch, open } from "./browser.mjs";
import { mark, marks, opened, PHONE, select, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** What reaches out of the window to the right; what scrolls in a frame of its own may. */
const outside = (page) => page.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const framed = (element) => element && element !== document.body
    && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX) || framed(element.parentElement));
  return [...document.querySelectorAll("#app *")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > wide + 1 && !framed(element.parentElement))
    .map((element) => `${element.tagName} ${element.className}`);
});

/** Controls a finger can miss: smaller than 44 px either way. Links inside a sentence may be. */
const small = (page) => page.evaluate(() => [...document.querySelectorAll("#app button, #app summary, #app input:not(.unseen), #app textarea")]
  .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((element) => [element.closest("label.switch, label.field, .ticks label, .option") ?? element, element])
  .map(([area, element]) => [area.getBoundingClientRect(), element])
  .filter(([{ width, height }]) => width > 1 && (height < 43.5 || width < 43.5))
  .map(([{ width, height }, element]) => `${element.className} “${element.textContent.slice(0, 20)}” ${Math.round(width)}×${Math.round(height)}`));

/** Goes through the screens; `look` is called on each. */
async function screens(page, look) {
  await articleBox(page).waitFor();
  await look("start");
  await page.getByRole("button", { name: "Try the sample" }).click();
  await marks(page).first().waitFor();
  await look("article");
  const raise = page.getByRole("button", { name: "Raise the panel" });
  if (await raise.isVisible()) await raise.click();
  for (const tab of ["Parties", "Matrix", "Share of voice", "Check", "Transcript"]) {
    await page.getByRole("tab", { name: tab }).click();
    await look(tab);
  }
  const lower = page.getByRole("button", { name: "Lower the panel" });
  if (await lower.isVisible()) await lower.click();
  await page.locator("mark[data-stop]").nth(1).click();
  await page.locator("#card").waitFor();
  await look("card");
  await page.keyboard.press("Escape");
  for (const name of ["Share", "Export", "Keys and help"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await look(name);
    await page.keyboard.press("Escape");
  }
}

for (const [how, options] of [
  ["at 320 px", { viewport: { width: 320, height: 640 } }],
  ["enlarged to 200 %", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
]) {
  test(`every screen fits ${how}`, async () => {
    const { page, context } = await open(browser, { options });
    await screens(page, async (screen) => assert.deepEqual(await outside(page), [], screen));
    await context.close();
  });
}

test("every control is large enough for a finger", async () => {
  const { page, context } = await open(browser, { options: PHONE });
  await screens(page, async (screen) => assert.deepEqual(await small(page), [], screen));
  await context.close();
});

test("where less motion is wanted nothing moves by itself", async () => {
  const { page, context } = await open(browser, {
    options: { reducedMotion: "reduce" },
    prepare: (context) => context.route(/worker_boot[-.]/, () => {}),
  });
  await articleBox(page).fill("One two three.\n\n“We go,” said Ada Merrow.");
  await page.locator(".ghost").first().waitFor();
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await context.close();
});

test("without colours letters, lines and the pressed button still tell", async () => {
  const { page, context } = await opened(browser, { options: { forcedColors: "active" } });
  const line = (words) => mark(page, words).evaluate((element) => getComputedStyle(element).textDecorationStyle);
  assert.equal(await line("We will not wait"), "solid");
  assert.equal(await line("to open the locks"), "dotted");
  const pressed = await page.locator(".segments [aria-pressed=true]").evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(pressed, "solid");
  assert.match(await page.locator(".rail .letters").first().innerText(), /^\p{Lu}/u);
  await context.close();
});

test("with more contrast soft words are as dark as the others", async () => {
  const { page, context } = await opened(browser, { options: { contrast: "more" } });
  const colour = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).color);
  assert.equal(await colour(".count"), await colour(".words"));
  await context.close();
});

test("by touch: another party, other words by buttons, not a quotation, and undo", { skip: firefoxLacks("taps") }, async () => {
  const { page, context } = await opened(browser, { options: PHONE });
  const words = mark(page, "We will not wait");
  await words.tap();
  const card = page.locator("#card");
  await card.getByRole("button", { name: "Ashmoor" }).tap();
  await told(page, "Ashmoor");
  await page.getByRole("button", { name: "1 change" }).waitFor();
  await card.getByRole("button", { name: "Words" }).tap();
  const bar = page.locator(".bounds-bar");
  await bar.getByRole("button", { name: "End one word earlier" }).tap();
  await bar.getByRole("button", { name: "Take these words" }).tap();
  await told(page, "Words changed");
  await bar.waitFor({ state: "detached" });
  await card.getByRole("button", { name: "Not a quotation" }).tap();
  await page.getByRole("button", { name: "Undo", exact: true }).tap();
  await words.waitFor();
  await context.close();
});

test("by touch: selected words are given to a party under the selection", { skip: firefoxLacks("taps") }, async () => {
  const { page, context } = await opened(browser, { options: PHONE });
  await select(page, "The ferry stayed in port.");
  const bar = page.locator(".selection");
  await bar.getByRole("button", { name: /Tarn/ }).first().tap();
  await mark(page, "The ferry stayed in port").waitFor();
  await context.close();
});

test("the text opens for editing at the statement in hand, else at its beginning", async () => {
  const { page, context } = await opened(browser);
  const edit = page.getByRole("button", { name: "Edit text" });
  const caret = () => articleBox(page).evaluate((box) => box.value.slice(box.selectionStart, box.selectionStart + 11));
  await edit.click();
  assert.equal(await caret(), "Tarn accuse");
  await page.keyboard.press("Escape");
  await mark(page, "We will not wait").click();
  await edit.click();
  assert.equal(await caret(), "“We will no");
  await context.close();
});
