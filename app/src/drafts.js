// What is typed into a form that says so (`data-autosave`) is kept on the server while it is typed: sealed, for whoever types it. The page
// shows it again when it is opened again, also after the browser or the computer has stopped. Nothing that is secret is sent.

/** Milliseconds after the last key. */
const WAITS = 1500;
/** Milliseconds for which a form that is sent waits for what is still on its way: it must not arrive behind it. */
const PATIENCE = 1500;
const KEEP = '/staff/drafts';

const states = new WeakMap();
/** Nobody is signed in any more, or somebody else: nothing is kept. */
let over = false;

function stateOf(form) {
  if (!states.has(form)) states.set(form, { kept: '', timer: 0, sending: null, sent: false });
  return states.get(form);
}

/** As it would be posted, but for secrets and files. */
function typed(form) {
  const secret = [...form.elements].filter(field => field.type === 'password' || field.autocomplete === 'one-time-code');
  const names = new Set(secret.map(field => field.name));
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !names.has(name));
  const body = new URLSearchParams(pairs);
  body.append('draft_form', new URL(form.action, location.href).pathname);
  body.append('draft_place', location.pathname + location.search);
  return body;
}

async function keep(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  const body = typed(form);
  if (over || state.sent || state.kept === String(body)) return;
  if (state.sending) await state.sending;
  state.sending = fetch(KEEP, { method: 'POST', body, redirect: 'manual' }).then(answer => {
    if (answer.status === 204) {
      state.kept = String(body);
      said(form);
      named(form);
    } else if (answer.status < 500) {
      over = true;
    }
  }).catch(() => {
    // The network is away: the next key tries again.
  }).finally(() => { state.sending = null; });
  await state.sending;
}

/** That it is kept stands below the form; it is no news to be read out at every pause. */
function said(form) {
  let line = form.querySelector('[data-kept]');
  if (!line) {
    line = document.createElement('p');
    line.className = 'hint';
    line.dataset.kept = '';
    form.append(line);
  }
  line.textContent = form.dataset.autosave;
}

/** A form of which she may have several is found again by its number in the address. */
function named(form) {
  const number = form.querySelector('input[name=draft]')?.value;
  const address = new URL(location.href);
  if (!number || address.searchParams.get('draft') === number) return;
  address.searchParams.set('draft', number);
  address.searchParams.delete('again');
  address.hash = '';
  history.replaceState(history.state, '', address);
}

const formOf = element => element?.form?.closest('form[data-autosave]') ?? element?.closest?.('form[data-autosave]');

for (const event of ['input', 'change']) {
  document.addEventListener(event, ({ target }) => {
    const form = formOf(target);
    if (!form || over) return;
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => keep(form), WAITS);
    pending.add(form);
  });
}

/** Forms that were typed into on this page. */
const pending = new Set();

document.addEventListener('submit', event => {
  const form = event.target;
  if (!states.has(form) || event.defaultPrevented) return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.sent = true;
  if (!state.sending) return;
  event.preventDefault();
  const waited = new Promise(resolve => { setTimeout(resolve, PATIENCE); });
  Promise.race([state.sending, waited]).then(() => {
    state.sending = null;
    form.requestSubmit(event.submitter);
  });
});

/** Left, hidden, or put to sleep: what was typed last goes at once. */
function leave() {
  for (const form of pending) {
    const state = stateOf(form);
    const body = typed(form);
    if (over || state.sent || !form.isConnected || state.kept === String(body)) continue;
    clearTimeout(state.timer);
    if (navigator.sendBeacon(KEEP, body)) state.kept = String(body);
  }
}

addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave(); });
// Gone back to: it may be typed into and sent once more.
addEventListener('pageshow', () => { for (const form of pending) stateOf(form).sent = false; });
