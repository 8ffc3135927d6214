// The note over the page: beside the body, in a shadow of its own, so that neither knows of the other's styles.

const ours = "/__trustpress/";

// The mark of what is said, and the elements that say it.
let said = null;
let over = null;

const say = async (note) => {
  if ((note?.mark ?? null) === said) return;
  over ??= await raise();
  said = note?.mark ?? null;
  over.note.innerHTML = note?.html ?? "";
  const details = over.note.querySelector("details");
  if (details && folded() === said) details.open = false;
  details?.addEventListener("toggle", () => folded(details.open ? "" : note.mark));
  // Read out, without taking the focus. The words come into an element that was there before them.
  setTimeout(() => { over.status.textContent = note?.said ?? "All is mended."; }, 100);
};

const raise = async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(`${ours}overlay.css`)).text());
  const host = document.createElement("trustpress-note");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = `<p class="status" role="status"></p><div></div>`;
  document.documentElement.append(host);
  return { status: shadow.firstChild, note: shadow.lastChild };
};

// The mark of the note that was folded away, so that it stays so on the next page.
const folded = (mark) => {
  try {
    if (mark === undefined) return sessionStorage.getItem("trustpress-folded");
    sessionStorage.setItem("trustpress-folded", mark);
  } catch { /* Not to be had here: the note opens again on the next page. */ }
};

document.addEventListener("keydown", (event) => {
  const open = over?.note.querySelector("details[open]");
  if (event.key === "Escape" && open && !event.defaultPrevented) open.open = false;
});
