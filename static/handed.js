// What a bookmark on another page, the share menu or the file manager hands over comes to the page as if it were dropped
// there: it is read as text by the same code, and nothing of it is ever markup here.
const PATIENCE = 6000;

/** Drops it, as soon as the page takes drops. */
const drop = (given, tries = 200) => {
  const event = new DragEvent("drop", { dataTransfer: given, cancelable: true });
  if (document.dispatchEvent(event) && tries > 0) setTimeout(drop, 50, given, tries - 1);
};

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** HTML as a drop; what is known of the page comes first, so that it counts before what the HTML says of itself. */
const page = (html, address, title) => {
  const given = new DataTransfer();
  const about = (address ? `<link rel="canonical" href="${escape(address)}">` : "")
    + (title ? `<meta property="og:title" content="${escape(title)}">` : "");
  given.setData("text/html", about + html);
  return given;
};

/** The address, if the page that names it has it. */
const own = (address, origin) => {
  try {
    const { href, protocol, origin: its } = new URL(address);
    return its === origin && protocol.startsWith("http") ? href : "";
  } catch {
    return "";
  }
};

/** From the bookmark: only the page that opened this one is heard, once. */
function take() {
  const given = () => drop(new DataTransfer());
  if (!opener) return given();
  const late = setTimeout(given, PATIENCE);
  addEventListener("message", function hear({ source, origin, data }) {
    if (source !== opener || data?.partyline !== 1 || typeof data.html !== "string") return;
    removeEventListener("message", hear);
    clearTimeout(late);
    drop(page(data.html, own(data.address, origin)));
  });
  opener.postMessage("partyline: ready", "*");
}

/** From the share menu: the service worker kept it. */
async function shared() {
  const form = await fetch("./handed").then((response) => response.formData()).catch(() => new FormData());
  const said = (name) => String(form.get(name) ?? "").trim();
  const files = form.getAll("files").filter((file) => file instanceof File && file.size > 0);
  const [, text, trailing] = /^(.*?)\s*(https?:\/\/\S+)?$/s.exec(said("text"));
  const address = said("url") || trailing || "";
  let given = new DataTransfer();
  if (files.length > 0) files.forEach((file) => given.items.add(file));
  else if (text) given = page(text.split(/\n+/).map((line) => `<p>${escape(line)}</p>`).join(""), address, said("title"));
  else given.setData("text/plain", address || said("title"));
  drop(given);
}

const { search } = location;
if (search) history.replaceState(null, "", "./" + location.hash);
if (search === "?take") take();
if (search === "?handed") shared();
globalThis.launchQueue?.setConsumer(async ({ files }) => {
  if (!files?.length) return;
  const given = new DataTransfer();
  for (const file of await Promise.all(files.map((handle) => handle.getFile()))) given.items.add(file);
  drop(given);
});
