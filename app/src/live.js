// Keeps this page as it is in the database: it is told that something has changed, fetches itself again, and changes what is different.
// What somebody fills in stays hers; focus, what is folded out and where she has scrolled to stay as they are.

/** Between two fetches, and how much of it is chance, so that a hundred pages do not ask in the same moment. Milliseconds, as all times here. */
const GAP = 400;
const CHANCE = 150;
/** How long what has changed is marked. */
const FRESH = 8000;
/** An interruption that is over by then was none. */
const PATIENCE = 4000;
/** The page comes first. */
const FIRST = 1500;
/** The server gives a sign of life every fifteen seconds; without one for so long the connection is dead, whatever the browser says. */
const SILENT = 40000;
const LOOK = 5000;
/** Between two tries to connect. */
const LONGEST = 30000;

const live = document.querySelector('[data-live]');
const again = live?.querySelector('[data-live-again]');
const usual = again?.textContent;
const sign = live?.querySelector('[data-live-sign]');
const ear = document.querySelector('[data-live-said]');
const words = live?.dataset;
const parts = () => [...document.querySelectorAll('[data-live-part]')];
const whose = page => page.querySelector('[name=whose_page]')?.value;

let source, retry, interrupted, next;
let heard = performance.now(), fetched = -Infinity, looked = Date.now(), tries = 0;
/** There is something that the page does not show yet; it is being fetched; nothing more comes of it. */
let behind = false, fetching = false, over = false;
/** Up to where the page was told. */
let position;

// A form that came back stands at its own address: it is not fetched, and what it shows stays.
if (live && window.EventSource && location.pathname === new URL(again.href).pathname) {
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin);
}

function begin() {
  setTimeout(open, FIRST);
  setInterval(look, LOOK);
  // Whoever does not look at it needs no connection, of which a browser has few; it catches up when somebody does.
  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else open(); });
  addEventListener('online', open);
  addEventListener('offline', () => { close(); lost(); });
  document.addEventListener('mendan-rest', () => { if (behind && source?.readyState === EventSource.OPEN) refresh(); });
  addEventListener('pagehide', close);
  addEventListener('pageshow', event => { if (event.persisted) open(); });
}

function open() {
  clearTimeout(retry);
  if (source || over || document.hidden || !navigator.onLine) return;
  const address = new URL(live.dataset.live, location.href);
  if (position) address.searchParams.set('since', position);
  source = new EventSource(address);
  heard = performance.now();
  on('hello', () => {
    tries = 0;
    clearTimeout(interrupted);
    interrupted = undefined;
    show('on');
    if (behind) refresh();
  });
  on('alive', () => {});
  on('change', refresh);
  on('catch_up', refresh);
  on('bye', () => {
    // Her session has another cookie, or has ended: fetching the page tells.
    close();
    refresh();
    later();
  });
  source.onerror = () => {
    lost();
    // A browser comes again by itself, but not after an answer that was no stream.
    if (source?.readyState === EventSource.CLOSED) {
      close();
      later();
    }
  };
}

function on(name, hears) {
  source.addEventListener(name, event => {
    heard = performance.now();
    position = event.lastEventId || position;
    hears();
  });
}

function close() {
  source?.close();
  source = undefined;
}

function later() {
  clearTimeout(retry);
  tries += 1;
  retry = setTimeout(open, Math.min(LONGEST, 1000 * 2 ** tries) + Math.random() * 1000);
}

/** After sleep, or when nothing comes any more, the connection is another one. */
function look() {
  const slept = Date.now() - looked > 4 * LOOK;
  looked = Date.now();
  if (source && (slept || performance.now() - heard > SILENT)) {
    close();
    open();
  }
}

function lost() {
  interrupted ??= setTimeout(() => show('off'), PATIENCE);
}

function ended() {
  over = true;
  close();
  clearTimeout(interrupted);
  show('ended');
}

/** Says whether the page is told of changes; aloud when it is no longer. */
function show(state) {
  if (live.dataset.state === state) return;
  const first = !live.dataset.state;
  live.dataset.state = state;
  sign.hidden = false;
  sign.textContent = { on: words.liveOn, off: words.liveOff, ended: words.liveEnded }[state];
  again.textContent = state === 'on' ? usual : words.liveRetry;
  if (!(first && state === 'on')) ear.textContent = sign.textContent;
}

/** A booking is carried over this page: where it can go was read for what stands there, so nothing moves until it is put down. */
const isCarrying = () => 'carrying' in document.documentElement.dataset;

function refresh() {
  behind = true;
  if (fetching || next || over || isCarrying()) return;
  next = setTimeout(fetchPage, Math.max(0, fetched + GAP - performance.now()) + Math.random() * CHANCE);
}

async function fetchPage() {
  next = undefined;
  [fetching, behind, fetched] = [true, false, performance.now()];
  try {
    const headers = { accept: 'text/html', 'mendan-refresh': '1' };
    // What was searched for stands in no address: such a page says what of it does.
    const answer = await fetch(words.livePage ?? location.pathname + location.search, { headers, redirect: 'manual', cache: 'no-store' });
    if (answer.type === 'opaqueredirect' || answer.status === 401) return ended();
    if (answer.status === 429 || answer.status >= 500) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // Somebody else has signed in at this computer: her page is not put into this one.
    if (whose(page) !== whose(document)) return ended();
    // Picked up while it was on its way.
    if (isCarrying()) behind = true;
    else put(page);
  } catch {
    behind = true;
    lost();
    await new Promise(done => setTimeout(done, 2000));
  } finally {
    fetching = false;
    // Without a connection it waits until there is one again.
    if (behind && source?.readyState === EventSource.OPEN) refresh();
  }
}

/** The page as it is now, in the place of what it was. */
function put(page) {
  const before = entries();
  const [active, places] = [document.activeElement, stops()];
  const at = places.indexOf(active);
  for (const part of parts()) {
    const fresh = page.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
    if (fresh && !keepsPanel(part, fresh)) become(part, fresh);
  }
  const [still, now] = [document, page].map(where => where.querySelector('[data-live-still]'));
  if (still && now && still.dataset.liveStill !== now.dataset.liveStill) note(still);
  if (active && !active.isConnected) {
    const now = stops();
    const place = now[Math.min(at, now.length - 1)] ?? document.getElementById('grid') ?? document.getElementById('main');
    place?.focus({ preventScroll: true });
  } else if (document.activeElement !== active) {
    active?.focus({ preventScroll: true });
  }
  tell(before);
}

/** What the focus can stand on, in order. */
const stops = () => parts().flatMap(part => [...part.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]);

const ENTRIES = '.entry[id], .table--day a[id], a.line[id], .roomless a[id], .calls-list > li[id], .desk-booking[id]';

/** Everything that stands at a time, or for somebody, and what is said of it. */
function entries() {
  const all = parts().flatMap(part => [...part.querySelectorAll(ENTRIES)]);
  return new Map(all.map(entry => [entry.id, (entry.closest('tr') ?? entry).textContent]));
}

/** Marks what has changed, and says how much. */
function tell(before) {
  const after = entries();
  const fresh = [...after].filter(([id, text]) => before.get(id) !== text).map(([id]) => id);
  const count = fresh.length || [...before.keys()].filter(id => !after.has(id)).length;
  for (const id of fresh) {
    const entry = document.getElementById(id);
    entry.classList.add('is-fresh');
    entry.dataset.fresh = words.liveFresh;
    setTimeout(() => {
      entry.classList.remove('is-fresh');
      delete entry.dataset.fresh;
    }, FRESH);
  }
  if (count) ear.textContent = words.liveTold.replace('{count}', count);
}

/** Whether she fills in something in the panel that would stand elsewhere now: then all of that part waits. */
function keepsPanel(part, fresh) {
  const panel = part.querySelector('#panel');
  if (!panel || !isTyped(panel)) return false;
  const there = fresh.querySelector('#panel');
  if (there && way(part, panel) === way(fresh, there)) return false;
  note(panel);
  return true;
}

/** Where it stands in a part. */
function way(part, element) {
  const steps = [];
  for (let one = element; one !== part; one = one.parentElement) steps.unshift([...one.parentElement.children].indexOf(one));
  return steps.join();
}

/** Whether anything in there was filled in since it came from the server. */
const isTyped = within => [...within.querySelectorAll('input, textarea, select')].some(control => {
  if (control.type === 'hidden') return false;
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  if (control.localName !== 'select') return control.value !== control.defaultValue;
  const chosen = [...control.options].findIndex(option => option.defaultSelected);
  return control.selectedIndex !== Math.max(chosen, 0);
});

const versions = panel => [...new Set([...panel.querySelectorAll('[name=version]')].map(field => field.value))].join();

/** Says above a form that its booking is no longer as she sees it. What she has typed stays until she looks. */
function note(panel) {
  if (panel.querySelector('[data-live-note]')) return;
  const address = new URL(words.livePage ? again.href : location.href);
  address.searchParams.delete('ask');
  const see = Object.assign(document.createElement('a'), { href: address.href, textContent: words.liveSee });
  see.addEventListener('click', event => {
    if (address.href !== location.href) return;
    event.preventDefault();
    location.reload();
  });
  const line = document.createElement('p');
  line.className = 'notice';
  line.dataset.liveNote = '';
  line.append(words.liveChanged, ' ', see);
  const head = panel.querySelector('.panel-head');
  if (head) head.after(line);
  else panel.prepend(line);
  ear.textContent = words.liveChanged;
}

// What follows changes a tree into another one and keeps every element that is still there.

/** By what an element is known again; a row or a place in a list by what stands in it. */
function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  return node.id || (['li', 'tr'].includes(node.localName) ? node.querySelector('[id]')?.id ?? '' : '');
}

const alike = (one, other) => one.nodeType === other.nodeType && one.localName === other.localName;

function become(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  // An island has woken, and lives by itself.
  if (['leptos-island', 'script'].includes(old.localName)) return;
  if (old.id === 'panel' && isTyped(old)) {
    if (versions(old) !== versions(fresh)) note(old);
    return;
  }
  if (old.localName === 'form' && isTyped(old)) {
    if (versions(old) !== versions(fresh)) note(old);
    return;
  }
  attributes(old, fresh);
  children(old, fresh);
}

/** What scripts say of an element; the server knows nothing of it. */
const SCRIPTED = ['is-fresh', 'is-marked', 'is-carried'];

function attributes(old, fresh) {
  const kept = SCRIPTED.filter(name => old.classList.contains(name));
  for (const { name, value } of fresh.attributes) {
    if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!['open', 'data-fresh'].includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  if (kept.length) old.classList.add(...kept);
}

function children(old, fresh) {
  const wanted = [...fresh.childNodes];
  const keys = new Set(wanted.map(key).filter(Boolean));
  const known = new Map([...old.childNodes].map(node => [key(node), node]).filter(([name]) => name));
  let next = old.firstChild;
  const passGone = () => {
    while (next && key(next) && !keys.has(key(next))) {
      const gone = next;
      next = next.nextSibling;
      letGo(gone);
    }
  };
  for (const node of wanted) {
    passGone();
    const name = key(node);
    let match = known.get(name);
    if (!name) {
      match = next;
      while (match && (key(match) || !alike(match, node))) match = match.nextSibling;
    }
    if (!match || !alike(match, node)) {
      old.insertBefore(document.importNode(node, true), next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else old.insertBefore(match, next);
    become(match, node);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    letGo(gone);
  }
}

/** What is not there any more goes, unless she has typed into it: then it is said of it. */
function letGo(gone) {
  if (gone.nodeType === Node.ELEMENT_NODE && isTyped(gone)) note(gone);
  else gone.remove();
}

// Paper shows what is folded: the style says so, and to browsers that do not know how, this does.

let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('.weekday details:not([open])')];
  for (const one of unfolded) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of unfolded) one.open = false;
});
