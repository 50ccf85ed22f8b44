// Print and the report: everything on paper, without colour and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, firefoxLacks, launch, open, read, saved } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

test("the report is one file with everything in it, found by keyboard", async () => {
  const { page, context } = await open(browser, { options: { acceptDownloads: true } });
  await read(page, ARTICLE);
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("2");
  await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  const { name, text: html } = await saved(browser, page, async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Report" }).focus();
    await page.keyboard.press("Enter");
  });
  assert.match(name, /^norland-rejects-.*\.html$/);
  assert.ok(html.length < 80_000 + ARTICLE.length, `${html.length} characters`);
  await context.close();

  const report = await browser.newPage();
  const asked = [];
  report.on("request", (request) => asked.push(request.url()));
  await report.setContent(html);
  for (const part of ["Share of voice", "Positions", "Sources", "Changed by a reader", "Full text"]) {
    assert.ok(await report.getByRole("heading", { name: part }).isVisible(), part);
  }
  assert.equal(await report.locator("script, img, link, iframe").count(), 0);
  assert.deepEqual(asked.filter((url) => url !== "about:blank"), []);
  const text = await report.locator(".text").innerText();
  for (const words of ["“We did not touch the ferry and we never would,”", "It was reckless"]) assert.ok(text.includes(words), words);
  assert.ok(await report.getByText(/paragraph \d/).first().isVisible());
  assert.match(await report.locator("footer").innerText(), /Partyline \d+\.\d+\.\d+/);
  for (const format of ["A4", "Letter"]) assert.ok((await report.pdf({ format })).length > 10_000, format);
  await report.close();
});

test("on paper the page is the article with its marks and the open tab, without controls", { skip: firefoxLacks("print") }, async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await read(page, ARTICLE);
  await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => globalThis.printed);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#article h1").isVisible());
  assert.ok(await page.locator("article[data-party]").first().isVisible());
  for (const hidden of ["#toolbar", ".news", ".tabs", ".edit", ".tools", ".more", "details.about .field"]) {
    assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
  }
  await context.close();
});
