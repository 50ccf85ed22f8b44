// An invented article for the journeys of the page, and what they all do with it.
import { articleBox, open, saved } from "./browser.mjs";

export const STORY = `Tarn accuses Ashmoor of blocking the strait

Tarn’s foreign minister, Ada Merrow, on Monday accused Ashmoor of blocking the Sound of Brine.

“We will not wait for another winter,” Merrow said. She urged Ashmoor to open the locks.

Ashmoor rejected the accusation. The Ashmoor government said the locks were “closed for repair” and would open in May.

Piet Castellan, the harbour master of Tarn, said Ashmoor had claimed that the gates were rusty. “They are as good as new,” he said.

It rained on both shores. The ferry stayed in port.

Merrow believes that the summer will be dry.`;

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The story, or another text, on the page with its marks. */
export async function opened(browser, { text = STORY, ...rest } = {}) {
  const all = await open(browser, rest);
  await articleBox(all.page).fill(text);
  await marks(all.page).first().waitFor();
  return all;
}

export const panel = (page) => page.getByRole("complementary", { name: "Parties" });
export const marks = (page) => page.locator("mark[data-statement]");

/** The first fragment with these words. */
export const mark = (page, words) => marks(page).filter({ hasText: words }).first();

/** Waits until the status region says it. */
export const told = (page, words) => page.getByRole("status").filter({ hasText: words }).first().waitFor();

/** The statement of a fragment: the innermost one. */
export const statement = async (fragment) => (await fragment.getAttribute("data-statement")).split(" ")[0];

/** A party's card. */
export const card = (page, name) => panel(page).getByRole("article", { name, exact: true });

/** The party of a fragment, as its card's name. */
export async function speaker(page, words) {
  const id = await statement(mark(page, words));
  await page.getByRole("tab", { name: "Transcript" }).click();
  const row = panel(page).locator(`tr[data-line="${id}"] th`);
  const name = await row.evaluate((cell) => [...cell.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim());
  await page.getByRole("tab", { name: "Parties" }).click();
  return name;
}

/** Selects words of one paragraph, as a reader does who drags over them. */
export const select = (page, words) => page.evaluate((words) => {
  const paragraph = [...document.querySelectorAll(".words")].find((each) => each.textContent.includes(words));
  const from = paragraph.textContent.indexOf(words);
  const place = (at) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
    throw new Error(`${words}: not in one paragraph`);
  };
  const range = document.createRange();
  range.setStart(...place(from));
  range.setEnd(...place(from + words.length));
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}, words);

/** The number of the log's entries that the toolbar shows. */
export const changes = (page) => page.getByRole("button", { name: /^\d+ changes?$/ });

/** Lets the worker doubt the first `count` statements, whatever it thinks of them. */
export const doubting = (count) => (context) => context.route(/worker_boot[-.]/, async (route) => {
  const response = await route.fetch();
  const doubt = `{
    let left = ${count};
    const post = globalThis.postMessage.bind(globalThis);
    const walk = (value) => {
      if (!value || typeof value !== "object") return;
      if (value.confidence && "check" in value.confidence) value.confidence.check = left-- > 0;
      Object.values(value).forEach(walk);
    };
    globalThis.postMessage = (message) => { walk(message); post(message); };
  }
`;
  await route.fulfill({ response, body: doubt + await response.text() });
});

/** Every statement as the transcript has it, and every party with a card. */
export async function transcript(page) {
  await page.getByRole("tab", { name: "Transcript" }).click();
  const rows = await panel(page).locator("tr[data-line]").allInnerTexts();
  await page.getByRole("tab", { name: "Parties" }).click();
  const cards = await panel(page).locator("article[data-party]").locator("h2, h3").allInnerTexts();
  return { rows, cards };
}

/** Puts files on the page, as a reader does who drops them there. */
export const drop = (page, files) => page.evaluate((files) => {
  const dataTransfer = new DataTransfer();
  for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}, files);

/** Saves the article on the page as a file with this title in the export dialog. */
export async function file(browser, page, title) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const made = await saved(browser, page, () => dialog.getByRole("button", { name: title, exact: true }).click());
  await page.keyboard.press("Escape");
  return made;
}
