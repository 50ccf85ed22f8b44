// Measures the page with long articles from Chromium's own trace: `cargo xtask frames` runs it and writes
// benches/frames.md. By hand: node tests/e2e/bench.mjs (PARTYLINE_URL and PARTYLINE_CHROMIUM as the tests).
//
// For each length and each thing a reader does: the longest task of the main thread, the tasks above 50 ms (a frame
// waits for each), and the latency of the slowest interaction as the browser's event timing has it.
import { readFileSync } from "node:fs";
import { articleBox, launch, open, pasteAnywhere } from "./browser.mjs";

const LONG = 50;
const sample = readFileSync(new URL("../../static/sample.txt", import.meta.url), "utf8").split("\n\n").slice(1, -1).join("\n\n");
const words = (text) => text.split(/\s+/).length;
const browser = await launch();

/** Main-thread tasks of the page while `act` runs and for half a second after it, in milliseconds. */
async function tasks(page, act) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await act();
  await page.waitForTimeout(500);
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const mains = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`));
  const own = traceEvents.filter(({ pid, tid, dur }) => dur && mains.has(`${pid} ${tid}`));
  const runs = own.filter(({ name }) => name === "RunTask" || name.endsWith("::RunTask"));
  const longest = runs.reduce((most, run) => (run.dur > (most?.dur ?? 0) ? run : most), undefined);
  if (process.env.PARTYLINE_DETAIL && longest) {
    const inside = own.filter(({ ts, dur, name }) => ts >= longest.ts && ts + dur <= longest.ts + longest.dur && dur > 3_000 && !name.includes("RunTask"));
    console.error(inside.map(({ name, dur }) => `${name} ${Math.round(dur / 1000)}`).join(", "));
  }
  // One task has an entry in each category.
  const each = new Map(runs.map(({ ts, dur }) => [Math.round(ts / 1000), dur / 1000]));
  return { longest: Math.round((longest?.dur ?? 0) / 1000), long: [...each.values()].filter((time) => time > LONG).length };
}

/** The slowest interaction since the last call: from the event to the next frame, in milliseconds; 16 is the least told. */
const latency = (page) => page.evaluate(() => {
  const slowest = Math.max(0, ...events.map(({ duration }) => duration));
  events.length = 0;
  return slowest;
});

const rows = [];
for (const wanted of [1_000, 10_000]) {
  const text = Array(Math.ceil(wanted / words(sample))).fill(sample).join("\n\n");
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    globalThis.events = [];
    new PerformanceObserver((list) => events.push(...list.getEntries())).observe({ type: "event", durationThreshold: 16 });
  });
  const measure = async (name, act) => {
    const { longest, long } = await tasks(page, act);
    rows.push({ words: words(text), name, longest, long, latency: await latency(page) });
  };
  await measure("marks arrive", async () => {
    await pasteAnywhere(page, { "text/plain": text });
    await page.locator(".panel .cards").waitFor({ timeout: 120_000 });
  });
  await measure("scrolling", async () => {
    for (let n = 0; n < 20; n += 1) await page.mouse.wheel(0, 800);
  });
  // Found beforehand: looking for a button by its name is the tool's work, not the page's.
  const only = await page.getByRole("button", { name: /^Show only/ }).first().boundingBox();
  await measure("filtering by a party", () => page.mouse.click(only.x + only.width / 2, only.y + only.height / 2));
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  await latency(page);
  await measure("stepping through statements", async () => {
    await page.locator("#article").focus();
    for (let n = 0; n < 10; n += 1) await page.keyboard.press("j");
  });
  await context.close();
}
await browser.close();

console.log("| words | what happens | longest task | tasks above 50 ms | slowest interaction |");
console.log("|---:|---|---:|---:|---:|");
for (const { words, name, longest, long, latency } of rows) {
  console.log(`| ${words} | ${name} | ${longest} ms | ${long} | ${latency ? `${latency} ms` : "–"} |`);
}
