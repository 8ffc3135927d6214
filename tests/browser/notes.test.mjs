// What the preview says over a page: it comes, folds away, and goes.

import assert from "node:assert/strict";
import { heading, isMarked, leaveMark, note, PEOPLE, SMALL, stories, STRATEGY, until } from "./support.mjs";

const story = stories();

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
  await preview.write("themes/base/templates/goal.html", "{{ page.item.title * 2 }}");
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
