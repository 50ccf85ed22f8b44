// Sharing: every kind of link, what chat programs do to it, and what its recipient sees.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import jsqr from "jsqr";
import { address, articleBox, launch, open, saved, write } from "./browser.mjs";
import { changes, mark, marks, opened, speaker, STORY, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const SOURCE = "https://news.example/tarn/sound-of-brine";
const QUOTE = "We will not wait";
const dialog = (page) => page.getByRole("dialog");
const kind = (page, name) => dialog(page).getByRole("radio", { name });
const banner = (page) => page.locator(".received");

/** Gives the quotation to another party and returns its name. */
async function correct(page) {
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Now said by Ashmoor");
  await page.keyboard.press("Escape");
}

/** Opens the dialog, and says where the article is. */
async function share(page, { source } = {}) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).waitFor();
  if (source) {
    await write(page, dialog(page).getByRole("textbox", { name: /^Address of the article/ }), source);
  }
}

/** The link in the dialog, once it begins with one of these letters. */
async function link(page, letters = "1") {
  await page.waitForFunction((letters) => {
    const value = document.querySelector("dialog input[readonly]")?.value ?? "";
    return new RegExp(`#[${letters}]`).test(value);
  }, letters);
  return dialog(page).getByRole("textbox", { name: "Link" }).inputValue();
}

/** Opens a link in a fresh profile. */
async function receive(link, rest = {}) {
  assert.ok(link.startsWith(address), link);
  return open(browser, { path: link.slice(address.length), ...rest });
}

const words = (page) => page.locator(".words").allInnerTexts();
const drawn = (page) => marks(page).evaluateAll((all) =>
  all.map((each) => [each.dataset.statement, each.dataset.kind, each.dataset.upper, each.textContent]));

/** A link to the story, with the quotation given to somebody else. */
async function sent(source) {
  const { page, context } = await opened(browser);
  await correct(page);
  const seen = await drawn(page);
  await share(page, { source });
  const full = await link(page);
  await context.close();
  return { full, seen };
}

test("the full link names its length and where it fits, and the address bar is left alone", async () => {
  const { page, context, log } = await opened(browser);
  const before = page.url();
  await correct(page);
  await share(page);
  assert.equal(await kind(page, /^Full link/).isChecked(), true);
  assert.ok(await kind(page, /^Thin link/).isDisabled());
  const full = await link(page);
  const facts = await dialog(page).locator("label.option").first().innerText();
  assert.match(facts, new RegExp(`${full.length} characters; fits everywhere`));
  assert.match(full.split("#")[1], /^1[0-9A-Za-z]+$/);
  const meter = dialog(page).locator("meter").first();
  assert.equal(await meter.getAttribute("value"), String(full.length));
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(page.url(), before);
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("what is received is what was sent, with the sender's corrections and a way to check them", async () => {
  const { full, seen } = await sent(SOURCE);
  const { page, context, log } = await receive(full);
  await marks(page).first().waitFor();
  assert.deepEqual(await drawn(page), seen);
  await banner(page).getByText("supplied by whoever made the link").waitFor();
  assert.match(await banner(page).innerText(), /1 correction by the sender/);
  assert.match(await banner(page).innerText(), /Claimed source: news\.example/);
  const check = banner(page).getByRole("link", { name: "Check against the source" });
  assert.equal(await check.getAttribute("href"), `${SOURCE}#:~:text=We%20will%20not%20wait%20for%20another%20winter`);
  assert.match(await check.getAttribute("rel"), /noreferrer/);
  await banner(page).getByRole("button", { name: "Show" }).click();
  await dialog(page).getByText("Ashmoor").first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await banner(page).getByRole("button", { name: /^Edited/ }).count(), 0);
  await mark(page, "closed for repair").click();
  await page.locator("#card").getByRole("button", { name: "Tarn" }).click();
  await told(page, "Now said by Tarn");
  await banner(page).getByRole("button", { name: /^Edited/ }).click();
  assert.notEqual(await link(page), full);
  assert.ok(page.url().endsWith(full.split("#")[1]));
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("a link that was cut opens up to the cut and says how much is missing", async () => {
  const { full } = await sent();
  const start = full.indexOf("#");
  const all = STORY.split(/\n+/).join(" ");
  let before = 0;
  for (const part of [0.25, 0.5, 0.75]) {
    const { page, context } = await receive(full.slice(0, start + Math.round((full.length - start) * part)));
    const alert = page.getByText(/^The last \d+ % of this article was lost on the way/);
    await alert.waitFor();
    const arrived = (await words(page)).join(" ");
    assert.ok(all.startsWith(arrived), arrived);
    const missing = Number((await alert.innerText()).match(/\d+/)[0]);
    assert.ok(Math.abs(missing - 100 * (1 - arrived.length / all.length)) < 4, `${missing} % of ${arrived.length}`);
    assert.ok(arrived.length > before);
    before = arrived.length;
    await context.close();
  }
});

test("what apps append to a link does no harm", async () => {
  const { full, seen } = await sent();
  for (const junk of ["&utm_source=chat&utm_medium=x", "?fbclid=IwAR0", ".", ")", "%20", "xyz012"]) {
    const { page, context } = await receive(full + junk);
    await marks(page).first().waitFor();
    assert.deepEqual(await drawn(page), seen, junk);
    assert.equal(await page.getByRole("alert").count(), 0, junk);
    await context.close();
  }
});

test("a changed link says so and shows nothing else", async () => {
  const { full } = await sent();
  const at = Math.floor((full.indexOf("#") + full.length) / 2);
  const { page, context } = await receive(full.slice(0, at) + (full[at] === "a" ? "b" : "a") + full.slice(at + 1));
  await page.getByRole("alert").filter({ hasText: "changed this link" }).waitFor();
  assert.equal(await marks(page).count(), 0);
  await articleBox(page).waitFor();
  await context.close();
});

test("a passphrase protects a link: nothing without it, a message for a wrong one", async () => {
  const { page, context } = await opened(browser);
  await correct(page);
  const seen = await drawn(page);
  await share(page);
  const plain = await link(page);
  await dialog(page).getByRole("checkbox", { name: /passphrase/ }).check();
  await write(page, dialog(page).getByRole("textbox", { name: /^Passphrase/ }), "rusty gates, Grüße");
  const sealed = await link(page, "P");
  assert.ok(sealed.length < plain.length + 60, `${sealed.length} beside ${plain.length}`);
  await page.keyboard.press("Escape");
  await share(page);
  assert.equal((await link(page)).split("#")[1][0], "1", "the passphrase is forgotten with the dialog");
  await context.close();

  const { page: other, context: profile, log } = await receive(sealed);
  const ask = other.getByRole("dialog", { name: "This link is protected" });
  await ask.waitFor();
  assert.equal(await marks(other).count(), 0);
  await ask.getByLabel("Passphrase").fill("rusty gate");
  await other.keyboard.press("Enter");
  await ask.getByRole("alert").filter({ hasText: "not the passphrase" }).waitFor();
  await ask.getByLabel("Passphrase").fill("rusty gates, Grüße");
  await ask.getByRole("button", { name: "Open" }).click();
  await marks(other).first().waitFor();
  assert.deepEqual(await drawn(other), seen);
  assert.deepEqual(log.errors, []);
  await profile.close();
});

test("a thin link carries corrections without the text, which find their place in another copy", async () => {
  const { page, context } = await opened(browser);
  await correct(page);
  await share(page, { source: SOURCE });
  await kind(page, /^Thin link/).check();
  const thin = await link(page, "T");
  assert.ok(thin.length - address.length < 400, `${thin.length}`);
  await context.close();

  const { page: other, context: profile, log } = await receive(thin);
  await banner(other).getByText(/brings 1 correction to an article/).waitFor();
  assert.equal(await banner(other).getByRole("link").getAttribute("href"), SOURCE);
  assert.equal(await marks(other).count(), 0);
  const copy = `Home | News | Weather\n\n${STORY.replaceAll("“", '"').replaceAll("”", '"').replace("on both shores", "on either shore")}`;
  await articleBox(other).fill(copy);
  await other.getByText("1 of 1 correction in place").waitFor();
  await marks(other).first().waitFor();
  assert.equal(await speaker(other, QUOTE), "Ashmoor");
  await changes(other).filter({ hasText: "1 change" }).waitFor();
  assert.match(await banner(other).innerText(), /1 correction by the sender/);
  assert.deepEqual(log.errors, []);
  await profile.close();

  const { page: wrong, context: third } = await receive(thin);
  await banner(wrong).getByText(/brings 1 correction/).waitFor();
  await articleBox(wrong).fill("“The harvest was poor,” said Jonna Ek, who keeps bees in Lower Fenn. She blamed the rain.");
  await wrong.getByText(/may be another article.*not placed: said by Ashmoor/).waitFor();
  await marks(wrong).first().waitFor();
  await third.close();
});

test("a link shows as a QR code that opens the article", async () => {
  const { page, context } = await opened(browser);
  await share(page);
  await link(page);
  await dialog(page).getByRole("button", { name: "Show QR code" }).click();
  const picture = dialog(page).getByRole("img", { name: "QR code of the link" });
  await picture.waitFor();
  const { side, path } = await picture.evaluate((svg) => ({
    side: svg.viewBox.baseVal.width, path: svg.querySelector("path").getAttribute("d"),
  }));
  await context.close();
  const SCALE = 4;
  const pixels = new Uint8ClampedArray((side * SCALE) ** 2 * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < SCALE; row++) {
      const from = ((Number(y) + 4) * SCALE + row) * side * SCALE + (Number(x) + 4) * SCALE;
      for (let at = from; at < from + Number(length) * SCALE; at++) pixels.fill(0, at * 4, at * 4 + 3);
    }
  }
  const code = (jsqr.default ?? jsqr)(pixels, side * SCALE, side * SCALE);
  assert.ok(code, "the picture is a QR code");
  assert.match(code.data.split("#")[1], /^Q1[0-9A-Z$*+\-./:]+$/);
  const { page: other, context: profile } = await receive(code.data);
  await marks(other).first().waitFor();
  assert.deepEqual((await words(other)).join("\n\n"), STORY);
  await profile.close();
});

test("notes stay here unless they are ticked", async () => {
  const { page, context } = await opened(browser);
  await mark(page, QUOTE).click();
  await page.keyboard.press("b");
  await dialog(page).getByRole("textbox", { name: "Note" }).fill("Which winter?");
  await dialog(page).getByRole("button", { name: "Keep the note" }).click();
  await told(page, "Note kept");
  await page.keyboard.press("Escape");
  await share(page);
  const without = await link(page);
  await dialog(page).getByRole("checkbox", { name: "my 1 note" }).check();
  await page.waitForFunction((old) => {
    const value = document.querySelector("dialog input[readonly]")?.value;
    return value && value !== old;
  }, without);
  const noted = await link(page);
  await context.close();
  for (const [sent, count] of [[without, 0], [noted, 1]]) {
    const { page: other, context: profile } = await receive(sent);
    await marks(other).first().waitFor();
    assert.equal(await changes(other).count(), count);
    await profile.close();
  }
});

test("a page that reads the text otherwise says where", async () => {
  const { full } = await sent();
  const { page, context } = await receive(full, {
    options: { serviceWorkers: "block" },
    prepare: (context) => context.route(/worker_boot[-.]/, async (route) => {
      const response = await route.fetch();
      const other = `{
        const post = globalThis.postMessage.bind(globalThis);
        globalThis.postMessage = (message) => {
          const document = message.Answer?.result?.Ok?.Document;
          document?.statements.forEach((each) => { if (each.stance === "appeals" || each.stance === "demands") each.stance = "states"; });
          post(message);
        };
      }
`;
      await route.fulfill({ response, body: other + await response.text() });
    }),
  });
  await marks(page).first().waitFor();
  await banner(page).getByText(/marks in one paragraph differ from what the sender saw/).waitFor();
  await banner(page).getByRole("button", { name: "Paragraph 3" }).click();
  await context.close();
});

test("the file opens by itself and holds article, marks and parties", async () => {
  const { page, context } = await opened(browser);
  await share(page);
  await kind(page, /^File/).check();
  const { name, text: html } =
    await saved(browser, page, () => dialog(page).getByRole("button", { name: "Save the file" }).click());
  assert.match(name, /\.html$/);
  await context.close();
  const reader = await browser.newPage();
  await reader.setContent(html);
  await reader.getByText("We will not wait for another winter").first().waitFor();
  await reader.getByText("Ashmoor").first().waitFor();
  await reader.close();
});

test("another app is handed the link once, where the browser can; otherwise there is no button for it", async () => {
  const handing = (context) => context.addInitScript(() => {
    globalThis.handed = [];
    navigator.share = (data) => { handed.push(data); return Promise.reject(new DOMException("changed their mind", "AbortError")); };
  });
  const { page, context, log } = await opened(browser, { prepare: handing });
  await share(page);
  const full = await link(page);
  await dialog(page).getByRole("button", { name: "Share …" }).click();
  assert.deepEqual(await page.evaluate(() => handed), [{ url: full }]);
  assert.equal(await dialog(page).getByRole("alert").count(), 0);
  assert.deepEqual(log.errors, []);
  await context.close();

  const without = (context) => context.addInitScript(() => { delete Navigator.prototype.share; });
  const { page: other, context: second } = await opened(browser, { prepare: without });
  await share(other);
  await link(other);
  await dialog(other).getByRole("button", { name: "Copy link" }).waitFor();
  assert.equal(await dialog(other).getByRole("button", { name: "Share …" }).count(), 0);
  await second.close();
});
