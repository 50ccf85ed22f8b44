// Opens the built page in Chromium, or in Firefox where PARTYLINE_FIREFOX names one, and keeps a record of what went
// wrong in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, firefox } from "playwright-core";

const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Address of the page under test: `cargo xtask test` serves it and says where. */
export const address = process.env.PARTYLINE_URL ?? "http://127.0.0.1:8080/";

/** Firefox as its makers ship it, driven by WebDriver BiDi. */
const FIREFOX = process.env.PARTYLINE_FIREFOX;

/** What Chromium's driver does and Firefox's cannot, for tests to skip by name: the option `skip` of a test. */
const LACKS = {
  taps: "a finger's taps",
  print: "a page shown as if printed",
  layoutShift: "an account of what moved",
};
export const firefoxLacks = (what) => {
  if (!(what in LACKS)) throw new Error(`${what}: name it in LACKS`);
  return FIREFOX ? `Firefox's driver lacks ${LACKS[what]}` : false;
};

/**
 * A browser of its own. As root, and in containers, Chromium's sandbox does not work. One that dies while it starts,
 * before any page is open, says nothing about ours: it is started once more.
 */
export function launch() {
  return FIREFOX ? Promise.resolve(new Foxes()) : started(chromium, {
    executablePath: process.env.PARTYLINE_CHROMIUM,
    args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
  });
}

const started = (browser, options) => browser.launch(options).catch(() => browser.launch(options));

/** What Firefox learns when it starts and Chromium for each context. */
const preferences = ({ colorScheme, reducedMotion, contrast, forcedColors, hasTouch, javaScriptEnabled }) => ({
  "layout.css.prefers-color-scheme.content-override": colorScheme === "dark" ? 0 : 1,
  // A finger, or a mouse, which machines without a screen do not have.
  "ui.primaryPointerCapabilities": hasTouch ? 1 : 6,
  "ui.allPointerCapabilities": hasTouch ? 1 : 6,
  ...(reducedMotion === "reduce" && { "ui.prefersReducedMotion": 1 }),
  ...(contrast === "more" && { "ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 1 }),
  ...(forcedColors === "active" && { "browser.display.document_color_use": 2 }),
  ...(javaScriptEnabled === false && { "javascript.enabled": false }),
});

/** A Firefox for each set of preferences, started when it is first needed; to a test they are one browser. */
class Foxes {
  #all = new Map();
  /** Where files are saved. */
  folder = mkdtempSync(join(tmpdir(), "partyline-"));

  async newContext({ bypassCSP = false, permissions, ...options } = {}) {
    const firefoxUserPrefs = preferences(options);
    const key = JSON.stringify(firefoxUserPrefs);
    if (!this.#all.has(key)) {
      const options = { channel: "moz-firefox", executablePath: FIREFOX, downloadsPath: this.folder, firefoxUserPrefs };
      this.#all.set(key, started(firefox, options));
    }
    const context = await (await this.#all.get(key)).newContext(options);
    if (bypassCSP) await context.route((url) => url.pathname.endsWith("/"), unguarded);
    return context;
  }

  async newPage(options) {
    return (await this.newContext(options)).newPage();
  }

  async close() {
    for (const browser of this.#all.values()) await (await browser).close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The page without its policy, which stands in a header and in itself. */
async function unguarded(route) {
  const response = await route.fetch();
  const { "content-security-policy": _, ...headers } = response.headers();
  const body = (await response.text()).replace(/<meta[^>]*Content-Security-Policy[^>]*>/i, "");
  await route.fulfill({ response, headers, body });
}

/**
 * A page with a fresh profile. `log.errors` collects what the console and uncaught errors say, policy violations
 * included; `log.requests` every address asked for. `prepare` may change the context before the page loads.
 */
export async function open(browser, { at = address, path = "", options = {}, prepare = async () => {} } = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const log = { errors: [], requests: [] };
  page.on("pageerror", (error) => log.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") log.errors.push(message.text());
  });
  context.on("request", (request) => log.requests.push(request.url()));
  await prepare(context, page);
  await page.goto(at + path);
  return { context, page, log };
}

/** Waits until nothing has been fetched for half a second: page, worker and model are there. */
export const quiet = (page) => page.waitForLoadState("networkidle");

/** The box that articles are pasted into. */
export const articleBox = (page) => page.getByRole("textbox", { name: "Article text" });

/**
 * Pastes outside of the box, as a reader does who just opened the page: words by media type, or pieces and how often
 * each stands there. Firefox lets no script say what a paste carries, so the event is told afterwards.
 */
export const pasteAnywhere = (page, words) => page.evaluate((words) => {
  const data = new DataTransfer();
  for (const [type, content] of Object.entries(words)) {
    data.setData(type, Array.isArray(content) ? content.map(([piece, times]) => piece.repeat(times)).join("") : content);
  }
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (!event.clipboardData?.types.length) Object.defineProperty(event, "clipboardData", { value: data });
  document.body.dispatchEvent(event);
}, words);

/** Fills a field and leaves it. Firefox's driver forgets the event by which a field says that it has another value. */
export async function write(page, field, words) {
  await field.fill(words);
  if (FIREFOX) await field.dispatchEvent("change");
  await page.keyboard.press("Tab");
}

/** Pastes an article into the box and waits until its statements are marked. */
export async function read(page, text) {
  await articleBox(page).fill(text);
  await page.locator("mark").first().waitFor();
}

/**
 * Name and words of the file that the page saves while something is done. Firefox's driver tells nobody of files that the
 * page made by itself: they are looked for where it saves them.
 */
export async function saved(browser, page, act) {
  if (!FIREFOX) {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }
  await act();
  for (let tries = 0; tries < 300; tries += 1) {
    const names = readdirSync(browser.folder);
    const [path] = names.map((name) => join(browser.folder, name));
    if (names.length === 1 && statSync(path).size > 0 && !path.endsWith(".part")) {
      const text = readFileSync(path, "utf8");
      rmSync(path);
      return { name: names[0], text };
    }
    await page.waitForTimeout(100);
  }
  throw new Error("no file was saved");
}

/** Every mark's words, kind and statements, in text order. */
export const marks = (page) => page.locator("mark").evaluateAll((all) => all.map((mark) => ({
  words: mark.textContent, kind: mark.dataset.kind, statements: mark.dataset.statement,
})));

/** Every party's name in the panel's order. */
export const parties = (page) => page.getByRole("complementary", { name: "Parties" }).locator("article[data-party]")
  .evaluateAll((all) => all.map((party) => party.querySelector("h1, h2, h3, h4")?.textContent.trim()));
