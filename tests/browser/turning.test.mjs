// How an open page turns into what it is now.

import assert from "node:assert/strict";
import { heading, isMarked, leaveMark, PEOPLE, stories, STRATEGY, until } from "./support.mjs";

const story = stories();

story("an edit turns the page into what it is now, in place", async ({ preview, open }) => {
  const page = await open(PEOPLE);
  const other = await open("eastvale/2026/plans/index.html");
  await leaveMark(page);
  await leaveMark(other);
  await page.evaluate(() => {
    document.querySelector("#below").focus();
    document.querySelector("details").open = true;
    document.querySelector("input").value = "typed";
    // At once: the styles would have it go there bit by bit, and still be on its way when it is asked for.
    scrollTo({ top: 900, behavior: "instant" });
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
      "{% block head %}<script type=\"application/ld+json\">{ \"name\": \"{{ page.shell.title }}\" }</script>{% endblock head %}",
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
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "Prose in style.");
  await page.getByText("Prose in style.").waitFor();
  assert.equal((await brand()).toLowerCase(), "#5a005a", "the brand stays new");
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
  await page.waitForTimeout(200);
  assert.equal(await width(), 20, "it is not the one of before again");
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

story("what styles load is loaded anew with the page", async ({ preview, context, open }) => {
  const isLook = (response) => response.request().method() === "HEAD" && response.url().endsWith("dot.svg");
  const looked = context.waitForEvent("response", { predicate: isLook });
  const page = await open("");
  await looked;
  await leaveMark(page);
  await preview.write("themes/base/assets/dot.svg", picture(20));
  await until(async () => !await isMarked(page).catch(() => true), "the page is loaded anew");
}, {
  files: {
    "themes/base/assets/dot.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>",
    "themes/base/components/skip-link/skip-link.css": "body { background: url(dot.svg); }",
  },
});

story("an old address that becomes a redirect is followed", async ({ preview, open }) => {
  const page = await open("eastvale/2026/plans/index.html");
  await preview.edit("content/site.yaml", "title:", "redirects: [{ from: eastvale/2026/plans/, to: eastvale/2026/schemes }]\ntitle:");
  await preview.edit(STRATEGY, "id: plans", "id: schemes");
  await page.waitForURL("**/eastvale/2026/schemes/index.html");
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
  story(`a page whose policy allows ${what} is as it is, and works`, async ({ preview, context }) => {
    const page = await context.newPage();
    await page.goto(`${preview.address}about/index.html`);
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
