// Names beside the marks: the important ones first, none over another.
const LINE = 15;
const widths = new Map();

function width(context, text, font) {
  const key = `${font}|${text}`;
  let found = widths.get(key);
  if (found === undefined) {
    if (widths.size > 20000) widths.clear();
    context.font = font;
    found = context.measureText(text).width;
    widths.set(key, found);
  }
  return found;
}

// Long names break in two: where nothing better offers, in the middle.
export function lines(text) {
  if (text.length <= 10) return [text];
  const blank = text.lastIndexOf(' ', 16);
  if (blank > 4) return [text.slice(0, blank), shorter(text.slice(blank + 1))];
  if (/^[\x20-\x7e]+$/.test(text)) return [shorter(text)];
  const half = Math.ceil(text.length / 2);
  return text.length <= 22 ? [text.slice(0, half), text.slice(half)] : [text.slice(0, 11), `${text.slice(11, 21)}…`];
}

const shorter = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

class Room {
  constructor() { this.taken = []; }

  free(left, top, right, bottom) {
    return this.taken.every(([l, t, r, b]) => right <= l || left >= r || bottom <= t || top >= b);
  }

  take(...box) { this.taken.push(box); }
}

// Each of `marks`: {x, y, r, label, strong, rank}; places in pixels. The first have the choice.
export function draw(context, marks, size, colours, limit, kept = [], large = 1) {
  const room = new Room();
  kept.forEach((box) => room.take(...box));
  const inside = marks.filter((m) => m.x > -60 && m.y > -40 && m.x < size.width + 60 && m.y < size.height + 40);
  for (const m of inside.slice(0, 400)) room.take(m.x - m.r * 0.8, m.y - m.r * 0.8, m.x + m.r * 0.8, m.y + m.r * 0.8);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  let drawn = 0;
  for (const m of inside) {
    if (drawn >= limit) break;
    if (!m.label) continue;
    const px = (m.strong ? 13.5 : 12.5) * large;
    const font = `${m.strong ? 600 : 400} ${px}px ${colours.sans}`;
    const text = lines(m.label);
    const wide = Math.max(...text.map((line) => width(context, line, font)));
    const step = LINE * large;
    const high = step * text.length;
    const spots = [[m.x, m.y + m.r + 3], [m.x, m.y - m.r - 4 - high], [m.x + m.r + 5 + wide / 2, m.y - high / 2], [m.x - m.r - 5 - wide / 2, m.y - high / 2]];
    const spot = spots.find(([x, y]) => x - wide / 2 > 1 && x + wide / 2 < size.width - 1 && y > 0 && y + high < size.height && room.free(x - wide / 2 - 2, y, x + wide / 2 + 2, y + high));
    if (!spot && !m.always) continue;
    const [x, y] = spot ?? spots[0];
    room.take(x - wide / 2 - 2, y, x + wide / 2 + 2, y + high);
    context.font = font;
    context.lineWidth = 3.5;
    context.strokeStyle = colours.paper;
    context.fillStyle = m.faint ? colours.muted : colours.ink;
    text.forEach((line, i) => {
      context.strokeText(line, x, y + step * (i + 0.8));
      context.fillText(line, x, y + step * (i + 0.8));
    });
    drawn += 1;
  }
}
