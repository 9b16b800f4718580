'use strict';
// The query page: editor, completion, ready questions, running, views, downloads, addresses.
(() => {
  const context = JSON.parse(document.getElementById('context').textContent);
  const { element, say } = Results;
  const $ = (id) => document.getElementById(id);

  const WORD = /^[a-z]*:?[\w-]*$/i;
  Yasqe.registerAutocompleter({
    name: 'replygraph-terms',
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.length > 1 && WORD.test(token.string) && !/^(comment|string)$/.test(token.type ?? '') && (token.string.includes(':') || yasqe.asked);
    },
    get: (_, token) => {
      const asked = token.string.toLowerCase();
      const [, local] = asked.includes(':') ? asked.split(':') : ['', asked];
      return context.terms
        .filter(([name, one, other]) => name.toLowerCase().startsWith(asked) || (local.length > 1 && `${name} ${one} ${other}`.toLowerCase().includes(local)))
        .map(([name]) => name)
        .sort((a, b) => Number(b.toLowerCase().includes(`:${local}`)) - Number(a.toLowerCase().includes(`:${local}`)));
    },
    postprocessHints: (_, hints) => hints.map((hint) => {
      const found = context.terms.find(([name]) => name === hint.text);
      return found && found[1] ? { ...hint, displayText: `${hint.text}  ${found[1]}` } : hint;
    }),
  });
  Yasqe.registerAutocompleter({
    name: 'replygraph-names',
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => /^["'].+/.test(yasqe.getCompleteToken().string),
    get: async (yasqe, token) => {
      const { line, ch } = yasqe.getCursor();
      const tagged = yasqe.getLine(line).slice(Math.max(ch, token.end ?? ch)).startsWith('@');
      const asked = token.string.replace(/^["']|["'](@\w+)?$/g, '');
      const reply = await fetch(`/suggest?q=${encodeURIComponent(asked)}`);
      return reply.ok ? (await reply.json()).map((one) => JSON.stringify(one.name) + (tagged ? '' : '@zh')) : [];
    },
  });

  const yasqe = new Yasqe($('editor'), {
    value: context.asked,
    persistenceId: null,
    createShareableLink: null,
    createShortLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    lineWrapping: true,
    autocompleters: ['replygraph-terms', 'replygraph-names', 'variables'],
    extraKeys: {
      'Ctrl-Enter': () => run(),
      'Cmd-Enter': () => run(),
      'Ctrl-Space': (editor) => { editor.asked = true; editor.autocomplete(); editor.asked = false; },
    },
  });
  // The others look terms up elsewhere.
  for (const name of ['class', 'property', 'prefixes']) if (yasqe.autocompleters[name]) yasqe.disableCompleter(name);
  window.yasqe = yasqe;
  yasqe.getInputField().setAttribute('aria-label', say('SPARQL 查询', 'SPARQL query'));
  yasqe.getScrollerElement().tabIndex = 0; // a long query can be scrolled by keyboard

  // Ready questions

  let chosen = null;
  const buttons = context.questions.map((question) => {
    const button = element('button', { type: 'button', text: question.title, title: question.about, on: { click: () => choose(question) } });
    $('questions').append(element('li', {}, button));
    return [question, button];
  });
  $('sift').addEventListener('input', () => {
    const asked = $('sift').value.trim().toLowerCase();
    for (const [question, button] of buttons) button.parentElement.hidden = !`${question.name} ${question.title} ${question.about}`.toLowerCase().includes(asked);
  });
  // Here the prefixes are known; elsewhere, and to the editor, they must be said.
  function declared(text) {
    const used = Object.entries(context.prefixes).filter(([prefix]) => new RegExp(`(^|[^\\w:])${prefix}:`, 'm').test(text));
    return used.map(([prefix, base]) => `PREFIX ${prefix}: <${base}>\n`).join('') + text;
  }
  const quoted = (text) => JSON.stringify(text).slice(1, -1);
  function filled(question, values) {
    let text = question.text;
    for (const parameter of question.parameters) {
      const old = `VALUES ?${parameter.name} { "${parameter.example}"`;
      text = text.split(old).join(`VALUES ?${parameter.name} { "${quoted(values[parameter.name] ?? parameter.example)}"`);
    }
    return declared(text);
  }
  function choose(question, go = true) {
    chosen = question;
    for (const [one, button] of buttons) button.setAttribute('aria-current', String(one === question));
    $('about').textContent = question.about;
    const inputs = question.parameters.map((parameter) => element('input', { name: parameter.name, value: parameter.example, list: `list-${parameter.name}`, autocomplete: 'off' }));
    const change = () => yasqe.setValue(filled(question, Object.fromEntries(inputs.map((input) => [input.name, input.value]))));
    inputs.forEach((input) => input.addEventListener('input', () => { change(); complete(input); }));
    $('parameters').replaceChildren(...question.parameters.map((parameter, i) => element('label', {}, parameter.title, inputs[i], element('datalist', { id: `list-${parameter.name}` }))));
    $('parameters').hidden = !inputs.length;
    change();
    if (go) run();
  }
  $('parameters').addEventListener('submit', (event) => { event.preventDefault(); run(); });
  let typing;
  function complete(input) {
    clearTimeout(typing);
    typing = setTimeout(async () => {
      if (!input.value) return;
      const reply = await fetch(`/suggest?q=${encodeURIComponent(input.value)}`);
      if (reply.ok) input.list.replaceChildren(...(await reply.json()).map((one) => element('option', { value: one.name })));
    }, 180);
  }

  // Running

  let running = null;
  async function run() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const query = yasqe.getValue();
    remember(query);
    $('error').hidden = true;
    $('stop').hidden = false;
    $('status').textContent = say('查询中…', 'running…');
    const began = performance.now();
    try {
      const reply = await fetch('/sparql', {
        method: 'POST',
        body: new URLSearchParams({ query }),
        headers: { Accept: 'application/sparql-results+json, application/n-triples' },
        signal: mine.signal,
      });
      const text = await reply.text();
      if (!reply.ok) throw new Error(text.split('\n')[0]);
      const graph = reply.headers.get('content-type').startsWith('application/n-triples');
      show(graph ? Results.triples(text, context) : Results.table(JSON.parse(text), context), query, graph);
      const took = Math.round(performance.now() - began);
      $('status').textContent = say(`${result.rows.length} 行 · ${took} 毫秒 · 版本 ${reply.headers.get('x-generation')}`, `${result.rows.length} rows · ${took} ms · generation ${reply.headers.get('x-generation')}`);
    } catch (error) {
      if (mine.signal.aborted) { $('status').textContent = say('已停止', 'stopped'); return; }
      $('status').textContent = '';
      $('results').hidden = true;
      $('error').textContent = error instanceof TypeError ? say('连不上服务，请确认它仍在运行。', 'The service cannot be reached; is it still running?') : error.message;
      $('error').hidden = false;
    } finally {
      if (running === mine) { running = null; $('stop').hidden = true; }
    }
  }
  $('run').addEventListener('click', run);
  $('stop').addEventListener('click', () => running?.abort());

  // Addresses

  const LONGEST = 7000;
  function addressOf(query) {
    const lang = new URLSearchParams(location.search).get('lang');
    const found = new URLSearchParams({ ...(lang ? { lang } : {}), query });
    return `/sparql?${found}`;
  }
  function remember(query) {
    const address = addressOf(query);
    if (address.length < LONGEST) history.replaceState(null, '', address);
  }
  $('share').addEventListener('click', async () => {
    const address = new URL(addressOf(yasqe.getValue()), location.href).href;
    remember(yasqe.getValue());
    try {
      await navigator.clipboard.writeText(address);
      $('status').textContent = say('已复制地址', 'address copied');
    } catch {
      $('status').textContent = say('地址在浏览器的地址栏中', 'the address is in the address bar');
    }
  });

  // Results

  let result = null;
  let view = 'table';
  const tabs = [...document.querySelectorAll('[data-view]')];
  tabs.forEach((tab) => tab.addEventListener('click', () => { view = tab.dataset.view; paint(); }));
  function show(found, query, graph) {
    result = found;
    $('results').hidden = false;
    const forms = graph ? ['ttl', 'nt', 'rdf', 'jsonld'] : ['csv', 'tsv', 'json', 'xml'];
    const name = chosen && filled(chosen, {}).trim() === query.trim() ? chosen.name : 'result';
    $('downloads').replaceChildren(say('下载', 'Download'), ...forms.map((form) => element('a', { href: `/sparql?${new URLSearchParams({ query, format: form, download: `${name}.${form}` })}`, text: form.toUpperCase() })));
    paint();
  }
  function picker(title, columns, at, change) {
    const select = element('select', { on: { change: () => change(Number(select.value)) } }, ...columns.map((i) => element('option', { value: i, text: result.columns[i] })));
    select.value = String(at);
    return element('label', {}, title, select);
  }
  function paint() {
    tabs.forEach((tab) => tab.setAttribute('aria-selected', String(tab.dataset.view === view)));
    $('columns').replaceChildren();
    if (view === 'table') { Results.draw($('view'), result); return; }
    const bars = view === 'chart';
    const choice = bars ? Pictures.chartColumns(result) : Pictures.networkColumns(result);
    const draw = () => (bars ? Pictures.chart : Pictures.network)($('view'), result, choice);
    const ends = bars ? [['label', say('名称', 'names'), choice.labels], ['value', say('数值', 'numbers'), choice.values]] : [['from', say('从', 'from'), choice.labels], ['to', say('到', 'to'), choice.labels]];
    if (choice[ends[1][0]] >= 0) $('columns').replaceChildren(...ends.map(([key, title, columns]) => picker(title, columns, choice[key], (at) => { choice[key] = at; draw(); })));
    draw();
  }

  const start = context.questions.find((q) => filled(q, {}).trim() === context.asked.trim());
  if (start) choose(start);
  else if (context.asked) run();
  else choose(context.questions[0], false);
})();
