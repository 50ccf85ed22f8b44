// Starts the clerk, the second worker. What fails while loading, or later in a promise, is thrown again outside of it, where it becomes
// an error event of the page's Worker object: the page always hears of it.
"use strict";
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (address === "./clerk.js" ? address : null),
});
const fail = (reason) => setTimeout(() => { throw reason; });
addEventListener("unhandledrejection", (event) => fail(event.reason));
importScripts("./clerk.js");
wasm_bindgen({ module_or_path: "./clerk_bg.wasm" }).then(() => wasm_bindgen.serve(), fail);
