// Pages that nobody would write, pasted one after the other: of each the words arrive, and nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, articleBox, launch, open, pasteAnywhere } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const SAID = "“We did not touch the ferry,” said Ada Merrow of Norland on Monday.";

/** Each lays its own trap for what walks through a parsed page: depth, width, what is never closed, what is no text. */
const PAGES = {
  "a pile of boxes": "<div>".repeat(10_000) + SAID,
  "a pile of quotations": "<blockquote><b><i>".repeat(2_000) + SAID,
  "tables in tables": "<table><tr><td>".repeat(2_000) + SAID,
  "lists in lists": "<ul><li>".repeat(3_000) + SAID,
  "formatting that is never closed": "<p><b><i><u><a href=#>".repeat(300) + SAID,
  "a hundred thousand paragraphs of nothing": "<p>".repeat(50_000) + SAID,
  "a hundred thousand attributes": `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=b`).join(" ")}>${SAID}`,
  "an attribute of five megabytes": `<p title="${"x".repeat(5_000_000)}">${SAID}`,
  "text where none may stand": `<table>${SAID}<tr>x</table><select><option>y</select>`,
  "foreign markup": `<svg><foreignObject><p>Not this.</p></foreignObject><title><img src=x onerror=ran(1)></title></svg>${SAID}<math><mi>z</mi></math>`,
  "a page in a page": `<html><head></html><body><article><html><body>${SAID}</article></body></html><frameset><frame src=x></frameset>`,
  "another address and another place": `<base href="https://elsewhere.example/"><meta http-equiv=refresh content="0;url=https://elsewhere.example/">${SAID}`,
  "templates and shadows": `<template><p>Not this.</p></template><div><template shadowrootmode=open><slot></slot></template>${SAID}</div>`,
  "NULs and half characters": `<p>\0\ud83d${SAID}\udc00</p>`,
  "a comment that is never closed": `<p>${SAID}</p><!-- <p>Not this.`,
  "text for ever": `<p>${SAID}</p><plaintext></p><script>ran(2)</script>`,
  "linked data that is none": `<script type="application/ld+json">{"@graph":[[[{"@type":{}}]],"headline":${"[".repeat(5_000)}</script><p>${SAID}</p>`,
};

test("of any page the words are read, and nothing of it runs or stays", async () => {
  const ran = [];
  const { page, log, context } = await open(browser, {
    options: { serviceWorkers: "block" },
    prepare: (context) => context.exposeFunction("ran", (what) => { ran.push(what); }),
  });
  for (const [name, html] of Object.entries(PAGES)) {
    await articleBox(page).waitFor();
    await pasteAnywhere(page, { "text/html": html });
    await page.locator("mark").filter({ hasText: "We did not touch the ferry" }).first().waitFor();
    assert.equal(await page.locator("#article").getByText("Not this").count(), 0, name);
    assert.equal(await page.locator("#article").locator("table, ul, blockquote, svg, template, b, i, select").count(), 0, name);
    assert.ok(page.url().startsWith(address), name);
    await page.getByRole("button", { name: /^Partyline/ }).click();
  }
  assert.deepEqual(ran, []);
  const others = log.errors.filter((words) => !/Content.Security.Policy/i.test(words));
  assert.deepEqual(others, [], "beside what the policy says of pages that are only parsed");
  await context.close();
});
