// Controls, and what the user does.
function choose(chosen, centre) {
  state.chosen = chosen;
  if (chosen && chosen.node != null && GROUPED) state.open.add(DATA.nodes[chosen.node].group);
  refresh();
  if (centre && chosen && chosen.node != null && state.mode === 'graph' && nodesSet.get(chosen.node)) {
    const slow = matchMedia('(prefers-reduced-motion: reduce)').matches;
    network.focus(chosen.node, { scale: Math.max(network.getScale(), 0.7), animation: slow ? false : { duration: 300 } });
  }
}

function showPair(a, b) {
  if (GROUPED) for (const end of [a, b]) state.open.add(DATA.nodes[end].group);
  now = drawing();
  const edge = now.edges.find((e) => (e.from === a && e.to === b) || (e.from === b && e.to === a));
  choose({ pair: [a, b], edge: edge ? edge.id : null });
}

function showEdge(id) {
  const edge = edgeById(id);
  if (!edge) return;
  if (typeof edge.from === 'number' && typeof edge.to === 'number') choose({ edge: id, pair: [edge.from, edge.to] });
  else choose({ edge: id });
}

function toggleGroup(g) {
  if (state.open.has(g)) state.open.delete(g); else state.open.add(g);
  choose({ group: g });
  if (state.mode === 'graph') { if (state.open.has(g)) fitGroup(g); else fit(true); }
}

function counts() {
  const shown = [...now.nodes.values()].filter((n) => typeof n.id === 'number').length;
  const closed = now.nodes.size - shown;
  const all = DATA.nodes.length, ties = now.passing.length;
  const cut = now.allEdges > now.edges.length;
  byId('count').textContent = en()
    ? `Drawn: ${closed ? `${closed} groups, ` : ''}${shown} of ${all} nodes; ${ties} of ${DATA.edges.length} ties pass${cut ? `, the ${now.edges.length} strongest lines drawn` : ''}`
    : `画出 ${closed ? `${closed} 个组、` : ''}${shown} / ${all} 个点；${ties} / ${DATA.edges.length} 条联系符合筛选${cut ? `，画出最强的 ${now.edges.length} 条线` : ''}`;
}

function refresh() {
  redraw();
  counts();
  panel();
  if (state.mode === 'table') sheet();
}

function relationChips() {
  const count = new Map();
  for (const item of DATA.items) count.set(item.kind, (count.get(item.kind) || 0) + 1);
  byId('relations').setAttribute('aria-label', t('relations'));
  const chip = (kind) => el('button', {
    type: 'button', class: 'chip', 'aria-pressed': String(!state.offRelations.has(kind)), 'data-kind': kind,
    on: { click: () => { toggle(state.offRelations, kind); relationChips(); refresh(); } },
  }, relation(kind), el('small', {}, ` ${count.get(kind) || 0}`));
  const acts = Object.keys(DATA.relations).filter((kind) => DATA.acts.includes(kind));
  const facts = Object.keys(DATA.relations).filter((kind) => !DATA.acts.includes(kind));
  const part = (key, kinds) => (kinds.length ? [...(acts.length && facts.length ? [el('span', { class: 'caption' }, t(key))] : []), ...kinds.map(chip)] : []);
  byId('relations').replaceChildren(...part('actsGroup', acts), ...part('factsGroup', facts));
}

function toggle(set, value) { if (set.has(value)) set.delete(value); else set.add(value); }

function legend() {
  const count = new Map();
  for (const node of DATA.nodes) count.set(node.kind, (count.get(node.kind) || 0) + 1);
  const kinds = Object.keys(DATA.kinds).sort((a, b) => (count.get(b) || 0) - (count.get(a) || 0));
  byId('legend').setAttribute('aria-label', t('legend'));
  byId('legend').replaceChildren(...kinds.map((kind) => el('button', {
    type: 'button', 'aria-pressed': String(!state.offKinds.has(kind)), title: t('legend'),
    on: { click: () => { toggle(state.offKinds, kind); legend(); refresh(); } },
  }, swatch(kind), both(DATA.kinds[kind]), el('small', {}, ` ${count.get(kind) || 0}`))));
}

function yearControl() {
  if (FIRST === LAST) return;
  byId('years').hidden = false;
  const count = new Map();
  for (const y of YEARS) count.set(y, (count.get(y) || 0) + 1);
  const top = Math.max(...count.values());
  const list = [];
  for (let y = FIRST; y <= LAST; y += 1) {
    const inside = y >= state.from && y <= state.until;
    list.push(el('i', { class: inside ? 'on' : '', title: `${y}：${count.get(y) || 0}`, style: { height: `${Math.round(100 * (count.get(y) || 0) / top)}%` } }));
  }
  byId('bars').replaceChildren(...list);
  for (const [id, value] of [['from', state.from], ['until', state.until]]) {
    const input = byId(id);
    input.min = FIRST; input.max = LAST; input.step = 1; input.value = value;
    input.setAttribute('aria-label', t(id));
  }
  const span = LAST - FIRST;
  byId('track').style.setProperty('--l', `${100 * (state.from - FIRST) / span}%`);
  byId('track').style.setProperty('--r', `${100 * (LAST - state.until) / span}%`);
  byId('span').textContent = state.from === state.until ? `${state.from}` : `${state.from}—${state.until}`;
}

function listenYears() {
  const change = () => {
    const a = Number(byId('from').value), b = Number(byId('until').value);
    [state.from, state.until] = a <= b ? [a, b] : [b, a];
    yearControl();
    refresh();
  };
  byId('from').addEventListener('input', change);
  byId('until').addEventListener('input', change);
}

// ---- search: by name, then as written, then by parts in order
const INDEX = DATA.nodes.map((node, index) => ({ index, name: node.name, all: [node.name, node.label, node.short, ...node.aliases].map((s) => s.toLowerCase()) }));
const inOrder = (text, wanted) => { let at = 0; for (const c of wanted) { at = text.indexOf(c, at); if (at < 0) return false; at += 1; } return true; };

function search(wanted) {
  const text = wanted.trim().toLowerCase().replace(/\s+/g, '');
  if (!text) return [];
  const score = (entry) => {
    if (entry.all.some((s) => s === text)) return 0;
    if (entry.all.some((s) => s.startsWith(text))) return 1;
    if (entry.all.some((s) => s.includes(text))) return 2;
    return entry.all.some((s) => inOrder(s, text)) ? 3 : 9;
  };
  return INDEX.map((entry) => [score(entry), -DATA.nodes[entry.index].weight, entry.index]).filter(([s]) => s < 9)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 8).map(([, , index]) => index);
}

function listenSearch() {
  const input = byId('search'), list = byId('hits');
  let found = [], active = -1;
  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const take = (index) => { input.value = nameOf(index); close(); state.offKinds.delete(DATA.nodes[index].kind); legend(); choose({ node: index }, true); };
  const show = () => {
    list.replaceChildren(...(found.length ? found.map((index, i) => el('li', {
      role: 'option', id: `hit${i}`, 'aria-selected': String(i === active), on: { mousedown: (event) => { event.preventDefault(); take(index); } },
    }, swatch(DATA.nodes[index].kind), nameOf(index))) : [el('li', { class: 'none' }, t('noHit'))]));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (active >= 0) input.setAttribute('aria-activedescendant', `hit${active}`); else input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', () => { found = search(input.value); active = found.length ? 0 : -1; show(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!found.length) return;
      active = (active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      show();
      event.preventDefault();
    } else if (event.key === 'Enter' && active >= 0) take(found[active]);
    else if (event.key === 'Escape') { close(); input.value = ''; }
  });
  input.addEventListener('blur', close);
}

// ---- pointer and keys on the network
function tip(event, text) {
  const box = byId('tip');
  if (!text) { box.hidden = true; return; }
  box.replaceChildren(...text);
  box.hidden = false;
  const stage = byId('stage').getBoundingClientRect();
  const x = Math.min(event.clientX - stage.left + 14, stage.width - box.offsetWidth - 8);
  const y = Math.min(event.clientY - stage.top + 14, stage.height - box.offsetHeight - 8);
  box.style.left = `${Math.max(8, x)}px`;
  box.style.top = `${Math.max(8, y)}px`;
}

function listenNetwork() {
  network.on('click', (event) => {
    if (event.nodes.length) {
      const id = event.nodes[0];
      if (typeof id === 'string') toggleGroup(Number(id.slice(1))); else choose({ node: id });
    } else if (event.edges.length) showEdge(event.edges[0]);
    else choose(null);
  });
  network.on('hoverNode', ({ node, event }) => {
    hovered = node;
    byId('net').style.cursor = 'pointer';
    if (typeof node === 'string') { tip(event, [el('b', {}, both(DATA.groups[Number(node.slice(1))].name)), el('span', {}, en() ? 'Click to open' : '点击展开')]); return; }
    const found = partners(node);
    tip(event, [el('b', {}, nameOf(node)), el('span', {}, `${both(DATA.kinds[DATA.nodes[node].kind])} · ${en() ? plural(found.length, 'partner', 'partners') : `${found.length} 个联系对象`}`)]);
  });
  network.on('hoverEdge', ({ edge, event }) => {
    byId('net').style.cursor = 'pointer';
    const found = edgeById(edge);
    if (!found) return;
    const name = (id) => (typeof id === 'string' ? both(DATA.groups[Number(id.slice(1))].name) : nameOf(id));
    const items = found.ties.flatMap((tie) => tie.items);
    tip(event, [el('b', {}, `${name(found.from)} ${found.directed ? '→' : '—'} ${name(found.to)}`), el('span', {}, `${times(new Set(items).size)} · ${[...new Set(items.map((i) => relation(DATA.items[i].kind)))].join(en() ? ', ' : '、')} · ${years(items)}`)]);
  });
  for (const name of ['blurNode', 'blurEdge', 'dragStart', 'zoom']) network.on(name, () => { hovered = null; byId('net').style.cursor = ''; tip(null, null); });
  byId('net').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const order = [...now.nodes.values()].filter((n) => typeof n.id === 'number').sort((a, b) => b.weight - a.weight || a.id - b.id).map((n) => n.id);
      if (!order.length) return;
      const at = order.indexOf(state.chosen ? state.chosen.node : -1);
      choose({ node: order[(at + step + order.length) % order.length] }, true);
    } else if (event.key === 'Enter') byId('panel').focus();
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.activeElement !== byId('search')) choose(null);
    if (event.key === '/' && document.activeElement !== byId('search')) { byId('search').focus(); event.preventDefault(); }
  });
}

const zoom = (factor) => network.moveTo({ scale: Math.max(0.05, Math.min(4, network.getScale() * factor)) });

function listenButtons() {
  byId('in').addEventListener('click', () => zoom(1.25));
  byId('out').addEventListener('click', () => zoom(0.8));
  byId('fit').addEventListener('click', () => fit(true));
  byId('move').addEventListener('click', () => {
    const on = byId('move').getAttribute('aria-pressed') !== 'true';
    byId('move').setAttribute('aria-pressed', String(on));
    network.setOptions({ physics: { enabled: on } });
  });
  byId('lang').addEventListener('click', () => { state.lang = 1 - state.lang; words(); refresh(); });
  byId('theme').addEventListener('click', () => { state.dark = !state.dark; store('theme', state.dark ? 'dark' : 'light'); theme(); words(); refresh(); });
  for (const button of document.querySelectorAll('#modes button')) {
    button.addEventListener('click', () => {
      state.mode = button.dataset.mode;
      for (const other of document.querySelectorAll('#modes button')) other.setAttribute('aria-pressed', String(other === button));
      byId('sheet').hidden = state.mode !== 'table';
      byId('stage').hidden = state.mode === 'table';
      document.body.classList.toggle('tables', state.mode === 'table');
      refresh();
    });
  }
}

function theme() {
  document.documentElement.dataset.theme = state.dark ? 'dark' : 'light';
  if (network) readColours();
}

function words() {
  document.documentElement.lang = en() ? 'en' : 'zh-CN';
  byId('title').textContent = both(DATA.title);
  byId('subtitle').textContent = both(DATA.subtitle);
  document.title = `${both(DATA.title)} · replygraph`;
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  byId('filters').setAttribute('aria-label', t('filters'));
  byId('search').placeholder = t('search');
  byId('search').setAttribute('aria-label', t('searchLabel'));
  byId('net').setAttribute('aria-label', t('canvas'));
  byId('zoom').setAttribute('aria-label', t('zoomGroup'));
  for (const id of ['in', 'out', 'fit']) { byId(id).title = t(id); byId(id).setAttribute('aria-label', t(id)); }
  byId('move').title = t('moveHint');
  byId('lang').textContent = en() ? '中' : 'EN';
  byId('lang').title = t('lang'); byId('lang').setAttribute('aria-label', t('lang'));
  byId('theme').textContent = state.dark ? '☀' : '☾';
  byId('theme').title = t('theme'); byId('theme').setAttribute('aria-label', t('theme'));
  relationChips();
  legend();
  yearControl();
}

theme();
words();
startNetwork();
listenNetwork();
listenSearch();
listenButtons();
listenYears();
refresh();
// What tests and people at the console may ask; it cannot change the data.
window.replygraph = Object.freeze({
  network, choose, showEdge, edges: () => now.edges.map((e) => ({ id: e.id, from: e.from, to: e.to })), names: () => DATA.nodes.map((n) => n.name),
});
document.body.dataset.ready = 'true';
