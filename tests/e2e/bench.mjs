// Measures the page with long articles: node tests/e2e/bench.mjs (PARTYLINE_URL and PARTYLINE_CHROMIUM as the tests).
// Prints, for each length: milliseconds until the text stands, until the marks are there, and the longest frame while
// marks arrive, while scrolling and while filtering by a party.
import { readFileSync } from "node:fs";
import { articleBox, launch, open } from "./browser.mjs";

const sample = readFileSync(new URL("../../static/sample.txt", import.meta.url), "utf8").split("\n\n").slice(1, -1).join("\n\n");
const words = (text) => text.split(/\s+/).length;
const browser = await launch();

/** The longest time between two frames while `act` runs and for half a second after it, in milliseconds. */
const longest = async (page, act) => {
  await page.evaluate(() => {
    globalThis.frames = { longest: 0, last: performance.now(), on: true };
    const frame = (now) => {
      frames.longest = Math.max(frames.longest, now - frames.last);
      frames.last = now;
      if (frames.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => { frames.on = false; return Math.round(frames.longest); });
};

for (const wanted of [1_000, 10_000]) {
  const text = Array(Math.ceil(wanted / words(sample))).fill(sample).join("\n\n");
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await page.waitForLoadState("networkidle");
  const started = Date.now();
  let standing, marked;
  const arriving = await longest(page, async () => {
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await page.locator(".paragraph").first().waitFor();
    standing = Date.now() - started;
    await page.locator("mark[data-statement]").first().waitFor({ timeout: 120_000 });
    marked = Date.now() - started;
  });
  const scrolling = await longest(page, async () => {
    for (let n = 0; n < 20; n += 1) await page.mouse.wheel(0, 800);
  });
  const filtering = await longest(page, () => page.getByRole("button", { name: /^Show only/ }).first().click());
  const stepping = await longest(page, async () => {
    await page.locator("#article").focus();
    for (let n = 0; n < 10; n += 1) await page.keyboard.press("j");
  });
  const marks = await page.locator("mark").count();
  console.log({ words: words(text), marks, standing, marked, arriving, scrolling, filtering, stepping });
  await context.close();
}
await browser.close();
