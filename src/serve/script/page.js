// Keeps this page up to date. The preview adds this script to its answers; it is no part of the site. Where the page's own
// Content-Security-Policy forbids what it does, the page stays as it is until it is loaded again.

const own = document.currentScript;
const page = location.pathname;
// What this tab shows: the answer's status, the mark of its bytes, and the number of the state of the site that it came from.
const shows = { status: +own.dataset.status, mark: own.dataset.mark, since: +own.dataset.since };
// From the address of each part of the page (styles, pictures …) to the mark of the bytes shown, and when it was looked up.
let seen = new Map();
let seenIn = null;

const ask = (address, method = "GET") => fetch(address, { method, cache: "no-store" });
const isOurs = (node) => node.getAttribute("src") === own.getAttribute("src");

// The address of a part, if it comes from this preview.
const addressOf = (href) => {
  const url = new URL(href, location);
  return url.origin === location.origin && !url.pathname.startsWith(ours) && url.pathname !== page ? url.pathname : null;
};

// The elements that show one part each, and can be given another.
const holders = () =>
  [...document.querySelectorAll("link[rel~=stylesheet][href], link[rel~=icon][href], img[src]:not([srcset])")]
    .map((node) => ({ node, address: addressOf(node.href ?? node.src) }))
    .filter(({ address }) => address);

// What styles and scripts have loaded has no element of its own.
const others = new Set();
const asked = new Set();
const marks = async () => {
  const held = new Set(holders().map(({ address }) => address));
  for (const { name, initiatorType } of performance.getEntriesByType("resource")) {
    const address = addressOf(name);
    if (address && !held.has(address) && (initiatorType === "css" || !asked.has(address))) others.add(address);
  }
  // The browser's list has an end, and our own questions are in it too.
  performance.clearResourceTimings();
  const parts = new Set([...held, ...others]);
  return new Map(await Promise.all([...parts].map(async (address) => {
    asked.add(address);
    return [address, (await ask(address, "HEAD")).headers.get("ETag")];
  })));
};

const look = async () => {
  // Marks that are looked up before the state are of that state or an older one: never of one that is not shown yet.
  const early = seenIn === null ? await marks() : null;
  const state = await (await ask(`${ours}state${page}`)).json();
  // Our own pages say it themselves.
  if (shows.status < 500) {
    await say(state.note?.ofThePast && shows.status !== 200 ? null : state.note).catch(report);
  }
  if (shows.status !== 200) {
    if (state.mark !== shows.mark) location.reload();
    return;
  }
  // A page that is gone or cannot be made stays as it is, under its note.
  if (state.status !== 200) return;
  if (state.mark !== shows.mark) return turn();
  if (state.since === seenIn) return;
  const found = early ?? await marks();
  // A part that was never looked up came with the page; if the page is older than the state, it may be older too.
  const isOld = seenIn === null && state.since !== shows.since;
  const isChanged = ([address, mark]) => seen.has(address) ? seen.get(address) !== mark : isOld;
  const changed = new Set([...found].filter(isChanged).map(([address]) => address));
  seen = found;
  seenIn = shows.since = state.since;
  if (changed.size) renew(changed, found);
};

// Loads the parts that have changed. A new style is there before the old one goes, so that the page is never without.
const renew = (changed, found) => {
  const held = holders().filter(({ address }) => changed.has(address));
  if (held.length < changed.size) return location.reload();
  for (const { node, address } of held) {
    const fresh = (name) => `${tidy(node.getAttribute(name))}?v=${found.get(address)?.replaceAll('"', "")}`;
    if (node.tagName === "IMG") {
      node.setAttribute("src", fresh("src"));
      continue;
    }
    const next = node.cloneNode();
    next.setAttribute("href", fresh("href"));
    node.after(next);
    loaded(next).then(() => node.remove());
  }
};

// Makes the page what it is now, by changing only what differs.
const turn = async () => {
  const answer = await ask(page);
  const text = await answer.text();
  try {
    await swap(new DOMParser().parseFromString(text, "text/html"));
  } catch (problem) {
    report(problem);
    location.reload();
  }
};

const swap = async (next) => {
  const script = [...next.scripts].find(isOurs);
  const policies = (of) => [...of.querySelectorAll("meta[http-equiv]")].map((meta) => meta.outerHTML).join();
  // Other types are data, for whoever reads them.
  const runs = ({ type }) => !type || type === "module" || type.includes("javascript");
  const scripts = (of) => [...of.scripts].filter((script) => runs(script) && !isOurs(script)).map((script) => script.outerHTML).join();
  // A policy, a redirect and a script act only while a page loads.
  const isSafe = script?.dataset.status === "200" && policies(next) === policies(document) && scripts(next) === scripts(document);
  if (!isSafe) return location.reload();
  Object.assign(shows, { mark: script.dataset.mark, since: +script.dataset.since });
  // Parts that stay may have changed too: they are looked up again.
  seenIn = null;
  script.remove();
  const old = await head(next.head);
  likeness(document.documentElement, next.documentElement);
  alike(document.body, next.body);
  old.forEach((node) => node.remove());
  // What is new was not there when scripts of the page's own set it up. One that does so now cancels the event.
  const event = new CustomEvent("trustpress:swapped", { cancelable: true });
  if (document.dispatchEvent(event) && scripts(document)) return location.reload();
  again();
};

/* When to look. */

const report = (problem) => console.debug("trustpress:", problem);

let looking = Promise.resolve();
let isQueued = false;
const again = () => {
  if (isQueued) return;
  isQueued = true;
  // One look at a time. A preview that is away is looked for by the stream of events.
  looking = looking.then(() => { isQueued = false; return look(); }).catch(report);
};

let ending = null;
const listen = () => {
  ending?.abort();
  ending = null;
  if (document.visibilityState === "hidden") return;
  const { signal } = (ending = new AbortController());
  const tabs = new BroadcastChannel("trustpress");
  tabs.onmessage = again;
  signal.addEventListener("abort", () => tabs.close());
  // A browser opens only six connections to a host. So of all tabs in view one listens, and tells the others.
  navigator.locks.request("trustpress", { signal }, () => new Promise((done) => {
    const events = new EventSource(`${ours}events`);
    events.addEventListener("generation", () => { tabs.postMessage(null); again(); });
    signal.addEventListener("abort", () => { events.close(); done(); });
  })).catch(() => { /* Ended while it waited. */ });
  again();
};
// After the page has loaded, and again when a step back in history brings it out of the browser's memory.
addEventListener("pageshow", listen);
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => ending?.abort());
