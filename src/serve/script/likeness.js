// Makes one page like another by changing only what differs: what stays keeps its focus, scroll, input and open panels.

// Addresses and elements without the marks by which parts are loaded anew.
const tidy = (text) => text?.replace(/\?v=[0-9a-f]{16}(?="|$)/, "");
const isReaders = (node, name) => name === "open" && node.tagName === "DETAILS";

// Gives one element the attributes of another, but for what a reader has opened.
const likeness = (node, next) => {
  for (const { name } of [...node.attributes]) {
    if (!next.hasAttribute(name) && !isReaders(node, name)) node.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (tidy(node.getAttribute(name)) !== value && !isReaders(node, name)) node.setAttribute(name, value);
  }
};

// Makes one node like another of its kind.
const alike = (node, next) => {
  if (node.isEqualNode(next)) return;
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.nodeValue = next.nodeValue;
    return;
  }
  likeness(node, next);
  const pairs = matched([...node.childNodes], [...next.childNodes]);
  const kept = new Set(pairs.map(([old]) => old));
  for (const child of [...node.childNodes]) {
    if (!kept.has(child)) child.remove();
  }
  let at = node.firstChild;
  for (const [old, wanted] of pairs) {
    if (old) {
      alike(old, wanted);
      at = old.nextSibling;
    } else {
      node.insertBefore(wanted, at);
    }
  }
};

// Each of the new children with the old one that becomes it, or null: the pairs, in order, that keep most.
const matched = (olds, news) => {
  const text = (node) => node.outerHTML ?? node.nodeValue;
  const [oldTexts, newTexts] = [olds.map(text), news.map(text)];
  const most = Math.min(olds.length, news.length);
  let [start, end] = [0, 0];
  while (start < most && oldTexts[start] === newTexts[start]) start += 1;
  while (end < most - start && oldTexts.at(-1 - end) === newTexts.at(-1 - end)) end += 1;
  const worth = (a, b) => {
    const [old, wanted] = [olds[a], news[b]];
    if (old.nodeName !== wanted.nodeName || (old.id ?? "") !== (wanted.id ?? "")) return 0;
    return oldTexts[a] === newTexts[b] ? 4 : old.id ? 3 : 1;
  };
  const [oldEnd, newEnd] = [olds.length - end, news.length - end];
  // Past this, finding out costs more than it keeps.
  const isHuge = (oldEnd - start) * (newEnd - start) > 4e6;
  // best[a][b]: what can be kept of the old from a and the new from b on.
  const best = Array.from({ length: isHuge ? 0 : olds.length + 1 }, () => new Uint32Array(news.length + 1));
  for (let a = oldEnd - 1; a >= start && !isHuge; a -= 1) {
    for (let b = newEnd - 1; b >= start; b -= 1) {
      const both = worth(a, b);
      best[a][b] = Math.max(best[a + 1][b], best[a][b + 1], both && both + best[a + 1][b + 1]);
    }
  }
  const pairs = news.slice(0, start).map((wanted, at) => [olds[at], wanted]);
  for (let a = start, b = start; b < newEnd;) {
    const both = a < oldEnd && !isHuge ? worth(a, b) : 0;
    if (both && best[a][b] === both + best[a + 1][b + 1]) {
      pairs.push([olds[a++], news[b++]]);
    } else if (a < oldEnd && !isHuge && best[a][b] === best[a + 1][b]) {
      a += 1;
    } else {
      pairs.push([null, news[b++]]);
    }
  }
  return [...pairs, ...news.slice(newEnd).map((wanted, at) => [olds[oldEnd + at], wanted])];
};

// Adds to the head what is new, waits for its styles, and gives the nodes that are to go.
const head = async (next) => {
  const old = new Map([...document.head.children].filter((node) => node !== own).map((node) => [tidy(node.outerHTML), node]));
  const waits = [];
  let last = null;
  for (const node of [...next.children]) {
    const kept = old.get(node.outerHTML);
    old.delete(node.outerHTML);
    if (!kept) {
      waits.push(loaded(node));
      last ? last.after(node) : document.head.prepend(node);
    }
    last = kept ?? node;
  }
  await Promise.all(waits);
  return [...old.values()];
};

// When a style is there, or will not come.
const loaded = (node) => new Promise((done) => {
  if (node.rel !== "stylesheet") return done();
  node.onload = node.onerror = done;
  setTimeout(done, 3000);
});
