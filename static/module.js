// How another page uses the engine: load the module and the model once, then annotate any text.
import init, { annotate, load, version } from "./engine.js";

const element = (id) => document.getElementById(id);

await init({ module_or_path: "./engine_bg.wasm" });
load(new Uint8Array(await (await fetch("./weights.bin")).arrayBuffer()));
element("state").textContent = `Engine ${version()}`;
element("annotate").disabled = false;

element("annotate").addEventListener("click", () => {
  const text = element("text").value;
  const annotation = annotate(text);
  const words = (span) => text.slice(...span);
  element("statements").replaceChildren(...annotation.statements.map((statement) => {
    const item = document.createElement("li");
    const party = annotation.parties[statement.party]?.name ?? "somebody";
    item.textContent = `${party} ${statement.stance}: ${statement.content.map(words).join(" … ")}`;
    return item;
  }));
  element("json").textContent = JSON.stringify(annotation, null, 1);
});
