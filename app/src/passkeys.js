// A passkey is made, or shown: the browser asks for it when the form is sent, and what it says goes with the form.
// Without this script the form says so, and its page offers other ways.

const octets = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
const words = buffer =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const keys = (list = []) => list.map(key => ({ ...key, id: octets(key.id) }));

async function made(asked) {
  const user = { ...asked.user, id: octets(asked.user.id) };
  const publicKey = { ...asked, user, challenge: octets(asked.challenge), excludeCredentials: keys(asked.excludeCredentials) };
  const key = await navigator.credentials.create({ publicKey });
  const { attestationObject, clientDataJSON } = key.response;
  return said(key, { attestationObject: words(attestationObject), clientDataJSON: words(clientDataJSON) });
}

async function shown(asked) {
  const publicKey = { ...asked, challenge: octets(asked.challenge), allowCredentials: keys(asked.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
  return said(key, {
    authenticatorData: words(authenticatorData), clientDataJSON: words(clientDataJSON), signature: words(signature),
    userHandle: words(userHandle),
  });
}

function said(key, response) {
  return JSON.stringify({ id: key.id, rawId: words(key.rawId), type: key.type, response, extensions: {} });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  const part = name => form.querySelector(`[data-${name}]`);
  const [button, failed, answer] = [part('press'), part('failed'), form.querySelector('[name=passkey]')];
  part('hint').hidden = true;
  button.hidden = false;
  // Gone back to: what was said then is over.
  addEventListener('pageshow', () => { answer.value = ''; button.disabled = false; });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    failed.textContent = '';
    try {
      const asked = JSON.parse(form.dataset.options);
      answer.value = await (form.dataset.passkey === 'make' ? made(asked) : shown(asked));
      form.submit();
    } catch {
      button.disabled = false;
      failed.textContent = failed.dataset.failed;
    }
  });
}
