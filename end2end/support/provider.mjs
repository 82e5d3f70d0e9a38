// A real identity provider (npm `oidc-provider`) of its own process, which lives at the city's time. Whoever types a name there is
// that account; a box says whether she has shown a second factor. `POST /later` lets minutes pass.
import { createServer } from 'node:http';

const [port, city, begun] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

// The city's instant at the start, and how long this process has run since: what the machine calls now is never asked.
const RealDate = Date;
let start = RealDate.parse(begun) - performance.now();
const cityTime = () => Math.floor(start + performance.now());
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length) super(...parts);
    else super(cityTime());
  }

  static now() {
    return cityTime();
  }
};

const { default: Provider } = await import('oidc-provider');

// Its own would fetch a letter-face from elsewhere.
async function logoutSource(ctx, form) {
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Provider</title><link rel="icon" href="data:,"></head><body>
<h1>Identity provider</h1>${form}<button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out</button></body></html>`;
}

const SCOPES = 'openid profile email';

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'mendan',
    client_secret: 'the-secret-of-the-browser-tests',
    redirect_uris: [`${city}/staff/sign-in/openid/callback`],
    post_logout_redirect_uris: [`${city}/staff/sign-in`],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub', 'amr'], profile: ['preferred_username'], email: ['email', 'email_verified'], amr: null, acr: null, auth_time: null },
  conformIdTokenClaims: false,
  cookies: { keys: ['a key of the browser tests'] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, preferred_username: id, email: `${id}@city.example.jp`, email_verified: true }),
  }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Nobody is asked what the city may be told: it is the city's own.
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(SCOPES);
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
});

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Provider</title><link rel="icon" href="data:,"></head><body>
<h1>Identity provider</h1><form method="post"><label>Account <input name="account"></label>
<label><input type="checkbox" name="second"> Second factor</label><button>Sign in</button></form></body></html>`;

async function typed(request) {
  let body = '';
  for await (const piece of request) body += piece;
  return new URLSearchParams(body);
}

const answer = provider.callback();

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/later' && request.method === 'POST') {
    start += Number((await typed(request)).get('minutes')) * 60_000;
    response.end('ok');
  } else if (pathname.startsWith('/interaction/') && request.method === 'POST') {
    const form = await typed(request);
    const amr = form.has('second') ? ['pwd', 'mfa'] : ['pwd'];
    await provider.interactionFinished(request, response, { login: { accountId: form.get('account'), amr } });
  } else if (pathname.startsWith('/interaction/')) {
    response.setHeader('content-type', 'text/html');
    response.end(PAGE);
  } else {
    answer(request, response);
  }
}).listen(Number(port), 'localhost', () => console.log(`issuer=${issuer}`));
