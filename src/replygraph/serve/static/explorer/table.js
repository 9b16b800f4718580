'use strict';
// Tables with data-sortable: a click on a head sorts, a second click turns the order round. The order
// stands in the address (sort-partners=1.down), so that the address gives the same view again.
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    const number = cell?.dataset.sort;
    return number !== undefined ? Number(number) : (cell?.textContent.trim() ?? '');
  };
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
  };

  function sort(table, column, up) {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, place) => ({ row, place, key: value(row, column) }));
    rows.sort((a, b) => {
      // what is empty comes last in both directions
      if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
      return (up ? 1 : -1) * compare(a.key, b.key) || a.place - b.place;
    });
    body.append(...rows.map(({ row }) => row));
    [...table.tHead.rows[0].cells].forEach((head, i) => {
      if (i === column) head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
  }

  const parameter = (table) => {
    const name = table.closest('.sheet')?.id;
    return name ? `sort-${name}` : null;
  };

  function remember(table, column, up) {
    const name = parameter(table);
    if (!name) return;
    const url = new URL(location.href);
    url.searchParams.set(name, `${column}.${up ? 'up' : 'down'}`);
    history.replaceState(history.state, '', url);
  }

  function recall(table) {
    const name = parameter(table);
    const kept = name && /^(\d+)\.(up|down)$/.exec(new URLSearchParams(location.search).get(name) ?? '');
    if (kept && Number(kept[1]) < table.tHead.rows[0].cells.length) sort(table, Number(kept[1]), kept[2] === 'up');
  }

  function prepare(table) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const before = head.getAttribute('aria-sort');
        // numbers are looked at from the largest down
        const first = head.classList.contains('number') || head.classList.contains('bar');
        const up = before ? before !== 'ascending' : !first;
        sort(table, column, up);
        remember(table, column, up);
      });
    });
    recall(table);
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('table[data-sortable]').forEach(prepare);
  });
  // a view that brings new tables says where they are
  document.addEventListener('tablesready', ({ detail }) => {
    detail.querySelectorAll('table[data-sortable]').forEach(prepare);
  });
})();
