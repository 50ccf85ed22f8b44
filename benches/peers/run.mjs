// Runs every subject of `cargo xtask peers` in a worker of headless Chromium and prints what was measured as JSON:
// node benches/peers/run.mjs (PARTYLINE_DIST, PARTYLINE_CHROMIUM and PARTYLINE_TEXTS, a file of JSON strings).
import { build } from "esbuild";
import { mkdtempSync, readFileSync, rmSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const here = new URL(".", import.meta.url).pathname;
const { chromium } = createRequire(join(here, "../../tests/e2e/package.json"))("playwright-core");
const texts = JSON.parse(readFileSync(process.env.PARTYLINE_TEXTS, "utf8"));

/** No length takes longer than this, in milliseconds: a longer one is left out. */
const PATIENCE = 60_000;
/** Throughput is measured for at least this long, in milliseconds. */
const LONG_ENOUGH = 3_000;
const LENGTHS = [10_000, 100_000, 1_000_000];

const SUBJECTS = [
  { name: "words only", script: "peers/words.js" },
  { name: "Partyline", script: "dist/worker" },
  { name: "compromise", script: "peers/compromise.js" },
  { name: "wink-nlp", script: "peers/wink.js" },
];

const folder = mkdtempSync(join(tmpdir(), "partyline-peers-"));
await build({
  entryPoints: ["words", "compromise", "wink"].map((name) => join(here, `${name}.js`)),
  bundle: true, minify: true, format: "iife", target: "es2022", outdir: folder, logLevel: "error",
});

const places = { peers: folder, dist: process.env.PARTYLINE_DIST };
const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
let fetched = new Map();
const server = createServer((request, response) => {
  const [, place, name] = request.url.split("?")[0].split("/");
  if (!place) return response.setHeader("content-type", "text/html").end("<!doctype html><title>Peers</title>");
  try {
    const body = readFileSync(join(places[place], name));
    fetched.set(request.url, body);
    response.setHeader("content-type", types[extname(name)] ?? "application/octet-stream").end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const origin = `http://127.0.0.1:${server.address().port}/`;
const ours = readdirSync(places.dist).find((name) => /^worker_boot-.*\.js$/.test(name));

/** In the page: a worker, and a function that has it annotate a text and waits for what it gives. */
const start = ({ script, ours }) => {
  const worker = new Worker(`/${ours ? `dist/${ours}` : script}`);
  let settle = {}, id = 0;
  const ready = ours ? new Promise((resolve) => { settle.ready = resolve; }) : Promise.resolve();
  worker.onerror = (event) => settle.reject?.(new Error(event.message));
  worker.onmessage = ({ data }) => {
    if (!ours) settle.resolve(data);
    else if (data.Ready) settle.ready();
    else if (data.Answer) settle.resolve(data.Answer.result);
  };
  globalThis.annotate = async (text) => {
    await ready;
    const answer = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    worker.postMessage(ours ? { id: (id += 1), request: { Annotate: { text } } } : text);
    return answer;
  };
};

/** Whole articles, one after the other, until there are as many bytes. */
const long = (bytes) => {
  const parts = [];
  for (let at = 0, length = 0; length < bytes; at += 1) {
    parts.push(texts[at % texts.length]);
    length += Buffer.byteLength(texts[at % texts.length]) + 2;
  }
  return parts.join("\n\n");
};

const flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({
  executablePath: process.env.PARTYLINE_CHROMIUM,
  args: process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags,
});
const results = [];
for (const { name, script } of SUBJECTS) {
  process.stderr.write(`    ${name}\n`);
  fetched = new Map();
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(origin);
  const subject = { script, ours: script === "dist/worker" ? ours : undefined };
  const first = await page.evaluate(async ([source, subject, text]) => {
    const begin = performance.now();
    new Function(`return ${source}`)()(subject);
    await annotate(text);
    return performance.now() - begin;
  }, [String(start), subject, long(10_000)]);
  const transfer = [...fetched.values()].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  const articles = await page.evaluate(async ([texts, least]) => {
    const begin = performance.now();
    let rounds = 0;
    do {
      for (const text of texts) await annotate(text);
      rounds += 1;
    } while (performance.now() - begin < least);
    return (performance.now() - begin) / rounds;
  }, [texts, LONG_ENOUGH]);
  const lengths = [];
  for (const bytes of LENGTHS) {
    // Ten times the length costs ten times as much, or more.
    if (lengths.length > 0 && lengths.at(-1).ms * 20 > PATIENCE) break;
    const text = long(bytes);
    const ms = await page.evaluate(async (text) => {
      const begin = performance.now();
      await annotate(text);
      return performance.now() - begin;
    }, text);
    lengths.push({ bytes: Buffer.byteLength(text), ms });
  }
  results.push({ name, transfer, first, articles, lengths });
  await page.close();
}
await browser.close();
server.close();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(results));
