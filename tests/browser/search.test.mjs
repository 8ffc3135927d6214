// Searching in a browser: over HTTP, from a disk, in the preview, with the keyboard and without scripts.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { context as newContext, launch, Preview, until } from "./support.mjs";

const run = promisify(execFile);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ROOT = new URL("../..", import.meta.url).pathname;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

let browser;
let folder;
let server;
const places = {};

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "trustpress-search-"));
  await cp(join(ROOT, "content"), join(folder, "project/content"), { recursive: true });
  // In a sub-folder, as many hosts have it.
  await run(process.env.TRUSTPRESS, ["build", "--quiet", "--root", join(folder, "project"), "--output", join(folder, "site/plans")]);
  server = createServer(async (request, response) => {
    const path = join(folder, "site", new URL(request.url, "http://site").pathname);
    const bytes = await readFile(path).catch(() => null);
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    response.end(bytes);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  places["over HTTP"] = `http://127.0.0.1:${server.address().port}/plans/`;
  places["from a disk"] = pathToFileURL(join(folder, "site/plans/")).href;
});
after(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});

const box = (page) => page.getByRole("searchbox", { name: "What are you looking for?" });
const said = (page, words) => until(async () => words.test(await page.locator(".results__said").textContent().catch(() => "-")), `it says ${words}`);
const results = (page) => page.locator(".results__list > li");
const titles = (page) => page.locator(".result__link").allTextContents();

/** A search page at one of the places. */
const open = async (where, path = "search/index.html", options = {}) => {
  const context = await newContext(browser, options);
  const page = await context.newPage();
  await page.goto(places[where] + path);
  return { context, page };
};

for (const where of ["over HTTP", "from a disk"]) {
  test(`${where}: results come as one types, marked, kept to a trust and a topic, and the address keeps them`, async () => {
    const { context, page } = await open(where);
    await box(page).pressSequentially("nursed", { delay: 10 });
    await said(page, /^\d+ results for “nursed”$/);
    assert.ok((await page.locator(".result mark").allTextContents()).includes("Nursing"), "another form is found and marked");
    await box(page).fill("Care's");
    await said(page, /^\d\d+ results for “Care's”$/);
    assert.equal(await results(page).count(), 20);
    await page.getByRole("button", { name: "More results" }).click();
    await until(async () => await results(page).count() > 20, "there are more");
    const focus = await page.evaluate(() => [...document.querySelectorAll(".result__link")].indexOf(document.activeElement));
    assert.equal(focus, 20, "the focus is on the first of them");

    await page.getByLabel("Trust", { exact: true }).selectOption("Homerton");
    await until(async () => (await page.locator(".result__about").allTextContents()).every((about) => about.includes("Homerton") || about === "Trust"), "all are Homerton's");
    const ofHomerton = await titles(page);
    await page.getByLabel("Topic", { exact: true }).selectOption("Digital and data");
    await until(async () => (await titles(page)).length < ofHomerton.length, "fewer are on the topic");
    const narrow = await titles(page);
    assert.ok(narrow.length > 0);
    assert.match(page.url(), /\?q=Care%27s&trust=homerton&topic=digital-and-data$/);

    // The address alone brings it back, and so does a step back from a page that was found.
    await page.reload();
    await until(async () => (await titles(page)).join() === narrow.join(), "it is searched again");
    await results(page).first().getByRole("link").click();
    await page.waitForURL((url) => !url.pathname.endsWith("search/index.html"));
    assert.equal(await page.locator("h1").count(), 1);
    await page.goBack();
    await until(async () => (await titles(page)).join() === narrow.join(), "it is there again");
    await page.goBack();
    await until(async () => (await titles(page)).join() === ofHomerton.join(), "one choice less");
    assert.equal(await page.getByLabel("Topic", { exact: true }).inputValue(), "");
    assert.deepEqual(context.complaints, []);
    await context.close();
  });

  test(`${where}: the keyboard alone finds and follows`, async () => {
    const { context, page } = await open(where, "index.html");
    const tabTo = async (locator) => {
      for (let at = 0; at < 60 && !await locator.evaluate((element) => element === document.activeElement); at += 1) await page.keyboard.press("Tab");
      assert.ok(await locator.evaluate((element) => element === document.activeElement), "it can be reached");
    };
    await tabTo(page.getByRole("link", { name: "Search", exact: true }));
    await page.keyboard.press("Enter");
    await tabTo(box(page));
    await page.keyboard.type("research");
    await page.keyboard.press("Enter");
    await said(page, /results for “research”/);
    await page.keyboard.type(" xqzt");
    await said(page, /^Nothing has all of these words/);
    await page.keyboard.press("Enter");
    await page.goBack();
    await said(page, /results for “research”/);
    const first = results(page).first().getByRole("link");
    const address = await first.evaluate((link) => link.href);
    await tabTo(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(address);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });

  test(`${where}: what is not there is said in plain words, with a likely word and a wider search`, async () => {
    const { context, page } = await open(where);
    await box(page).fill("reserch");
    await said(page, /^Nothing found for “reserch”\.$/);
    await page.getByRole("button", { name: "research" }).click();
    await said(page, /results for “research”/);
    assert.match(page.url(), /\?q=research$/);
    await box(page).fill("electives");
    await page.getByLabel("Topic", { exact: true }).selectOption("Research and innovation");
    await said(page, /^Nothing found/);
    await page.getByRole("button", { name: "Look in all trusts and topics" }).click();
    assert.equal(await page.getByLabel("Topic", { exact: true }).inputValue(), "");
    await box(page).fill("<img src=x onerror=alert(1)>");
    await said(page, /“<img src=x onerror=alert\(1\)>”|some of them/);
    assert.equal(await page.locator("main img").count(), 0);
    await box(page).fill("");
    await said(page, /^$/);
    assert.equal(await results(page).count(), 0);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });

  test(`${where}: without scripts there are the lists`, async () => {
    const { context, page } = await open(where, "search/index.html", { javaScriptEnabled: false });
    assert.ok(await page.getByText("Searching needs scripts").isVisible());
    assert.equal(await page.locator("form").isVisible(), false);
    for (const [name, title] of [["All topics", "Topics"], ["from A to Z", "Glossary"], ["All pages", "Site map"]]) {
      await page.getByRole("main").getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await page.goBack();
    }
    await context.close();
  });
}

test("a page with results has no violation that tools can find and fits every screen", async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  for (const [width, colorScheme] of [[1280, "light"], [320, "dark"], [360, "light"]]) {
    for (const query of ["integrated care", "xqztt", "reserch"]) {
      const look = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" };
      const { context, page } = await open("over HTTP", `search/index.html?q=${encodeURIComponent(query)}`, look);
      await said(page, /results|Nothing/);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate((only) => globalThis.axe.run({ runOnly: only }), rules);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${query}, ${width}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${query}, ${width}`);
      await context.close();
    }
  }
});

test("an index that has gone is said to be gone", async () => {
  const { context, page } = await open("over HTTP", "index.html");
  await context.route("**/words-*.js", (route) => route.abort());
  await page.goto(`${places["over HTTP"]}search/index.html?q=care`);
  await said(page, /^The search could not load what it needs/);
  await context.close();
});

test("in the preview, a page that is searched on finds what was written meanwhile", async () => {
  const preview = await Preview.of(join(folder, "project"));
  try {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(`${preview.address}search/`);
    await box(page).pressSequentially("care");
    await said(page, /results for “care”/);
    // The page is loaded anew with another index, and what stands in its address is searched for again.
    const index = () => page.locator(".search-page").getAttribute("data-index").catch(() => null);
    for (const [from, words] of [["", "Care for quokkas."], ["Care for quokkas.", "Care for wombats."]]) {
      const before = await index();
      const word = words.match(/(\w+)s\./)[1];
      await box(page).fill(word);
      await said(page, /^Nothing found/);
      if (from) await preview.edit("content/pages/new.md", from, words);
      else await preview.write("content/pages/new.md", `---\ntitle: The newest page\n---\n\n${words}\n`);
      await until(async () => ![null, before].includes(await index()), "the page has the new index");
      await said(page, new RegExp(`^1 result for “${word}”$`));
      assert.deepEqual(await titles(page), ["The newest page"]);
    }
    assert.deepEqual(context.complaints, []);
    await context.close();
  } finally {
    await preview.end();
  }
});
