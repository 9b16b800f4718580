// The data of the page, what is chosen, and what follows from both. Text reaches the page only
// through textContent.
const DATA = JSON.parse(document.getElementById('data').textContent);
const AGENCIES = DATA.view === 'agencies';
const GROUPED = DATA.nodes.length > 150 && DATA.groups.length > 1;
const MEMBERS_SHOWN = 60;
const EDGES_SHOWN = 420;

const byId = (id) => document.getElementById(id);
const stored = (key) => { try { return localStorage.getItem(`replygraph.${key}`); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(`replygraph.${key}`, value); } catch { /* private mode or file: choices last as long as the page */ } };

const YEARS = DATA.items.map((item) => item.year).filter((y) => y != null);
const FIRST = YEARS.length ? Math.min(...YEARS) : 0;
const LAST = YEARS.length ? Math.max(...YEARS) : 0;

const state = {
  lang: DATA.lang === 'en' ? 1 : 0,
  dark: stored('theme') ? stored('theme') === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches,
  offRelations: new Set(),
  offKinds: new Set(),
  from: FIRST,
  until: LAST,
  open: new Set(),
  chosen: null, // {node: i} | {edge: id} | {group: g}
  mode: 'graph',
};

const t = (key) => (WORDS[key] || ['', ''])[state.lang];
const both = (pair) => (pair ? pair[state.lang] : '');
const relation = (kind) => both(DATA.relations[kind]) || kind;
const en = () => state.lang === 1;
const number = (value) => (Math.round(value * 100) / 100).toString();
const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'on') for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (key === 'style') for (const [name, v] of Object.entries(value)) node.style.setProperty(name, v);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

// ---- what passes the filters
const passes = (item) => !state.offRelations.has(item.kind)
  && (item.year == null ? state.from === FIRST && state.until === LAST : item.year >= state.from && item.year <= state.until);

const kindShown = (index) => index === DATA.focus || !state.offKinds.has(DATA.nodes[index].kind);

// The ties that pass, between nodes that pass; an edge keeps its index into DATA.edges.
function ties() {
  const found = [];
  DATA.edges.forEach((edge, index) => {
    if (!kindShown(edge.a) || !kindShown(edge.b)) return;
    const items = edge.items.filter((i) => passes(DATA.items[i]));
    if (!items.length) return;
    const strength = items.reduce((sum, i) => sum + DATA.items[i].strength, 0);
    found.push({ index, a: edge.a, b: edge.b, items, strength, directed: edge.directed });
  });
  return found.sort((x, y) => y.strength - x.strength || x.index - y.index);
}

// Where a node is drawn: itself, its group's bubble, or nowhere.
function place(index) {
  if (!GROUPED) return index;
  const group = DATA.nodes[index].group;
  if (!state.open.has(group)) return `g${group}`;
  const rank = DATA.groups[group].members.indexOf(index);
  const chosen = state.chosen && state.chosen.node === index;
  return rank < MEMBERS_SHOWN || chosen ? index : null;
}

// Everything that is to be drawn now: nodes, and edges between them with the ties they stand for.
function drawing() {
  const passing = ties();
  const used = new Set();
  const weight = new Map();
  for (const tie of passing) {
    for (const end of [tie.a, tie.b]) { used.add(end); weight.set(end, (weight.get(end) || 0) + tie.strength); }
  }
  if (DATA.focus >= 0) used.add(DATA.focus);
  const nodes = new Map();
  for (const index of used) {
    const where = place(index);
    if (where == null) continue;
    if (!nodes.has(where)) nodes.set(where, { id: where, weight: 0, members: [] });
    const node = nodes.get(where);
    node.weight += weight.get(index) || 0;
    node.members.push(index);
  }
  const edges = new Map();
  for (const tie of passing) {
    const a = place(tie.a), b = place(tie.b);
    if (a == null || b == null || a === b) continue;
    const key = tie.directed || String(a) < String(b) ? `${a}>${b}` : `${b}>${a}`;
    const id = `${key}${tie.directed ? '!' : ''}`;
    if (!edges.has(id)) edges.set(id, { id, from: tie.directed ? a : key.split('>')[0], to: tie.directed ? b : key.split('>')[1], strength: 0, ties: [], directed: tie.directed });
    const edge = edges.get(id);
    edge.strength += tie.strength;
    edge.ties.push(tie);
  }
  for (const edge of edges.values()) {
    if (/^\d+$/.test(edge.from)) edge.from = Number(edge.from);
    if (/^\d+$/.test(edge.to)) edge.to = Number(edge.to);
  }
  const ranked = [...edges.values()].sort((x, y) => y.strength - x.strength || (x.id < y.id ? -1 : 1));
  const mine = state.chosen && state.chosen.node != null ? state.chosen.node : null;
  const drawn = ranked.filter((edge, rank) => rank < EDGES_SHOWN || edge.from === mine || edge.to === mine);
  return { nodes, edges: drawn, allEdges: ranked.length, passing, used };
}

let now = drawing();

const edgeById = (id) => now.edges.find((edge) => edge.id === id);
const tiesOf = (index) => now.passing.filter((tie) => tie.a === index || tie.b === index);

// The pair's undirected acts and directed statements are one thing to a reader.
function between(a, b) {
  return now.passing.filter((tie) => (tie.a === a && tie.b === b) || (tie.a === b && tie.b === a));
}

function partners(index) {
  const found = new Map();
  for (const tie of tiesOf(index)) {
    const other = tie.a === index ? tie.b : tie.a;
    const entry = found.get(other) || { other, strength: 0, items: new Set(), kinds: new Set() };
    entry.strength += tie.strength;
    for (const i of tie.items) { entry.items.add(i); entry.kinds.add(DATA.items[i].kind); }
    found.set(other, entry);
  }
  return [...found.values()].sort((x, y) => y.strength - x.strength || x.other - y.other);
}

const letterText = (letter) => {
  const what = letter.title || t('untitled');
  return { title: letter.title ? (en() ? `Reply to 《${what}》` : `《${what}》的答复`) : what, rest: [letter.agency, letter.date].filter(Boolean).join(' · ') };
};
