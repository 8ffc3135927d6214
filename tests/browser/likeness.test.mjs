// How a page becomes another: whatever the two are, the result is the other, and what they share stays.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { all, launch } from "./support.mjs";

test("any tree becomes any other, and what only moved aside stays", async () => {
  const script = await readFile(new URL("../../src/serve/script/likeness.js", import.meta.url), "utf8");
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const seed = Number(process.env.SEED ?? Date.now() % 1e6);
    const wrong = await page.evaluate(({ script, seed, rounds }) => {
      const alike = new Function(`${script}; return alike;`)();
      // A small generator whose numbers a seed brings back.
      let state = seed;
      const below = (end) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return Math.floor((state / 2147483648) * end);
      };
      const grow = (parent, depth) => {
        for (let left = below(6); left > 0; left -= 1) {
          const kind = below(8);
          if (kind === 0) parent.append(document.createComment(`c${below(3)}`));
          else if (kind < 3) parent.append(document.createTextNode(`t${below(4)}`));
          else {
            const child = document.createElement(["p", "div", "section"][below(3)]);
            if (below(3) === 0) child.id = `i${below(9)}`;
            if (below(3) === 0) child.className = `k${below(3)}`;
            if (below(5) === 0) child.setAttribute("data-x", below(3));
            parent.append(child);
            if (depth) grow(child, depth - 1);
          }
        }
      };
      for (let round = 0; round < rounds; round += 1) {
        const [one, two] = [document.createElement("main"), document.createElement("main")];
        grow(one, 3);
        grow(two, 3);
        const before = one.outerHTML;
        alike(one, two.cloneNode(true));
        if (!one.isEqualNode(two)) return `seed ${seed}, round ${round}: ${before}\nbecame\n${one.outerHTML}\nand not\n${two.outerHTML}`;
        // One more child, one fewer: all others are the same nodes as before.
        const next = two.cloneNode(true);
        const at = below(next.childNodes.length + 1);
        next.insertBefore(document.createElement("aside"), next.childNodes[at] ?? null);
        const nodes = [...one.childNodes];
        alike(one, next);
        if (!nodes.every((node) => node.parentNode === one)) return `seed ${seed}, round ${round}: a node that could stay did not`;
        alike(one, two.cloneNode(true));
        if (!one.isEqualNode(two) || !nodes.every((node) => node.parentNode === one)) return `seed ${seed}, round ${round}: a node went with another`;
      }
      return "";
    }, { script, seed, rounds: all ? 20_000 : 1_000 });
    assert.equal(wrong, "");
  } finally {
    await browser.close();
  }
});
