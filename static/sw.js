// Keeps the whole page for use without a network. The build puts VERSION, a hash of all files, and FILES, their
// names, before these lines. A new version waits until the reader takes it: an open page never changes under them.
"use strict";
const FAMILY = `partyline ${registration.scope} `;
const CACHE = FAMILY + VERSION;

// Names with a hash never change: what an older version has is taken over, and the browser's own cache will do.
const HASHED = /-[0-9a-f]{12,}(_bg)?\./;

async function keep(cache, file) {
  const known = HASHED.test(file) ? await caches.match(file) : undefined;
  const response = known ?? (await fetch(file, { cache: HASHED.test(file) ? "default" : "no-cache" }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.all(FILES.map((file) => keep(cache, file)))));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(FAMILY) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  const name = request.url.slice(registration.scope.length).split(/[?#]/)[0];
  const file = name === "" || name === "index.html" ? "./" : `./${name}`;
  if (FILES.includes(file)) {
    event.respondWith(caches.open(CACHE).then((cache) => cache.match(file)).then((hit) => hit ?? fetch(request)));
  }
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
