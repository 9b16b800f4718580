// Everything drawn, as tables to sort and to take away.
const sorting = { nodes: [3, -1], edges: [3, -1] };

function nodeRows() {
  const drawn = [...now.used];
  return drawn.map((index) => {
    const node = DATA.nodes[index];
    const found = partners(index);
    return [node.name, both(DATA.kinds[node.kind]), node.region, found.length, Number(number(found.reduce((s, p) => s + p.strength, 0))), node.inLetters];
  });
}

function edgeRows() {
  return now.passing.map((tie) => {
    const quote = DATA.quotes[(tie.items.map((i) => DATA.items[i].quotes[0]).find((q) => q != null)) ?? -1];
    const text = quote ? letterText(DATA.letters[quote.letter]) : { title: '', rest: '' };
    return [nameOf(tie.a), nameOf(tie.b), [...new Set(tie.items.map((i) => relation(DATA.items[i].kind)))].join(en() ? ', ' : '、'),
      tie.items.length, Number(number(tie.strength)), years(tie.items), quote ? quote.text : '', [text.title, text.rest].filter(Boolean).join(' · ')];
  });
}

const nodeHead = () => ['colName', 'colKind', 'colRegion', 'colTies', 'colWeight', 'colLetters'].map(t);
const edgeHead = () => ['colA', 'colB', 'colKinds', 'colItems', 'colWeight', 'colYears', 'colQuote', 'colLetter'].map(t);

// A spreadsheet must not take a name for a formula.
const cell = (value) => {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

function download(name, header, rows) {
  const text = `\ufeff${[header, ...rows].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' })), download: `${name}.csv` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

function table(which, caption, header, rows) {
  const [column, direction] = sorting[which];
  const compare = (a, b) => (typeof a === 'number' ? a - b : String(a).localeCompare(String(b), 'zh'));
  const sorted = rows.map((r, i) => [r, i]).sort(([a, i], [b, j]) => compare(a[column], b[column]) * direction || i - j).map(([r]) => r);
  const cells = header.map((name, i) => el('th', { scope: 'col', 'aria-sort': i === column ? (direction > 0 ? 'ascending' : 'descending') : 'none' },
    el('button', { type: 'button', on: { click: () => { sorting[which] = [i, i === column ? -direction : (typeof rows[0]?.[i] === 'number' ? -1 : 1)]; sheet(); } } }, name, i === column ? (direction > 0 ? ' ↑' : ' ↓') : '')));
  const body = el('tbody', {}, ...sorted.slice(0, 1000).map((line) => el('tr', {}, ...line.map((value, i) => el('td', { class: typeof value === 'number' ? 'n' : i >= 6 ? 'wide' : '' }, String(value))))));
  const title = [caption, el('small', {}, ` ${rows.length}`), rows.length > 1000 ? el('small', {}, en() ? ' (the first 1000 are listed, the file holds all)' : '（列出前 1000 行，下载的文件为全部）') : null].filter(Boolean);
  return el('section', {},
    el('div', { class: 'sheet-head' }, el('h2', {}, ...title), el('button', { type: 'button', class: 'main', id: `csv-${which}`, on: { click: () => download(`replygraph-${which}`, header, sorted) } }, t('download'))),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, el('table', {}, el('thead', {}, el('tr', {}, ...cells)), body)));
}

function sheet() {
  byId('sheet').replaceChildren(
    table('edges', t('edgesTable'), edgeHead(), edgeRows()),
    table('nodes', t('nodesTable'), nodeHead(), nodeRows()));
}
