'use strict';
// Boxes that scroll sideways: data-wide says that they do, data-more that there is more to the right.
// On a phone rows are cards: of many the first are shown (data-short), the others on demand.
(() => {
  const look = (box) => {
    const more = box.scrollWidth - box.clientWidth - box.scrollLeft > 4;
    box.toggleAttribute('data-more', more);
    box.toggleAttribute('data-wide', box.scrollWidth - box.clientWidth > 4);
  };
  const FIRST = 6;
  function shorten(box) {
    const rows = box.querySelectorAll('.rows > tbody > tr').length;
    if (rows <= FIRST) return;
    const all = document.createElement('button');
    all.type = 'button';
    all.className = 'all-rows';
    const english = document.documentElement.lang === 'en';
    all.textContent = english ? `Show all ${rows} rows` : `显示全部 ${rows} 行`;
    all.addEventListener('click', () => { box.removeAttribute('data-short'); all.remove(); });
    box.setAttribute('data-short', '');
    box.after(all);
  }

  const watch = new ResizeObserver((seen) => seen.forEach((one) => look(one.target)));
  function prepare(within) {
    for (const box of within.querySelectorAll('.scroll')) {
      look(box);
      watch.observe(box);
      box.addEventListener('scroll', () => look(box), { passive: true });
      shorten(box);
    }
  }
  prepare(document);
  document.addEventListener('tablesready', (event) => prepare(event.detail));

  // the way that one is on stands in sight where the ways scroll
  const ways = document.querySelector('.go');
  const here = ways?.querySelector('[aria-current]');
  if (here) ways.scrollLeft = here.offsetLeft - (ways.clientWidth - here.offsetWidth) / 2;
})();
