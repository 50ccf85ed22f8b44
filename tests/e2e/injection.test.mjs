// Markup and addresses that would run a script, put in wherever words come in: they stay words. Once under the page's
// policy, and once with the policy taken away, so that it is the second wall and not the only one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, articleBox, launch, open, pasteAnywhere, saved, write } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const ATTACKS = [
  "<script>ran('script')</script>",
  "<img src=x onerror=ran('img')>",
  "<svg onload=ran('svg')><animate onbegin=ran('animate') attributeName=x></svg>",
  "<iframe srcdoc=\"<script>parent.ran('frame')</script>\"></iframe>",
  "<a href=\"javascript:ran('link')\" autofocus onfocus=ran('focus')>here</a>",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=ran('mutation')>\">",
  "\"><details open ontoggle=ran('toggle')>",
  "'-ran('quote')-'",
  "</textarea></mark></title><body onpageshow=ran('body')>",
];
const TEXT = ATTACKS.map((attack) => `“We did not ${attack} touch it,” said Ada ${attack} Merrow of Norland.`).join("\n\n");
const PAGE = `<!doctype html><title>${ATTACKS.join(" ")}</title><meta property="og:site_name" content="&lt;img src=x onerror=ran('site')&gt;">
  <link rel="canonical" href="javascript:ran('canonical')"><article><h1>Norland ${ATTACKS.join(" ")}</h1>
  ${ATTACKS.map((attack) => `<p>“We did not ${attack} touch it,” said Ada Merrow of Norland.</p>`).join("\n")}</article>`;

const give = (page, name, mimeType, words) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer: Buffer.from(words) });

const WAYS = {
  "pasted words": (page) => pasteAnywhere(page, { "text/plain": TEXT }),
  "a pasted page": (page) => pasteAnywhere(page, { "text/html": PAGE }),
  "a file of Markdown": (page) => give(page, "<img src=x onerror=ran('name')>.md", "text/markdown",
    `# ${ATTACKS.join(" ")}\n\n[“No”](javascript:ran('markdown')), said Ada Merrow. ![x](x "onerror=ran('picture')")\n\n${TEXT}`),
  "a file of words": (page) => give(page, "<img src=x onerror=ran('name')>.txt", "text/plain", TEXT),
  "a file of a page": (page) => give(page, "<img src=x onerror=ran('name')>.html", "text/html", PAGE),
};

for (const bypassCSP of [false, true]) {
  for (const [way, put] of Object.entries(WAYS)) {
    test(`${way}, the policy ${bypassCSP ? "off" : "on"}`, async () => {
      const ran = [];
      const { page, context } = await open(browser, {
        options: { bypassCSP, serviceWorkers: "block" },
        prepare: (context) => context.exposeFunction("ran", (name) => { ran.push(name); }),
      });
      await articleBox(page).waitFor();
      await put(page);
      await page.locator("mark[data-statement]").first().waitFor();
      const about = page.locator("details.about");
      await about.locator("summary").click();
      for (const name of ["Title", "Outlet", "Date", "Address"]) {
        await write(page, about.getByRole("textbox", { name }), `${ATTACKS.join(" ")} javascript:ran('field')`);
      }
      await page.locator("mark[data-statement]").first().click();
      await page.keyboard.press("Escape");
      const elements = await page.locator("#article").evaluate((article) =>
        article.querySelectorAll("script, img, iframe, svg [onload], math, [onerror], [onfocus], [href^='javascript:']").length);
      assert.equal(elements, 0);
      assert.equal(await page.locator("a[href^='javascript:']").count(), 0);
      assert.deepEqual(ran, []);
      await context.close();
    });
  }
}

/** Elements that could run something, of all that stand in a document. */
const live = (page) => page.evaluate(() => [...document.querySelectorAll("*")].filter((element) =>
  element.matches("iframe, object, embed, math, [href^='javascript:' i], [src^='javascript:' i], [srcdoc], script:not([src]), img:not([src^='data:' i])")
  || element.getAttributeNames().some((name) => name.startsWith("on"))).map((element) => element.outerHTML.slice(0, 120)));

/** Everything that can be looked at of an article. */
async function tour(page) {
  for (const name of ["Matrix", "Share of voice", "Check", "Transcript", "Parties"]) {
    await page.getByRole("tab", { name }).click();
    assert.deepEqual(await live(page), [], name);
  }
  for (const key of ["b", "m"]) {
    await page.locator("#article").focus();
    await page.keyboard.press("j");
    await page.locator("#card").waitFor();
    assert.deepEqual(await live(page), [], "the card");
    await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await live(page), [], `the dialog of ${key}`);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: /^\d+ changes?$/ }).click();
  await page.getByRole("dialog").locator("tbody tr").first().waitFor();
  assert.deepEqual(await live(page), [], "the changes");
  await page.keyboard.press("Escape");
}

for (const bypassCSP of [false, true]) {
  test(`corrections, notes and fields here, in a link and in a report, the policy ${bypassCSP ? "off" : "on"}`, async () => {
    const ran = [];
    const all = ATTACKS.join(" ");
    const options = { bypassCSP, serviceWorkers: "block" };
    const prepare = (context) => context.exposeFunction("ran", (name) => { ran.push(name); });
    const { page, context } = await open(browser, { options, prepare });
    await articleBox(page).waitFor();
    await pasteAnywhere(page, { "text/plain": TEXT });
    await page.locator("mark[data-stop]").first().waitFor();
    const dialog = page.getByRole("dialog");
    const ask = async (key) => {
      await page.locator("mark[data-stop]").first().focus();
      await page.keyboard.press(key);
      await dialog.waitFor();
    };
    await ask("b");
    await dialog.getByRole("combobox", { name: "Somebody else" }).fill(`${all} speaker`);
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Now said by" }).waitFor();
    await ask("b");
    await dialog.getByRole("textbox", { name: "Note" }).fill(`${all} note`);
    await dialog.getByRole("button", { name: "Keep the note" }).click();
    await page.getByRole("status").filter({ hasText: "Note kept" }).waitFor();
    await ask("m");
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(`${all} party`);
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Now called" }).waitFor();
    const about = page.locator("details.about");
    await about.locator("summary").click();
    for (const name of ["Title", "Outlet", "Date", "Address"]) {
      await write(page, about.getByRole("textbox", { name }), name === "Address" ? "javascript:ran('address')" : all);
    }
    await tour(page);

    await page.getByRole("button", { name: "Share", exact: true }).click();
    await dialog.getByRole("checkbox", { name: /note/ }).check();
    await page.waitForFunction(() => /#./.test(document.querySelector("dialog input[readonly]")?.value ?? ""));
    const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const { text: html } = await saved(browser, page, () =>
      dialog.getByRole("button", { name: "Report (HTML)", exact: true }).click());
    await context.close();

    const received = await open(browser, { path: link.slice(address.length), options, prepare });
    await received.page.locator("mark[data-statement]").first().waitFor();
    await received.page.locator(".note").filter({ hasText: "ran('img')> " }).first().waitFor();
    await tour(received.page);
    await received.context.close();

    const elsewhere = await browser.newContext({ bypassCSP });
    await prepare(elsewhere);
    await elsewhere.route("https://report.example/", (route) => route.fulfill({ contentType: "text/html", body: html }));
    const report = await elsewhere.newPage();
    await report.goto("https://report.example/");
    await report.getByRole("heading", { name: "Full text" }).waitFor();
    assert.match(await report.locator("body").innerText(), /ran\('script'\)<\/script>[^]*note/);
    assert.deepEqual(await live(report), []);
    await elsewhere.close();
    assert.deepEqual(ran, []);
  });
}

test("a file that is no text is named as it is called, markup and all", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await give(page, "<b>scan.pdf", "application/pdf", "%PDF-1.7 ...");
  await page.locator(".notice").filter({ hasText: "“<b>scan.pdf” is a PDF" }).waitFor();
  await context.close();
});

test("the battery does run where words are taken for markup", async () => {
  const ran = [];
  const { page, context } = await open(browser, {
    options: { bypassCSP: true, serviceWorkers: "block" },
    prepare: (context) => context.exposeFunction("ran", (name) => { ran.push(name); }),
  });
  await articleBox(page).waitFor();
  await page.setContent(TEXT);
  for (let tries = 0; tries < 50 && !ran.includes("img"); tries += 1) await page.waitForTimeout(100);
  assert.ok(ran.includes("img"), `what ran: ${ran}`);
  await context.close();
});
