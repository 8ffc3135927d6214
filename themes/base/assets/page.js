// What scripts can add to pages that work without: copying a place's address, marking the section in view where the style
// sheet cannot, and choosing the trusts to compare. Nothing is stored and nothing is asked for.
(function () {
  'use strict';
  var body = document.body;
  var said = document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');
  body.appendChild(said);

  function say(words) {
    if (!said.isConnected) body.appendChild(said);
    said.textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { said.textContent = ''; }, 4000);
  }

  // A permalink goes to its place as always, and the address is on the clipboard too.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.permalink');
    if (!link || !navigator.clipboard || event.metaKey || event.ctrlKey) return;
    navigator.clipboard.writeText(link.href).then(function () { say(body.dataset.copied); }, function () {});
  });

  // Everything that belongs to what stands on the page now. What an earlier call added is gone with what stood there then.
  var observer;
  function setUp() {
    if (observer) observer.disconnect();
    var contents = document.querySelector('.columns__aside .contents');
    if (contents && window.IntersectionObserver && !(window.CSS && CSS.supports('selector(:target-current)'))) {
      var links = {};
      contents.querySelectorAll('a').forEach(function (link) { links[link.hash.slice(1)] = link; });
      var marked;
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

    document.querySelectorAll('table[data-pick]').forEach(function (table) {
      var rows = Array.prototype.slice.call(table.tBodies[0].rows);
      if (rows.length < 3) return;
      // Many trusts are out of the way until they are wanted.
      var many = rows.length > 12;
      var field = document.createElement(many ? 'details' : 'fieldset');
      field.className = 'compare__pick';
      var legend = document.createElement(many ? 'summary' : 'legend');
      legend.textContent = table.dataset.pick;
      field.appendChild(legend);
      if (many) choose(table.dataset.all, function (on) {
        boxes.forEach(function (box, at) { box.checked = on; rows[at].hidden = !on; });
      });
      var boxes = [];

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

      rows.forEach(function (row) {
        boxes.push(choose(row.cells[0].querySelector('a').textContent, function (on) { row.hidden = !on; }));
      });
      table.parentNode.insertBefore(field, table);
    });
  }

  setUp();
  // The preview changes pages in place, and loads them anew unless somebody says that there is no need.
  document.addEventListener('trustpress:swapped', function (event) { setUp(); event.preventDefault(); });
})();
