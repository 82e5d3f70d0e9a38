// A booking of the day or the week is carried to another place: by mouse, by a finger that rests on it first, or by keys (M on the
// booking). The server says beforehand where it can go, and why not elsewhere; the places stand in the columns meanwhile as buttons, so
// that whatever can press a button can choose one. A column is a nurse's day, or a day of everybody's as a list. What is chosen is posted as the panel's own forms would, and the page comes anew. Without this
// script those forms are the way.

/** Milliseconds a finger rests on a booking before it is picked up: scrolling begins sooner. */
const RESTS = 450;
/** Pixels that are still no movement. */
const STILL = 8;
/** Pixels from an edge of the screen where it scrolls along. */
const EDGE = 56;
/** What places stand in: a nurse's column of the day, a day of the week. */
const COLUMN = '[data-nurse], [data-day]';

const bar = document.querySelector('[data-hands]');
const stop = bar.querySelector('[data-hands-stop]');
const words = name => bar.dataset[name];
const entryOf = element => element?.closest?.('a[data-booking]');
const placeOf = element => element?.closest?.('.place');

/** What is carried: the booking, whose it is, what was answered; none: nothing is. */
let carried = null;
/** A press that may become a drag. */
let press = null;

function say(text) {
  document.querySelector('[data-hands-said]').textContent = text;
  bar.querySelector('[data-hands-shown]').textContent = text;
}

/** Reads where it can go, and shows it. */
async function pickUp(entry) {
  if (carried) putBack();
  const from = entry.closest('[data-nurse]')?.dataset.nurse ?? '';
  const mine = { id: entry.dataset.booking, version: entry.dataset.version, from, places: null, unfolded: [], made: [] };
  carried = mine;
  document.documentElement.dataset.carrying = '';
  bar.hidden = false;
  stop.hidden = false;
  mark();
  say(words('reading'));
  try {
    const week = document.querySelector('[data-week]')?.dataset.week;
    const query = new URLSearchParams(week ? { from, week } : { from });
    const answer = await fetch(`/staff/bookings/${mine.id}/places?${query}`, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { places, day, grid } = await answer.json();
    Object.assign(mine, { places, day, grid, week });
  } catch {
    if (carried === mine) end(words('unreadable'));
    return;
  }
  if (carried !== mine) return;
  show();
  if (document.querySelector('.place:not(.place--not)')) say(words('choose'));
  else say(words(mine.week ? 'nothingWeek' : 'nothing'));
}

/** The entry as it stands in the page by now: another may have been put in its place. */
function entry() {
  const all = [...document.querySelectorAll(`a[data-booking="${carried.id}"]`)];
  return all.find(one => one.closest('[data-nurse]')?.dataset.nurse === carried.from) ?? all[0];
}

function mark() {
  entry()?.classList.add('is-carried');
}

/** Puts the places into their columns. */
function show() {
  const columns = [...document.querySelectorAll(COLUMN)];
  for (const [index, place] of carried.places.entries()) {
    const column = columns.find(column => isOf(column, place));
    const isList = !column?.closest('.daygrid');
    if (!column || (isList && !isSaid(place))) continue;
    const item = row(place, index, isList);
    const list = listOf(column);
    if (isList) list.insertBefore(item, [...list.children].find(other => clock(other) > clock(item)) ?? null);
    else list.append(item);
    unfold(list.closest('details.away'));
  }
}

/** A column is of whatever it does not say otherwise. */
const isOf = ({ dataset }, place) => ['nurse', 'office', 'day'].every(name => (dataset[name] ?? place[name]) === place[name]);
/** When what stands in a list begins. */
const clock = item => /\d\d:\d\d/.exec(item.querySelector('time').dateTime)[0];

/** A list says of a start who can have it there; only where nobody can it says so, once, with the first reason. */
function isSaid(place) {
  if (place.can) return true;
  const same = carried.places.filter(one => one.day === place.day && one.at === place.at && one.office === place.office);
  return same[0] === place && !same.some(one => one.can);
}

/** The list of a column; one without anything gets one for as long as it lasts. */
function listOf(column) {
  const there = column.querySelector('ol');
  if (there) return there;
  const list = document.createElement('ol');
  column.append(list);
  carried.made.push(list);
  return list;
}

/** A place as a button. In a list it says whose it is. */
function row(place, index, isList) {
  const item = document.createElement('li');
  item.className = 'place-row';
  for (const [name, value] of Object.entries(place.grid)) if (value > 0) item.setAttribute(`data-${name}`, value);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = place.can ? 'place' : 'place place--not';
  button.dataset.place = index;
  if (!place.can) button.setAttribute('aria-disabled', 'true');
  const time = document.createElement('time');
  time.dateTime = place.at.padStart(5, '0');
  time.textContent = place.at;
  const word = document.createElement('span');
  word.textContent = place.can ? words('can') : words('cannot');
  button.append(time, ' ', word);
  const whose = isList ? place.who : place.name.replace(place.at, '').trim();
  if (isList && place.can) button.append(' ', whose);
  // What is seen comes first in what is heard.
  const heard = [place.at, word.textContent, whose, place.on, place.can ? '' : place.says];
  button.setAttribute('aria-label', heard.filter(Boolean).join(' '));
  item.append(button);
  return item;
}

/** Who has no times that day stands folded; what is put there must be seen. */
function unfold(folded) {
  if (!folded || folded.open) return;
  folded.open = true;
  carried.unfolded.push(folded);
}

/** Whether it is still in the page; a page that was made anew meanwhile gets its places again. */
function isThere() {
  if (!entry()) {
    end(words('gone'));
    return false;
  }
  mark();
  if (carried.places && !document.querySelector('.place-row')) show();
  return true;
}

/** Over: everything stands as before. */
function end(text) {
  const focus = entry();
  for (const row of document.querySelectorAll('.place-row')) row.remove();
  for (const one of document.querySelectorAll('.is-carried')) one.classList.remove('is-carried');
  for (const one of carried.unfolded) one.open = false;
  for (const one of carried.made) one.remove();
  carried = null;
  press = null;
  delete document.documentElement.dataset.carrying;
  focus?.focus({ preventScroll: true });
  say(text);
  // What is said stays in sight for a moment, and the button goes at once.
  stop.hidden = true;
  setTimeout(() => { if (!carried) bar.hidden = true; }, 6000);
  // The page may follow what has changed meanwhile.
  document.dispatchEvent(new Event('mendan-rest'));
}

function putBack() {
  end(words('back'));
}

/** What would happen there, or why it cannot. */
function tell(button) {
  const place = button && carried?.places?.[button.dataset.place];
  if (place) say(place.says);
  for (const one of document.querySelectorAll('.place.is-over')) if (one !== button) one.classList.remove('is-over');
  button?.classList.add('is-over');
}

function put(button) {
  const place = carried?.places?.[button?.dataset.place];
  if (!place) return;
  if (!place.can) {
    tell(button);
    return;
  }
  say(words('sending'));
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `/staff/bookings/${carried.id}/${place.act}`;
  form.hidden = true;
  const whose = document.querySelector('form [name=whose_page]')?.value;
  const fields = [['whose_page', whose], ['back', location.search.slice(1)], ['version', carried.version], ...place.fields];
  for (const [name, value] of fields) {
    if (value === undefined) continue;
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

/* By keys. */

/** The places that can be had and are in sight, by column. */
function columns() {
  const all = [...document.querySelectorAll(COLUMN)].map(column =>
    [...column.querySelectorAll('.place:not(.place--not)')].filter(place => place.getClientRects().length > 0));
  return all.map(column => column.sort((one, other) => begins(one) - begins(other))).filter(column => column.length > 0);
}

const minutes = ({ h, m }) => h * 60 + m;
const begins = button => minutes(carried.places[button.dataset.place].grid);
const nearest = (column, wanted) => column.reduce((one, other) =>
  (Math.abs(begins(other) - wanted) < Math.abs(begins(one) - wanted) ? other : one));
/** Whether it stands in that column: of a week that is its day, of a day its nurse. */
const isHome = ({ dataset }) => (dataset.day ? dataset.day === carried.day : dataset.nurse === carried.from);

function step(key) {
  const all = columns();
  if (all.length === 0) return;
  const now = placeOf(document.activeElement);
  const at = all.findIndex(column => column.includes(now));
  if (at < 0) {
    const own = all.find(column => isHome(column[0].closest(COLUMN))) ?? all[0];
    nearest(own, minutes(carried.grid)).focus();
    return;
  }
  const column = all[at];
  const beside = { ArrowLeft: all[at - 1], ArrowRight: all[at + 1] }[key];
  const row = column.indexOf(now) + { ArrowUp: -1, ArrowDown: 1 }[key];
  const next = beside ? nearest(beside, begins(now)) : column[row];
  next?.focus();
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!carried) {
    const chosen = entryOf(document.activeElement);
    if (event.key.toLowerCase() === 'm' && chosen && !document.querySelector('[data-keys-off]')) {
      event.preventDefault();
      pickUp(chosen);
    }
    return;
  }
  if (event.key === 'Escape') {
    event.preventDefault();
    putBack();
  } else if (event.key.startsWith('Arrow')) {
    event.preventDefault();
    if (isThere() && carried.places) step(event.key);
  } else if (event.key === 'Enter' || event.key === ' ' ? !document.activeElement.closest('.place, [data-hands-stop]') : event.key.length === 1) {
    // No other key does anything while something is carried.
    event.preventDefault();
  }
}, true);

document.addEventListener('focusin', event => { if (carried) tell(placeOf(event.target)); });

/* By pressing a place. */

document.addEventListener('click', event => {
  if (carried && stop.contains(event.target)) putBack();
  const button = placeOf(event.target);
  if (carried && button && isThere()) put(button);
});

/* By mouse and finger. */

const far = event => Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL;

document.addEventListener('pointerdown', event => {
  const chosen = entryOf(event.target);
  if (!chosen || event.button !== 0 || !event.isPrimary || carried) return;
  press = { chosen, x: event.clientX, y: event.clientY, id: event.pointerId, finger: event.pointerType !== 'mouse', drags: false };
  if (press.finger) {
    const mine = press;
    mine.timer = setTimeout(() => { if (press === mine) lift(); }, RESTS);
  }
});

/** The press has become a drag. */
function lift() {
  press.drags = true;
  press.moved = !press.finger;
  pickUp(press.chosen);
}

document.addEventListener('pointermove', event => {
  if (press?.id !== event.pointerId) return;
  if (!press.drags) {
    if (!far(event)) return;
    // A finger that moves at once scrolls; a mouse drags.
    if (press.finger) {
      clearTimeout(press.timer);
      press = null;
      return;
    }
    lift();
  }
  press.moved ||= far(event);
  follow(event);
});

/** The place under the pointer is told of; at an edge the page goes along. */
function follow({ clientX, clientY }) {
  const below = document.elementFromPoint(clientX, clientY);
  const button = placeOf(below);
  if (carried?.places && press.over !== button) {
    press.over = button;
    tell(button);
    const column = below?.closest(COLUMN);
    // A day without anything says why.
    if (!button && column) say([words('notHere'), column.querySelector('[data-why]')?.textContent].filter(Boolean).join(' '));
  }
  if (clientY < EDGE) scrollBy(0, -EDGE / 4);
  if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
}

addEventListener('pointerup', event => {
  if (press?.id !== event.pointerId) return;
  const { drags, moved, timer } = press;
  clearTimeout(timer);
  press = null;
  if (!drags || !carried) return;
  // The click that follows, if one does, would open the booking.
  const click = new AbortController();
  addEventListener('click', one => { one.preventDefault(); one.stopPropagation(); }, { capture: true, once: true, signal: click.signal });
  setTimeout(() => click.abort(), 60);
  // Lifted by a finger that stayed where it was: it is carried on, and a place is pressed next.
  if (!moved) return;
  if (!isThere()) return;
  const button = placeOf(document.elementFromPoint(event.clientX, event.clientY));
  const place = carried.places?.[button?.dataset.place];
  if (place?.can) put(button);
  else end(place ? place.says : words('back'));
});

addEventListener('pointercancel', event => {
  if (press?.id !== event.pointerId) return;
  clearTimeout(press.timer);
  const drags = press.drags;
  press = null;
  if (drags && carried) putBack();
});

// A link is not dragged away by the browser itself, a page does not scroll under the finger that carries, and resting opens no menu.
document.addEventListener('dragstart', event => { if (entryOf(event.target)) event.preventDefault(); });
document.addEventListener('touchmove', event => { if (press?.drags) event.preventDefault(); }, { passive: false });
document.addEventListener('contextmenu', event => { if (press?.finger && entryOf(event.target)) event.preventDefault(); });
