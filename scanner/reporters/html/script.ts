/**
 * The page's only script: filters the findings, and opens what is folded before printing. Plain JavaScript of every
 * browser; it writes nothing but counts and `hidden`, so no name can become markup.
 */
export const SCRIPT = `
(function () {
  'use strict';
  var byId = function (id) { return document.getElementById(id); };
  var filter = byId('filter');
  if (filter) {
    var rows = Array.prototype.slice.call(document.querySelectorAll('table.findings > tbody > tr'));
    var text = byId('filter-text');
    var choices = ['state', 'severity', 'control'].map(function (name) { return { name: name, select: byId('filter-' + name) }; });
    var texts = null;
    var apply = function () {
      texts = texts || rows.map(function (row) { return row.textContent.toLowerCase(); });
      var words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, index) {
        var fits =
          choices.every(function (choice) { return !choice.select.value || row.getAttribute('data-' + choice.name) === choice.select.value; }) &&
          words.every(function (word) { return texts[index].indexOf(word) >= 0; });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      byId('filter-count').textContent = shown === rows.length ? rows.length.toLocaleString('en') + ' shown' : shown.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + ' shown';
      byId('none-match').hidden = shown > 0;
    };
    var later = 0;
    text.addEventListener('input', function () { clearTimeout(later); later = setTimeout(apply, 120); });
    choices.forEach(function (choice) { choice.select.addEventListener('change', apply); });
    var clear = function () { text.value = ''; choices.forEach(function (choice) { choice.select.value = ''; }); };
    byId('filter-clear').addEventListener('click', function () { clear(); apply(); text.focus(); });
    document.addEventListener('click', function (event) {
      var link = event.target.closest ? event.target.closest('[data-filter-control]') : null;
      if (!link) return;
      clear();
      byId('filter-control').value = link.getAttribute('data-filter-control');
      apply();
    });
    filter.hidden = false;
  }
  window.addEventListener('beforeprint', function () {
    Array.prototype.forEach.call(document.querySelectorAll('details'), function (details) { details.open = true; });
  });
})();
`;
