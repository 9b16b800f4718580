// The network page: the address says what is shown, the server answers, this draws and tells it.
import { Address } from './address.js';
import { Picture, hasWebGL } from './picture.js';
import { Time } from './time.js';

const get = (id) => document.getElementById(id);
const words = JSON.parse(get('words').textContent);
const BESIDE = new Set(['node', 'a', 'b']);
const none = { node: '', a: '', b: '' };
const parts = { graph: null, panel: null, tables: null };
const stage = get('stage');
let data = JSON.parse(get('data').textContent);
let shownFor = drawnAs(new URLSearchParams(location.search));
let picture = null;

const say = (text) => { get('said').textContent = text; };

// The part of the address that decides what is drawn
function drawnAs(params) {
  const copy = new URLSearchParams(params);
  BESIDE.forEach((name) => copy.delete(name));
  copy.sort();
  return copy.toString();
}

async function fetched(part, path, params) {
  parts[part]?.abort();
  const control = new AbortController();
  parts[part] = control;
  const lang = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  const headers = { Accept: part === 'graph' ? 'application/json' : 'text/html', 'Accept-Language': lang };
  const answer = await fetch(`${path}?${params}`, { signal: control.signal, headers });
  if (!answer.ok) throw new Error(String(answer.status));
  return part === 'graph' ? answer.json() : answer.text();
}

const gone = (error) => error.name === 'AbortError';
function failed(error) { if (!gone(error)) say(words.failed); }

// --- what is drawn
function draw(found) {
  data = found;
  picture?.show(found, { whole: Boolean(found.whole), middle: Boolean(address.get('ego') && !address.get('to')) });
  time.draw(found.years);
  time.read(address.get('year'));
  chosen();
  const kinds = new Set(found.marks.flatMap((m) => (m.mix ? m.mix.map(([kind]) => kind) : [m.kind])));
  document.querySelectorAll('.legend li').forEach((li) => li.toggleAttribute('data-off', !kinds.has(li.dataset.kind)));
  get('collapse').hidden = !found.opened.length;
}

function chosen() {
  picture?.choose({ mark: address.get('node'), middle: data.middle ?? '', a: address.get('a'), b: address.get('b') });
}

async function drawAgain(params) {
  stage.dataset.busy = '';
  try {
    const path = params.get('whole') === '1' ? '/network/whole.json' : '/network/graph.json';
    const found = await fetched('graph', path, params);
    draw(path.endsWith('whole.json') ? unrolled(found) : found);
  } catch (error) { failed(error); }
  delete stage.dataset.busy;
}

// Columns of everything become marks and lines.
function unrolled(found) {
  const most = Math.max(...found.st, 1);
  const marks = found.id.map((id, i) => ({ id, g: 0, name: found.name[i], label: found.name[i], kind: found.kind[i], n: 1, acts: 1, st: found.st[i], met: 0, x: found.x[i], y: found.y[i], r: 5 + 20 * Math.sqrt(found.st[i] / most) }));
  const lines = found.a.map((a, i) => [a, found.b[i], 0, found.w[i], 1]);
  return { ...data, marks, lines, grounds: [], opened: [], whole: true };
}

// --- what is told beside it, and below
async function panelAgain(params, { quiet = false } = {}) {
  const panel = get('panel');
  panel.dataset.busy = '';
  try {
    panel.innerHTML = await fetched('panel', '/network/panel', params);
    panel.scrollTop = 0;
    if (!quiet) {
      say(panel.querySelector('h2')?.textContent.replace(/\s+/g, ' ').trim() ?? '');
      if (matchMedia('(max-width: 1020px)').matches) panel.scrollIntoView({ block: 'start' });
    }
  } catch (error) { failed(error); }
  delete panel.dataset.busy;
}

let later = 0;
function tablesAgain(params) {
  clearTimeout(later);
  later = setTimeout(async () => {
    try {
      const box = get('tables');
      box.innerHTML = await fetched('tables', '/network/tables', params);
      const counts = get('counts-new');
      if (counts) get('counts').replaceChildren(...counts.content.cloneNode(true).childNodes);
      document.dispatchEvent(new CustomEvent('tablesready', { detail: box }));
    } catch (error) { failed(error); }
  }, 180);
}

function changed({ from, names = [] }) {
  const params = address.params;
  const wanted = drawnAs(params);
  const again = wanted !== shownFor;
  if (again) {
    shownFor = wanted;
    drawAgain(params);
    tablesAgain(params);
  } else chosen();
  const years = names.length === 1 && names[0] === 'year';
  if (from !== 'page' || !names.every((name) => name === 'open')) panelAgain(params, { quiet: years || from === 'history' });
  controls(params);
  heading(params);
}

function heading(params) {
  const clear = new URLSearchParams();
  for (const name of ['by', 'group', 'lang']) if (params.get(name)) clear.set(name, params.get(name));
  get('clear').href = `/network${clear.size ? `?${clear}` : ''}`;
  document.querySelectorAll('a.lang').forEach((link) => {
    const other = new URLSearchParams(params);
    other.set('lang', document.documentElement.lang.startsWith('en') ? 'zh' : 'en');
    link.href = `/network?${other}`;
  });
}

// --- controls follow the address, and the address the controls
function controls(params) {
  const form = get('filters');
  for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = params.getAll(box.name).includes(box.value);
  const group = params.get('group') || 'circle';
  for (const one of form.querySelectorAll('input[name=group]')) one.checked = one.value === group;
  const by = params.get('by') || 'lineage';
  for (const one of form.querySelectorAll('input[name=by]')) one.checked = one.value === by;
  const region = params.get('region') || '';
  const select = form.elements.region;
  if (region && ![...select.options].some((o) => o.value === region)) select.append(new Option(region, region));
  select.value = region;
  form.querySelector('.drop').toggleAttribute('data-on', ['kind', 'relation', 'outcome'].some((n) => params.has(n)));
  get('whole')?.setAttribute('aria-pressed', String(params.get('whole') === '1'));
  get('seek').value = params.get('ego') ?? '';
  get('seek-to').value = params.get('to') ?? '';
  time.read(params.get('year') ?? '');
}

function listenToForm() {
  const form = get('filters');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'group') address.set({ group: target.value === 'circle' ? '' : target.value, open: null, ego: '', to: '', whole: '', ...none });
    else if (target.name === 'by') address.set({ by: target.value === 'body' ? 'body' : '', ...none });
    else if (target.name === 'region') address.set({ region: target.value, open: null, ego: '', to: '', ...none });
    else {
      const values = [...form.querySelectorAll(`input[name=${target.name}]:checked`)].map((box) => box.value);
      address.set({ [target.name]: values, ...(target.name === 'kind' ? { open: null } : {}) });
    }
  });
  document.addEventListener('click', ({ target }) => {
    const drop = form.querySelector('.drop');
    if (drop.open && !drop.contains(target)) drop.open = false;
  });
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') form.querySelector('.drop').open = false; });
}

// --- seeking an agency
// Whoever goes on typing, in either field, asks for something new: what an older question finds is let go.
function listenToSearch() {
  let listed = [];
  let newest = 0;
  const seek = async (text, then) => {
    const turn = ++newest;
    try {
      const hits = await matching(text);
      if (turn === newest) then(hits);
    } catch (error) { failed(error); }
  };
  const list = (hits) => {
    listed = hits;
    get('seek-list').replaceChildren(...hits.map((hit) => new Option(hit.name)));
  };
  for (const id of ['seek', 'seek-to']) {
    const input = get(id);
    let wait = 0;
    input.addEventListener('input', () => {
      clearTimeout(wait);
      newest += 1;
      const hit = listed.find((one) => one.name === input.value);
      if (hit) go(id, hit);
      else wait = setTimeout(() => seek(input.value, list), 120);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      clearTimeout(wait);
      const text = input.value.trim();
      seek(text, (hits) => {
        const hit = hits.find((one) => one.name === text) ?? hits[0];
        if (hit) go(id, hit);
        else if (text) say(words.none + text);
      });
    });
    input.addEventListener('change', () => { if (!input.value) address.set(id === 'seek' ? { ego: '', to: '' } : { to: '' }); });
  }
}

async function matching(text) {
  if (!text.trim()) return [];
  const query = new URLSearchParams({ q: text, by: address.get('by') || 'lineage' });
  const answer = await fetch(`/network/find.json?${query}`);
  return answer.ok ? answer.json() : [];
}

function go(id, hit) {
  if (id === 'seek') address.set({ ego: hit.key, to: '', whole: '', ...none });
  else address.set({ to: hit.key, ...(address.get('ego') ? {} : { ego: get('seek').value }), whole: '', ...none });
}

// --- the picture's own events
function open(key) {
  const keys = data.opened.filter((one) => one !== key);
  address.set({ open: [...keys, key], node: key, a: '', b: '' });
  say(words.opened + (data.marks.find((m) => m.id === key)?.name ?? key));
}

function close(key) {
  const keys = data.opened.filter((one) => one !== key && !one.startsWith(`${key}/`) && one !== `${key}+`);
  address.set({ open: address.opened(keys), node: '', a: '', b: '' });
  say(words.closed + key);
}

const events = {
  mark(i) {
    const m = data.marks[i];
    if (m.g) open(m.id);
    else address.set({ node: m.id, a: '', b: '' });
  },
  twice(i) {
    const m = data.marks[i];
    if (!m.g) address.set({ ego: m.id, to: '', whole: '', ...none });
  },
  line(i) {
    const [a, b] = data.lines[i];
    address.set({ node: '', a: data.marks[a].id, b: data.marks[b].id });
  },
  ground(key) { close(key); },
  nothing() { if (address.get('node') || address.get('a')) address.set(none); },
  tip,
};

function tip(what) {
  const box = get('tip');
  const rows = what ? told(what) : null;
  box.hidden = !rows;
  if (!rows) return;
  const [head, ...rest] = rows;
  const title = document.createElement('b');
  title.textContent = head;
  box.replaceChildren(title, ...rest.map((text) => Object.assign(document.createElement('span'), { textContent: text })));
  const at = what.x !== undefined ? what : picture.spot(what.mark);
  const left = Math.min(Math.max(8, at.x + 16), stage.offsetWidth - box.offsetWidth - 8);
  const top = at.y + box.offsetHeight + 24 > stage.offsetHeight ? at.y - box.offsetHeight - 14 : at.y + 16;
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(4, top))}px)`;
}

const number = (n) => Number(n).toLocaleString();

function told(what) {
  if (what.ground) return [data.grounds.find(([key]) => key === what.ground)?.[1] ?? '', words.close];
  if (what.line !== undefined) {
    const [a, b, acts, strength, ties] = data.lines[what.line];
    const counts = [`${number(acts)} ${words.acts}`];
    if (ties > 1) counts.push(`${number(ties)} ${words.ties}`);
    return [`${data.marks[a].name} — ${data.marks[b].name}`, counts.join(' · '), `${words.strength} ${strength.toFixed(2)}`, words.evidence];
  }
  const m = data.marks[what.mark];
  if (!m) return null;
  if (data.whole) return [m.name, `${words.strength} ${m.st.toFixed(2)}`];
  const counts = `${number(m.acts)} ${words.acts} · ${number(m.met)} ${words.met}`;
  if (!m.g) return [m.name, counts];
  return [m.name, `${number(m.n)} ${words.bodies} · ${counts}`, ...(m.top ?? []).slice(0, 3), words.open];
}

function listenToStage() {
  get('zoom-in').addEventListener('click', () => picture.zoom(1 / 1.5));
  get('zoom-out').addEventListener('click', () => picture.zoom(1.5));
  get('fit').addEventListener('click', () => picture.fit());
  const keys = { '+': () => picture.zoom(1 / 1.5), '=': () => picture.zoom(1 / 1.5), '-': () => picture.zoom(1.5), 0: () => picture.fit(), ArrowLeft: () => picture.pan(-1, 0), ArrowRight: () => picture.pan(1, 0), ArrowUp: () => picture.pan(0, 1), ArrowDown: () => picture.pan(0, -1), Escape: () => events.nothing() };
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  let wait = 0;
  new ResizeObserver(() => { clearTimeout(wait); wait = setTimeout(() => picture.resized(), 80); }).observe(stage);
}

// Links of the panel and the tables that lead to another view of this page
function listenToLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#panel a, #tables a, #clear');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin || to.pathname !== location.pathname || link.hasAttribute('download')) return;
    event.preventDefault();
    address.follow(to.pathname + to.search);
  });
}

const address = new Address(changed);
const time = new Time(words, (text, done) => address.set({ year: text }, { push: done }));
document.body.classList.add('scripted');
listenToForm();
listenToSearch();
listenToLinks();
get('collapse').addEventListener('click', () => address.set({ open: [''], ...none }));
get('whole')?.addEventListener('click', () => address.set({ whole: address.get('whole') ? '' : '1', ego: '', to: '', ...none }));
// The libraries for drawing are of use only where there is WebGL; without it they fail when loaded.
function script(src) {
  return new Promise((done, fail) => {
    const element = Object.assign(document.createElement('script'), { src, async: false, onload: done, onerror: fail });
    document.head.append(element);
  });
}
if (hasWebGL()) {
  await Promise.all([script('/static/vendor/graphology/graphology.umd.min.js'), script('/static/vendor/sigma/sigma.min.js')]);
  picture = new Picture(stage, events);
  listenToStage();
} else {
  stage.hidden = true;
  document.querySelector('.tools').hidden = true;
  get('no-webgl').hidden = false;
}
draw(data);
if (address.get('whole') === '1') drawAgain(address.params);
heading(address.params);
// for whoever looks into the page from outside: tests and measurements
window.replygraphNetwork = { get picture() { return picture; }, get data() { return data; } };
document.body.dataset.ready = '';
