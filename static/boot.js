// Starts the page. An external file, because the Content-Security-Policy allows no inline script; the names of the
// built files, which change with their content, stand in the data attributes of the script element.
"use strict";
{
  const { js, wasm, worker, clerk } = document.currentScript.dataset;
  // Only an installed page is handed files.
  const installed = () => globalThis.launchQueue && !matchMedia("(display-mode: browser)").matches;
  const absolute = (address) => new URL(address, document.baseURI).href;

  // The only strings that the browser may take as script or markup: the addresses of our workers and service worker, and
  // pasted HTML handed to DOMParser, whose documents are inert.
  const scripts = [worker, clerk, "./sw.js"].map(absolute);
  globalThis.trustedTypes?.createPolicy("default", {
    createScriptURL: (address) => (scripts.includes(absolute(address)) ? address : null),
    createHTML: (html, _type, sink) => (sink === "DOMParser parseFromString" ? html : null),
  });

  import(absolute(js))
    .then((app) => app.default({ module_or_path: absolute(wasm) }))
    .then(() => (location.search || installed()) && import(absolute("./handed.js")))
    .catch((error) => {
      document.getElementById("failure").hidden = false;
      console.error(error);
    });
}
