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

  var contents = document.querySelector('.columns__aside .contents');
  if (contents && window.IntersectionObserver && !(window.CSS && CSS.supports('selector(:target-current)'))) {
    var links = {};
    contents.querySelectorAll('a').forEach(function (link) { links[link.hash.slice(1)] = link; });
    var marked;
    var observer = new IntersectionObserver(function (seen) {
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
    var field = document.createElement('fieldset');
    field.className = 'compare__pick';
    var legend = document.createElement('legend');
    legend.textContent = table.dataset.pick;
    field.appendChild(legend);
    rows.forEach(function (row) {
      var label = document.createElement('label');
      var box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', function () { row.hidden = !box.checked; });
      label.appendChild(box);
      label.appendChild(document.createTextNode(row.cells[0].querySelector('a').textContent));
      field.appendChild(label);
    });
    table.parentNode.insertBefore(field, table);
  });
})();
