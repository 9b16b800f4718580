// The side panel: an overview, a node, a group, or a tie with the sentences that prove it.
const swatch = (kind) => {
  const shape = DATA.kinds[kind][4];
  return el('span', { class: `swatch ${shape}`, style: { '--c': kindColour(kind) }, 'aria-hidden': 'true' });
};

const nameOf = (index) => DATA.nodes[index].name;

function years(items) {
  const found = items.map((i) => DATA.items[i].year).filter((y) => y != null);
  if (!found.length) return t('undated');
  const low = Math.min(...found), high = Math.max(...found);
  return low === high ? `${low}` : `${low}—${high}`;
}

const times = (n) => (en() ? (AGENCIES ? plural(n, 'joint act', 'joint acts') : plural(n, 'item', 'items')) : (AGENCIES ? `${n} 项联合行动` : `${n} 条`));

function bar(share) {
  return el('span', { class: 'bar', 'aria-hidden': 'true' }, el('i', { style: { width: `${Math.max(3, Math.round(share * 100))}%` } }));
}

const nw = (text) => el('span', { class: 'nw' }, text);

function row(run, title, note, share) {
  return el('li', {}, el('button', { type: 'button', class: 'row', on: { click: run } },
    el('span', { class: 'row-title' }, ...title), el('span', { class: 'row-note' }, ...[note].flat()), bar(share)));
}

function more(list, items, first, make) {
  items.slice(0, first).forEach((item) => list.append(make(item)));
  if (items.length <= first) return;
  const rest = items.length - first;
  const button = el('button', { type: 'button', class: 'plain', on: { click: () => { holder.remove(); items.slice(first).forEach((item) => list.append(make(item))); } } }, en() ? `${rest} more` : `再看 ${rest} 个`);
  const holder = el('li', {}, button);
  list.append(holder);
}

const head = (...children) => el('div', { class: 'panel-head' }, el('button', { type: 'button', class: 'plain back', on: { click: () => choose(null) } }, `← ${t('back')}`), ...children);

function pairRow(tie, top) {
  const title = [nameOf(tie.a), el('span', { class: 'dash' }, tie.directed ? ' → ' : ' — '), nameOf(tie.b)];
  const kinds = [...new Set(tie.items.map((i) => relation(DATA.items[i].kind)))].join(en() ? ', ' : '、');
  return row(() => showPair(tie.a, tie.b), title, [`${times(tie.items.length)} · ${kinds} · `, nw(years(tie.items))], tie.strength / top);
}

function overview() {
  const box = el('div', {});
  const how = el('ul', { class: 'how' }, ...[...(GROUPED ? [HOW_GROUPS] : []), ...HOW[DATA.view === 'ego' && !DATA.edges.some((edge) => !edge.directed) ? 'thing' : DATA.view]].map((line) => el('li', {}, both(line))));
  box.append(el('h2', {}, t('how')), how);
  if (DATA.view === 'submission') box.append(...replies(), ...promises());
  if (GROUPED) {
    const list = el('ul', { class: 'rows' });
    const top = DATA.groups[0].members.length;
    box.append(el('h2', {}, t('groupsHead'), el('small', {}, ` ${DATA.groups.length}`)), list);
    more(list, DATA.groups.map((group, g) => ({ group, g })), 12, ({ group, g }) => row(
      () => choose({ group: g }), [both(group.name)], `${group.members.length}${t('members')}${state.open.has(g) ? (en() ? ' · open' : ' · 已展开') : ''}`, group.members.length / top));
  }
  if (!now.passing.length) {
    box.append(el('p', { class: 'figures' }, t(DATA.edges.length ? 'filtered' : 'nothing')));
    return box;
  }
  const list = el('ol', { class: 'rows' });
  const top = now.passing[0].strength;
  box.append(el('h2', {}, t(AGENCIES ? 'strongest' : 'strongestEgo')), list);
  more(list, now.passing, 10, (tie) => pairRow(tie, top));
  if (AGENCIES) box.append(el('p', { class: 'fine' }, t('strengthNote')));
  return box;
}

const ROLES = { lead: ['主办', 'lead'], co: ['会办', 'co-handling'], split: ['分办', 'split handling'], sole: ['独办', 'sole handling'] };

function replies() {
  const list = el('ul', { class: 'letters' });
  for (const letter of DATA.letters) {
    const text = letterText(letter);
    const notes = [both(ROLES[letter.role]), letter.category ? (en() ? `outcome ${letter.category}` : `办理类别 ${letter.category}`) : ''].filter(Boolean).join(' · ');
    list.append(el('li', {}, el('cite', {}, text.title), el('span', { class: 'row-note' }, [text.rest, notes].filter(Boolean).join(' · '))));
  }
  return [el('h2', {}, t('replies'), el('small', {}, ` ${DATA.letters.length}`)), list];
}

function promises() {
  if (!DATA.promises.length) return [];
  const list = el('ul', { class: 'letters' });
  for (const promise of DATA.promises) {
    list.append(el('li', {}, el('q', { class: 'said' }, promise.text), el('span', { class: 'row-note' }, `${promise.agency} · ${promise.due ? `${t('due')} ${promise.due}` : t('noDue')}`)));
  }
  return [el('h2', {}, t('promises'), el('small', {}, ` ${DATA.promises.length}`)), list];
}

function nodePanel(index) {
  const node = DATA.nodes[index];
  const found = partners(index);
  const strength = found.reduce((sum, p) => sum + p.strength, 0);
  const box = el('div', {}, head(
    el('p', { class: 'kind' }, swatch(node.kind), both(DATA.kinds[node.kind]), node.region ? ` · ${node.region}` : ''),
    el('h2', { class: 'name' }, node.name)));
  const facts = en()
    ? [`${plural(found.length, 'partner', 'partners')} in this picture`, AGENCIES ? `total strength ${number(strength)}` : null, `named in ${plural(node.inLetters, 'letter', 'letters')}`]
    : [`图中有 ${found.length} 个联系对象`, AGENCIES ? `联系强度合计 ${number(strength)}` : null, `${node.inLetters} 封答复函提到它`];
  box.append(el('p', { class: 'figures' }, facts.filter(Boolean).join(' · ')));
  if (node.aliases.length) box.append(el('p', { class: 'fine' }, `${t('aliases')}${en() ? ': ' : '：'}${node.aliases.join(en() ? ', ' : '、')}`));
  if (found.length) {
    const list = el('ol', { class: 'rows' });
    box.append(el('h2', {}, t('partners')), list);
    more(list, found, 12, (p) => row(() => showPair(index, p.other), [swatch(DATA.nodes[p.other].kind), nameOf(p.other)],
      [`${times(p.items.size)} · ${[...p.kinds].map(relation).join(en() ? ', ' : '、')} · `, nw(years([...p.items]))], p.strength / found[0].strength));
  }
  if (node.letters.length) {
    const list = el('ul', { class: 'letters' });
    box.append(el('h2', {}, t('letters'), el('small', {}, ` ${node.letters.length}`)), list);
    more(list, node.letters, 8, (l) => { const text = letterText(DATA.letters[l]); return el('li', {}, el('cite', {}, text.title), el('span', { class: 'row-note' }, text.rest)); });
  }
  return box;
}

function groupPanel(g) {
  const group = DATA.groups[g];
  const open = state.open.has(g);
  const box = el('div', {}, head(el('h2', { class: 'name' }, both(group.name))));
  const shown = Math.min(group.members.length, MEMBERS_SHOWN);
  box.append(el('p', { class: 'figures' }, en()
    ? `${plural(group.members.length, 'agency', 'agencies')} that act mostly with each other${open ? `; the ${shown} strongest are drawn` : ''}`
    : `${group.members.length} 个机构，彼此联合行动最多${open ? `；画出联系最强的 ${shown} 个` : ''}`));
  box.append(el('p', {}, el('button', { type: 'button', class: 'main', on: { click: () => toggleGroup(g) } }, t(open ? 'collapse' : 'expandGroup'))));
  const list = el('ol', { class: 'rows' });
  const top = DATA.nodes[group.members[0]].weight || 1;
  more(list, group.members.filter(kindShown), 20, (m) => row(() => { state.open.add(g); choose({ node: m }, true); }, [swatch(DATA.nodes[m].kind), nameOf(m)], `${en() ? 'strength' : '强度'} ${number(DATA.nodes[m].weight)}`, DATA.nodes[m].weight / top));
  box.append(list);
  return box;
}

// The sentence, as text, with what is named in it marked; the two ends stand out.
function sentence(quote, ends) {
  const said = el('blockquote', { class: 'said' });
  let at = 0;
  const chars = [...quote.text];
  for (const [start, end, who] of quote.marks) {
    if (start < at) continue;
    said.append(chars.slice(at, start).join(''));
    const word = chars.slice(start, end).join('');
    if (ends.has(who)) said.append(el('mark', { style: { '--c': kindColour(DATA.nodes[who].kind) }, title: nameOf(who) }, word));
    else said.append(who >= 0 ? el('span', { class: 'named', title: nameOf(who) }, word) : word);
    at = end;
  }
  said.append(chars.slice(at).join(''));
  return said;
}

function evidence(item, ends) {
  const parts = [el('span', { class: 'tag' }, relation(item.kind))];
  if (item.modality !== 'done') parts.push(el('span', { class: `tag ${item.modality}` }, t(item.modality)));
  parts.push(el('span', { class: 'when' }, item.date || t('undated')));
  if (item.object) parts.push(el('strong', {}, item.object));
  if (item.parties > 2) parts.push(el('span', { class: 'row-note' }, en() ? `${item.parties} agencies together` : `共 ${item.parties} 个机构`));
  const box = el('article', { class: 'item' }, el('p', { class: 'item-head' }, ...parts));
  if (!item.quotes.length) box.append(el('p', { class: 'fine' }, t('noSentence')));
  const ranked = item.quotes.map((q) => DATA.quotes[q]).sort((x, y) => hits(y, ends) - hits(x, ends));
  const best = ranked.length ? hits(ranked[0], ends) : 0;
  const first = ranked.filter((quote) => hits(quote, ends) === best).slice(0, 3);
  const rest = ranked.filter((quote) => !first.includes(quote));
  for (const quote of first) box.append(figure(quote, ends));
  if (rest.length) {
    const folded = el('details', {}, el('summary', {}, en() ? plural(rest.length, 'more sentence', 'more sentences') : `另有 ${rest.length} 句`));
    for (const quote of rest) folded.append(figure(quote, ends));
    box.append(folded);
  }
  return box;
}

const hits = (quote, ends) => new Set(quote.marks.map((m) => m[2]).filter((who) => ends.has(who))).size;

function figure(quote, ends) {
  const text = letterText(DATA.letters[quote.letter]);
  return el('figure', {}, sentence(quote, ends), el('figcaption', {}, el('cite', {}, text.title), el('span', {}, text.rest)));
}

function pairPanel(a, b, found) {
  const directed = found.every((tie) => tie.directed);
  const items = [...new Set(found.flatMap((tie) => tie.items))].sort((x, y) => (DATA.items[y].date || '').localeCompare(DATA.items[x].date || '') || x - y);
  const letters = new Set(items.flatMap((i) => DATA.items[i].quotes.map((q) => DATA.quotes[q].letter)));
  const strength = found.reduce((sum, tie) => sum + tie.strength, 0);
  const [left, right] = directed && found.length ? [found[0].a, found[0].b] : [a, b];
  const end = (index) => el('button', { type: 'button', class: 'end', on: { click: () => choose({ node: index }, true) } }, swatch(DATA.nodes[index].kind), nameOf(index));
  const box = el('div', {}, head(el('h2', { class: 'pair' }, end(left), el('span', { class: 'dash' }, directed ? '→' : '—'), end(right))));
  const figures = en()
    ? `${times(items.length)}, ${years(items)}, told in ${plural(letters.size, 'letter', 'letters')}${AGENCIES ? ` · strength ${number(strength)}` : ''}`
    : `${times(items.length)}，${years(items)}，见于 ${letters.size} 封答复函${AGENCIES ? ` · 强度 ${number(strength)}` : ''}`;
  box.append(el('p', { class: 'figures' }, figures));
  const ends = new Set([a, b]);
  const list = el('div', { class: 'items' });
  items.slice(0, 40).forEach((i) => list.append(evidence(DATA.items[i], ends)));
  if (items.length > 40) list.append(el('p', { class: 'fine' }, en() ? `The 40 latest of ${items.length} are listed.` : `共 ${items.length} 项，列出最近 40 项。`));
  box.append(list);
  return box;
}

function bundlePanel(edge) {
  const name = (id) => (typeof id === 'string' ? both(DATA.groups[Number(id.slice(1))].name) : nameOf(id));
  const box = el('div', {}, head(el('h2', { class: 'name' }, `${name(edge.from)} — ${name(edge.to)}`)));
  box.append(el('p', { class: 'figures' }, en() ? `${plural(edge.ties.length, 'pair', 'pairs')} of agencies across these groups` : `两组之间有 ${edge.ties.length} 对协作`));
  const list = el('ol', { class: 'rows' });
  more(list, edge.ties, 20, (tie) => pairRow(tie, edge.ties[0].strength));
  box.append(list);
  return box;
}

function panel() {
  const holder = byId('panel');
  const chosen = state.chosen;
  let content = null;
  if (chosen && chosen.node != null) content = nodePanel(chosen.node);
  else if (chosen && chosen.group != null) content = groupPanel(chosen.group);
  else if (chosen && chosen.pair) {
    const found = between(...chosen.pair);
    content = found.length ? pairPanel(...chosen.pair, found) : null;
  } else if (chosen && chosen.edge) {
    const edge = edgeById(chosen.edge);
    if (edge) content = bundlePanel(edge);
  }
  holder.replaceChildren(content || overview());
  holder.scrollTop = 0;
}
