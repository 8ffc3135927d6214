// Many tabs, tabs out of view, and a preview that goes and comes back.

import assert from "node:assert/strict";
import { all, isMarked, leaveMark, note, PEOPLE, stories, STRATEGY } from "./support.mjs";

const story = stories();

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
  const isStream = (request) => request.url().endsWith("/events");
  const begun = context.waitForEvent("request", { predicate: isStream });
  const page = await open(PEOPLE);
  await begun;
  await leaveMark(page);
  const turn = (state) => page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  const ended = context.waitForEvent("requestfailed", { predicate: isStream });
  await turn("hidden");
  await ended;
  await preview.edit("content/eastvale/2026/people.md", "Prose of people.", "Prose of the night.");
  await turn("visible");
  await page.getByText("Prose of the night.").waitFor();
  assert.ok(await isMarked(page));
});
