'use strict';
// Results as bars or as a network, drawn in SVG.
const Pictures = (() => {
  const { say } = Results;
  const NS = 'http://www.w3.org/2000/svg';
  function svg(name, more = {}, ...inside) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(more)) if (key === 'text') made.textContent = value; else made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }
  const numeric = (data, i) => data.rows.some((r) => r[i].number !== null) && data.rows.every((r) => r[i].number !== null || r[i].text === '');
  const texts = (data) => data.columns.map((_, i) => i).filter((i) => !numeric(data, i));
  const numbers = (data) => data.columns.map((_, i) => i).filter((i) => numeric(data, i));
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const note = (place, text) => place.replaceChildren(Results.element('p', { class: 'lead', text }));

  // A year counts, but it is what bars stand for, not how long they are.
  function chartColumns(data) {
    const values = numbers(data).filter((i) => !/^(year|年)$/i.test(data.columns[i]));
    const labels = data.columns.map((_, i) => i).filter((i) => !values.includes(i));
    return { label: labels[0] ?? 0, value: values[0] ?? -1, labels, values };
  }

  function chart(place, data, choice) {
    const { label, value } = choice;
    if (value < 0) { note(place, say('没有数值列，不能画图。', 'No column of numbers to draw.')); return; }
    const sums = new Map();
    for (const row of data.rows) sums.set(row[label].text, (sums.get(row[label].text) ?? 0) + (row[value].number ?? 0));
    const bars = [...sums].slice(0, 60);
    const top = Math.max(...bars.map(([, n]) => n), 1e-9);
    const [width, line, left] = [1000, 26, 300];
    const picture = svg('svg', { class: 'picture', viewBox: `0 0 ${width} ${bars.length * line + 8}`, role: 'img' });
    picture.append(svg('title', { text: `${data.columns[label]} · ${data.columns[value]}` }));
    bars.forEach(([name, number], i) => {
      const long = Math.max(1, ((width - left - 90) * Math.max(number, 0)) / top);
      picture.append(
        svg('text', { x: left - 12, y: i * line + 18, 'text-anchor': 'end', text: cut(name || '—', 20) }, svg('title', { text: name })),
        svg('rect', { class: 'bar', x: left, y: i * line + 5, width: long, height: line - 9, rx: 3 }),
        svg('text', { class: 'quiet', x: left + long + 8, y: i * line + 18, text: String(Math.round(number * 1000) / 1000) }),
      );
    });
    place.replaceChildren(picture);
    if (sums.size > bars.length) place.append(Results.element('p', { class: 'fine', text: say(`只画了前 ${bars.length} 个，共 ${sums.size} 个`, `the first ${bars.length} of ${sums.size}`) }));
  }

  function networkColumns(data) {
    const found = texts(data);
    const ties = found.filter((i) => data.rows.some((r) => r[i].text.length > 0 && r[i].text.length < 40));
    return { from: ties[0] ?? -1, to: ties.length > 2 && data.columns.length === 3 && data.rows[0]?.[1].href?.startsWith('/ontology') ? ties[2] : ties[1] ?? -1, labels: ties };
  }

  const MOST = 250;
  function network(place, data, choice) {
    const { from, to } = choice;
    if (from < 0 || to < 0) { note(place, say('至少要有两列名称，才能画网络。', 'A network needs two columns of names.')); return; }
    const nodes = new Map();
    const ties = new Map();
    for (const row of data.rows) {
      const [a, b] = [row[from], row[to]];
      if (!a.text || !b.text || a.text === b.text) continue;
      if (nodes.size >= MOST && !(nodes.has(a.text) && nodes.has(b.text))) continue;
      for (const [end, side] of [[a, 0], [b, 1]]) {
        if (!nodes.has(end.text)) nodes.set(end.text, { name: end.text, href: end.href, side, degree: 0, x: 0, y: 0, dx: 0, dy: 0 });
      }
      const key = a.text < b.text ? `${a.text}\n${b.text}` : `${b.text}\n${a.text}`;
      if (!ties.has(key)) { ties.set(key, { a: nodes.get(a.text), b: nodes.get(b.text), times: 0 }); nodes.get(a.text).degree += 1; nodes.get(b.text).degree += 1; }
      ties.get(key).times += 1;
    }
    const all = [...nodes.values()];
    if (!all.length) { note(place, say('没有可连的两端。', 'Nothing to connect.')); return; }
    settle(all, [...ties.values()]);
    paint(place, all, [...ties.values()]);
  }

  // Forces, a fixed number of steps from a fixed beginning: the same result gives the same picture.
  function settle(all, ties) {
    const size = Math.sqrt(all.length) * 74;
    all.forEach((node, i) => { const turn = i * 2.399963; const far = size * Math.sqrt((i + 0.5) / all.length); node.x = Math.cos(turn) * far; node.y = Math.sin(turn) * far * 0.62; });
    for (let step = 0; step < 260; step += 1) {
      const heat = 26 * (1 - step / 260) + 0.5;
      for (const node of all) { node.dx = -node.x * 0.02; node.dy = -node.y * 0.034; }
      for (let i = 0; i < all.length; i += 1) for (let j = i + 1; j < all.length; j += 1) {
        const [a, b] = [all[i], all[j]];
        const [dx, dy] = [a.x - b.x, a.y - b.y];
        const force = 5200 / (dx * dx + dy * dy + 60);
        a.dx += dx * force * 0.03; a.dy += dy * force * 0.03; b.dx -= dx * force * 0.03; b.dy -= dy * force * 0.03;
      }
      for (const { a, b } of ties) {
        const [dx, dy] = [a.x - b.x, a.y - b.y];
        const far = Math.hypot(dx, dy) || 1;
        const force = ((far - 92) / far) * 0.08;
        a.dx -= dx * force; a.dy -= dy * force; b.dx += dx * force; b.dy += dy * force;
      }
      for (const node of all) { const far = Math.hypot(node.dx, node.dy) || 1; const go = Math.min(far, heat) / far; node.x += node.dx * go; node.y += node.dy * go; }
    }
  }

  function paint(place, all, ties) {
    const xs = all.map((n) => n.x);
    const ys = all.map((n) => n.y);
    const [x0, y0] = [Math.min(...xs) - 130, Math.min(...ys) - 40];
    const picture = svg('svg', { class: 'picture', viewBox: `${x0} ${y0} ${Math.max(...xs) + 130 - x0} ${Math.max(...ys) + 46 - y0}`, role: 'img' });
    const drawn = new Map();
    for (const tie of ties) {
      tie.drawn = svg('line', { x1: tie.a.x, y1: tie.a.y, x2: tie.b.x, y2: tie.b.y, 'stroke-width': Math.min(6, 1 + Math.log2(tie.times)) });
      picture.append(tie.drawn);
    }
    const near = (node) => new Set(ties.filter((t) => t.a === node || t.b === node).flatMap((t) => [t.a, t.b]).concat(node));
    for (const node of all) {
      const round = 4 + Math.sqrt(node.degree) * 2.4;
      const group = svg('g', { class: 'node' }, svg('circle', { class: node.side ? 'other' : '', cx: node.x, cy: node.y, r: round }),
        svg('text', { x: node.x, y: node.y + round + 13, 'text-anchor': 'middle', 'font-size': 11.5, text: cut(node.name, 16) }), svg('title', { text: node.name }));
      const whole = node.href ? svg('a', { href: node.href }, group) : group;
      whole.addEventListener('pointerenter', () => { const kept = near(node); for (const [n, g] of drawn) g.classList.toggle('dim', !kept.has(n)); for (const t of ties) t.drawn.classList.toggle('dim', t.a !== node && t.b !== node); });
      whole.addEventListener('pointerleave', () => { for (const g of drawn.values()) g.classList.remove('dim'); for (const t of ties) t.drawn.classList.remove('dim'); });
      drawn.set(node, whole);
      picture.append(whole);
    }
    place.replaceChildren(picture);
    if (all.length >= MOST) place.append(Results.element('p', { class: 'fine', text: say(`只画了前 ${MOST} 个名称`, `the first ${MOST} names only`) }));
  }

  return { chart, chartColumns, network, networkColumns };
})();
