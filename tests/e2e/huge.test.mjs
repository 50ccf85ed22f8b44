// Ten megabytes of what nobody would write: the page asks how much of it should be read, reads that, and goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleBox, launch, open, pasteAnywhere, read } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const MANY = 10_000_000;
const says = (page, words) => page.locator(".notice").filter({ hasText: words });

/** Pieces and how often each stands there, in bytes of UTF-8 ten megabytes; a script can paste what no keyboard writes. */
const TEXTS = {
  "quotation marks": [["“”\"'", MANY / 8]],
  "quotation marks that only open": [["“", MANY / 3]],
  "one word": [["a", MANY]],
  "nested brackets": [["([{", MANY / 6], ["}])", MANY / 6]],
  "combining characters": [["a", 1], ["\u0301", MANY / 2]],
  "right-to-left overrides": [["\u202e", MANY / 3]],
  "NULs": [["\0", MANY]],
  "halves of surrogate pairs": [["\ud83d", MANY / 3]],
  "a million lines": [["a\n", 1_000_000]],
  "a million paragraphs": [["A.\n\n", 1_000_000]],
};

for (const [name, pieces] of Object.entries(TEXTS)) {
  test(name, async () => {
    const { page, context, log } = await open(browser, { options: { serviceWorkers: "block" } });
    await articleBox(page).waitFor();
    await pasteAnywhere(page, { "text/plain": pieces });
    const question = says(page, /This is as long as a book: \d{1,2},\d{3},\d{3} (words|characters)/);
    await question.waitFor();
    await question.getByRole("button", { name: /^The (first 20,000 words|beginning)$/ }).click();
    await page.getByRole("status").filter({ hasText: /No quotations found|statements? by/ }).first().waitFor();
    await says(page, /Read so far: the (first 20,000 words|beginning) of/).waitFor();
    await page.getByRole("button", { name: /^Partyline/ }).click();
    await read(page, ARTICLE);
    assert.deepEqual(log.errors, []);
    await context.close();
  });
}

test("ten megabytes of nothing: the reader hears that no words arrived", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  await pasteAnywhere(page, { "text/plain": " \n".repeat(MANY / 2) });
  await says(page, "No words arrived").waitFor();
  await context.close();
});
