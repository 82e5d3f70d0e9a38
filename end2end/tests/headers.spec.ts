import { Api, KIND } from '../support/api.ts';
import { person } from '../support/person.ts';
import { asStaff } from '../support/staff.ts';
import { expect, test } from '../support/test.ts';

test('every page comes with a strict policy that the browser enforces', async ({ page, request, watch }) => {
  const api = new Api(request);
  const [slot] = await api.slots('in_person', await api.day(16));
  const { manage_url } = await api.book(person(), slot!, 'in_person');
  await asStaff(page, 'uketsuke');
  watch.announce(404);

  for (const url of ['/', `/book/${KIND}`, '/details', manage_url, `${manage_url}/cancel`, '/staff', '/staff/desk', '/nowhere']) {
    const headers = (await page.goto(url))!.headers();
    const policy = headers['content-security-policy'] ?? '';
    expect.soft(policy, url).toContain("default-src 'none'");
    expect.soft(policy, url).toMatch(/script-src 'self' 'nonce-[\w+/=-]+'/);
    expect.soft(policy, url).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);
    expect.soft(policy, url).toContain("frame-ancestors 'none'");
    expect.soft(headers, url).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
    expect.soft(headers['strict-transport-security'] ?? 'not over http', url).toBe('not over http');
  }
});

test('a foreign script does not run, and each page has a nonce of its own', async ({ page, watch }) => {
  watch.provoke(/Content Security Policy/);
  const nonce = async () => /'nonce-([^']+)'/.exec((await page.goto('/'))!.headers()['content-security-policy']!)![1];
  expect(await nonce()).not.toBe(await nonce());
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.body.append(script);
    return 'foreign' in window;
  });
  expect(ran).toBe(false);
});

test('a form of another site is refused', async ({ request }) => {
  const api = new Api(request);
  const [slot] = await api.slots('in_person', await api.day(16));
  const form = { slot_id: slot!.id, mode: 'in_person' };
  const from = (headers: Record<string, string>) => request.post('/hold', { form, headers, maxRedirects: 0 });
  for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await from(headers);
    expect(answer.status()).toBe(403);
    expect(answer.headers()['set-cookie']).toBeUndefined();
  }
});
