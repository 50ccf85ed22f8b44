// What the page cannot do without and does not get, from the first load on: the reader is told, nothing is blank.
// Workers that fail are in worker.test.mjs, stores that fail in recent.test.mjs, links that fail in share.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, launch, open, pasteAnywhere, read } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** The service worker, once it is there, would answer from its own store. */
const options = { serviceWorkers: "block" };

/** Waits for the words that stand in place of a page that cannot start. */
const failed = (page) => page.getByRole("alert").filter({ hasText: "Partyline could not start" })
  .waitFor({ state: "visible" });

test("no JavaScript", async () => {
  const { page, context } = await open(browser, { options: { ...options, javaScriptEnabled: false } });
  assert.match(await page.locator("body").innerText(), /needs JavaScript with WebAssembly/);
  await context.close();
});

test("no WebAssembly", async () => {
  const { page, context } = await open(browser, {
    options,
    prepare: (context) => context.addInitScript(() => { delete globalThis.WebAssembly; }),
  });
  await failed(page);
  await context.close();
});

test("a host whose policy forbids WebAssembly", async () => {
  const { page, context } = await open(browser, {
    options,
    prepare: (context) => context.route((url) => url.pathname.endsWith("/"), async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
      await route.fulfill({ response, headers });
    }),
  });
  await failed(page);
  await context.close();
});

for (const file of [/app[-_.][^/]*\.wasm/, /app-[^/]*\.js|app\.js/]) {
  test(`the network dies before ${file} is there, and comes back`, async () => {
    const { page, context } = await open(browser, {
      options,
      prepare: (context) => context.route(file, (route) => route.abort("internetdisconnected")),
    });
    await failed(page);
    await context.unroute(file);
    await page.reload();
    await read(page, ARTICLE);
    await context.close();
  });
}

test("half a surrogate pair from a script is read as a replacement character", async () => {
  const { page, log, context } = await open(browser, { options });
  await articleBox(page).waitFor();
  await pasteAnywhere(page, { "text/plain": `${ARTICLE}\n“\ud83d no \udc00,” said Ada Merrow.\n` });
  await page.locator("mark").first().waitFor();
  assert.match(await page.locator("#article").innerText(), /“\ufffd no \ufffd,”/);
  assert.deepEqual(log.errors, []);
  await context.close();
});
