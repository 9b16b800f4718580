// The network itself: vis-network holds nodes and edges; labels and grounds are painted by us.
const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Noto Sans SC","Segoe UI",system-ui,sans-serif';
const base = new Map(DATA.vis.nodes.map((node) => [node.id, node]));
const nodesSet = new vis.DataSet();
const edgesSet = new vis.DataSet();
let network = null;
let colours = {};
let hovered = null;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  colours = {
    ground: get('--ground'), ink: get('--ink'), muted: get('--muted'), edge: get('--edge'),
    accent: get('--accent'), hull: get('--hull'), hullLine: get('--hull-line'),
  };
}

const kindColour = (kind) => DATA.kinds[kind][state.dark ? 3 : 2];

function rgba(hex, alpha) {
  const value = parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16},${(value >> 8) & 255},${value & 255},${alpha})`;
}

// What is lit when something is chosen: the thing itself and its neighbours; null lights all.
function lit() {
  const chosen = state.chosen;
  if (!chosen) return null;
  const ids = new Set();
  if (chosen.node != null) {
    const own = place(chosen.node);
    ids.add(own);
    for (const edge of now.edges) if (edge.from === own || edge.to === own) { ids.add(edge.from); ids.add(edge.to); }
  } else if (chosen.edge) {
    const edge = edgeById(chosen.edge);
    if (edge) { ids.add(edge.from); ids.add(edge.to); }
  } else if (chosen.group != null) {
    if (state.open.has(chosen.group)) return null;
    ids.add(`g${chosen.group}`);
    for (const m of DATA.groups[chosen.group].members) ids.add(place(m));
    for (const edge of now.edges) if (edge.from === `g${chosen.group}` || edge.to === `g${chosen.group}`) { ids.add(edge.from); ids.add(edge.to); }
  }
  return ids;
}

function groupNode(node, light) {
  const g = Number(node.id.slice(1));
  const group = DATA.groups[g];
  const colour = state.dark ? '#8fa3bd' : '#5b7391';
  const dim = light && !light.has(node.id);
  return {
    id: node.id, x: group.x, y: group.y, shape: 'dot', label: ' ',
    size: Math.round(group.r * 0.55),
    color: { ...paint(colour, dim, 0.13), border: 'rgba(0,0,0,0)' }, borderWidth: 0,
  };
}

const paint = (colour, dim, fill = 1) => {
  const shade = rgba(colour, (dim ? 0.26 : 1) * fill);
  const line = dim ? rgba(colour, 0.3) : (fill < 1 ? colour : colours.ground);
  return { background: shade, border: line, highlight: { background: shade, border: colours.accent }, hover: { background: shade, border: colours.accent } };
};

function visNode(node, light, top) {
  if (typeof node.id === 'string') return groupNode(node, light);
  const info = DATA.nodes[node.id];
  const dim = light && !light.has(node.id);
  const focus = node.id === DATA.focus;
  const size = AGENCIES ? 7 + 19 * Math.sqrt(node.weight / top) : (focus ? 24 : 8 + 9 * Math.sqrt(Math.min(node.weight / top, 1)));
  return {
    id: node.id, x: info.x, y: info.y, label: ' ', shape: base.get(node.id).shape,
    size: Math.round(size * 10) / 10, color: paint(kindColour(info.kind), dim),
    borderWidth: state.chosen && state.chosen.node === node.id ? 3 : 1.5,
  };
}

function visEdge(edge, light, top) {
  const chosen = state.chosen && state.chosen.edge === edge.id;
  const touches = state.chosen && state.chosen.node != null && (edge.from === state.chosen.node || edge.to === state.chosen.node);
  const inside = light ? light.has(edge.from) && light.has(edge.to) : true;
  const share = Math.pow(edge.strength / top, 0.6);
  const modalities = new Set(edge.ties.flatMap((tie) => tie.items.map((i) => DATA.items[i].modality)));
  const only = modalities.size === 1 ? [...modalities][0] : 'done';
  // among the partners of the one in the middle, ties stand back
  const aside = DATA.view === 'ego' && !edge.directed && edge.from !== DATA.focus && edge.to !== DATA.focus;
  const alpha = (aside && !chosen && !touches ? 0.55 : 1) * (chosen ? 1 : touches ? 0.85 : light ? (inside && !state.chosen.edge ? 0.28 : 0.06) : 0.32 + 0.42 * share);
  const colour = chosen || touches ? colours.accent : colours.edge;
  return {
    id: edge.id, from: edge.from, to: edge.to,
    width: Math.round((AGENCIES ? 1.1 + 6 * share : 1.1 + 2.4 * share) * 10) / 10 + (chosen ? 2 : 0),
    color: { color: rgba(colour, alpha), highlight: rgba(colour, alpha), hover: rgba(colours.accent, 0.9), inherit: false },
    arrows: edge.directed ? { to: { enabled: true, scaleFactor: 0.45 } } : { to: { enabled: false } },
    dashes: only === 'planned' ? [7, 5] : only === 'negated' ? [1.5, 4] : false,
    smooth: false,
  };
}

function sync(set, wanted) {
  const ids = new Set(wanted.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  const have = new Set(set.getIds());
  set.update(wanted.map((item) => {
    if (!have.has(item.id)) return item;
    const { x, y, ...rest } = item;
    return rest;
  }));
}

// Draw anew what the state asks for.
function redraw() {
  now = drawing();
  if (state.chosen && state.chosen.edge && !edgeById(state.chosen.edge)) state.chosen = null;
  const light = lit();
  const topNode = Math.max(1e-9, ...[...now.nodes.values()].filter((n) => typeof n.id === 'number' && n.id !== DATA.focus).map((n) => n.weight));
  const topEdge = Math.max(1e-9, ...now.edges.map((edge) => edge.strength));
  sync(nodesSet, [...now.nodes.values()].map((node) => visNode(node, light, topNode)));
  sync(edgesSet, now.edges.map((edge) => visEdge(edge, light, topEdge)));
}

function grounds(ctx) {
  if (!DATA.groups.length) return;
  const scale = network.getScale();
  const places = network.getPositions();
  ctx.lineWidth = 1 / scale;
  DATA.groups.forEach((group, g) => {
    if (GROUPED && !state.open.has(g)) return;
    const points = group.members.filter((m) => places[m]).map((m) => places[m]);
    if (points.length > 1) paintGround(ctx, points, 44, colours.hull, colours.hullLine);
  });
}

function groupTitles(ctx, scale, places) {
  const titles = [];
  if (DATA.groups.length < 2) return titles;
  DATA.groups.forEach((group, g) => {
    const closed = GROUPED && !state.open.has(g);
    const points = group.members.filter((m) => places[m]).map((m) => places[m]);
    if (closed || points.length < 2) return;
    const size = 12.5 / scale;
    const font = `600 ${size}px ${FONT}`;
    const text = both(group.name);
    const w = measure(ctx, text, font);
    const top = Math.min(...points.map((p) => p.y)) - 44;
    const high = points.filter((p) => p.y < top + 44 + 40);
    const x = high.reduce((sum, p) => sum + p.x, 0) / high.length;
    titles.push({ text, font, x, y: top - size * 0.62, w: w + 10 / scale, h: size * 1.3, size });
  });
  return titles;
}

// A closed group shows of which kinds its members are: a ring of their shares.
function rings(ctx, places, scale, light) {
  for (const node of now.nodes.values()) {
    if (typeof node.id !== 'string' || !places[node.id]) continue;
    const counts = new Map();
    for (const m of node.members) counts.set(DATA.nodes[m].kind, (counts.get(DATA.nodes[m].kind) || 0) + 1);
    const shares = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const radius = nodesSet.get(node.id).size;
    const thick = Math.max(3.5 / scale, radius * 0.09);
    let from = -Math.PI / 2;
    ctx.save();
    ctx.globalAlpha = light && !light.has(node.id) ? 0.25 : 1;
    ctx.lineWidth = thick;
    for (const [kind, count] of shares) {
      const until = from + 2 * Math.PI * count / node.members.length;
      ctx.beginPath();
      ctx.arc(places[node.id].x, places[node.id].y, radius - thick / 2, from, until);
      ctx.strokeStyle = kindColour(kind);
      ctx.stroke();
      from = until;
    }
    ctx.restore();
  }
}

// Where few edges are drawn, each says what it means.
function edgeLabels(places, light) {
  if (AGENCIES || now.edges.length > 60) return [];
  return now.edges.filter((edge) => edge.directed && places[edge.from] && places[edge.to]).map((edge) => {
    const a = places[edge.from], b = places[edge.to];
    const kinds = [...new Set(edge.ties.flatMap((tie) => tie.items.map((i) => DATA.items[i].kind)))];
    const at = 0.62;
    return {
      id: edge.id, x: a.x + (b.x - a.x) * at, y: a.y + (b.y - a.y) * at, r: 0, over: true, colour: colours.muted,
      text: kinds.map(relation).join(en() ? ', ' : '、'), size: 10.5, bold: false, most: 14,
      alpha: !light || (light.has(edge.from) && light.has(edge.to)) ? 1 : 0.2, must: false,
    };
  });
}

function labels(ctx) {
  const scale = network.getScale();
  const places = network.getPositions();
  const light = lit();
  const titles = groupTitles(ctx, scale, places);
  if (GROUPED) rings(ctx, places, scale, light);
  const reserved = titles.map((title) => ({ x: title.x - title.w / 2, y: title.y, w: title.w, h: title.h, owner: null }));
  const size = Math.max(10.5, Math.min(15, 12.5 * Math.pow(scale, 0.25)));
  const lastColumn = Math.max(661, ...DATA.nodes.map((node) => node.x));
  const list = [...now.nodes.values()].filter((node) => places[node.id]).map((node) => {
    const item = nodesSet.get(node.id);
    const closed = typeof node.id === 'string';
    const focus = node.id === DATA.focus;
    const main = state.chosen && state.chosen.node === node.id;
    const on = !light || light.has(node.id);
    const side = DATA.view !== 'submission' || closed ? null : places[node.id].x >= lastColumn ? 'right' : places[node.id].x <= 0 && node.id !== DATA.focus ? 'left' : null;
    return {
      id: node.id, x: places[node.id].x, y: places[node.id].y, r: item.size,
      text: closed ? '' : DATA.nodes[node.id].label, inside: closed,
      lines: closed ? [...wrapped(both(DATA.groups[Number(node.id.slice(1))].name), 8), `${node.members.length}${t('members')}`] : null,
      size: focus ? size + 2 : size, bold: focus || main || closed, alpha: on ? 1 : 0.38,
      must: focus || main || node.id === hovered, rank: (main || node.id === hovered ? 1e6 : 0) + (on ? 1e3 : 0) + node.weight,
      most: side ? 18 : 12, side,
    };
  }).sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  paintLabels(ctx, placeLabels(ctx, [...list, ...edgeLabels(places, light)], scale, reserved), scale, colours);
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const title of titles) {
    ctx.font = title.font;
    ctx.lineWidth = 4 / scale;
    ctx.strokeStyle = colours.ground;
    ctx.strokeText(title.text, title.x, title.y);
    ctx.fillStyle = colours.muted;
    ctx.fillText(title.text, title.x, title.y);
  }
  ctx.restore();
}

// Fit what is drawn with room for its labels, which do not shrink with the network.
function fit(animated) {
  const ids = nodesSet.getIds();
  if (!ids.length) return;
  const places = Object.entries(network.getPositions(ids)).map(([id, p]) => ({ ...p, r: nodesSet.get(/^\d+$/.test(id) ? Number(id) : id).size }));
  const left = Math.min(...places.map((p) => p.x - p.r)), right = Math.max(...places.map((p) => p.x + p.r));
  const top = Math.min(...places.map((p) => p.y - p.r)), bottom = Math.max(...places.map((p) => p.y + p.r));
  const view = byId('net').getBoundingClientRect();
  const narrow = view.width < 600;
  const side = DATA.view === 'submission' ? [narrow ? 60 : 110, narrow ? 110 : 210] : narrow ? [34, 34] : [112, 120]; // room for labels beside the outermost
  const ends = DATA.groups.length > 1 ? [56, 44] : [28, 48];
  const scale = Math.min((view.width - side[0] - side[1]) / (right - left || 1), (view.height - ends[0] - ends[1]) / (bottom - top || 1), 1.15);
  const x = (left + right) / 2 + (side[1] - side[0]) / 2 / scale;
  const y = (top + bottom) / 2 + (ends[1] - ends[0]) / 2 / scale;
  const slow = matchMedia('(prefers-reduced-motion: reduce)').matches;
  network.moveTo({ position: { x, y }, scale: Math.max(scale, 0.04), animation: animated && !slow ? { duration: 350 } : false });
}

// Bring one group's circle into view.
function fitGroup(g) {
  const group = DATA.groups[g];
  const view = byId('net').getBoundingClientRect();
  const scale = Math.min(view.width, view.height) / (group.r * 2.1);
  const slow = matchMedia('(prefers-reduced-motion: reduce)').matches;
  network.moveTo({ position: { x: group.x, y: group.y }, scale: Math.min(scale, 1.15), animation: slow ? false : { duration: 350 } });
}

function startNetwork() {
  readColours();
  network = new vis.Network(byId('net'), { nodes: nodesSet, edges: edgesSet }, DATA.vis.options);
  network.on('beforeDrawing', grounds);
  network.on('afterDrawing', labels);
  let moved = false;
  for (const name of ['dragEnd', 'zoom']) network.on(name, () => { moved = true; });
  new ResizeObserver(() => { network.setSize('100%', '100%'); network.redraw(); if (!moved) fit(false); }).observe(byId('net'));
  redraw();
  fit(false);
}
