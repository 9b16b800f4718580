// Labels drawn by ourselves after the network: constant size on screen, the important first,
// each at the first of four places where it covers neither a node nor another label.
const widths = new Map();

function measure(ctx, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

// Two lines at most; Chinese may break anywhere, other text at a blank.
function wrapped(text, most) {
  const chars = [...text];
  if (chars.length <= most) return [text];
  const cut = chars.length > most * 2 ? `${chars.slice(0, most * 2 - 1).join('')}…` : text;
  const half = Math.ceil([...cut].length / 2);
  const blank = cut.slice(0, half + 6).lastIndexOf(' ');
  let at = blank > half - 8 && blank > 0 ? blank : [...cut].slice(0, half).join('').length;
  // not inside a number or word, and no closing sign at the head of a line
  for (let back = 0; back < 6 && at > 2; back += 1) {
    const inside = /[A-Za-z0-9]/.test(cut[at - 1]) && /[A-Za-z0-9年]/.test(cut[at]);
    if (!inside && !/[，。、；：》）”’·]/.test(cut[at]) && !/[《（“‘]/.test(cut[at - 1])) break;
    at -= 1;
  }
  return [cut.slice(0, at).trim(), cut.slice(at).trim()];
}

const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function placeLabels(ctx, list, scale, reserved) {
  const taken = [...reserved];
  const grid = new Map();
  const cell = 160 / scale;
  const cells = (box) => {
    const keys = [];
    for (let x = Math.floor(box.x / cell); x <= Math.floor((box.x + box.w) / cell); x += 1) {
      for (let y = Math.floor(box.y / cell); y <= Math.floor((box.y + box.h) / cell); y += 1) keys.push(`${x},${y}`);
    }
    return keys;
  };
  const add = (box) => { for (const key of cells(box)) { if (!grid.has(key)) grid.set(key, []); grid.get(key).push(box); } };
  const free = (box, owner) => cells(box).every((key) => (grid.get(key) || []).every((other) => other.owner === owner || !overlaps(box, other)));
  for (const box of taken) add(box);
  for (const item of list) add({ x: item.x - item.r, y: item.y - item.r, w: item.r * 2, h: item.r * 2, owner: item.id });
  const placed = [];
  for (const item of list) {
    const size = item.size / scale;
    const font = `${item.bold ? 600 : 400} ${size}px ${FONT}`;
    const lines = item.lines || wrapped(item.text, item.most || 12);
    const w = Math.max(...lines.map((line) => measure(ctx, line, font))) + 4 / scale;
    const line = size * 1.22;
    const h = line * lines.length;
    const gap = 3 / scale;
    const beside = (way) => [item.x + way * (item.r + gap * 1.5 + w / 2), item.y - h / 2];
    const spots = item.inside && w < item.r * 1.75 ? [[item.x, item.y - h / 2]] : item.over ? [[item.x, item.y - h / 2]] : item.side ? [beside(item.side === 'right' ? 1 : -1)]
      : [
        [item.x, item.y + item.r + gap],
        [item.x, item.y - item.r - gap - h],
        beside(1),
        beside(-1),
      ];
    let spot = spots.find(([x, y]) => free({ x: x - w / 2, y, w, h }, item.id));
    if (!spot && item.must) spot = spots[0];
    if (!spot) continue;
    const box = { x: spot[0] - w / 2, y: spot[1], w, h, owner: null };
    add(box);
    placed.push({ ...item, font, lines, x: spot[0], y: spot[1], line, h, w });
  }
  return placed;
}

function paintLabels(ctx, placed, scale, colours) {
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  for (const label of placed) {
    ctx.font = label.font;
    ctx.globalAlpha = label.alpha;
    label.lines.forEach((line, i) => {
      const y = label.y + i * label.line + label.line * 0.1;
      ctx.lineWidth = 3.4 / scale;
      ctx.strokeStyle = colours.ground;
      ctx.strokeText(line, label.x, y);
      ctx.fillStyle = label.colour || colours.ink;
      ctx.fillText(line, label.x, y);
    });
  }
  ctx.restore();
}

// ---- the ground under a group: a rounded hull of its nodes
function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const out = [];
    for (const p of list) {
      while (out.length > 1 && turn(out[out.length - 2], out[out.length - 1], p) <= 0) out.pop();
      out.push(p);
    }
    out.pop();
    return out;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function paintGround(ctx, points, pad, colour, line) {
  const corners = hull(points.flatMap((p) => {
    const ring = [];
    for (let i = 0; i < 10; i += 1) ring.push({ x: p.x + pad * Math.cos(i * 0.6283), y: p.y + pad * Math.sin(i * 0.6283) });
    return ring;
  }));
  ctx.beginPath();
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    const middle = { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
    if (i === 0) {
      const last = corners[corners.length - 1];
      ctx.moveTo((last.x + corner.x) / 2, (last.y + corner.y) / 2);
    }
    ctx.quadraticCurveTo(corner.x, corner.y, middle.x, middle.y);
  });
  ctx.closePath();
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.strokeStyle = line;
  ctx.stroke();
}
