// The page starts under its policy and asks nobody but its own host.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, articleBox, launch, open, quiet } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

test("the page starts without an error and loads only its own files", async () => {
  const { page, log, context } = await open(browser);
  await articleBox(page).waitFor();
  await quiet(page);
  assert.deepEqual(log.errors, []);
  const strangers = log.requests.filter((url) => !url.startsWith(address) && !url.startsWith("data:"));
  assert.deepEqual(strangers, []);
  const names = log.requests.map((url) => url.slice(address.length).replace(/-[0-9a-f]{12,}/, ""));
  for (const name of ["app_bg.wasm", "worker_bg.wasm", "weights.bin"]) {
    assert.equal(names.filter((other) => other === name).length > 0, true, `${name} is loaded`);
  }
  await context.close();
});

test("the policy is in force: no inline script, no foreign connection, no strings as scripts", async () => {
  const { page, log, context } = await open(browser);
  await articleBox(page).waitFor();
  await page.addInitScript(() => {});
  const outcome = await page.evaluate(async () => {
    const script = document.createElement("script");
    let assigned = "allowed";
    try { script.textContent = "globalThis.injected = true"; document.body.append(script); } catch { assigned = "refused"; }
    const image = document.createElement("div");
    let markup = "allowed";
    try { image.innerHTML = "<img src=x onerror='globalThis.injected = true'>"; } catch { markup = "refused"; }
    const fetched = await fetch("https://example.org/").then(() => "allowed", () => "refused");
    let worker = "allowed";
    try { new Worker("data:text/javascript,0"); } catch { worker = "refused"; }
    return { assigned, markup, fetched, worker, injected: globalThis.injected ?? false };
  });
  assert.deepEqual(outcome, { assigned: "refused", markup: "refused", fetched: "refused", worker: "refused", injected: false });
  assert.equal(log.requests.some((url) => url.startsWith("https://example.org/")), false);
  await context.close();
});

test("the built folder is served as README.md asks of a host", async () => {
  const headers = async (name) => {
    const response = await fetch(address + name);
    assert.equal(response.status, 200, name);
    return response.headers;
  };
  const page = await headers("");
  assert.match(page.get("content-security-policy"), /^default-src 'none';.*require-trusted-types-for 'script'.*; frame-ancestors 'none'$/);
  assert.equal(page.get("cross-origin-opener-policy"), null);
  const text = await (await fetch(address)).text();
  const [script] = text.match(/app-[0-9a-f]+\.js/);
  for (const name of [script, script.replace(".js", "_bg.wasm")]) {
    assert.equal((await headers(name)).get("cache-control"), "public, max-age=31536000, immutable", name);
  }
  for (const name of ["", "sw.js", "engine.js", "manifest.webmanifest"]) {
    assert.equal((await headers(name)).get("cache-control"), "no-cache", name);
  }
  assert.equal((await headers(script.replace(".js", "_bg.wasm"))).get("content-type"), "application/wasm");
  for (const away of ["../Cargo.toml", "%2e%2e/Cargo.toml", "nothing"]) assert.equal((await fetch(address + away)).status, 404, away);
});
