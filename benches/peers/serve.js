// A worker that answers each text with what `ready` resolves to makes of it.
export function serve(ready) {
  const annotate = ready();
  addEventListener("message", async ({ data }) => postMessage((await annotate)(data)));
}
