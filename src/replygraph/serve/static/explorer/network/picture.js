// The picture: sigma draws discs and lines in WebGL, two plain canvases the areas and the names.
import { mix, palette } from './colours.js';
import * as labels from './labels.js';

const PAD = 34;
const FEW = 400;
const still = matchMedia('(prefers-reduced-motion: reduce)');

export function hasWebGL() {
  try {
    const canvas = document.createElement('canvas');
    return Boolean(canvas.getContext('webgl2') || canvas.getContext('webgl'));
  } catch { return false; }
}

function near(px, py, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

export class Picture {
  constructor(stage, tell) {
    this.stage = stage;
    this.tell = tell;
    this.colours = palette();
    this.data = { marks: [], lines: [], grounds: [] };
    this.hover = null;
    this.chosen = {};
    this.spots = [];
    this.ranked = [];
    this.graph = new graphology.Graph({ type: 'undirected', allowSelfLoops: false });
    this.sigma = new Sigma(this.graph, stage, {
      renderLabels: false, zIndex: true, allowInvalidContainer: true, stagePadding: PAD,
      minCameraRatio: 0.02, maxCameraRatio: 4, enableCameraRotation: false, labelRenderedSizeThreshold: 1e9,
      minEdgeThickness: 0.5, defaultDrawNodeHover: () => {}, zoomDuration: still.matches ? 0 : 220,
    });
    this.sigma.createCanvasContext('grounds', { beforeLayer: 'edges', style: { pointerEvents: 'none' } });
    this.sigma.createCanvasContext('names', { afterLayer: 'nodes', style: { pointerEvents: 'none' } });
    this.sigma.resize(true);
    this.listen();
  }

  listen() {
    const { sigma } = this;
    sigma.on('afterRender', () => this.overlay());
    // two quick clicks at different places are two clicks
    sigma.on('clickNode', ({ node }) => { this.last = node; this.tell.mark(this.at.get(node)); });
    sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.tell[this.last === node ? 'twice' : 'mark'](this.at.get(node));
      this.last = node;
    });
    sigma.on('enterNode', ({ node }) => this.point({ mark: this.at.get(node) }));
    sigma.on('leaveNode', () => this.point(null));
    sigma.on('clickStage', ({ event }) => { this.last = null; this.click(event); });
    sigma.on('doubleClickStage', ({ event, preventSigmaDefault }) => { preventSigmaDefault(); this.click(event); });
    const captor = sigma.getMouseCaptor();
    captor.on('mousemovebody', (event) => this.moved(event));
    this.stage.addEventListener('mouseleave', () => this.point(null));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(() => this.recolour(), 30));
    document.addEventListener('themechange', () => this.recolour());
    document.fonts?.ready.then(() => sigma.scheduleRender());
  }

  // Places and looks of the marks; `scale` is how many pixels a unit of the layout takes.
  show(data, { whole = false, middle = false } = {}) {
    this.whole = whole;
    this.middle = middle;
    this.turned = !whole && this.stage.offsetHeight > 1.15 * this.stage.offsetWidth;
    if (this.turned) data = turned(data);
    const before = new Map();
    if (!whole && !still.matches && this.data.marks.length && this.data.marks.length <= FEW && !this.wasWhole) {
      this.graph.forEachNode((node, { x, y }) => before.set(node, { x, y }));
    }
    this.wasWhole = whole;
    this.data = data;
    this.at = new Map(data.marks.map((m, i) => [String(i), i]));
    this.ids = new Map(data.marks.map((m, i) => [m.id, i]));
    const rank = (m) => (m.g ? 1e6 + m.n : 0) + m.st;
    this.ranked = data.marks.map((m, i) => i).sort((a, b) => rank(data.marks[b]) - rank(data.marks[a])).slice(0, FEW);
    this.frame();
    this.graph = this.build();
    this.sigma.setGraph(this.graph);
    const old = new Map((this.known ?? []).map((id, i) => [id, before.get(String(i))]));
    this.known = data.marks.map((m) => m.id);
    this.animate(old);
  }

  frame() {
    const { marks, grounds } = this.data;
    const xs = [], ys = [];
    for (const m of marks) { xs.push(m.x - m.r, m.x + m.r); ys.push(-m.y - m.r - 30, -m.y + m.r + 10); }
    for (const [, , , x, y, w, h] of grounds) { xs.push(x - w / 2, x + w / 2); ys.push(-y - h / 2, -y + h / 2); }
    const low = (list) => list.reduce((a, b) => Math.min(a, b), Infinity);
    const high = (list) => list.reduce((a, b) => Math.max(a, b), -Infinity);
    let box = marks.length ? { x: [low(xs), high(xs)], y: [low(ys), high(ys)] } : { x: [-1, 1], y: [-1, 1] };
    // a few marks are not blown up to fill the stage
    const least = Math.min(this.stage.offsetWidth, 760), tall = Math.min(this.stage.offsetHeight, 420);
    box = { x: wider(box.x, least), y: wider(box.y, tall) };
    this.sigma.setCustomBBox(box);
    this.scale = Math.min((this.stage.offsetWidth - 2 * PAD) / (box.x[1] - box.x[0]), (this.stage.offsetHeight - 2 * PAD) / (box.y[1] - box.y[0]));
  }

  size(mark) {
    if (this.whole) return Math.max(1.6, mark.r * 0.34);
    const shrink = Math.max(0.42, Math.min(1.7, this.scale ** 0.6));
    return Math.max(mark.g ? 9 : 3.2, mark.r * shrink);
  }

  build() {
    const { colours, data } = this;
    const graph = new graphology.Graph({ type: 'undirected', allowSelfLoops: false });
    data.marks.forEach((m, i) => {
      const base = colours.kinds[m.kind] ?? colours.muted;
      const quiet = m.acts === 0;
      const color = m.g ? colours.ground : quiet ? mix(base, colours.paper, 0.25) : base;
      graph.addNode(String(i), { x: m.x, y: -m.y, size: this.size(m), color, zIndex: m.g ? 1 : 2 });
    });
    const most = data.lines.reduce((top, line) => Math.max(top, line[3]), 0) || 1;
    const order = data.lines.map((line, i) => i).sort((a, b) => data.lines[a][3] - data.lines[b][3]);
    for (const i of order) {
      const [a, b, , strength] = data.lines[i];
      const share = (strength / most) ** 0.55;
      graph.addEdgeWithKey(String(i), String(a), String(b), {
        size: this.whole ? 0.4 + 1.2 * share : 0.7 + 5.2 * share,
        color: mix(colours.edge, colours.paper, this.whole ? 0.16 + 0.4 * share : (0.3 + 0.5 * share) * (this.middle && a && b ? 0.5 : 1)),
        zIndex: Math.round(share * 10),
      });
    }
    return graph;
  }

  animate(old) {
    cancelAnimationFrame(this.running);
    if (![...old.values()].some(Boolean)) return;
    const moves = [];
    this.data.marks.forEach((m, i) => {
      const from = old.get(m.id);
      if (from && Math.hypot(from.x - m.x, from.y + m.y) > 1) moves.push([String(i), from, { x: m.x, y: -m.y }]);
    });
    if (!moves.length) return;
    const start = performance.now();
    const step = (now) => {
      const t = Math.min(1, (now - start) / 420);
      const k = 1 - (1 - t) ** 3;
      for (const [node, from, to] of moves) {
        this.graph.mergeNodeAttributes(node, { x: from.x + (to.x - from.x) * k, y: from.y + (to.y - from.y) * k });
      }
      if (t < 1) this.running = requestAnimationFrame(step);
    };
    step(start);
  }

  recolour() {
    this.colours = palette();
    this.graph = this.build();
    this.sigma.setGraph(this.graph);
  }

  // What is chosen stands out: {mark: id} or {a: id, b: id}
  choose(what) {
    this.chosen = what ?? {};
    this.sigma.scheduleRender();
  }

  point(what) {
    const line = what?.line ?? -1, mark = what?.mark ?? -1;
    if ((this.hover?.line ?? -1) === line && (this.hover?.mark ?? -1) === mark) return;
    this.hover = what;
    this.stage.style.cursor = what ? 'pointer' : '';
    this.tell.tip(what);
    this.sigma.scheduleRender();
  }

  // Where a mark is on the screen now; reckoned when asked for, once a frame.
  spot(i) {
    if (!this.spots[i]) {
      const { x, y } = this.graph.getNodeAttributes(String(i));
      this.spots[i] = this.view(x, y);
    }
    return this.spots[i];
  }

  view(x, y) { return this.sigma.graphToViewport({ x, y }); }

  lineAt(x, y, reach) {
    if (this.whole) return -1;
    let best = reach, found = -1;
    this.data.lines.forEach(([a, b], i) => {
      const one = this.spot(a), other = this.spot(b);
      const far = near(x, y, one.x, one.y, other.x, other.y);
      if (far < best) { best = far; found = i; }
    });
    return found;
  }

  moved(event) {
    if (this.hover?.mark !== undefined && this.hover?.mark !== null && this.hover.mark >= 0) return;
    const line = this.lineAt(event.x, event.y, 5);
    const ground = line < 0 ? this.groundAt(event.x, event.y) : null;
    this.point(line >= 0 ? { line, x: event.x, y: event.y } : ground ? { ground, x: event.x, y: event.y } : null);
  }

  groundAt(x, y) { return this.titles?.find((t) => x >= t.left && x <= t.right && y >= t.top && y <= t.bottom)?.key ?? null; }

  click(event) {
    const ground = this.groundAt(event.x, event.y);
    if (ground) { this.tell.ground(ground); return; }
    const touch = event.original?.type?.startsWith('touch');
    const line = this.lineAt(event.x, event.y, touch ? 16 : 7);
    if (line >= 0) this.tell.line(line);
    else this.tell.nothing();
  }

  overlay() {
    const { sigma, data, colours } = this;
    const size = { width: this.stage.offsetWidth, height: this.stage.offsetHeight };
    const { grounds, names } = sigma.canvasContexts;
    grounds.clearRect(0, 0, size.width, size.height);
    names.clearRect(0, 0, size.width, size.height);
    const ratio = sigma.getCamera().ratio;
    this.spots = [];
    this.drawGrounds(grounds, names);
    const focus = this.hover?.mark ?? (this.chosen.mark ? this.ids.get(this.chosen.mark) : undefined);
    const middle = this.chosen.middle ? this.ids.get(this.chosen.middle) : undefined;
    this.highlight(names, size, focus, ratio);
    const line = data.lines[this.hover?.line ?? this.pickedLine() ?? -1];
    const told = new Set([focus, ...(line ? line.slice(0, 2) : [])].filter((i) => i >= 0));
    const shown = [...told, ...this.ranked.filter((i) => !told.has(i))];
    const marks = shown.map((i) => {
      const m = data.marks[i];
      return { i, ...this.spot(i), r: this.shown(m, ratio), label: m.g && this.within(names, m, this.shown(m, ratio)) ? '' : m.label, strong: Boolean(m.g) || told.has(i), always: told.has(i), faint: m.acts === 0 && !this.whole };
    });
    if (middle >= 0) this.circled(names, middle, ratio);
    if (!this.whole) this.counts(names, marks);
    const large = Math.max(1, Math.min(1.3, this.scale ** 0.5));
    labels.draw(names, marks, size, colours, this.whole ? 40 : 150, this.titles.map((t) => [t.left, t.top, t.right, t.bottom]), large);
  }

  circled(context, i, ratio) {
    const { x, y } = this.spot(i);
    context.beginPath();
    context.arc(x, y, this.shown(this.data.marks[i], ratio) + 4, 0, Math.PI * 2);
    context.strokeStyle = this.colours.accent;
    context.lineWidth = 2;
    context.stroke();
  }

  shown(mark, ratio) { return this.size(mark) / Math.sqrt(ratio); }

  drawGrounds(context, names) {
    this.titles = [];
    const { colours } = this;
    for (const [key, name, count, x, y, w, h] of this.data.grounds) {
      const one = this.view(x - w / 2, -(y - h / 2)), other = this.view(x + w / 2, -(y + h / 2));
      const wide = other.x - one.x, high = other.y - one.y;
      context.beginPath();
      context.roundRect(one.x, one.y, wide, high, Math.min(26, wide / 4, high / 4));
      context.fillStyle = colours.hull;
      context.fill();
      context.strokeStyle = colours.hullLine;
      context.lineWidth = 1;
      context.stroke();
      if (wide < 46) continue;
      names.font = `600 13px ${colours.serif}`;
      const most = Math.max(wide - 16, 50);
      let text = `− ${name}`;
      while (text.length > 4 && names.measureText(text).width > most) text = `${text.slice(0, -2)}…`;
      const room = names.measureText(text).width;
      names.textAlign = 'left';
      names.textBaseline = 'middle';
      names.fillStyle = colours.muted;
      names.fillText(text, one.x + 12, one.y + 13);
      this.titles.push({ key, name, count, left: one.x + 4, right: one.x + room + 22, top: one.y, bottom: one.y + 27 });
    }
  }

  counts(context, marks) {
    const { colours, data } = this;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { i, x, y, r } of marks) {
      const m = data.marks[i];
      if (!m.g || r < 8) continue;
      this.ring(context, m, x, y, r);
      const px = Math.max(10, Math.min(17, r * 0.6));
      const named = this.within(context, m, r);
      context.font = `600 ${px}px ${colours.sans}`;
      context.fillStyle = colours.ink;
      context.fillText(String(m.n), x, y + 0.5 + (named ? px * 0.62 : 0));
      if (!named) continue;
      context.font = named;
      context.fillText(m.label, x, y - px * 0.55);
    }
  }

  // The font in which a group's name has room in its ring above the count, '' where it has none.
  within(context, mark, r) {
    const px = Math.min(14, r * 0.44);
    if (px < 11) return '';
    context.font = `600 ${px}px ${this.colours.sans}`;
    return context.measureText(mark.label).width < 1.5 * r ? context.font : '';
  }

  // How many of a group's members are of each kind
  ring(context, mark, x, y, r) {
    const wide = Math.max(3, Math.min(9, r * 0.2));
    context.lineWidth = wide;
    let from = -Math.PI / 2;
    for (const [kind, n] of mark.mix) {
      const to = from + (Math.PI * 2 * n) / mark.n;
      context.beginPath();
      context.arc(x, y, r - wide / 2, from, to);
      context.strokeStyle = mark.acts ? this.colours.kinds[kind] : mix(this.colours.kinds[kind], this.colours.paper, 0.3);
      context.stroke();
      from = to;
    }
  }

  // A veil over everything, then what belongs to the mark or the line once more.
  highlight(context, size, focus, ratio) {
    const { data, colours } = this;
    const picked = this.hover?.line ?? this.pickedLine();
    const rays = [];
    if (focus !== undefined && focus >= 0) data.lines.forEach((line, i) => { if (line[0] === focus || line[1] === focus) rays.push(i); });
    if (picked !== undefined && picked >= 0) rays.push(picked);
    if (!rays.length && !(focus >= 0)) return;
    if (this.hover || picked >= 0) {
      context.globalAlpha = 0.55;
      context.fillStyle = colours.paper;
      context.fillRect(0, 0, size.width, size.height);
      context.globalAlpha = 1;
    }
    const most = data.lines.reduce((top, line) => Math.max(top, line[3]), 0) || 1;
    const ends = new Set(focus >= 0 ? [focus] : []);
    context.strokeStyle = colours.accent;
    for (const i of rays) {
      const [a, b, , strength] = data.lines[i];
      ends.add(a).add(b);
      context.beginPath();
      context.moveTo(this.spot(a).x, this.spot(a).y);
      context.lineTo(this.spot(b).x, this.spot(b).y);
      context.lineWidth = (1.2 + 5 * (strength / most) ** 0.55) / Math.sqrt(ratio);
      context.stroke();
    }
    for (const i of ends) {
      const m = data.marks[i];
      context.beginPath();
      context.arc(this.spot(i).x, this.spot(i).y, this.shown(m, ratio), 0, Math.PI * 2);
      context.fillStyle = m.g ? colours.ground : colours.kinds[m.kind] ?? colours.muted;
      context.fill();
      context.strokeStyle = i === focus ? colours.accent : colours.paper;
      context.lineWidth = i === focus ? 2.5 : 1;
      context.stroke();
    }
  }

  pickedLine() {
    const a = this.ids?.get(this.chosen.a), b = this.ids?.get(this.chosen.b);
    if (a === undefined || b === undefined) return undefined;
    return this.data.lines.findIndex((line) => (line[0] === a && line[1] === b) || (line[0] === b && line[1] === a));
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    const ratio = Math.max(0.02, Math.min(4, camera.ratio * factor));
    if (still.matches) camera.setState({ ratio });
    else camera.animate({ ratio }, { duration: 200 });
  }

  pan(dx, dy) {
    const camera = this.sigma.getCamera();
    camera.setState({ x: camera.x + dx * camera.ratio * 0.12, y: camera.y + dy * camera.ratio * 0.12 });
  }

  fit() {
    const camera = this.sigma.getCamera();
    const to = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    if (still.matches) camera.setState(to);
    else camera.animate(to, { duration: 260 });
  }

  resized() {
    this.frame();
    this.data.marks.forEach((m, i) => this.graph.setNodeAttribute(String(i), 'size', this.size(m)));
    this.sigma.resize(true);
    this.sigma.refresh();
  }
}

// On a stage that is higher than wide the picture stands on its side.
function turned(data) {
  const marks = data.marks.map((m) => ({ ...m, x: m.y, y: m.x }));
  const grounds = data.grounds.map(([key, name, n, x, y, w, h]) => [key, name, n, y, x, h, w]);
  return { ...data, marks, grounds };
}

function wider([low, high], least) {
  const lack = Math.max(0, least - (high - low)) / 2;
  return [low - lack, high + lack];
}
