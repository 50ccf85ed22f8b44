// Ways for an article to come in, what is known beside it, and what the page says of texts that are not what it expects.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { address, articleBox, launch, open, pasteAnywhere, quiet, write } from "./browser.mjs";
import { ARTICLE } from "./article.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const BODY = ARTICLE.trim().split("\n\n").slice(1);
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Ferry row | The Sound Gazette</title>
  <meta property="og:site_name" content="The Sound &lt;b&gt;Gazette">
  <script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"Norland rejects charge","datePublished":"2026-05-03T08:15:00Z"}]}</script>
  <link rel="canonical" href="https://elsewhere.example/claimed"></head>
  <body><nav>Home</nav><h1>Norland rejects charge</h1><article>${BODY.map((p) => `<p>${p}</p>`).join("")}</article>
  <aside>Most read</aside></body></html>`;

let browser, host, elsewhere;
before(async () => {
  browser = await launch();
  host = createServer((request, response) => {
    const form = `<form method="post" enctype="multipart/form-data" action="${address}share"><input name="title"><textarea name="text"></textarea><input name="url"><input type="file" name="files"><button>Send</button></form>`;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(request.url === "/form" ? form : PAGE);
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  elsewhere = `http://127.0.0.1:${host.address().port}/`;
});
after(async () => {
  await browser.close();
  host.close();
});

const marks = (page) => page.locator("mark[data-statement]");
const says = (page, words) => page.locator(".notice").filter({ hasText: words });
const words = (page) => page.locator(".words").allInnerTexts();
const about = (page) => page.locator("details.about");

async function fields(page) {
  if (!await about(page).evaluate((details) => details.open)) await about(page).locator("summary").click();
  const names = ["Title", "Outlet", "Date", "Address"];
  return Promise.all(names.map((name) => about(page).getByRole("textbox", { name }).inputValue()));
}

const give = (page, name, mimeType, buffer) => page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer });

test("the clipboard button reads the clipboard, or says which key to press", async () => {
  const { page, context } = await open(browser, { options: { permissions: ["clipboard-read", "clipboard-write"] } });
  await articleBox(page).waitFor();
  await page.evaluate((text) => navigator.clipboard.writeText(text), ARTICLE);
  await page.getByRole("button", { name: "Paste from clipboard" }).focus();
  await page.keyboard.press("Enter");
  await marks(page).first().waitFor();
  await context.close();

  for (const [options, key] of [[{ permissions: [] }, "press Ctrl V"], [{ ...PHONE, permissions: [] }, "hold a finger"]]) {
    const denied = await open(browser, {
      options,
      prepare: (context) => context.addInitScript(() => {
        navigator.clipboard.readText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      }),
    });
    await denied.page.getByRole("button", { name: "Paste from clipboard" }).click();
    await says(denied.page, key).waitFor();
    assert.equal(await denied.page.evaluate(() => document.activeElement.id), "input");
    await denied.context.close();
  }
});

test("an HTML file gives its words and what it says of itself, as text; the fields travel in the link", async () => {
  const { page, log, context } = await open(browser);
  await articleBox(page).waitFor();
  await give(page, "row.html", "text/html", Buffer.from(PAGE));
  await marks(page).first().waitFor();
  assert.deepEqual(await words(page), ["Norland rejects charge", ...BODY]);
  assert.match(await about(page).locator("summary").innerText(), /The Sound <b>Gazette · 2026-05-03 · elsewhere\.example/);
  assert.deepEqual(await fields(page),
    ["Norland rejects charge", "The Sound <b>Gazette", "2026-05-03", "https://elsewhere.example/claimed"]);
  await write(page, about(page).getByRole("textbox", { name: "Outlet" }), "The Gazette");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("3 May");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("dialog").getByRole("textbox", { name: "Link" }).inputValue();
  assert.deepEqual(log.errors, []);
  await context.close();

  const opened = await open(browser, { path: link.slice(address.length), options: PHONE });
  await marks(opened.page).first().waitFor();
  assert.deepEqual(await fields(opened.page),
    ["Norland rejects charge", "The Gazette", "3 May", "https://elsewhere.example/claimed"]);
  await opened.context.close();
});

test("of a page with teasers the article alone is read, without what the page hides", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  const teasers = ["Mirrow opens a bridge", "“Never again,” says Ohm"].map((words) => `<article><h3>${words}</h3></article>`).join("");
  const paragraphs = BODY.map((words) => `<p>${words}</p>`).join("<p hidden>Play the video</p>");
  const html = `<main><article><h1>Norland rejects charge</h1>${paragraphs}<article><h3>Read this too</h3></article></article>${teasers}</main>`;
  await give(page, "teasers.html", "text/html", Buffer.from(html));
  await marks(page).first().waitFor();
  assert.deepEqual(await words(page), ["Norland rejects charge", ...BODY]);
  await page.getByRole("button", { name: /^Partyline/ }).click();
  await give(page, "list.html", "text/html", Buffer.from(`<p>Menu</p><main>${teasers}</main>`));
  await page.locator(".words").filter({ hasText: "Mirrow opens" }).waitFor();
  assert.deepEqual(await words(page), ["Mirrow opens a bridge", "“Never again,” says Ohm"]);
  await context.close();
});

test("several files, other encodings, and files that are no text", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  const latin = Buffer.from(ARTICLE.replaceAll("“", "\x93").replaceAll("”", "\x94"), "latin1");
  const wide = Buffer.from(`\ufeff${ARTICLE.replace("Norland", "Nórland")}`, "utf16le");
  await page.locator("input[type=file]").setInputFiles([
    { name: "latin.txt", mimeType: "text/plain", buffer: latin },
    { name: "wide.txt", mimeType: "text/plain", buffer: wide },
    { name: "third.md", mimeType: "text/markdown", buffer: Buffer.from(`# A *third* one\n\n${ARTICLE}`) },
    { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 ...") },
  ]);
  await marks(page).first().waitFor();
  assert.deepEqual(await words(page), ARTICLE.trim().split("\n\n"));
  await says(page, "2 more articles in the list").waitFor();
  await says(page, "“scan.pdf” is a PDF").waitFor();
  await page.getByRole("button", { name: /^Partyline/ }).click();
  const listed = await page.locator(".recent .entry > span").allInnerTexts();
  assert.deepEqual(listed, ["Norland rejects Ostrava Bay's charge over the ferry",
    "Nórland rejects Ostrava Bay's charge over the ferry", "A third one"]);
  await context.close();
});

test("dropped words are read; an address or nothing at all gets a word of help", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  const drop = (type, text) => page.evaluate(([type, text]) => {
    const dataTransfer = new DataTransfer();
    if (type) dataTransfer.setData(type, text);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, [type, text]);
  await drop();
  await says(page, "No words arrived").waitFor();
  await drop("text/plain", "https://news.example/row");
  await says(page, "only an address").waitFor();
  await drop("text/plain", ARTICLE);
  await marks(page).first().waitFor();
  await context.close();
});

test("the bookmark hands a page over, and takes the selection alone where there is one", async () => {
  const { page, context } = await open(browser);
  const bookmark = page.getByRole("link", { name: "Who said it?" });
  await page.waitForFunction(() => document.querySelector(".bookmark a")?.href.startsWith("javascript:"));
  const program = (await bookmark.getAttribute("href")).replace(/^javascript:/, "");
  assert.ok(program.length < 2000, `${program.length} characters`);
  await bookmark.click();
  await says(page, "Drag this").waitFor();

  const foreign = await context.newPage();
  await foreign.goto(elsewhere);
  const [whole] = await Promise.all([context.waitForEvent("page"), foreign.evaluate(program)]);
  await marks(whole).first().waitFor();
  assert.deepEqual(await words(whole), ["Norland rejects charge", ...BODY]);
  assert.equal((await fields(whole))[3], elsewhere, "the address is that of the page which sent it");
  assert.ok(!whole.url().includes("take"), whole.url());

  await foreign.evaluate(() => getSelection().selectAllChildren(document.querySelectorAll("article p")[1]));
  const [part] = await Promise.all([context.waitForEvent("page"), foreign.evaluate(program)]);
  await marks(part).first().waitFor();
  assert.deepEqual(await words(part), [BODY[1]]);
  assert.deepEqual(await fields(part), ["Norland rejects charge", "The Sound <b>Gazette", "2026-05-03", elsewhere]);
  await context.close();
});

test("nobody but the page that opened this one is heard, and markup stays text", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).waitFor();
  const foreign = await context.newPage();
  await foreign.goto(elsewhere);
  const [taker] = await Promise.all([context.waitForEvent("page"), foreign.evaluate((address) => {
    globalThis.taker = open(`${address}?take`);
    addEventListener("message", () => { globalThis.ready = true; });
  }, address)]);
  await foreign.waitForFunction(() => globalThis.ready);
  await taker.evaluate(() => postMessage({ partyline: 1, html: "<p>From itself</p>" }, "*"));
  await foreign.evaluate(() => taker.postMessage({ other: 1, html: "<p>Another shape</p>" }, "*"));
  await foreign.evaluate(() => taker.postMessage({
    partyline: 1, address: "https://bank.example/",
    html: "<p>“No,” said <img src=x onerror='globalThis.ran = 1'>Ada Merrow.</p><script>globalThis.ran = 1</script>",
  }, "*"));
  await marks(taker).first().waitFor();
  assert.deepEqual(await words(taker), ["“No,” said Ada Merrow."]);
  assert.equal((await fields(taker))[3], "");
  assert.equal(await taker.evaluate(() => globalThis.ran ?? document.querySelectorAll("#article img").length), 0);

  const [empty] = await Promise.all([context.waitForEvent("page"), page.evaluate((address) => void open(`${address}?take`, "_blank", "noopener"), address)]);
  await says(empty, "No words arrived").waitFor();
  await context.close();
});

test("the share menu sends words, an address or a file", async () => {
  const { page, context } = await open(browser, { options: PHONE });
  await articleBox(page).waitFor();
  await quiet(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const manifest = await page.evaluate(() => fetch(document.querySelector("link[rel=manifest]").href).then((r) => r.json()));
  assert.equal(new URL(manifest.share_target.action, address).href, `${address}share`);
  assert.ok(manifest.file_handlers[0].accept["text/plain"].includes(".txt"));
  const sender = await context.newPage();
  const send = async (fill) => {
    await sender.goto(`${elsewhere}form`);
    await fill();
    await sender.getByRole("button", { name: "Send" }).click();
    await articleBox(sender).or(sender.locator(".paragraph").first()).first().waitFor();
  };
  await send(async () => {
    await sender.locator("[name=title]").fill("Ferry row");
    await sender.locator("[name=text]").fill(`${ARTICLE}\nhttps://news.example/row`);
  });
  await marks(sender).first().waitFor();
  assert.deepEqual(await words(sender), ARTICLE.trim().split("\n\n"));
  assert.deepEqual(await fields(sender), ["Ferry row", "", "", "https://news.example/row"]);
  await send(() => sender.locator("[name=text]").fill("https://news.example/row"));
  await says(sender, "only an address").waitFor();
  await send(() => sender.locator("[name=files]").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(ARTICLE) }));
  await marks(sender).first().waitFor();
  await context.close();
});

test("the file manager hands an installed page the files that the manifest names", async () => {
  const { page, log, context } = await open(browser, {
    prepare: (context) => context.addInitScript((files) => {
      const media = globalThis.matchMedia.bind(globalThis);
      globalThis.matchMedia = (query) => (query === "(display-mode: browser)" ? { matches: false } : media(query));
      const handle = ([name, words]) => ({ getFile: async () => new File([words], name, { type: "text/plain" }) });
      Object.defineProperty(globalThis, "launchQueue", {
        value: { setConsumer: (consume) => { globalThis.launch = () => consume({ files: files.map(handle) }); } },
      });
    }, [["first.txt", ARTICLE], ["second.txt", `A second one\n\n${BODY[1]}\n`]]),
  });
  await page.waitForFunction(() => globalThis.launch);
  await page.evaluate(() => globalThis.launch());
  await marks(page).first().waitFor();
  assert.deepEqual(await words(page), ARTICLE.trim().split("\n\n"));
  await says(page, "1 more article in the list").waitFor();
  const { file_handlers: [handler] } = await page.evaluate(() => fetch(document.querySelector("link[rel=manifest]").href).then((r) => r.json()));
  assert.equal(new URL(handler.action, address).href, address);
  assert.deepEqual(Object.values(handler.accept).flat(), [".txt", ".html", ".htm", ".md", ".markdown"]);
  assert.deepEqual(log.errors, []);
  await context.close();
});

test("page furniture is counted, shown, put back, and stays put back", async () => {
  const { page, context } = await open(browser);
  await articleBox(page).fill(`${ARTICLE}\nRelated: “It never sailed,” said Ada Merrow.\n\nLeave a Comment\n`);
  const bar = page.locator(".furnishing");
  await bar.filter({ hasText: "Left out 2 lines that look like page furniture" }).waitFor();
  await marks(page).first().waitFor();
  assert.equal(await marks(page).filter({ hasText: "It never sailed" }).count(), 0);
  await bar.getByRole("button", { name: "Show" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.textContent.includes("It never sailed"));
  await bar.getByRole("button", { name: "Put back" }).focus();
  await page.keyboard.press("Enter");
  await marks(page).filter({ hasText: "It never sailed" }).waitFor();
  await page.reload();
  await page.locator(".recent .entry").first().click();
  await marks(page).filter({ hasText: "It never sailed" }).waitFor();
  await page.getByRole("button", { name: "Leave it out" }).click();
  await bar.filter({ hasText: "Left out 2 lines" }).waitFor();
  await context.close();
});

const TEXTS = [
  ["French", "Le ministre de la mer a rejeté l’accusation lundi. « Nous n’avons pas fermé le détroit », a-t-il dit à la presse dans la capitale, et il ne le fera pas.", "This looks like French"],
  ["a headline", "Norland rejects charge over ferry", "a headline and nothing under it"],
  ["a paywall", "Norland rejects charge over ferry\n\nThe government of Norland on Monday rejected a charge over a ferry, which had been turned away.\n\nSubscribe to continue reading this article.", "behind a paywall"],
  ["a scrap", "It rained all day on the northern shore.", "only a few words"],
  ["no quotations", "The river rose by a metre on Monday, and nobody was hurt. Some spoke and argued. Two bridges were closed for the night, and the road along the shore lay under water until the morning, when the rain ended and the gates were opened.", "reporting verb"],
];

for (const options of [{}, PHONE]) {
  test(`what a text is: ${options.isMobile ? "phone" : "desktop"}`, async () => {
    const { page, context } = await open(browser, { options });
    for (const [name, text, message] of TEXTS) {
      await articleBox(page).fill(text);
      await says(page, message).waitFor();
      assert.equal(await page.locator("#article").innerText().then((shown) => shown.includes(text.slice(0, 20))), true, name);
      if (name === "no quotations") {
        await says(page, message).getByRole("button", { name: "Show" }).click();
        await page.waitForFunction(() => document.activeElement?.textContent.includes("argued"));
      }
      await page.getByRole("button", { name: /^Partyline/ }).click();
    }
    await context.close();
  });
}

test("a book is asked about first", async () => {
  const { page, context } = await open(browser);
  const paragraph = `${BODY[1]} ${"It rained on both shores of the bay. ".repeat(20)}`;
  const text = Array(700).fill(paragraph).join("\n\n");
  await articleBox(page).waitFor();
  await pasteAnywhere(page, { "text/plain": text });
  await says(page, /as long as a book: 1\d\d,\d{3} words/).waitFor();
  assert.equal(await marks(page).count(), 0);
  await page.getByRole("button", { name: "The first 20,000 words" }).click();
  await page.locator("mark[data-statement]").first().waitFor({ timeout: 120_000 });
  await says(page, /Read so far: the first 20,000 words of 1\d\d,\d{3} words/).waitFor();
  await context.close();
});
