// The worker's documents equal the native engine's, value for value.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** One form for both: keys in order, and nothing where there is nothing. */
const plain = (value) => {
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (value === null || typeof value !== "object") return value ?? undefined;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, plain(value[key])]).filter(([, v]) => v !== undefined));
};

/** Texts that are read in one go. */
const BATCH = 50;

test("the same texts give the same documents natively and in the browser", async () => {
  const lines = readFileSync(process.env.PARTYLINE_DOCUMENTS, "utf8").split("\n").filter(Boolean);
  assert.ok(lines.length >= 10, `${lines.length} samples`);
  const { page, context } = await open(browser);
  for (let from = 0; from < lines.length; from += BATCH) {
    const samples = lines.slice(from, from + BATCH).map((line) => JSON.parse(line));
    const answers = await page.evaluate((texts) => new Promise((resolve, reject) => {
      const worker = new Worker(document.getElementById("boot").dataset.worker);
      const answers = [];
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data.Ready) texts.forEach((text, id) => worker.postMessage({ id, request: { Annotate: { text } } }));
        if (data.Answer) answers[data.Answer.id] = data.Answer.result;
        if (answers.filter(Boolean).length === texts.length) {
          worker.terminate();
          resolve(answers);
        }
      };
    }), samples.map(({ text }) => text));
    samples.forEach(({ name, document }, index) => {
      assert.deepEqual(plain(answers[index].Ok?.Document), plain(document), name);
    });
  }
  await context.close();
});
