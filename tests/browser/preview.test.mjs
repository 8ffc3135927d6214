// The preview in a browser: notes come and go, pages turn into what they are now.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { all, context as newContext, isMarked, launch, leaveMark, Preview, SMALL, until } from "./support.mjs";

const STRATEGY = "content/eastvale/2026/strategy.yaml";
const PEOPLE = "eastvale/2026/people/index.html";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A test with a preview of a small project, and a context of the browser. */
const story = (name, tell, { files = {} } = {}) => test(name, async () => {
  const preview = await Preview.of({ ...SMALL, ...files });
  const context = await newContext(browser);
  const open = async (path) => {
    const page = await context.newPage();
    await page.goto(preview.address + path);
    return page;
  };
  try {
    await tell({ preview, context, open });
  } finally {
    await context.close();
    await preview.end();
  }
});

const note = (page) => page.locator("trustpress-note .note");
const heading = (page, text) => page.locator("h1", { hasText: text }).waitFor();

story("a mistake is told over every page and over the 404, and the note goes when it is mended", async ({ preview, context, open }) => {
  const pages = await Promise.all(["", PEOPLE, "nowhere/at/all/"].map(open));
  await Promise.all(pages.map(leaveMark));
  assert.equal(await note(pages[0]).count(), 0);
  await preview.edit(STRATEGY, "[people]", "[peopel, '<b>x</b>']");
  for (const page of pages) {
    await note(page).getByText("2 errors in 1 file").first().waitFor();
    assert.equal(await page.locator("trustpress-note .problem__place").first().textContent(), `${STRATEGY}:8:16`);
    assert.equal(await page.locator("trustpress-note mark").first().textContent(), "peopel");
    assert.equal(await page.locator("trustpress-note .problem__help").first().textContent(), "Did you mean people?");
    assert.equal(await page.locator("trustpress-note b").count(), 0, "what an author writes is never HTML");
    await until(() => page.locator("trustpress-note [role=status]").textContent().then((text) => text === "2 errors in 1 file."), "it is read out");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus stays");
  }
  // A page opened meanwhile says so too, and is the last good one.
  const later = await open("eastvale/2026/places/index.html");
  await note(later).getByText("2 errors in 1 file").first().waitFor();
  await preview.edit(STRATEGY, "[peopel, '<b>x</b>']", "[people]");
  for (const page of [...pages, later]) await note(page).waitFor({ state: "detached" });
  for (const page of pages) assert.ok(await isMarked(page), "nothing was loaded anew");
  assert.deepEqual(context.complaints.filter((text) => !text.includes("404")), [], "the page's own policy is kept");
});

story("a note folds away by key and pointer, stays so on the next page, and opens at the next change", async ({ preview, open }) => {
  const page = await open("");
  await preview.edit(STRATEGY, "[people]", "[peopel]");
  await note(page).getByText("1 error").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("trustpress-note .note:not([open])").waitFor();
  await page.goto(preview.address + PEOPLE);
  await page.locator("trustpress-note .note:not([open])").waitFor();
  await page.locator("trustpress-note .note > summary").click();
  await page.locator("trustpress-note .note[open]").waitFor();
  await page.locator("trustpress-note .note > summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("trustpress-note .note:not([open])").waitFor();
  await preview.edit(STRATEGY, "[peopel]", "[peopel, plaecs]");
  await page.locator("trustpress-note .note[open]", { hasText: "2 errors" }).waitFor();
});

story("content that is broken at the start is told on a page of our own", async ({ preview, context, open }) => {
  const page = await open(PEOPLE);
  await heading(page, "The content has problems");
  assert.equal(await page.locator("mark").textContent(), "peopel");
  await preview.edit(STRATEGY, "peopel", "plans");
  await heading(page, "People");
  assert.deepEqual(context.complaints.filter((text) => !text.includes("503")), []);
}, { files: { [STRATEGY]: SMALL[STRATEGY].replace("[people]", "[peopel]") } });

story("a page whose template fails stays as it was, under a note", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  await preview.write("themes/base/templates/goal.html", "{{ page.no_such_thing }}");
  await note(page).getByText("This page cannot be made now").waitFor();
  await heading(page, "People");
  assert.ok((await note(page).textContent()).includes("themes/base/templates/goal.html:1"));
  const home = await open("");
  assert.equal((await page.request.get(preview.address + PEOPLE)).status(), 500);
  const own = await open(PEOPLE);
  await heading(own, "This page could not be made");
  await preview.remove("themes");
  await note(page).waitFor({ state: "detached" });
  await heading(own, "People");
  assert.equal(await note(home).count(), 0);
});

story("warnings are a small note that is folded", async ({ preview, open }) => {
  const page = await open("");
  await preview.write("content/topics.yaml", "topics:\n  - { id: travel, title: Travel }\n");
  await page.locator("trustpress-note .note--warnings:not([open])", { hasText: "1 warning" }).waitFor();
});

story("an edit turns the page into what it is now, in place", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  const other = await open("eastvale/2026/plans/index.html");
  await leaveMark(page);
  await leaveMark(other);
  await page.evaluate(() => {
    document.querySelector("#below").focus();
    document.querySelector("details").open = true;
    document.querySelector("input").value = "typed";
    scrollTo(0, 900);
    window.link = document.querySelector("#below");
  });
  let asked = 0;
  other.on("request", (request) => { asked += request.url() === other.url(); });
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "New prose.\n\nAnd *more*.");
  await page.getByText("New prose.").waitFor({ state: "attached" });
  await preview.edit(STRATEGY, "title: People", "title: All people");
  await until(() => page.title().then((title) => title.startsWith("All people")), "the title is new");
  const state = await page.evaluate(() => ({
    focus: document.activeElement === window.link,
    open: document.querySelector("details").open,
    typed: document.querySelector("input").value,
    scroll: Math.abs(scrollY - 900) < 200,
    marked: window.marked,
  }));
  assert.deepEqual(state, { focus: true, open: true, typed: "typed", scroll: true, marked: true });
  assert.ok(await isMarked(other));
  const bytes = await (await fetch(preview.address + PEOPLE)).text();
  const same = await page.evaluate((text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    document.querySelector("details").open = false;
    const [now, then] = [document.body, fresh.body];
    return now.isEqualNode(then) ? "" : `${now.outerHTML}\n\nis not\n\n${then.outerHTML}`;
  }, bytes);
  assert.equal(same, "", "what is swapped is what is loaded");
  assert.equal(asked, 0, "a tab whose page is the same asks for nothing");
}, {
  files: {
    "themes/base/templates/goal.html": [
      "{% extends \"layout.html\" %}",
      "{% block main %}<h1>{{ page.shell.title }}</h1>",
      "<details><summary>More</summary>Here</details><p><input aria-label=\"Filter\"></p>",
      "{% for at in range(end=40) %}<p>Line {{ at }}</p>{% endfor %}",
      "<p><a id=\"below\" href=\"#main\">Top</a></p>",
      "{% for at in range(end=40) %}<p>Line {{ at }}</p>{% endfor %}",
      "{{ page.item.narrative_html | safe }}",
      "{% endblock main %}",
    ].join("\n"),
  },
});

story("a change of styles swaps the styles", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  await leaveMark(page);
  await page.evaluate(() => {
    window.naked = false;
    // Whether there was ever a moment without a style.
    new MutationObserver(() => { window.naked ||= document.styleSheets.length === 0; }).observe(document.head, { childList: true });
  });
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  await preview.write("themes/base/components/page-heading/page-heading.css", "h1 { color: rgb(1, 2, 3); }");
  await until(async () => await colour() === "rgb(1, 2, 3)", "the style is new");
  // The brand's own style keeps its address.
  await preview.edit("content/eastvale/trust.yaml", "#005a5a", "#5a005a");
  const brand = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--brand").trim());
  await until(async () => (await brand()).toLowerCase() === "#5a005a", "the brand is new");
  assert.ok(await isMarked(page));
  assert.equal(await page.evaluate(() => window.naked), false);
});

story("a picture that is drawn anew is shown anew", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  await leaveMark(page);
  const width = () => page.evaluate(() => document.querySelector("main img").naturalWidth);
  await until(async () => await width() === 10, "the picture is there");
  await preview.write("content/eastvale/2026/map.svg", picture(20));
  await until(async () => await width() === 20, "the new picture is there");
  await preview.edit("content/eastvale/2026/people.md", "Prose", "New prose");
  await page.getByText("New prose").waitFor();
  // Both at once: neither may stay behind.
  await preview.write("content/eastvale/2026/map.svg", picture(30));
  await preview.edit("content/eastvale/2026/people.md", "New prose", "Last prose");
  await page.getByText("Last prose").waitFor();
  await until(async () => await width() === 30, "the last picture is there");
  assert.ok(await isMarked(page));
}, {
  files: {
    "content/eastvale/2026/people.md": "Prose of people.\n\n![A map of the two schools](map.svg)\n",
    "content/eastvale/2026/map.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
  },
});

const picture = (side) => `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"/>`;

story("what styles load is loaded anew with the page", async ({ preview, open }) => {
  const page = await open("");
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith("dot.svg")));
  // The tab has looked at its parts once it has asked for their marks.
  await page.waitForFunction(() => performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("dot.svg")).length > 1);
  await leaveMark(page);
  await preview.write("themes/base/assets/dot.svg", picture(20));
  await until(async () => !await isMarked(page).catch(() => true), "the page is loaded anew");
}, {
  files: {
    "themes/base/assets/dot.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
    "themes/base/components/skip-link/skip-link.css": "body { background: url(dot.svg); }",
  },
});

story("a page that is gone says so and leads to where its id is now", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  const other = await open("eastvale/2026/places/index.html");
  await leaveMark(page);
  await preview.move("content/eastvale/2026", "content/eastvale/2027");
  await note(page).getByText("No page stands here").first().waitFor();
  await heading(page, "People");
  assert.ok(await isMarked(page), "the old page stays");
  assert.ok((await note(page).textContent()).includes("/eastvale/2026/people/"));
  await note(page).getByRole("link", { name: "People" }).click();
  await page.waitForURL("**/eastvale/2027/people/index.html");
  await heading(page, "People");
  // Once more in the other tab, and back: as if nothing had been.
  await note(other).getByText("No page stands here").first().waitFor();
  await preview.move("content/eastvale/2027", "content/eastvale/2026");
  await note(other).waitFor({ state: "detached" });
});

story("a page whose id is unknown leads to what is above it", async ({ preview, open }) => {
  const page = await open("eastvale/2026/plans/index.html");
  await preview.edit(STRATEGY, "  - id: plans\n    title: Plans\n", "");
  await note(page).getByRole("link", { name: "A fair start" }).waitFor();
});

story("an old address that becomes a redirect is followed", async ({ preview, open }) => {
  const page = await open("eastvale/2026/plans/index.html");
  await preview.edit("content/site.yaml", "title:", "redirects: [{ from: eastvale/2026/plans/, to: eastvale/2026/schemes }]\ntitle:");
  await preview.edit(STRATEGY, "id: plans", "id: schemes");
  await page.waitForURL("**/eastvale/2026/schemes/index.html");
});

story("a preview that was away comes back, with another state", async ({ preview, open }) => {
  const [page, same] = [await open(PEOPLE), await open("eastvale/2026/plans/index.html")];
  await leaveMark(page);
  await leaveMark(same);
  await preview.stop();
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "Prose of a later day.");
  await preview.start();
  await page.getByText("Prose of a later day.").waitFor();
  assert.ok(await isMarked(page) && await isMarked(same));
  await preview.stop();
  await preview.edit(STRATEGY, "[people]", "[peopel]");
  await preview.start();
  await note(page).getByText("1 error").first().waitFor();
  await preview.edit(STRATEGY, "[peopel]", "[people]");
  await note(page).waitFor({ state: "detached" });
  assert.ok(await isMarked(page));
});

story("of many tabs one listens, and all turn", async ({ preview, context, open }) => {
  let streams = 0;
  context.on("request", (request) => { streams += request.url().endsWith("/events"); });
  const tabs = [];
  for (let left = all ? 30 : 9; left > 0; left -= 1) tabs.push(await open(PEOPLE));
  for (const tab of tabs) await leaveMark(tab);
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "Prose for all.");
  for (const tab of tabs) await tab.getByText("Prose for all.").waitFor();
  assert.equal(streams, 1);
  // The next takes its place.
  await tabs.shift().close();
  await preview.edit("content/eastvale/2026/people.md", "Prose for all.", "Prose for the rest.");
  for (const tab of tabs) await tab.getByText("Prose for the rest.").waitFor();
  assert.equal(streams, 2);
  for (const tab of tabs) assert.ok(await isMarked(tab));
});

story("a hidden tab lets go, and looks when it is seen again", async ({ preview, context, open }) => {
  const page = await open(PEOPLE);
  await leaveMark(page);
  const turn = (state) => page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  const ended = context.waitForEvent("requestfailed", { predicate: (request) => request.url().endsWith("/events") });
  await turn("hidden");
  await ended;
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "Prose of the night.");
  await turn("visible");
  await page.getByText("Prose of the night.").waitFor();
  assert.ok(await isMarked(page));
});

const scripted = (script) => ({
  files: {
    "themes/base/assets/own.js": script,
    "themes/base/templates/goal.html": [
      "{% extends \"layout.html\" %}",
      "{% block head %}<script src=\"{{ page.shell.root }}{{ assets[\"own.js\"] }}\" defer></script>{% endblock head %}",
      "{% block main %}<h1>{{ page.shell.title }}</h1><button>Count</button> <output>0</output>{{ page.item.narrative_html | safe }}",
      "{% endblock main %}",
    ].join("\n"),
  },
});

story("a page with a script of its own is loaded anew, and the script works", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  await leaveMark(page);
  await preview.edit(STRATEGY, "title: People", "title: All people");
  await heading(page, "All people");
  await until(async () => !await isMarked(page).catch(() => true), "the page is loaded anew");
  await page.getByRole("button").click();
  assert.equal(await page.locator("output").textContent(), "1");
}, scripted("document.querySelector('button').onclick = () => { document.querySelector('output').textContent = 1; };"));

story("a script that sets itself up again keeps the page", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  await leaveMark(page);
  await preview.edit(STRATEGY, "title: People", "title: All people");
  await heading(page, "All people");
  await page.getByRole("button").click();
  assert.equal(await page.locator("output").textContent(), "1");
  assert.ok(await isMarked(page));
}, scripted(`
  const setUp = () => { document.querySelector("button").onclick = () => { document.querySelector("output").textContent = 1; }; };
  document.addEventListener("trustpress:swapped", (event) => { setUp(); event.preventDefault(); });
  setUp();
`));

for (const [directive, what] of [["script-src 'none'", "no script"], ["connect-src 'none'", "no connection"]]) {
  story(`a page whose policy allows ${what} is as it is, and works`, async ({ preview, open }) => {
    const page = await open("about/index.html");
    await heading(page, "About");
    await preview.edit("content/pages/about.md", "Words.", "Other words.");
    await until(async () => (await (await fetch(`${preview.address}about/`)).text()).includes("Other words."), "it is served");
    assert.ok(await page.getByText("Words.", { exact: true }).isVisible());
    await page.reload();
    await page.getByText("Other words.").waitFor();
  }, {
    files: {
      "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
      "themes/base/templates/page.html": [
        "{% extends \"layout.html\" %}",
        `{% block head %}<meta http-equiv="Content-Security-Policy" content="${directive}">{% endblock head %}`,
        "{% block main %}<h1>{{ page.shell.title }}</h1>{{ page.html | safe }}{% endblock main %}",
      ].join("\n"),
    },
  });
}
