'use strict';
// Suggestions under the search field of every page (ARIA combobox), and under fields of views with
// data-suggest="agency" (a kind): there a choice fills the field. Without this script the fields
// are those of a plain form.
(() => {
  const english = document.documentElement.lang === 'en';
  const say = (zh, en) => (english ? en : zh);
  const WAIT = 120;

  function prepare(input, nth) {
    const form = input.form;
    const kind = input.dataset.suggest;
    const list = document.createElement('ul');
    list.id = `find-list-${nth}`;
    list.className = 'suggestions';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', say('相符的名称', 'Names found'));
    const status = document.createElement('p');
    status.className = 'unseen';
    status.setAttribute('role', 'status');
    input.parentElement.append(list, status);
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id,
      'aria-autocomplete': 'list', 'aria-haspopup': 'listbox',
    })) input.setAttribute(name, value);

    let timer = 0;
    let running = null;
    let composing = false;
    let active = -1;
    let shownFor = null;

    const options = () => [...list.children];
    const address = (hit) => {
      const to = new URL(hit.href, location.href);
      const lang = new URLSearchParams(location.search).get('lang');
      if (lang) to.searchParams.set('lang', lang);
      return to.href;
    };

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function choose(place) {
      const all = options();
      active = all.length ? (place + all.length + 1) % (all.length + 1) : -1;
      if (active === all.length) active = -1; // one step beyond the ends is the field itself
      all.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
      if (active < 0) input.removeAttribute('aria-activedescendant');
      else {
        input.setAttribute('aria-activedescendant', all[active].id);
        all[active].scrollIntoView({ block: 'nearest' });
      }
    }

    function option(hit, i) {
      const item = document.createElement('li');
      item.id = `find-${nth}-${i}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.dataset.href = address(hit);
      item.dataset.name = hit.name;
      const name = document.createElement('span');
      name.className = `chip plain k-${hit.kind}`;
      name.textContent = hit.name;
      const count = document.createElement('small');
      if (hit.letters) count.textContent = `${hit.letters.toLocaleString('en')} ${say('封', hit.letters === 1 ? 'letter' : 'letters')}`;
      const small = document.createElement('small');
      small.className = 'about';
      small.textContent = [hit.why, hit.note].filter(Boolean).join(' · ');
      item.append(name, count, small);
      return item;
    }

    function show(hits, text) {
      shownFor = text;
      list.replaceChildren(...hits.map(option));
      active = -1;
      list.hidden = !hits.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
      input.removeAttribute('aria-activedescendant');
      status.textContent = hits.length
        ? say(`${hits.length} 个名称，上下键选择`, `${hits.length} names, choose with the arrow keys`)
        : say('没有相符的名称', 'no name found');
    }

    async function look() {
      const text = input.value.trim();
      running?.abort();
      if (!text) { shownFor = null; close(); return; }
      const mine = running = new AbortController();
      const query = new URLSearchParams({ q: text, lang: english ? 'en' : 'zh' });
      if (kind) query.set('kind', kind);
      try {
        const reply = await fetch(`/suggest?${query}`, { signal: mine.signal });
        if (reply.ok && document.activeElement === input) show(await reply.json(), text);
      } catch (error) {
        if (error.name !== 'AbortError') close();
      }
    }

    function take(item) {
      if (!kind) { location.assign(item.dataset.href); return; }
      input.value = shownFor = item.dataset.name;
      close();
    }

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    };
    input.addEventListener('compositionstart', () => { composing = true; });
    input.addEventListener('compositionend', () => { composing = false; later(); });
    input.addEventListener('input', () => { if (!composing) later(); });
    // makes the index ready where nobody has searched yet
    input.addEventListener('focus', () => { fetch('/suggest?q=').catch(() => {}); }, { once: true });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', (event) => {
      if (composing || event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) {
          if (shownFor !== null && shownFor === input.value.trim() && options().length) {
            list.hidden = false;
            input.setAttribute('aria-expanded', 'true');
          } else { look(); return; }
        }
        choose(event.key === 'ArrowDown' ? active + 1 : active < 0 ? options().length - 1 : active - 1);
      } else if (event.key === 'Enter' && active >= 0 && !list.hidden) {
        event.preventDefault();
        take(options()[active]);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener('click', (event) => {
      const item = event.target.closest('[role=option]');
      if (item) take(item);
    });
    form.addEventListener('submit', () => { clearTimeout(timer); running?.abort(); });
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('#find, input[data-suggest]').forEach(prepare);
  });
})();
