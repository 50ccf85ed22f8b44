// axe-core finds nothing serious or critical on any screen in any theme.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { articleBox, launch, open } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

async function check(page, screen) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const words = bad.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(words, [], screen);
}

const THEMES = [
  { colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
];

for (const theme of THEMES) {
  test(`every screen: ${JSON.stringify(theme)}`, async () => {
    const { page, context } = await open(browser, { options: { reducedMotion: "reduce", ...theme } });
    await articleBox(page).waitFor();
    await check(page, "start");
    await page.getByRole("button", { name: "How it works" }).click();
    await check(page, "help");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Try the sample" }).click();
    await page.locator("mark[data-statement]").first().waitFor();
    if (theme.viewport) await page.getByRole("button", { name: "Raise the panel" }).click();
    for (const tab of ["Parties", "Matrix", "Share of voice", "Check", "Transcript"]) {
      await page.getByRole("tab", { name: tab }).click();
      await check(page, tab);
    }
    if (theme.viewport) await page.getByRole("button", { name: "Lower the panel" }).click();
    await page.locator("mark[data-stop]").first().click();
    await page.locator("#card").waitFor();
    await check(page, "card");
    for (const marks of ["Skim", "Verbatim", "Marks off"]) {
      await page.getByRole("button", { name: marks }).click();
      await check(page, marks);
    }
    await page.getByRole("button", { name: "All marks" }).click();
    for (const name of ["Share", "Export", "Keys and help"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await check(page, name);
      await page.keyboard.press("Escape");
    }
    await context.close();
  });
}
