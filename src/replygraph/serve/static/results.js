'use strict';
// Results as rows of {text, href, number}, and the table.
const Results = (() => {
  const english = document.documentElement.lang === 'en';
  const say = (zh, en) => (english ? en : zh);
  const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;

  function element(name, more = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(more)) {
      if (key === 'text') made.textContent = value;
      else if (key === 'on') for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
      else if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  }

  function address(iri, context) {
    const [path, fragment] = iri.split('#');
    if (iri.startsWith(context.prefixes.rg)) return `/ontology#${fragment}`;
    if (iri.startsWith(context.base) && path.length > context.base.length) {
      return `/page/${path.slice(context.base.length).split('/').map(encodeURIComponent).join('/')}${fragment ? `#${encodeURIComponent(fragment)}` : ''}`;
    }
    return `/page?iri=${encodeURIComponent(iri)}`;
  }

  function shorter(iri, context) {
    for (const [prefix, base] of Object.entries(context.prefixes)) {
      if (iri.startsWith(base) && iri !== base) return `${prefix}:${iri.slice(base.length)}`;
    }
    return iri.startsWith(context.base) ? iri.slice(context.base.length) : iri;
  }

  function cell(term, context) {
    if (!term) return { text: '', number: null };
    if (term.type === 'uri') return { text: shorter(term.value, context), href: address(term.value, context), number: null };
    if (term.type === 'bnode') return { text: `_:${term.value}`, number: null };
    const number = term.datatype && NUMBER.test(term.datatype) ? Number(term.value) : null;
    return { text: term.value, number };
  }

  function table(json, context) {
    if ('boolean' in json) return { columns: [say('答案', 'answer')], rows: [[{ text: json.boolean ? say('是', 'yes') : say('否', 'no'), number: null }]] };
    const columns = json.head.vars;
    return { columns, rows: json.results.bindings.map((row) => columns.map((name) => cell(row[name], context))) };
  }

  const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/g;
  const ESCAPES = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };
  function triples(text, context) {
    const rows = [];
    for (const line of text.split('\n')) {
      const terms = [...line.matchAll(TERM)].slice(0, 3).map((m) => {
        if (m[1] !== undefined) return { type: 'uri', value: m[1] };
        if (m[2] !== undefined) return { type: 'bnode', value: m[2] };
        const value = m[3].replace(/\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))/g, (_, u, big, one) => (u || big ? String.fromCodePoint(parseInt(u || big, 16)) : ESCAPES[one] ?? one));
        return { type: 'literal', value, datatype: m[5] };
      });
      if (terms.length === 3) rows.push(terms.map((term) => cell(term, context)));
    }
    return { columns: [say('主体', 'subject'), say('谓词', 'predicate'), say('对象', 'object')], rows };
  }

  const STEP = 500;
  function draw(place, data) {
    let order = null;
    let up = true;
    let shown = STEP;
    const paint = () => {
      const rows = order === null ? data.rows : [...data.rows].sort((a, b) => {
        const [x, y] = [a[order], b[order]];
        const found = x.number !== null && y.number !== null ? x.number - y.number : x.text.localeCompare(y.text, 'zh');
        return up ? found : -found;
      });
      const head = element('tr', {}, ...data.columns.map((name, i) => element('th', {
        text: name, scope: 'col', tabindex: 0, 'aria-sort': order === i ? (up ? 'ascending' : 'descending') : null,
        on: { click: () => { up = order === i ? !up : true; order = i; paint(); }, keydown: (e) => { if (e.key === 'Enter') e.target.click(); } },
      })));
      const body = element('tbody', {}, ...rows.slice(0, shown).map((row) => element('tr', {}, ...row.map((c) => {
        const kind = c.number !== null ? 'number short' : c.text.length > 40 ? 'long' : c.text.length < 24 ? 'short' : '';
        return element('td', { class: kind }, c.href ? element('a', { href: c.href, text: c.text }) : c.text);
      }))));
      place.replaceChildren(element('table', { class: 'rows' }, element('thead', {}, head), body));
      if (rows.length > shown) {
        place.append(element('button', { class: 'more', type: 'button', text: say(`再显示 ${Math.min(STEP, rows.length - shown)} 行（共 ${rows.length} 行）`, `show ${Math.min(STEP, rows.length - shown)} more of ${rows.length}`), on: { click: () => { shown += STEP; paint(); } } }));
      }
    };
    paint();
  }

  return { table, triples, draw, element, say };
})();
