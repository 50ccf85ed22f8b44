// After the first visit the page needs no network; a new version waits until the reader takes it.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { articleBox, launch, marks, open, quiet, read } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";
import { drop, file } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** Waits until the service worker holds everything. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then((registration) => new Promise((resolve) => {
  const worker = registration.active;
  const look = () => worker.state === "activated" && resolve();
  worker.addEventListener("statechange", look);
  look();
})));

test("the page reloads and reads an article with the network off", async () => {
  const { page, context, log } = await open(browser);
  await articleBox(page).waitFor();
  await quiet(page);
  await kept(page);
  await read(page, ARTICLE);
  const online = await marks(page);
  await context.setOffline(true);
  await page.goto(page.url().split("#")[0]);
  await read(page, ARTICLE);
  assert.deepEqual(await marks(page), online);
  assert.ok(online.length >= 3, `${online.length} marks`);
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("links and files are made and opened with the network off", async () => {
  const { page, context, log } = await open(browser);
  await articleBox(page).waitFor();
  await quiet(page);
  await kept(page);
  await context.setOffline(true);
  await read(page, ARTICLE);
  const seen = await marks(page);
  const made = await file(browser, page, "TEI");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = page.getByRole("dialog").getByRole("textbox", { name: "Link" });
  await link.waitFor();
  const address = await link.inputValue();
  await page.getByRole("dialog").getByRole("button", { name: "Show QR code" }).click();
  await page.getByRole("img", { name: "QR code of the link" }).waitFor();
  for (const way of [() => page.goto(address), () => drop(page, [made])]) {
    await page.goto("about:blank");
    await page.goto(address.split("#")[0]);
    await articleBox(page).waitFor();
    await way();
    await page.locator(".received").waitFor();
    await page.locator("mark").first().waitFor();
    assert.deepEqual(await marks(page), seen);
  }
  assert.deepEqual(log.errors, []);
  await context.close();
});

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css",
  ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json" };

/** A host whose files a test may change. */
async function host(folder) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://host").pathname.slice(1) || "index.html";
    try {
      const body = readFileSync(join(folder, name));
      response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** A page under the service worker of a host of its own; `renew` puts a newer version there, `done` ends it all. */
async function renewable() {
  const folder = mkdtempSync(join(tmpdir(), "partyline-"));
  cpSync(process.env.PARTYLINE_DIST, folder, { recursive: true });
  const server = await host(folder);
  const { page, context } = await open(browser, { at: `http://127.0.0.1:${server.address().port}/` });
  await articleBox(page).waitFor();
  await kept(page);
  await page.reload();
  await articleBox(page).waitFor();
  const renew = async () => {
    const index = join(folder, "index.html");
    writeFileSync(index, readFileSync(index, "utf8").replace("<title>Partyline</title>", "<title>Partyline, newer</title>"));
    const script = join(folder, "sw.js");
    writeFileSync(script, readFileSync(script, "utf8").replace(/VERSION = "[0-9a-f]+"/, 'VERSION = "newer"'));
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => {}));
    await page.getByRole("button", { name: "Reload" }).waitFor();
  };
  const take = () => Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
  const done = async () => {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  };
  return { page, renew, take, done };
}

test("a new version waits, is announced, and is taken on a click", async () => {
  const { page, renew, take, done } = await renewable();
  await renew();
  await page.reload();
  await page.getByRole("button", { name: "Reload" }).waitFor();
  assert.equal(await page.title(), "Partyline");
  await take();
  await articleBox(page).waitFor();
  assert.equal(await page.title(), "Partyline, newer");
  assert.deepEqual(await page.evaluate(() => caches.keys().then((keys) => keys.length)), 1);
  await done();
});

test("a new version does not lose an article that was typed and not yet read", async () => {
  const { page, renew, take, done } = await renewable();
  await articleBox(page).pressSequentially("Half a sentence");
  await renew();
  await take();
  await page.getByRole("button", { name: "Read it" }).waitFor();
  assert.equal(await articleBox(page).inputValue(), "Half a sentence");
  await done();
});

test("a new version does not lose a detail that was typed and not yet left", async () => {
  const { page, renew, take, done } = await renewable();
  await read(page, ARTICLE);
  await page.getByText("About this article").click();
  await page.getByRole("textbox", { name: "Outlet" }).pressSequentially("The Tarn Courier");
  await renew();
  await take();
  await page.getByRole("button", { name: /^Norland rejects/ }).first().click();
  await page.getByText("About this article").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Outlet", includeHidden: true }).inputValue(), "The Tarn Courier");
  await done();
});
