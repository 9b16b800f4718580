'use strict';
// Light or dark: what the system prefers, unless the reader chose. Runs before the page is painted.
// And the other language: the same view, whatever scripts have put into its address since.
(() => {
  const KEY = 'replygraph.theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  let picked = null;
  try { picked = localStorage.getItem(KEY); } catch { /* storage is forbidden: remembered for this page */ }
  const theme = () => picked ?? (system.matches ? 'dark' : 'light');

  function paint() {
    root.dataset.theme = theme();
    const button = document.getElementById('theme');
    if (!button) return;
    const dark = theme() === 'dark';
    button.hidden = false;
    button.textContent = dark ? '☀' : '☾';
    button.title = dark ? button.dataset.light : button.dataset.dark;
    button.setAttribute('aria-label', button.title);
  }

  paint();
  system.addEventListener('change', paint);
  document.addEventListener('DOMContentLoaded', () => {
    paint();
    const lang = document.querySelector('.lang');
    lang?.addEventListener('click', () => {
      const url = new URL(location.href);
      url.searchParams.set('lang', new URL(lang.href).searchParams.get('lang'));
      lang.href = url;
    });
    document.getElementById('theme')?.addEventListener('click', () => {
      picked = theme() === 'dark' ? 'light' : 'dark';
      try { localStorage.setItem(KEY, picked); } catch { /* as above */ }
      paint();
      document.dispatchEvent(new CustomEvent('themechange', { detail: picked }));
    });
  });
})();
