// What the tests share: a preview of a project in a folder of its own, and the browser that looks at it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

/** Whether what takes long is asked for as well. */
export const all = Boolean(process.env.BROWSER_ALL);

/** Long enough for the slowest machine; nothing waits for it unless something is wrong. */
export const PATIENCE = 15_000;

/** The browser. Chromium refuses its sandbox to root, which is who runs tests in a container. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A small project: a trust with a strategy of three goals, and whatever else a test asks for. */
export const SMALL = {
  "content/site.yaml": "title: Plans for Eastvale\n",
  "content/eastvale/trust.yaml": "name: Eastvale Council\nbrand:\n  primary: \"#005a5a\"\n",
  "content/eastvale/2026/strategy.yaml": [
    "title: A fair start",
    "goals:",
    "  - id: people",
    "    title: People",
    "    text: Everybody counts.",
    "  - id: places",
    "    title: Places",
    "    supports: [people]",
    "  - id: plans",
    "    title: Plans",
    "",
  ].join("\n"),
  "content/eastvale/2026/people.md": "Prose of people.\n",
};

/** A preview of a project: the given files, or those of a folder. */
export class Preview {
  static async of(files, options = []) {
    const preview = new Preview();
    preview.folder = await mkdtemp(join(tmpdir(), "trustpress-browser-"));
    preview.options = options;
    if (typeof files === "string") await cp(files, preview.folder, { recursive: true });
    else for (const [path, text] of Object.entries(files)) await preview.write(path, text);
    await preview.start();
    return preview;
  }

  /** Starts the program, on the port that it had before if it had one. */
  async start() {
    const port = this.address ? ["--port", new URL(this.address).port] : ["--port", "0"];
    const program = process.env.TRUSTPRESS;
    assert.ok(program, "TRUSTPRESS names the program to try: see `run`");
    this.said = "";
    this.process = spawn(program, ["serve", "--root", this.folder, ...port, ...this.options], { stdio: ["ignore", "ignore", "pipe"] });
    this.process.stderr.on("data", (text) => { this.said += text; });
    this.address = await until(() => this.said.match(/Preview at (\S+)/)?.[1], () => `it starts:\n${this.said}`);
    // The line is printed just before the door opens.
    await until(() => fetch(this.address).then(() => true, () => false), "it answers");
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((done) => { this.process.once("exit", done); });
    this.process.kill("SIGINT");
    await ended;
  }

  async end() {
    await this.stop();
    await rm(this.folder, { recursive: true });
  }

  async write(path, text) {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  /** Replaces what must be there. */
  async edit(path, from, to) {
    const text = await readFile(join(this.folder, path), "utf8");
    assert.ok(text.includes(from), `${path} holds ${from}`);
    await this.write(path, text.replace(from, to));
  }

  move(from, to) {
    return rename(join(this.folder, from), join(this.folder, to));
  }

  remove(path) {
    return rm(join(this.folder, path), { recursive: true });
  }
}

/** Waits for a test to be true and gives what it gave. */
export async function until(test, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await test();
    if (found) return found;
    if (Date.now() > end) assert.fail(`it never came that ${typeof what === "function" ? what() : what}`);
    await new Promise((done) => { setTimeout(done, 20); });
  }
}

/** A context in which every complaint of a page is kept: `context.complaints`. */
export async function context(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  context.complaints = [];
  context.on("weberror", (error) => context.complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) context.complaints.push(message.text());
  });
  return context;
}

/** Leaves a mark in the page that only a load of it anew takes away. */
export const leaveMark = (page) => page.evaluate(() => { window.marked = true; });
export const isMarked = (page) => page.evaluate(() => window.marked === true);

/** Stories for one file of tests, which share a browser: each is a test with a preview of the small project, and of `files`. */
export function stories() {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser.close());
  return (name, tell, { files = {} } = {}) => test(name, async () => {
    const preview = await Preview.of({ ...SMALL, ...files });
    const tabs = await context(browser);
    // A page, once it has looked at what it shows: one that is still looking while something changes is loaded anew.
    const open = async (path) => {
      const page = await tabs.newPage();
      const looks = page.waitForResponse((response) => response.url().includes("/__trustpress/state/"));
      await page.goto(preview.address + path);
      await (await looks).finished();
      // What the page does with that answer, it has done before it has another.
      await page.evaluate(() => fetch("/__trustpress/overlay.css").then((answer) => answer.text()));
      return page;
    };
    try {
      await tell({ preview, context: tabs, open });
    } finally {
      await tabs.close();
      await preview.end();
    }
  });
}

/** Where the small project's strategy and one of its goals are. */
export const STRATEGY = "content/eastvale/2026/strategy.yaml";
export const PEOPLE = "eastvale/2026/people/index.html";

/** The note over a page. */
export const note = (page) => page.locator("trustpress-note .note");

/** Waits for a page to have that heading. */
export const heading = (page, text) => page.locator("h1", { hasText: text }).waitFor();
