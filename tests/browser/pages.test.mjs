// The published pages in a browser: what tools can tell of access, of valid HTML, of keyboards, phones and paper.
// Usually every page is seen once, with theme, colours and width in turn; `run --all` sees every page in every way.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { all, context as newContext, launch, Preview, until } from "./support.mjs";

const run = promisify(execFile);
const modules = createRequire(import.meta.url);
const AXE = await readFile(modules.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ROOT = new URL("../..", import.meta.url).pathname;
const THEMES = ["nhs", "base", "civic"];
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };

/** Ways to look at a page: the usual run takes them in turn. */
const WAYS = THEMES.flatMap((theme) => [
  { theme, colorScheme: "light", width: 1280 },
  { theme, colorScheme: "dark", width: 360 },
  { theme, colorScheme: "light", width: 320 },
  { theme, colorScheme: "dark", width: 768 },
]);

let browser;
let folder;
let server;
const pages = {};

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "trustpress-pages-"));
  for (const theme of THEMES) {
    const project = join(folder, `${theme}-project`);
    await cp(join(ROOT, "content"), join(project, "content"), { recursive: true });
    const file = join(project, "content/site.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(/^theme: .*$/m, `theme: ${theme}`));
    await run(process.env.TRUSTPRESS, ["build", "--quiet", "--root", project, "--output", join(folder, theme)]);
    // The example of progress is a site in a sub-folder of the first: our own content has no readings.
    const example = join(folder, `${theme}-example`);
    await cp(join(ROOT, "examples/northgate/content"), join(example, "content"), { recursive: true });
    const settings = join(example, "content/site.yaml");
    await writeFile(settings, (await readFile(settings, "utf8")).replace(/^theme: .*$/m, `theme: ${theme}`));
    const where = ["--base-url", "https://strategies.example.org/example", "--output", join(folder, theme, "example")];
    await run(process.env.TRUSTPRESS, ["build", "--quiet", "--as-of", "2026-11-15", "--root", example, ...where]);
    // The documentation is another: pages of a site's own, in sections.
    const docs = join(folder, `${theme}-docs`);
    await cp(join(ROOT, "docs/content"), join(docs, "content"), { recursive: true });
    await cp(join(ROOT, "docs/themes"), join(docs, "themes"), { recursive: true });
    await appendFile(join(docs, "content/site.yaml"), `theme: ${theme}\n`);
    await run(process.env.TRUSTPRESS, ["build", "--quiet", "--root", docs, "--base-url", "https://strategies.example.org/docs", "--output", join(folder, theme, "docs")]);
    pages[theme] = (await readdir(join(folder, theme), { recursive: true })).filter((path) => path.endsWith(".html")).sort();
  }
  // Each theme is a site at the root of a host of its own, since the page for missing ones has absolute links.
  server = createServer(async (request, response) => {
    const [theme] = request.headers.host.split(".");
    const { pathname } = new URL(request.url, "http://site");
    const path = join(folder, theme, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const bytes = await readFile(path).catch(() => null);
    response.writeHead(bytes ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    response.end(bytes);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
});
after(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});

const address = (theme, path) => `http://${theme}.localhost:${server.address().port}/${path}`;
const look = ({ colorScheme, width }, more = {}) =>
  newContext(browser, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true, reducedMotion: "reduce", ...more });

/** The pages that are seen in a way: each page in one of them, or in all. */
const seen = (way) => pages.nhs.filter((_, at) => all || at % WAYS.length === WAYS.indexOf(way));

const violations = async (page) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
};

/** Keeps what a page asks of other hosts. */
const strangers = (page, theme) => {
  const asked = [];
  page.on("request", (request) => {
    if (new URL(request.url()).host !== new URL(address(theme, "")).host) asked.push(`it asks ${request.url()}`);
  });
  return asked;
};

/** What the W3C's checker says of the pages in a folder. */
const invalid = async (path) => {
  const jar = join(dirname(modules.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
  // From files, which have no host, it takes the pages' own style for a foreign one; browsers do not.
  const passed = ["--filterpattern", ".*violates Content Security Policy.*"];
  const { stderr } = await run("java", ["-jar", jar, ...passed, "--skip-non-html", "--format", "gnu", path], { maxBuffer: 2 ** 26 })
    .catch((failed) => failed);
  return stderr.trim().split("\n").slice(0, 10).join("\n");
};

/** What is wrong with the size of things: a page wider than the screen, or a target too small for a finger. */
const sizes = (page) => page.evaluate(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [`the page is ${wide} pixels too wide`] : [];
});

test("no page has a violation that tools can find, is too wide, complains, or asks another host", async () => {
  const wrong = [];
  for (const way of WAYS) {
    const context = await look(way);
    const page = await context.newPage();
    const asked = strangers(page, way.theme);
    for (const path of seen(way)) {
      await page.goto(address(way.theme, path));
      for (const found of [...await violations(page), ...await sizes(page), ...context.complaints.splice(0), ...asked.splice(0)]) {
        wrong.push(`${path} (${Object.values(way).join(" ")}): ${found}`);
      }
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
});

test("pages keep to their own policy", async () => {
  const context = await newContext(browser);
  const page = await context.newPage();
  for (const path of ["index.html", "imperial/2019-2029/index.html", "compare/integrated-care/index.html", "404.html"]) {
    await page.goto(address("nhs", path));
  }
  assert.deepEqual(context.complaints, []);
  // What the policy forbids is a complaint.
  await page.evaluate(() => { document.body.append(Object.assign(document.createElement("style"), { textContent: "a {}" })); });
  await until(() => context.complaints.length, "the policy is broken");
  await context.close();
});

test("the pages are valid HTML, without errors and warnings", async () => {
  for (const theme of THEMES) assert.equal(await invalid(join(folder, theme)), "");
  // A fault that is planted is found.
  const planted = join(folder, "planted.html");
  await writeFile(planted, "<!DOCTYPE html><html lang=\"en\"><title>x</title><p><div></p></html>");
  assert.match(await invalid(planted), /error/);
});

test("the pages keep to the rules of good HTML", async () => {
  const rules = {
    // Ids are the authors', and a plan's items have a full stop in theirs.
    "valid-id": ["error", { relaxed: true }],
    // A list may have a name, which tells apart the lists of several cards.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // How bytes are laid out, and how long a title may be, is no rule of HTML. Bodies' names are as long as they are.
    "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off", "doctype-style": "off",
  };
  const checker = new HtmlValidate({ root: true, extends: ["html-validate:recommended"], rules });
  const wrong = [];
  for (const theme of THEMES) {
    for (const path of pages[theme]) {
      const { results } = await checker.validateString(await readFile(join(folder, theme, path), "utf8"));
      wrong.push(...results.flatMap((result) => result.messages).map((found) => `${theme} ${path}:${found.line} ${found.ruleId} ${found.message}`));
    }
  }
  assert.deepEqual(wrong.slice(0, 10), []);
  // A fault that is planted is found.
  const { results } = await checker.validateString('<p id="a"><button>x</button></p><p id="a"></p>');
  assert.ok(results.flatMap((result) => result.messages).length > 1);
});

test("each component of each theme is seen by example, without violations", async () => {
  for (const theme of THEMES) {
    const preview = await Preview.of(join(folder, `${theme}-project`), ["--gallery"]);
    try {
      for (const way of all ? WAYS.filter((way) => way.theme === theme) : [WAYS[0], WAYS[1]]) {
        const context = await look(way);
        const page = await context.newPage();
        await page.goto(`${preview.address}gallery/`);
        // Headings of examples start where their pages would have them.
        const found = (await violations(page)).filter((text) => !/^(heading-order|landmark|region)/.test(text));
        assert.deepEqual([...found, ...await sizes(page)], [], `${theme}, ${way.width}`);
        await context.close();
      }
    } finally {
      await preview.end();
    }
  }
});

test("charts keep their parts in sight on every screen, and every mark stands out", async () => {
  for (const way of [WAYS[0], WAYS[1], WAYS[2]]) {
    const context = await look(way);
    const page = await context.newPage();
    await page.goto(address(way.theme, "example/northgate/2025-30/waits/index.html"));
    const found = await page.evaluate(() => {
      const inside = document.querySelector(".columns__main").getBoundingClientRect();
      const out = [...document.querySelectorAll(".chart__drawing :is(text, line, circle, path)")]
        .filter((part) => { const box = part.getBoundingClientRect(); return box.width + box.height > 0 && (box.left < inside.left - 1 || box.right > inside.right + 1); });
      const numbers = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => Number(part) / (colour.startsWith("color(") ? 1 : 255));
      const light = (colour) => { const [r, g, b] = numbers(colour).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const ground = (part) => { for (let above = part; above; above = above.parentElement) { const own = getComputedStyle(above).backgroundColor; if (own !== "rgba(0, 0, 0, 0)") return own; } return "rgb(255, 255, 255)"; };
      const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };
      const marks = ["chart__mark--common:fill", "chart__mark--concern:fill", "chart__mark--neither:fill", "chart__limit:stroke", "chart__mean:stroke", "chart__target:stroke", "chart__step:stroke", "way__made:fill", "icon--fail:fill"];
      const pale = marks.filter((mark) => {
        const [name, paint] = mark.split(":");
        const part = document.querySelector(`.${name}`);
        return !part || contrast(getComputedStyle(part)[paint], ground(part.closest("svg").parentElement)) < 3;
      });
      return { out: out.map((part) => part.outerHTML), pale };
    });
    assert.deepEqual(found, { out: [], pale: [] }, Object.values(way).join(" "));
    await context.close();
  }
});

test("the keyboard reaches every link in reading order, and one sees where it is", async () => {
  for (const path of ["index.html", "imperial/2019-2029/index.html", "imperial/2019-2029/integrated-care/index.html", "compare/integrated-care/index.html", "example/northgate/2025-30/waits/index.html"]) {
    const context = await look(WAYS[0]);
    const page = await context.newPage();
    await page.goto(address("nhs", path));
    const count = await page.evaluate(() => {
      const reached = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
      const inOrder = reached.filter((element) => element.tabIndex >= 0 && !element.closest("[hidden]"));
      inOrder.forEach((element, at) => { element.dataset.at = at; });
      return inOrder.length;
    });
    for (let at = 0; at < count; at += 1) {
      await page.keyboard.press("Tab");
      const { place, shown } = await page.evaluate(() => {
        const element = document.activeElement;
        const { width, height, top, bottom } = element.getBoundingClientRect();
        const clipped = [...function* up() { for (let above = element; above; above = above.parentElement) yield above; }()]
          .some((above) => getComputedStyle(above).clipPath === "inset(50%)");
        const inView = bottom > 0 && top < window.innerHeight;
        return { place: Number(element.dataset.at), shown: width > 1 && height > 1 && inView && !clipped };
      });
      assert.equal(place, at, `${path}: stop ${at}`);
      assert.ok(shown, `${path}: stop ${at} cannot be seen`);
    }
    await context.close();
  }
});

test("without scripts nothing is missing", async () => {
  const words = (page) => page.evaluate(() => document.querySelector("main").textContent.replace(/\s+/g, " "));
  const [on, off] = [await look(WAYS[0]), await look(WAYS[0], { javaScriptEnabled: false })];
  for (const path of ["index.html", "imperial/2019-2029/index.html", "topics/index.html", "timeline/index.html"]) {
    const [with_, without] = [await on.newPage(), await off.newPage()];
    await Promise.all([with_, without].map((page) => page.goto(address("nhs", path))));
    assert.equal(await without.locator("main").evaluate((main) => main.textContent.replace(/\s+/g, " ")), await words(with_), path);
  }
  await Promise.all([on, off].map((context) => context.close()));
});

test("scripts add to pages: trusts can be chosen, and a permalink copies its address", async () => {
  const context = await look(WAYS[0], { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(address("nhs", "compare/integrated-care/index.html"));
  const rows = page.locator(".compare tbody tr:visible");
  const before = await rows.count();
  await page.getByLabel("Homerton").uncheck();
  assert.equal(await rows.count(), before - 1);
  await page.goto(address("nhs", "imperial/2019-2029/integrated-care/index.html"));
  await page.locator(".permalink").first().focus();
  await page.keyboard.press("Enter");
  await page.getByText("The address of this place is copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await context.close();
});

test("a plan on a page is one sheet of paper", async () => {
  const context = await look(WAYS[0]);
  const page = await context.newPage();
  for (const theme of THEMES) {
    for (const path of pages[theme].filter((path) => path.includes("plan-on-a-page"))) {
      await page.goto(address(theme, path));
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, `${theme}: ${path}`);
    }
  }
  await context.close();
});

test("a whole strategy prints whole, as a tagged document", async () => {
  const context = await look(WAYS[0]);
  const page = await context.newPage();
  await page.goto(address("nhs", "imperial/2019-2029/whole/index.html"));
  const pdf = (await page.pdf({ tagged: true, outline: true, format: "A4" })).toString("latin1");
  assert.match(pdf, /\/StructTreeRoot/);
  assert.match(pdf, /\/Lang\s*\(en/);
  await page.emulateMedia({ media: "print" });
  const lost = await page.evaluate(() => [...document.querySelectorAll("main :is(h2, h3, h4, p, li, dd)")]
    .filter((element) => !element.closest("nav, .screen-only, .contents, .visually-hidden") && element.getClientRects().length === 0)
    .map((element) => element.textContent.trim().slice(0, 60)));
  assert.deepEqual(lost, []);
  await context.close();
});

test("a goal page with a narrative of 400 words weighs no more than 14 kB with all its styles", async () => {
  const packed = async (path) => gzipSync(await readFile(path), { level: 9 }).length;
  for (const theme of THEMES) {
    const site = join(folder, theme);
    const project = join(folder, `${theme}-heavy`);
    await cp(join(folder, `${theme}-project`), project, { recursive: true });
    // The narrative is made of what all of our content says, so that it packs no better than real words.
    const texts = (await readdir(join(project, "content"), { recursive: true })).filter((path) => path.endsWith(".md")).sort();
    const words = (await Promise.all(texts.map((path) => readFile(join(project, "content", path), "utf8")))).join(" ");
    const prose = words.replace(/\[\[.*?\]\]|[^\s\w,.]/g, "").split(/\s+/).slice(0, 400).join(" ");
    await writeFile(join(project, "content/imperial/2019-2029/integrated-care.md"), `${prose}\n`);
    await run(process.env.TRUSTPRESS, ["build", "--quiet", "--base-url", "https://strategies.example.org", "--root", project, "--output", join(project, "output")]);
    const assets = await readdir(join(site, "assets"));
    const style = await packed(join(site, "assets", assets.find((name) => /^style.*\.css$/.test(name))));
    const script = await packed(join(site, "assets", assets.find((name) => /^page.*\.js$/.test(name))));
    const brand = await packed(join(project, "output/imperial/brand.css"));
    const page = await packed(join(project, "output/imperial/2019-2029/integrated-care/index.html"));
    assert.ok(page + style + brand <= 14_000, `${theme}: ${page} + ${style} + ${brand}`);
    assert.ok(script < 4_000, `${theme}: ${script}`);
  }
});

test("what is wrong is found: each kind of mistake makes the tools complain", async () => {
  const context = await look(WAYS[0]);
  const page = await context.newPage();
  const MISTAKES = {
    "image-alt": "<img src='x.png'>",
    "color-contrast": "<p class='seeded'>too pale</p>",
    "heading-order": "<h5>far below</h5>",
    "link-name": "<a href='#main'></a>",
    "label": "<input type='text'>",
    "target-size": "<div><button class='small'>a</button><button class='small'>b</button></div>",
  };
  for (const [id, html] of Object.entries(MISTAKES)) {
    await page.goto(address("nhs", "timeline/index.html"));
    await page.addStyleTag({ content: ".seeded { color: #bbb; background: #fff } .small { width: 9px; height: 9px; margin: 0; padding: 0; border: 0; font-size: 8px }" });
    await page.evaluate((seed) => { document.querySelector("main .columns__main").insertAdjacentHTML("beforeend", seed); }, html);
    const found = await violations(page);
    assert.ok(found.some((text) => text.startsWith(id)), `${id}: ${found.join("; ")}`);
  }
  const asked = strangers(page, "nhs");
  await page.evaluate(() => { new Image().src = "http://elsewhere.localhost/x.png"; });
  await until(() => asked.length, "another host is asked");
  await page.addStyleTag({ content: "main { width: 3000px }" });
  assert.equal((await sizes(page)).length, 1);
  await context.close();
});
