// Searches the site where it stands: reads what is typed, loads the few parts of the index that it needs, and shows what it
// finds. Parts are scripts that call one function, since pages that are opened from a disk may load scripts but not ask for
// data. Nothing is stored and no other host is asked; what is searched for stands in the page's address.
(function () {
  'use strict';
  const page = document.querySelector('.search-page');
  if (!page) return;
  const form = page.querySelector('.search');
  const said = page.dataset;
  const folder = said.index.replace(/start\.js$/, '');
  const one = (name) => page.querySelector('.results__' + name);
  const list = one('list');
  const AT_ONCE = 20;
  // How many blocks of words a search looks into for words with the same start.
  const BLOCKS = 4;

  /* The parts of the index. */

  const parts = new Map();
  const arrived = new Map();
  window.trustpressSearch = (name, value) => { arrived.set(name, value); };

  function part(name) {
    if (parts.has(name)) return parts.get(name);
    const wait = new Promise((done, failed) => {
      const script = document.createElement('script');
      script.onload = () => { script.remove(); done(arrived.get(name)); };
      script.onerror = () => { script.remove(); parts.delete(name); failed(new Error(name)); };
      script.src = folder + name + '.js';
      document.head.appendChild(script);
    });
    parts.set(name, wait);
    return wait;
  }

  /* Words, as the index has them: see `export/search/letters.rs`. */

  const WORD = /[\p{Alphabetic}\p{N}\u0300-\u036f]+(?:['’ʼ&][\p{Alphabetic}\p{N}\u0300-\u036f]+)*/gu;
  const LETTERS = { ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ł: 'l', œ: 'oe', ŧ: 't' };
  const bare = (letter) => LETTERS[letter] || letter.normalize('NFD').charAt(0);
  const folded = (word) => word.normalize('NFC').toLowerCase()
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, bare).replace(/[\u0300-\u036f'’ʼ]/g, '');
  const passedOver = new Set(said.passedOver.split(' '));

  function wordsOf(text) {
    const words = [...new Set((text.match(WORD) || []).map(folded))].filter(Boolean);
    const telling = words.filter((word) => !passedOver.has(word));
    return telling.length ? telling : words;
  }

  // The blocks that have the words from one to another.
  async function blocks(from, to) {
    const first = (await part('start')).words;
    const names = [];
    let at = 0;
    while (at + 1 < first.length && first[at + 1] <= from) at += 1;
    for (; at < first.length && (!names.length || first[at] <= to) && names.length < BLOCKS; at += 1) names.push('words-' + at);
    return Promise.all(names.map(part));
  }

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

  // A packed list of documents, put into a map from their numbers to how much the word says of each.
  function unpack(text, documents) {
    let [number, value, shift] = [0, 0, 0];
    for (const letter of text) {
      const digit = VALUES.get(letter);
      value += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      number += Math.floor(value / 4);
      documents.set(number, Math.max(value % 4, documents.get(number) || 0));
      [value, shift] = [0, 0];
    }
  }

  const placesOf = (words, form) => [].concat(words[form]).map((place) => (place < 0 ? -1 - place : place));

  // What the forms that fit lead to, and all forms of the same stems; nothing if none fits.
  function gather(found, fits) {
    const forms = new Set();
    const documents = new Map();
    for (const { words, lists } of found) {
      const all = Object.keys(words);
      const places = new Set(all.filter(fits).flatMap((form) => placesOf(words, form)));
      if (!places.size) continue;
      all.filter((form) => placesOf(words, form).some((place) => places.has(place))).forEach((form) => forms.add(form));
      places.forEach((place) => unpack(lists[place], documents));
    }
    return documents.size ? { documents, shows: (word) => forms.has(word) || fits(word) } : null;
  }

  // What a word means: itself in any form; else whatever starts with it; else it without its end.
  async function meaning(word) {
    const is = (other) => (form) => form === other;
    const itself = gather(await blocks(word, word), is(word));
    if (itself || word.length < 3) return itself;
    const longer = gather(await blocks(word, word + '\uffff'), (form) => form.startsWith(word));
    if (longer) return longer;
    const least = Math.max(4, Math.floor(word.length * 2 / 3));
    for (let end = word.length - 1; end >= least; end -= 1) {
      const cut = word.slice(0, end);
      const shorter = gather(await blocks(cut, cut), is(cut));
      if (shorter) return shorter;
    }
    return null;
  }

  // How many letters differ, or stand the wrong way round.
  function distance(a, b) {
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  // The word of the site that is most like one that it has not.
  async function likely(word) {
    if (word.length < 4) return null;
    const start = word.slice(0, 3);
    let best = null;
    for (const { words, lists } of await blocks(start, start + '\uffff')) {
      for (const form of Object.keys(words)) {
        const place = [].concat(words[form])[0];
        if (place < 0 || Math.abs(form.length - word.length) > 2) continue;
        const far = distance(word, form);
        const often = lists[place].length;
        if (far > (word.length < 6 ? 1 : 2)) continue;
        if (!best || far < best.far || (far === best.far && often > best.often)) best = { form, far, often };
      }
    }
    return best && best.form;
  }

  /* The search. */

  // A word says more in a title than in a text, and more of a page that applies than of its parts or of an earlier strategy's.
  const WORTH = [1, 2, 4, 6];

  async function search(asked) {
    const index = await part('start');
    const words = wordsOf(asked.q);
    const meanings = await Promise.all(words.map(meaning));
    const known = meanings.filter(Boolean);
    const name = '#' + asked.topic;
    const topic = asked.topic ? gather(await blocks(name, name), (form) => form === name) : null;
    const trust = form.elements.trust ? form.elements.trust.selectedIndex - 1 : -1;
    const from = trust < 0 ? 0 : index.trusts[trust];
    const to = trust < 0 || trust + 1 === index.trusts.length ? index.documents : index.trusts[trust + 1];
    const scores = new Map();
    for (const { documents } of known) {
      const rare = Math.log(1 + index.documents / documents.size);
      for (const [number, weight] of documents) {
        if (number < from || number >= to || (asked.topic && !(topic && topic.documents.has(number)))) continue;
        const score = scores.get(number) || { words: 0, worth: 0 };
        scores.set(number, { words: score.words + 1, worth: score.worth + WORTH[weight] * rare });
      }
    }
    let most = 0;
    scores.forEach((score) => { most = Math.max(most, score.words); });
    const found = [...scores].filter(([, score]) => score.words === most)
      .sort(([a, x], [b, y]) => y.worth - x.worth || a - b).map(([number]) => number);
    const unknown = words.findIndex((_, at) => !meanings[at]);
    const meant = unknown < 0 ? null : await likely(words[unknown]);
    return {
      found,
      isPart: found.length > 0 && most < words.length,
      meant: meant && asked.q.replace(WORD, (word) => (folded(word) === words[unknown] ? meant : word)),
      shows: (word) => known.some(({ shows }) => shows(word)),
    };
  }

  /* What is shown. */

  const fill = (text, gaps) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in gaps ? gaps[name] : whole));
  const kinds = said.kinds.split('|');

  // Puts a text into an element, with the words that were found marked.
  function write(element, text, shows) {
    let done = 0;
    element.textContent = '';
    for (const match of text.matchAll(WORD)) {
      if (!shows(folded(match[0]))) continue;
      const mark = document.createElement('mark');
      mark.textContent = match[0];
      element.append(text.slice(done, match.index), mark);
      done = match.index + match[0].length;
    }
    element.append(text.slice(done));
  }

  function trustOf(number, index) {
    const options = form.elements.trust && form.elements.trust.options;
    const place = index.trusts.filter((start) => start <= number).length;
    return options && place ? options[place].text : '';
  }

  async function result(number, shows) {
    const index = await part('start');
    const few = await part('found-' + Math.floor(number / index.inAPart));
    const [kind, title, address, within, text, isOld] = few[number % index.inAPart];
    const item = page.querySelector('.search-result').content.firstElementChild.cloneNode(true);
    const link = item.querySelector('.result__link');
    link.href = said.root + address.replace(/(^|\/)(#|$)/, '$1index.html$2');
    write(link, title, shows);
    const trust = kind === 0 ? '' : trustOf(number, index);
    const about = [typeof kind === 'number' ? kinds[kind] : kind, trust, within, isOld && said.old];
    item.querySelector('.result__about').textContent = about.filter(Boolean).join(' · ');
    write(item.querySelector('.result__text'), text || '', shows);
    return item;
  }

  // The number of the latest search: an answer to an earlier one is late.
  let turn = 0;
  let shown = { found: [], shows: () => false };

  async function add() {
    const now = turn;
    const next = shown.found.slice(list.children.length, list.children.length + AT_ONCE);
    const items = await Promise.all(next.map((number) => result(number, shown.shows)));
    if (now !== turn) return;
    list.append(...items);
    one('more').hidden = list.children.length >= shown.found.length;
  }

  function tell(words, { meant = null, isWider = false } = {}) {
    one('said').textContent = words;
    one('meant').hidden = !meant;
    one('meant').querySelector('button').textContent = meant || '';
    one('wider').hidden = !isWider;
  }

  const asked = () => Object.fromEntries(['q', 'trust', 'topic'].map((name) => [name, form.elements[name] ? form.elements[name].value.trim() : '']));

  async function run() {
    turn += 1;
    const now = turn;
    const wanted = asked();
    try {
      const has = wordsOf(wanted.q);
      const answer = has.length ? await search(wanted) : null;
      if (now !== turn) return;
      // Before the second letter there is nothing to say.
      const isStart = !answer || (!answer.found.length && has.join('').length < 3);
      shown = answer || { found: [], shows: () => false };
      const items = await Promise.all(shown.found.slice(0, AT_ONCE).map((number) => result(number, shown.shows)));
      if (now !== turn) return;
      list.replaceChildren(...items);
      one('more').hidden = shown.found.length <= AT_ONCE;
      if (isStart) return tell('');
      const n = shown.found.length;
      const plural = n === 1 ? 'One' : 'Other';
      const words = n === 0 ? said.none : shown.isPart ? said['some' + plural] : said[plural.toLowerCase()];
      tell(fill(words, { n, words: wanted.q }), { meant: shown.meant, isWider: n === 0 && Boolean(wanted.trust || wanted.topic) });
    } catch (problem) {
      if (now !== turn) return;
      list.replaceChildren();
      one('more').hidden = true;
      tell(said.failed);
    }
  }

  /* What readers do. What is searched for stands in the address; a search that was sent is a step to come back to. */

  let isSent = false;
  let timer;

  function remember(isStep) {
    const values = Object.entries(asked()).filter(([, value]) => value);
    const address = location.pathname + (values.length ? '?' + new URLSearchParams(values) : '');
    if (address === location.pathname + location.search) return;
    history[isStep ? 'pushState' : 'replaceState'](null, '', address);
  }

  function recall() {
    const values = new URLSearchParams(location.search);
    for (const name of ['q', 'trust', 'topic']) {
      if (form.elements[name]) form.elements[name].value = values.get(name) || '';
      // A list has no choice of that name.
      if (form.elements[name] && form.elements[name].selectedIndex === -1) form.elements[name].selectedIndex = 0;
    }
    run();
  }

  function go(isStep) {
    clearTimeout(timer);
    remember(isStep);
    run();
  }

  form.elements.q.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { go(isSent); isSent = false; }, 150);
  });
  form.addEventListener('change', (event) => { if (event.target !== form.elements.q) go(true); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(isSent);
    isSent = true;
  });
  one('meant').addEventListener('click', (event) => {
    if (!event.target.closest('button')) return;
    form.elements.q.value = event.target.textContent;
    form.elements.q.focus();
    go(true);
  });
  one('wider').addEventListener('click', (event) => {
    if (!event.target.closest('button')) return;
    for (const name of ['trust', 'topic']) if (form.elements[name]) form.elements[name].selectedIndex = 0;
    form.elements.q.focus();
    go(true);
  });
  one('more').addEventListener('click', async () => {
    const before = list.children.length;
    await add().catch(() => tell(said.failed));
    if (list.children[before]) list.children[before].querySelector('a').focus();
  });
  addEventListener('popstate', recall);

  document.querySelector('.search-without').hidden = true;
  page.hidden = false;
  recall();
})();
