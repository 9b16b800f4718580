// The matrix: a cross through the square under the pointer, its evidence beside it on a click.
const get = (id) => document.getElementById(id);
const drawing = get('matrix');
const form = get('filters');
document.body.classList.add('scripted');
form.addEventListener('change', () => form.requestSubmit());
// what is as by default does not stand in the address
form.addEventListener('formdata', ({ formData }) => {
  const usual = { n: '40', by: 'lineage', region: '', year: '' };
  for (const [name, value] of Object.entries(usual)) if (formData.get(name) === value) formData.delete(name);
});
document.addEventListener('click', ({ target }) => {
  const drop = form.querySelector('.drop');
  if (drop.open && !drop.contains(target)) drop.open = false;
});

function cross(row, column) {
  const [across, down] = [get('band-row'), get('band-column')];
  const hide = row === undefined;
  [across, down].forEach((band) => band.setAttribute('visibility', hide ? 'hidden' : 'visible'));
  drawing.querySelectorAll('.name.on').forEach((name) => name.classList.remove('on'));
  if (hide) return;
  const field = drawing.querySelector('.field');
  const side = Number(across.getAttribute('height'));
  across.setAttribute('y', Number(field.getAttribute('y')) + row * side);
  down.setAttribute('x', Number(field.getAttribute('x')) + column * side);
  drawing.querySelector(`.name[data-row="${row}"]`)?.classList.add('on');
  drawing.querySelector(`.name[data-column="${column}"]`)?.classList.add('on');
}

async function panel() {
  const params = new URLSearchParams(location.search);
  drawing.querySelectorAll('.chosen').forEach((cell) => cell.classList.remove('chosen'));
  if (!params.get('a')) return;
  for (const link of drawing.querySelectorAll('a')) {
    const to = new URL(link.href.baseVal, location.href).searchParams;
    if (to.get('a') === params.get('a') && to.get('b') === params.get('b')) link.firstElementChild.classList.add('chosen');
  }
  const box = get('panel');
  box.dataset.busy = '';
  const answer = await fetch(`/matrix/panel?${params}`, { headers: { Accept: 'text/html', 'Accept-Language': document.documentElement.lang.slice(0, 2) } });
  if (answer.ok) {
    box.innerHTML = await answer.text();
    box.scrollTop = 0;
    get('said').textContent = box.querySelector('h2')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
    if (matchMedia('(max-width: 1020px)').matches) box.scrollIntoView({ block: 'start' });
  }
  delete box.dataset.busy;
}

drawing?.addEventListener('pointerover', ({ target }) => {
  const link = target.closest('a');
  if (link) cross(Number(link.dataset.row), Number(link.dataset.column));
  else cross();
});
drawing?.addEventListener('pointerleave', () => cross());
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('#matrix a, #ties a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const to = new URL(link.href.baseVal ?? link.href, location.href);
  if (to.pathname !== location.pathname || link.hasAttribute('download')) return;
  event.preventDefault();
  history.pushState(null, '', to.pathname + to.search);
  panel();
});
addEventListener('popstate', () => location.reload());
document.body.dataset.ready = '';
