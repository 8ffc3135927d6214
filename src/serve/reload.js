// Reloads this page when it, or something it shows, has changed. The preview adds this script to its answers;
// it is no part of the site.
(() => {
  const ours = "/__trustpress/";
  const page = location.href.replace(/#.*/, "");
  // From each address to the mark of the bytes that this tab shows.
  const seen = new Map([[page, `"${document.currentScript.dataset.mark}"`]]);

  const markOf = async (address) =>
    (await fetch(address, { method: "HEAD", cache: "no-store" })).headers.get("ETag");

  const shown = () => {
    const parts = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    const site = parts.filter((url) => url.origin === location.origin && !url.pathname.startsWith(ours));
    return new Set([page, ...site.map((url) => url.href)]);
  };

  const look = async () => {
    let changed = false;
    await Promise.all([...shown()].map(async (address) => {
      const mark = await markOf(address);
      changed ||= seen.has(address) && seen.get(address) !== mark;
      seen.set(address, mark);
    }));
    // Browsers keep the scroll position across this.
    if (changed) location.reload();
  };

  // A browser opens only six connections to a host, so only tabs in view hold one; the others look when they come back.
  let events = null;
  let looking = Promise.resolve();
  const listen = () => {
    events?.close();
    events = null;
    if (document.visibilityState === "hidden") return;
    events = new EventSource(`${ours}events`);
    // The first comes at once. One look at a time; a server that is away is looked for by the browser itself.
    events.addEventListener("generation", () => { looking = looking.then(look).catch(() => {}); });
  };
  // After the page has loaded, and again when a step back in history brings it out of the browser's memory.
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
})();
