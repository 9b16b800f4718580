// The years: bars to choose one, two handles for a range, and a button that steps through them.
const STEP = 1500;

export class Time {
  constructor(words, moved) {
    const get = (id) => document.getElementById(id);
    this.words = words;
    this.moved = moved;
    this.box = get('time');
    [this.since, this.until, this.bars, this.output, this.play] = ['since', 'until', 'bars', 'years', 'play'].map(get);
    this.first = Number(this.box.dataset.first);
    this.last = Number(this.box.dataset.last);
    if (!this.first) { this.box.hidden = true; return; }
    for (const input of [this.since, this.until]) {
      input.min = this.first;
      input.max = this.last;
      input.addEventListener('input', () => this.slide(input, false));
      input.addEventListener('change', () => this.slide(input, true));
    }
    get('all-years').addEventListener('click', () => { this.stop(); this.moved('', true); });
    this.play.addEventListener('click', () => (this.timer ? this.stop() : this.start()));
  }

  get range() { return [Number(this.since.value), Number(this.until.value)]; }

  // From the address: '', '2021', '2019-2022', '2019-', '-2022'
  read(text) {
    if (!this.first) return;
    const [a, b] = text.includes('-') ? text.split('-') : [text, text];
    this.since.value = Number(a) || this.first;
    this.until.value = Number(b) || this.last;
    this.tell(text);
  }

  text() {
    const [a, b] = this.range;
    if (a === this.first && b === this.last) return '';
    return a === b ? String(a) : `${a}-${b}`;
  }

  tell(text) {
    const [a, b] = this.range;
    document.getElementById('all-years').hidden = !text;
    this.output.textContent = !text ? this.words.all : a === b ? `${a}${this.words.year}` : `${a}–${b}`;
    for (const button of this.bars.children) {
      const year = Number(button.dataset.year);
      button.setAttribute('aria-pressed', String(Boolean(text) && year >= a && year <= b));
    }
  }

  slide(input, done) {
    this.stop();
    const [a, b] = this.range;
    if (a > b) (input === this.since ? this.until : this.since).value = input.value;
    this.tell(this.text());
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.moved(this.text(), done), done ? 0 : 120);
  }

  // How many acts each year has
  draw(years) {
    if (!this.first) return;
    const counts = new Map(years);
    const most = Math.max(1, ...counts.values());
    const many = this.last - this.first > 14;
    const made = [];
    for (let year = this.first; year <= this.last; year += 1) {
      const n = counts.get(year) ?? 0;
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.year = year;
      button.title = `${year}${this.words.year}：${n.toLocaleString()} ${this.words.acts}`;
      button.setAttribute('aria-label', button.title);
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      svg.setAttribute('viewBox', '0 0 10 30');
      svg.setAttribute('preserveAspectRatio', 'none');
      svg.setAttribute('aria-hidden', 'true');
      const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      const high = n ? Math.max(1.5, (29 * n) / most) : 0.5;
      for (const [name, value] of Object.entries({ x: 0, width: 10, y: 30 - high, height: high })) bar.setAttribute(name, value);
      svg.append(bar);
      const label = document.createElement('span');
      label.textContent = many ? String(year).slice(2) : year;
      button.append(svg, label);
      button.addEventListener('click', () => {
        this.stop();
        const [a, b] = this.range;
        this.moved(a === year && b === year ? '' : String(year), true);
      });
      made.push(button);
    }
    this.bars.replaceChildren(...made);
    // the handles stand under the middle of the bars
    this.since.parentElement.style.margin = `0 calc(${50 / made.length}% - 9px)`;
    this.tell(this.text());
  }

  start() {
    const [a, b] = this.range;
    let year = a === b && a < this.last ? a : this.first - 1;
    this.pressed(true);
    const step = () => {
      year += 1;
      if (year > this.last) { this.stop(); return; }
      this.moved(String(year), false);
      this.timer = setTimeout(step, STEP);
    };
    this.timer = setTimeout(step, 0);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.pressed(false);
  }

  pressed(on) {
    this.play.setAttribute('aria-pressed', String(on));
    this.play.firstElementChild.textContent = on ? '❚❚' : '▶';
    const name = on ? this.words.pause : this.words.play;
    this.play.setAttribute('aria-label', name);
    this.play.title = name;
  }
}
