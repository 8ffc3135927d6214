// What scripts can add to pages that work without: copying a place's address, marking the section in view where the style
// sheet cannot, and choosing the trusts to compare. Nothing is stored and nothing is asked for.
(function () {
  'use strict';
  var own = document.currentScript;
  var body = document.body;
  var said = document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');
  var timer;
  var observer;

  // What is said stands on the page only while it is said. It is read out because its place is there before the words are.
  function say(words) {
    said.textContent = '';
    body.appendChild(said);
    clearTimeout(timer);
    timer = setTimeout(function () {
      said.textContent = words;
      timer = setTimeout(function () { said.remove(); }, 4000);
    }, 50);
  }

  // A permalink goes to its place as always, and the address is on the clipboard too.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.permalink');
    if (!link || !navigator.clipboard || event.metaKey || event.ctrlKey) return;
    navigator.clipboard.writeText(link.href).then(function () { say(body.dataset.copied); }, function () {});
  });

  function markContents(contents) {
    var links = {};
    var marked;
    contents.querySelectorAll('a').forEach(function (link) { links[link.hash.slice(1)] = link; });
    observer = new IntersectionObserver(function (seen) {
      seen.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        if (marked) marked.removeAttribute('aria-current');
        marked = links[entry.target.id];
        marked.setAttribute('aria-current', 'true');
      });
    }, { rootMargin: '0px 0px -75% 0px' });
    Object.keys(links).forEach(function (id) {
      var place = document.getElementById(id);
      if (place) observer.observe(place);
    });
  }

  function offerChoice(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 3) return;
    // Many trusts are out of the way until they are wanted.
    var many = rows.length > 12;
    var field = document.createElement(many ? 'details' : 'fieldset');
    var legend = document.createElement(many ? 'summary' : 'legend');
    var boxes = [];
    field.className = 'compare__pick';
    legend.textContent = table.dataset.pick;
    field.appendChild(legend);

    function choose(words, changed) {
      var label = document.createElement('label');
      var box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', function () { changed(box.checked); });
      label.appendChild(box);
      label.appendChild(document.createTextNode(words));
      field.appendChild(label);
      return box;
    }

    if (many) choose(table.dataset.all, function (on) {
      boxes.forEach(function (box, at) { box.checked = on; rows[at].hidden = !on; });
    });
    rows.forEach(function (row) {
      boxes.push(choose(row.cells[0].querySelector('a').textContent, function (on) { row.hidden = !on; }));
    });
    table.parentNode.insertBefore(field, table);
  }

  function setUp() {
    var contents = document.querySelector('.columns__aside .contents');
    var can = window.IntersectionObserver && !(window.CSS && CSS.supports('selector(:target-current)'));
    if (observer) observer.disconnect();
    if (contents && can) markContents(contents);
    document.querySelectorAll('.compare__pick').forEach(function (old) { old.remove(); });
    document.querySelectorAll('table[data-pick]').forEach(offerChoice);
  }

  setUp();
  // The preview changes pages in place. What a script of the theme's own needs then, only that one knows.
  document.addEventListener('trustpress:swapped', function (event) {
    var others = Array.prototype.filter.call(document.scripts, function (script) {
      return script.src && script.src !== own.src && !script.dataset.mark;
    });
    setUp();
    if (!others.length) event.preventDefault();
  });
})();
