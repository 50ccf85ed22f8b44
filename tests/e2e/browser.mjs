// Opens the built page in Chromium and keeps a record of what went wrong in it.
import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Address of the page under test: `cargo xtask test` serves it and says where. */
export const address = process.env.PARTYLINE_URL ?? "http://127.0.0.1:8080/";

/**
 * A browser of its own. As root, and in containers, its sandbox does not work. One that dies while it starts, before any
 * page is open, says nothing about ours: it is started once more.
 */
export function launch() {
  const options = {
    executablePath: process.env.PARTYLINE_CHROMIUM,
    args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
  };
  return chromium.launch(options).catch(() => chromium.launch(options));
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

/** Pastes outside of the box, as a reader does who just opened the page: words by media type. */
export const pasteAnywhere = (page, words) => page.evaluate((words) => {
  const data = new DataTransfer();
  for (const [type, content] of Object.entries(words)) data.setData(type, content);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, words);

/** Pastes an article into the box and waits until its statements are marked. */
export async function read(page, text) {
  await articleBox(page).fill(text);
  await page.locator("mark").first().waitFor();
}

/** Every mark's words, kind and statements, in text order. */
export const marks = (page) => page.locator("mark").evaluateAll((all) => all.map((mark) => ({
  words: mark.textContent, kind: mark.dataset.kind, statements: mark.dataset.statement,
})));

/** Every party's name in the panel's order. */
export const parties = (page) => page.getByRole("complementary", { name: "Parties" }).locator("article[data-party]")
  .evaluateAll((all) => all.map((party) => party.querySelector("h1, h2, h3, h4")?.textContent.trim()));
