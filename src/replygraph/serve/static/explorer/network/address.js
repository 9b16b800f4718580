// What the view shows stands in the address: these are its only memory.
const MANY = ['kind', 'relation', 'outcome', 'open'];

export class Address {
  constructor(changed) {
    this.changed = changed;
    addEventListener('popstate', () => changed({ from: 'history' }));
  }

  get params() { return new URLSearchParams(location.search); }

  get(name) { return MANY.includes(name) ? this.params.getAll(name) : this.params.get(name) ?? ''; }

  // The address with some values changed: a list for several, '' or [] or null for none.
  with(changes) {
    const params = this.params;
    for (const [name, value] of Object.entries(changes)) {
      params.delete(name);
      if (Array.isArray(value)) value.forEach((one) => params.append(name, one));
      else if (value !== null && value !== '') params.set(name, value);
    }
    return params;
  }

  // Which groups are open is told explicitly, also that none is.
  opened(keys) { return keys.length ? keys : ['']; }

  set(changes, { push = true } = {}) {
    const query = this.with(changes).toString();
    const to = `${location.pathname}${query ? `?${query}` : ''}`;
    if (to === location.pathname + location.search) return;
    history[push ? 'pushState' : 'replaceState'](null, '', to);
    this.changed({ from: 'page', names: Object.keys(changes) });
  }

  follow(href) {
    history.pushState(null, '', href);
    this.changed({ from: 'link' });
  }
}
