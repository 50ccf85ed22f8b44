// Corrections: every kind, undone and done again, kept, carried over an edit, and listed against the machine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { firefoxLacks, launch } from "./browser.mjs";
import { card, changes, mark, marks, opened, panel, PHONE, select, speaker, statement, STORY, told } from "./story.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const QUOTE = "We will not wait";
const dialog = (page) => page.getByRole("dialog");

/** Opens all about a statement. */
async function about(page, words = QUOTE) {
  await mark(page, words).click();
  await page.keyboard.press("b");
  await dialog(page).waitFor();
}

/** The fragments of the statement that has these words now. */
async function content(page, words) {
  const id = await statement(mark(page, words));
  return (await page.locator(`mark[data-statement~="${id}"]`).allInnerTexts()).join("");
}

test("another party in two actions, by mouse; colours and digits of the parties stay", async () => {
  const { page, context } = await opened(browser);
  const was = await speaker(page, QUOTE);
  const before = await marks(page).evaluateAll((all) => all.map((each) => each.dataset.upper));
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Now said by Ashmoor");
  assert.equal(await speaker(page, QUOTE), "Ashmoor");
  const after = await marks(page).evaluateAll((all) => all.map((each) => each.dataset.upper));
  assert.equal(after.filter((slot, n) => slot !== before[n]).length, 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await told(page, "Undone");
  assert.equal(await speaker(page, QUOTE), was);
  await page.getByRole("button", { name: "Redo" }).click();
  await told(page, "Done again");
  assert.equal(await speaker(page, QUOTE), "Ashmoor");
  await context.close();
});

test("somebody else: a new name makes a party, and names of the text are offered", async () => {
  const { page, context } = await opened(browser);
  await about(page);
  const offered = await page.locator("#names option").evaluateAll((all) => all.map((option) => option.value));
  assert.ok(offered.some((name) => name.includes("Piet Castellan")), offered.join());
  await dialog(page).getByRole("combobox", { name: "Somebody else" }).fill("  The lock  keeper ");
  await page.keyboard.press("Enter");
  await told(page, "Now said by The lock keeper");
  await card(page, "The lock keeper").waitFor();
  await context.close();
});

test("the same for others of the same source is offered, and never done unasked", async () => {
  const { page, context } = await opened(browser, { text: STORY.replace("Merrow believes", "Merrow warned") });
  await mark(page, QUOTE).click();
  const digit = await page.locator("#card").getByRole("button", { name: "Ashmoor" }).locator("kbd").innerText();
  const theirs = () => card(page, "Ashmoor").locator(".count").innerText();
  await page.keyboard.press(digit);
  await told(page, "Now said by Ashmoor");
  const one = parseInt((await theirs()).match(/(\d+) statement/)[1], 10);
  const offer = page.locator(".offer");
  await offer.waitFor();
  const more = parseInt((await offer.innerText()).match(/\d+/)[0], 10);
  await offer.getByRole("button", { name: "Apply", exact: true }).click();
  await told(page, `Applied to ${more} more`);
  assert.equal(parseInt((await theirs()).match(/(\d+) statement/)[1], 10), one + more);
  await context.close();
});

/** The middle of the last letter of these words, which stand in one piece of a paragraph. */
const endOf = (page, words) => page.locator(".words", { hasText: words }).evaluate((element, words) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(node, at + words.length - 1);
      range.setEnd(node, at + words.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
  }
  throw new Error(`${words}: not in one piece`);
}, words);

/** How each pointer drags from one place to another. */
const DRAGS = {
  "a mouse": async (page, from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  },
  "a finger": async (page, from, to) => {
    const screen = await page.context().newCDPSession(page);
    const touch = (type, ...touchPoints) => screen.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", from);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1]) {
      await touch("touchMove", { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    }
    await touch("touchEnd");
  },
};

for (const [pointer, options] of [["a mouse", {}], ["a finger", PHONE]]) {
  test(`other words, by dragging both handles with ${pointer}; the page does not scroll along`, {
    skip: options.hasTouch && firefoxLacks("taps"),
  }, async () => {
    const { page, context } = await opened(browser, { options });
    await mark(page, "the locks were").click();
    await page.locator("#card").getByRole("button", { name: /^Words/ }).click();
    const scrolled = () => page.evaluate(() => Math.round(scrollY));
    /** Drags a handle, which hangs under its line, until its line is that of these words. */
    const drag = async (name, words) => {
      const box = await page.getByRole("button", { name }).boundingBox();
      const to = await endOf(page, words);
      await DRAGS[pointer](page, { x: box.x + box.width / 2, y: box.y + 10 }, { x: to.x, y: to.y + 20 });
    };
    await page.getByRole("button", { name: "End of the words" }).waitFor();
    const before = await scrolled();
    await drag("End of the words", " and");
    await drag("Start of the words", "the locks w");
    assert.equal(await scrolled(), before);
    await page.getByRole("button", { name: "Take these words" }).click();
    await told(page, "Words changed");
    assert.equal(await content(page, "closed for repair"), "were “closed for repair” and");
    await context.close();
  });
}

test("other words, by keyboard; Escape leaves them", async () => {
  const { page, context } = await opened(browser);
  const words = "to open the locks";
  await page.locator("#article").focus();
  do await page.keyboard.press("j"); while (await page.evaluate(() => document.activeElement.textContent) !== words);
  await page.keyboard.press("e");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "End of the words");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await page.waitForFunction((words) => document.activeElement?.textContent === words, words);
  assert.equal(await content(page, words), words);
  await page.keyboard.press("e");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await told(page, "Words changed");
  assert.equal(await content(page, "open the"), "open the");
  await page.waitForFunction(() => document.activeElement?.textContent === "open the");
  await context.close();
});

test("not a quotation, and one that was missed", async () => {
  const { page, context } = await opened(browser);
  const count = await marks(page).count();
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: /^Not a quotation/ }).click();
  await told(page, "No longer a statement");
  assert.ok(await marks(page).count() < count);
  await select(page, "The ferry stayed in port");
  const bar = page.getByRole("group", { name: "The selected words" });
  await bar.getByRole("button", { name: "Ashmoor" }).click();
  await told(page, "Added, said by Ashmoor");
  assert.equal(await speaker(page, "The ferry stayed in port"), "Ashmoor");
  await context.close();
});

test("a missed one by keyboard: A, then the digit", async () => {
  const { page, context } = await opened(browser);
  await page.locator("#article").focus();
  await select(page, "rained on both");
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: "Add a statement" }).waitFor();
  await page.keyboard.press("0");
  await told(page, "Added, said by No party");
  assert.equal(await speaker(page, "rained on both"), "No party");
  await context.close();
});

test("stance, target, said or thought, and a note", async () => {
  const { page, context } = await opened(browser);
  await about(page);
  await dialog(page).getByRole("group", { name: "Stance" }).getByRole("button", { name: "warns" }).click();
  await told(page, "Stance: warns");
  await about(page);
  await dialog(page).getByRole("group", { name: "About whom?" }).getByRole("button", { name: "Tarn" }).click();
  await told(page, "About Tarn");
  await about(page);
  await dialog(page).getByRole("textbox", { name: "Note" }).pressSequentially("Compare with May’s paper.\n<b>bold</b>");
  await dialog(page).getByRole("button", { name: "Keep the note" }).click();
  await told(page, "Note kept");
  const line = panel(page).locator(`[data-line="${await statement(mark(page, QUOTE))}"]`).first();
  assert.match(await line.innerText(), /warns\s+Tarn[\s\S]*<b>bold<\/b>/);
  assert.equal(await page.locator(".note b").count(), 0);
  await about(page);
  await dialog(page).getByRole("button", { name: "only thought" }).click();
  await told(page, "Now counts as attitude");
  assert.equal(await marks(page).filter({ hasText: QUOTE }).count(), 0);
  await context.close();
});

test("what is typed in a dialog outlives Escape, Back and whatever else is changed", async () => {
  const { page, context } = await opened(browser);
  const note = dialog(page).getByRole("textbox", { name: "Note" });
  await about(page);
  await note.pressSequentially("Compare with May’s paper");
  await page.keyboard.press("Escape");
  await told(page, "Note kept");
  await page.locator("#card .facts").getByText("Compare with May’s paper").waitFor();
  await about(page);
  await note.press("End");
  await note.pressSequentially(", page 3");
  await dialog(page).getByRole("group", { name: "Stance" }).getByRole("button", { name: "warns" }).click();
  await told(page, "Stance: warns");
  await about(page);
  assert.equal(await note.inputValue(), "Compare with May’s paper, page 3");
  const other = dialog(page).getByRole("combobox", { name: "Somebody else" });
  await other.pressSequentially("The lock ke");
  await page.keyboard.press("Escape");
  await about(page);
  assert.equal(await other.inputValue(), "The lock ke");
  await other.press("End");
  await other.pressSequentially("eper");
  await page.keyboard.press("Enter");
  await told(page, "Now said by The lock keeper");
  await about(page);
  assert.equal(await other.inputValue(), "");
  await note.press("End");
  await note.pressSequentially(" of it");
  await page.goBack();
  await page.getByRole("button", { name: /^Tarn accuses Ashmoor/ }).click();
  await about(page);
  assert.equal(await note.inputValue(), "Compare with May’s paper, page 3 of it");
  await page.keyboard.press("Escape");

  await card(page, "Ashmoor").getByRole("button", { name: "Edit party Ashmoor" }).click();
  const whose = dialog(page).getByRole("textbox", { name: "Whose" });
  await whose.pressSequentially("The pilots");
  await dialog(page).getByRole("checkbox").first().check();
  assert.equal(await whose.inputValue(), "The pilots");
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("The Ashmoor gov");
  await page.keyboard.press("Escape");
  await card(page, "Ashmoor").getByRole("button", { name: "Edit party Ashmoor" }).click();
  assert.equal(await whose.inputValue(), "The pilots");
  assert.equal(await dialog(page).getByRole("textbox", { name: "Name", exact: true }).inputValue(), "The Ashmoor gov");
  await context.close();
});

test("what is typed about the article outlives Escape and Back", async () => {
  const { page, context } = await opened(browser);
  await page.getByText("About this article").click();
  const outlet = page.getByRole("textbox", { name: "Outlet" });
  await outlet.pressSequentially("Brine Gazette");
  await page.keyboard.press("Escape");
  await page.locator(".about summary").getByText("Brine Gazette").waitFor();
  await page.getByRole("textbox", { name: "Date" }).pressSequentially("2026-03-31");
  await page.goBack();
  await page.getByRole("button", { name: /^Tarn accuses Ashmoor/ }).click();
  await page.locator(".about summary").getByText("2026-03-31").waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog(page).getByRole("textbox", { name: /^Address of the article/ }).pressSequentially("https://gazette.example/strait");
  await page.keyboard.press("Escape");
  await page.locator(".about summary").getByText("gazette.example").waitFor();
  await context.close();
});

test("parties: rename, merge, split, a place and no party", async () => {
  const { page, context } = await opened(browser);
  const edit = async (name) => card(page, name).getByRole("button", { name: `Edit party ${name}` }).click();
  await edit("Ashmoor");
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("The Ashmoor government");
  await dialog(page).getByRole("button", { name: "Rename" }).click();
  await told(page, "Now called The Ashmoor government");
  await edit("Tarn");
  await dialog(page).getByRole("group", { name: "It is the same as" }).getByRole("button", { name: "The Ashmoor government" }).click();
  await told(page, "Tarn is now The Ashmoor government");
  assert.equal(await card(page, "Tarn").count(), 0);
  await edit("The Ashmoor government");
  await dialog(page).getByRole("checkbox").first().check();
  await dialog(page).getByRole("textbox", { name: "Whose" }).fill("The locks office");
  await page.keyboard.press("Enter");
  await told(page, "The locks office has a card of its own");
  await card(page, "The locks office").waitFor();
  await edit("The locks office");
  await dialog(page).getByRole("button", { name: /not a party/ }).click();
  await told(page, "no longer a party");
  assert.equal(await card(page, "The locks office").count(), 0);
  assert.equal(await changes(page).innerText(), "4 changes");
  await context.close();
});

test("parties by keyboard alone: one is another, and some of its statements are somebody else’s", async () => {
  const { page, context } = await opened(browser);
  /** Tab, until the focus is on this. */
  const tab = async (wanted) => {
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press("Tab");
      if (await wanted.evaluateAll((all) => all.includes(document.activeElement))) return;
    }
    assert.fail(`the tab key does not reach ${wanted}`);
  };
  const count = (name) => card(page, name).locator(".count").innerText().then((words) => parseInt(words.match(/(\d+) statement/)[1], 10));
  const both = await count("Tarn") + await count("Ashmoor");
  await page.locator("#article").focus();
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-description").split(",")[0]), "Tarn");
  await page.keyboard.press("m");
  await page.getByRole("dialog", { name: "Tarn" }).waitFor();
  await tab(dialog(page).getByRole("group", { name: "It is the same as" }).getByRole("button", { name: "Ashmoor" }));
  await page.keyboard.press("Enter");
  await told(page, "Tarn is now Ashmoor");
  assert.equal(await card(page, "Tarn").count(), 0);
  assert.equal(await count("Ashmoor"), both);
  await page.waitForFunction(() => document.activeElement?.closest("#article"));
  await page.keyboard.press("m");
  await page.getByRole("dialog", { name: "Ashmoor" }).waitFor();
  await tab(dialog(page).getByRole("checkbox").first());
  await page.keyboard.press("Space");
  await tab(dialog(page).getByRole("textbox", { name: "Whose" }));
  await page.keyboard.type("The pilots");
  await page.keyboard.press("Enter");
  await told(page, "The pilots has a card of its own");
  assert.equal(await count("The pilots"), 1);
  assert.equal(await count("Ashmoor"), both - 1);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await card(page, "Tarn").waitFor();
  await context.close();
});

test("the log: machine against reader, one taken back, then all, and that undone", async () => {
  const { page, context } = await opened(browser);
  const was = await speaker(page, QUOTE);
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  // The card may lie over these words.
  await mark(page, "They are as good as new").focus();
  await page.keyboard.press("x");
  await changes(page).click();
  const rows = dialog(page).locator("tbody tr");
  assert.equal(await rows.count(), 2);
  assert.match(await rows.first().innerText(), new RegExp(`speaker[\\s\\S]*We will not wait[\\s\\S]*${was}[\\s\\S]*Ashmoor`));
  await rows.first().getByRole("button", { name: /^Take back/ }).click();
  await page.waitForFunction(() => document.querySelectorAll("dialog tbody tr").length === 1);
  await dialog(page).getByRole("button", { name: "Take all back" }).click();
  await dialog(page).getByText("Nothing is changed").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await speaker(page, QUOTE), was);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await marks(page).filter({ hasText: "They are as good as new" }).count(), 0);
  await context.close();
});

test("corrections are kept on this device and carried over an edited text; lost ones are told", async () => {
  const { page, context } = await opened(browser);
  await mark(page, QUOTE).click();
  await page.locator("#card").getByRole("button", { name: "Ashmoor" }).click();
  // The card may lie over these words.
  await mark(page, "They are as good as new").focus();
  await page.keyboard.press("2");
  await told(page, "Now said by Ashmoor");
  await page.reload();
  await page.getByRole("button", { name: /^Tarn accuses Ashmoor.*2 corrections/s }).click();
  await marks(page).first().waitFor();
  assert.equal(await speaker(page, QUOTE), "Ashmoor");
  await page.getByRole("button", { name: "Edit text" }).click();
  const shorter = STORY.replace("Tarn’s foreign minister", "On a cold day Tarn’s foreign minister").replace(" “They are as good as new,” he said.", "");
  await page.getByRole("textbox", { name: "Article text" }).fill(shorter);
  await page.getByRole("button", { name: "Read again" }).click();
  await marks(page).first().waitFor();
  await page.getByText("1 correction about words that are gone left out").waitFor();
  assert.equal(await speaker(page, QUOTE), "Ashmoor");
  assert.equal(await changes(page).innerText(), "1 change");
  await context.close();
});
