'use strict';
// Lights up in the text what the address or a statement points at: #char=120,158 or #STATEMENT.
(() => {
  const paper = document.getElementById('paper');
  if (!paper) return;
  // Offsets count characters as the data do: code points, not UTF-16 units.
  const points = (text) => [...text].length;
  const pieces = () => [...paper.querySelectorAll('.t')];
  const begin = (piece) => Number(piece.dataset.at);
  const claims = [...document.querySelectorAll('.claims li')];
  const spansOf = (claim) => (claim.dataset.spans ?? '').trim().split(/\s+/).filter(Boolean).map((pair) => pair.split(',').map(Number));

  // Divides the piece in which a place lies, so that a highlight ends where it should.
  function cut(at) {
    for (const piece of pieces()) {
      const inside = at - begin(piece);
      const text = [...piece.textContent];
      if (inside <= 0 || inside >= text.length) continue;
      const rest = piece.cloneNode(false);
      rest.dataset.at = String(at);
      rest.textContent = text.slice(inside).join('');
      piece.textContent = text.slice(0, inside).join('');
      piece.after(rest);
      return;
    }
  }

  function light(spans) {
    paper.querySelectorAll('.t.lit').forEach((piece) => piece.classList.remove('lit'));
    claims.forEach((claim) => claim.classList.remove('lit'));
    let first = null;
    for (const [start, end] of spans) {
      cut(start);
      cut(end);
      for (const piece of pieces()) {
        const at = begin(piece);
        if (at >= start && at + points(piece.textContent) <= end && piece.textContent) {
          piece.classList.add('lit');
          first ??= piece;
        }
      }
    }
    return first;
  }

  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const show = (element, block) => element.scrollIntoView({ block, behavior: calm ? 'auto' : 'smooth' });

  // The list beside the text scrolls by itself, without moving the page.
  const beside = document.querySelector('.beside');
  function point(claim) {
    claim.classList.add('lit');
    if (beside && beside.scrollHeight > beside.clientHeight + 4) {
      const place = claim.getBoundingClientRect().top - beside.getBoundingClientRect().top;
      if (place < 0 || place > beside.clientHeight - 60) beside.scrollTop += place - beside.clientHeight / 3;
    }
  }

  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const found = /^char=(\d+),(\d+)$/.exec(hash);
    let spans = found ? [[Number(found[1]), Number(found[2])]] : [];
    let claim = null;
    if (!found && hash) {
      claim = claims.find((one) => one.id === hash) ?? null;
      spans = claim ? spansOf(claim) : [];
    }
    if (!spans.length) return;
    const first = light(spans);
    const near = claims.filter((one) => spansOf(one).some(([a, b]) => spans.some(([c, d]) => a === c && b === d)));
    (claim ? [claim] : near).reverse().forEach(point);
    if (first) show(first, 'center');
  }

  // A statement may rest on several sentences: all of them light up, the address names the first.
  claims.forEach((claim) => claim.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#char="]');
    if (!link) return;
    event.preventDefault();
    history.pushState(null, '', link.getAttribute('href'));
    const first = light(spansOf(claim));
    point(claim);
    if (first) show(first, 'center');
  }));

  // Which kinds of mentions are coloured stands in the address, so that it can be passed on.
  const boxes = [...document.querySelectorAll('.legend input')];
  boxes.forEach((box) => box.addEventListener('change', () => {
    boxes.forEach((one) => paper.classList.toggle(`no-${one.value}`, !one.checked));
    const url = new URL(location.href);
    const hidden = boxes.filter((one) => !one.checked).map((one) => one.value).join(',');
    if (hidden) url.searchParams.set('hide', hidden); else url.searchParams.delete('hide');
    history.replaceState(null, '', url);
  }));

  const correct = document.getElementById('correct');
  const unfold = () => {
    if (location.hash !== '#correct' || !correct) return;
    correct.open = true;
    correct.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
  addEventListener('hashchange', follow);
  addEventListener('popstate', follow);
  follow();
  document.body.dataset.ready = 'yes';
})();
