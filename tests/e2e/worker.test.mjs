// The worker that does not load, is of another version, dies, or hangs: the reader is told, and the text stays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, launch, open, quiet, read } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** The service worker, once it is there, would answer from its own store, past the replaced files. */
const options = { serviceWorkers: "block" };

/** Serves another script in place of the worker's. */
const instead = (body) => async (context) => {
  await context.route(/worker_boot[-.]/, (route) => route.fulfill({ contentType: "text/javascript", body }));
};

/** A worker that greets as if it were of this version, and then does what is said. */
const greeting = (page) => `postMessage({ Ready: { version: ${JSON.stringify(page)} } });`;

/** What the page shows of an error, and whether the article is still there. */
async function outcome(page) {
  const alert = page.getByRole("alert").filter({ visible: true }).first();
  await alert.waitFor();
  const text = await page.locator("body").evaluate((body) =>
    body.innerText + [...body.querySelectorAll("textarea")].map((box) => box.value).join(""));
  return { message: await alert.innerText(), kept: text.includes("Ada Merrow") };
}

test("a worker that is not there", async () => {
  const { page, context } = await open(browser, {
    options,
    prepare: (context) => context.route(/worker_boot[-.]/, (route) => route.abort()),
  });
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /could not be started/);
  assert.equal(kept, true);
  await context.close();
});

test("what is pasted while there is no worker is kept, corrections of an earlier time too", async () => {
  const { page, context } = await open(browser, { options });
  await read(page, ARTICLE);
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("2");
  await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
  await context.route(/worker_boot[-.]/, (route) => route.abort());
  await page.reload();
  for (const text of ["A second one\n\n“No,” said Ada Merrow on Monday.\n", ARTICLE]) {
    await articleBox(page).fill(text);
    await page.getByRole("alert").filter({ hasText: "could not be started" }).first().waitFor();
    await page.reload();
  }
  await context.unroute(/worker_boot[-.]/);
  await page.reload();
  const entries = page.locator(".recent .entry");
  await entries.filter({ hasText: "A second one" }).click();
  await page.locator("mark").filter({ hasText: "No," }).first().waitFor();
  await page.getByRole("button", { name: /^Partyline/ }).click();
  assert.equal(await entries.count(), 2);
  await entries.filter({ hasText: "1 correction" }).click();
  await page.getByRole("button", { name: "1 change" }).waitFor();
  await context.close();
});

test("a worker of another version", async () => {
  const { page, context } = await open(browser, { options, prepare: instead(greeting("0.0.1/1")) });
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /0\.0\.1\/1.*Reload the page/);
  assert.equal(kept, true);
  await context.close();
});

test("a worker that speaks another language", async () => {
  const { page, context } = await open(browser, { options, prepare: instead("postMessage(42);") });
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /did not understand each other/);
  assert.equal(kept, true);
  await context.close();
});

/** The version that the page and its own worker are of. */
const versionOf = (page) => page.evaluate(() => new Promise((resolve) => {
  const worker = new Worker(document.getElementById("boot").dataset.worker);
  worker.onmessage = (event) => { worker.terminate(); resolve(event.data.Ready.version); };
}));

/** Has the page load again with a worker that greets as its own does, and then does what is said. */
async function replaced(page, context, then) {
  await articleBox(page).waitFor();
  await quiet(page);
  await instead(`${greeting(await versionOf(page))} ${then}`)(context);
  await page.reload();
}

test("a worker that dies in the middle, and the next one that does not", async () => {
  const { page, context } = await open(browser, { options });
  await replaced(page, context, `onmessage = () => { throw new Error("out of memory"); };`);
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /stopped.*out of memory/);
  assert.equal(kept, true);
  await context.unroute(/worker_boot[-.]/);
  await page.getByRole("button", { name: /try again/i }).first().click();
  await page.locator("mark").first().waitFor();
  await context.close();
});

/** A megabyte: enough to start, too little for the model. */
const MORE_PAGES = 16;

/** The module with a memory that cannot grow by more than that. */
function bounded(module) {
  const number = (at) => {
    let value = 0, shift = 0;
    for (; module[at] & 128; at += 1, shift += 7) value |= (module[at] & 127) << shift;
    return { value: value | module[at] << shift, end: at + 1 };
  };
  const bytes = (value) => (value < 128 ? [value] : [value & 127 | 128, ...bytes(value >> 7)]);
  const MEMORY = 5;
  for (let at = 8; at < module.length;) {
    const size = number(at + 1);
    if (module[at] === MEMORY) {
      const { value: least } = number(size.end + 2);
      const content = [1, 1, ...bytes(least), ...bytes(least + MORE_PAGES)];
      const section = [MEMORY, ...bytes(content.length), ...content];
      return Buffer.concat([module.subarray(0, at), Buffer.from(section), module.subarray(size.end + size.value)]);
    }
    at = size.end + size.value;
  }
  throw new Error("a module without memory");
}

test("a worker that runs out of memory, and the next one that does not", async () => {
  const { page, context } = await open(browser, {
    options,
    prepare: (context) => context.route(/worker_bg[-.]/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: bounded(await response.body()) });
    }),
  });
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /stopped/);
  assert.equal(kept, true);
  await context.unroute(/worker_bg[-.]/);
  await page.getByRole("button", { name: /try again/i }).first().click();
  await page.locator("mark").first().waitFor();
  await context.close();
});

const HANGS = { "never greets": "for (;;);", "greets and never answers": "onmessage = () => { for (;;); };" };

for (const [how, then] of Object.entries(HANGS)) {
  test(`a worker that ${how}, and the next one that does`, async () => {
    const { page, context } = await open(browser, { options });
    await page.clock.install();
    await replaced(page, context, then);
    await articleBox(page).fill(ARTICLE);
    await page.getByText("Finding out who says what").waitFor();
    await page.clock.fastForward("00:25");
    assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
    await page.clock.fastForward("00:10");
    const { message, kept } = await outcome(page);
    assert.match(message, /did not answer for 30 seconds/);
    assert.equal(kept, true);
    await context.unroute(/worker_boot[-.]/);
    await page.getByRole("button", { name: /try again/i }).first().click();
    await page.locator("mark").first().waitFor();
    await context.close();
  });

  test(`a worker that ${how} is cancelled, and the text stays`, async () => {
    const { page, context } = await open(browser, { options });
    await replaced(page, context, then);
    await articleBox(page).fill(ARTICLE);
    await page.getByText("Finding out who says what").waitFor();
    await context.unroute(/worker_boot[-.]/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Analysis stopped" }).waitFor();
    assert.match(await page.locator("#article").innerText(), /Ada Merrow/);
    await page.getByRole("button", { name: "Analyse again" }).click();
    await page.locator("mark").first().waitFor();
    await context.close();
  });
}

test("a model that is not there, and then is", async () => {
  const { page, context } = await open(browser, {
    options,
    prepare: (context) => context.route(/weights[-.]/, (route) => route.fulfill({ status: 503, body: "" })),
  });
  await articleBox(page).fill(ARTICLE);
  const { message, kept } = await outcome(page);
  assert.match(message, /language model could not be loaded.*503/);
  assert.equal(kept, true);
  await context.unroute(/weights[-.]/);
  await page.getByRole("button", { name: /try again/i }).first().click();
  await page.locator("mark").first().waitFor();
  await context.close();
});
