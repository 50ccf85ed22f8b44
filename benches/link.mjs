// What a link costs in the built page's clerk, beside Node's deflate in the same run: node benches/link.mjs (PARTYLINE_DIST).
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { deflateRawSync } from "node:zlib";

const folder = process.env.PARTYLINE_DIST;
const file = (pattern) => join(folder, readdirSync(folder).find((name) => pattern.test(name)));
const ROUNDS = 10;

/** Sample articles of our own, one after the other, until there are as many words. */
const golden = new URL("../tests/golden/", import.meta.url);
const count = (text) => text.split(/\s+/).filter(Boolean).length;
let text = "";
for (const name of readdirSync(golden).filter((name) => name.endsWith(".txt")).sort()) {
  if (count(text) < 1_000) text += `${readFileSync(new URL(name, golden), "utf8")}\n`;
}
const words = count(text);

let settle;
globalThis.postMessage = (message) => settle?.(message);
runInThisContext(`${readFileSync(file(/^clerk-.*\.js$/), "utf8")};globalThis.wasm_bindgen = wasm_bindgen;`);
const { memory } = await wasm_bindgen({ module_or_path: readFileSync(file(/^clerk_bg-.*\.wasm$/)) });
const answer = new Promise((resolve) => { settle = resolve; });
wasm_bindgen.serve();
await answer;

let id = 0;
const ask = async (request) => {
  const answer = new Promise((resolve) => { settle = resolve; });
  onmessage({ data: { id: (id += 1), request } });
  const { result } = (await answer).Answer;
  if (result.Err) throw new Error(JSON.stringify(result.Err));
  return result.Ok;
};

const before = memory.buffer.byteLength;
const about = {}, log = { entries: [] };
const machine = {
  engine: "0.1.0", sentences: [], blocks: [], quotes: [], statements: [], parties: [], contradictions: [], notices: [],
};
const encode = () =>
  ask({ Encode: { thin: false, contents: { text, about, whole: false, machine, log }, passphrase: "", qr: null } });

/** The first of several rounds, and the fastest, in milliseconds. */
const measure = async (job) => {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await job();
    times.push(performance.now() - start);
  }
  return { first: times[0], least: Math.min(...times) };
};

const writing = await measure(encode);
const { Link: link } = await encode();
const reading = await measure(() => ask({ Decode: { link, passphrase: "" } }));
const { Opened } = await ask({ Decode: { link, passphrase: "" } });
if (Opened.text !== text) throw new Error("the link did not bring its text back");
const deflate = await measure(() => deflateRawSync(text, { level: 9 }));
const row = (what, { least }) =>
  console.log(`| ${what} 1,000 words | ${((least * 1000) / words).toFixed(2)} | ${(least / deflate.least).toFixed(0)} |`);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
console.log(`The fastest of ${ROUNDS} rounds over ${words} words of sample articles, message to message; deflate is Node's own, in C.\n`);
console.log("| | ms | of deflate's time |\n|---|---|---|");
row("encode", writing);
row("decode", reading);
row("deflate 9,", deflate);
console.log(`\nThe first link took ${writing.first.toFixed(0)} ms, the statistics unpacked and nothing compiled ahead.`);
console.log(`The clerk's whole memory grew from ${megabytes(before)} MB to ${megabytes(memory.buffer.byteLength)} MB.`);
