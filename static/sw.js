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

// What the device's share menu sends waits here until the page takes it, which handed.js does.
const HANDED = `handed ${registration.scope}`;

async function receive(request) {
  const cache = await caches.open(HANDED);
  const headers = { "content-type": request.headers.get("content-type") };
  await cache.put("./handed", new Response(await request.arrayBuffer(), { headers }));
  return Response.redirect("./?handed", 303);
}

async function give() {
  const cache = await caches.open(HANDED);
  const response = await cache.match("./handed");
  await caches.delete(HANDED);
  return response ?? Response.error();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (!request.url.startsWith(registration.scope)) return;
  const name = request.url.slice(registration.scope.length).split(/[?#]/)[0];
  if (name === "share" && request.method === "POST") event.respondWith(receive(request));
  if (name === "handed") event.respondWith(give());
  if (request.method !== "GET") return;
  const file = name === "" || name === "index.html" ? "./" : `./${name}`;
  if (FILES.includes(file)) {
    event.respondWith(caches.open(CACHE).then((cache) => cache.match(file)).then((hit) => hit ?? fetch(request)));
  }
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
