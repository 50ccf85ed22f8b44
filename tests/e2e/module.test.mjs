// The engine as a module: another page loads it and gets plain objects, the same that the page shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { STORY, opened } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

test("the example annotates a text; offsets count as JavaScript does", async () => {
  const { page, context, log } = await open(browser, { path: "module.html" });
  const text = `🎭 ${STORY}`;
  await page.getByRole("textbox", { name: "An article" }).fill(text);
  await page.getByRole("status").filter({ hasText: /^Engine \d+\.\d+\.\d+$/ }).waitFor();
  await page.getByRole("button", { name: "Annotate" }).click();
  await page.getByRole("listitem").filter({ hasText: "We will not wait for another winter" }).waitFor();
  const annotation = JSON.parse(await page.locator("#json").innerText());
  assert.equal(annotation.version, 1);
  const quote = annotation.statements.find(({ content }) => text.slice(...content[0]).includes("We will not wait"));
  assert.equal(text.slice(...quote.cue), "said");
  assert.equal(text.slice(...quote.source), "Merrow");
  assert.ok(annotation.parties[quote.party].name);
  assert.deepEqual(log.errors, []);
  await context.close();

  const { page: shown, context: other } = await opened(browser, { text });
  const statements = new Set((await shown.locator("mark[data-statement]").evaluateAll((all) =>
    all.flatMap((each) => each.dataset.statement.split(" ")))));
  assert.ok(statements.size <= annotation.statements.length);
  await other.close();
});

test("without a model the module says what to do", async () => {
  const { page, context } = await open(browser, { path: "module.html" });
  await page.getByRole("status").filter({ hasText: /^Engine/ }).waitFor();
  const said = await page.evaluate(async () => {
    const module = await import(new URL("engine.js?fresh", document.baseURI));
    await module.default({ module_or_path: new URL("engine_bg.wasm", document.baseURI) });
    const tried = [() => module.annotate("No."), () => module.load(new Uint8Array(9))];
    return tried.map((each) => { try { each(); } catch (error) { return error.message; } });
  });
  assert.match(said[0], /call load\(weights\) first/);
  assert.ok(said[1], "bytes that are no model are refused");
  await context.close();
});
