// Markup and addresses that would run a script, put in wherever words come in: they stay words. Once under the page's
// policy, and once with the policy taken away, so that it is the second wall and not the only one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, launch, open, pasteAnywhere } from "./browser.mjs";

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
        await about.getByRole("textbox", { name }).fill(`${ATTACKS.join(" ")} javascript:ran('field')`);
        await page.keyboard.press("Tab");
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
