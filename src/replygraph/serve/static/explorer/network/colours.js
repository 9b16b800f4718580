// Colours are those of the page: read from its custom properties, blended with what lies below.
const KINDS = ['party', 'congress', 'people', 'government', 'economy', 'culture', 'social', 'environment', 'city', 'law', 'other'];

function parts(hex) {
  const text = hex.trim().replace('#', '');
  const full = text.length === 3 ? [...text].map((c) => c + c).join('') : text;
  return [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16));
}

export function mix(one, other, share) {
  const [a, b] = [parts(one), parts(other)];
  return `#${a.map((v, i) => Math.round(v * share + b[i] * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}

export function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim() || '#888888';
  const base = Object.fromEntries(['paper', 'ground', 'ink', 'muted', 'edge', 'accent', 'hull', 'line-strong'].map((n) => [n, read(n)]));
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, read(`k-${kind}`)]));
  return { ...base, hullLine: read('hull-line'), kinds, sans: read('sans'), serif: read('serif') };
}
