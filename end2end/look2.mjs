import { chromium } from '@playwright/test';
const base = process.env.MENDAN_URL, out = '/tmp/net-look';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const ctx = await browser.newContext({ baseURL: base, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
const page = await ctx.newPage();
const small = async where => { const bad = await page.evaluate(() => [...document.querySelectorAll('a,button,summary,input:not([type=hidden]),select,label.check')].map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.width > 1 && Math.min(b.width, b.height) < 43.5 && !(e.matches('input') && e.closest('label'))).map(([e, b]) => `${e.outerHTML.slice(0, 90)} ${Math.round(b.width)}×${Math.round(b.height)}`)); if (bad.length) console.log('SMALL', where, bad.slice(0, 9)); };
const slots = (await (await ctx.request.get('/api/v1/slots?kind=notification&mode=in_person&days=60')).json()).slots;
const b = await (await ctx.request.post('/api/v1/bookings', { data: { slot_id: slots[90].id, kind: 'notification', mode: 'in_person', family_name: '架空', given_name: '花子', family_name_kana: 'カクウ', given_name_kana: 'ハナコ', birth_date: '1995-04-03', phone: '090' + String(Date.now()).slice(-8), consent: true }, headers: { 'Idempotency-Key': 'l2' + Date.now() } })).json();
const day = b.starts_at.slice(0, 10);
for (const w of [320, 390, 1366]) {
  await page.setViewportSize({ width: w, height: w > 1000 ? 768 : 844 });
  await page.goto(`/book/notification?mode=in_person&day=${day}`); await small('times ' + w);
  await page.locator('button.slot').first().click(); await page.waitForURL(/details/); await small('details ' + w); await page.screenshot({ path: `${out}/details-${w}.png` });
  await page.locator('form[action$="/confirm"] button[type=submit]').click(); await page.waitForURL(/errors/); await small('errors ' + w);
  await page.locator('#errors a').nth(3).click(); await page.screenshot({ path: `${out}/error-jump-${w}.png` });
  for (const p of ['', '/move', '/mode', '/cancel']) { await page.goto(b.manage_url + p); await small('b' + p + w); if (w !== 320) await page.screenshot({ path: `${out}/b${p.slice(1)}-${w}.png` }); }
  await page.goto('/staff/sign-in'); await small('signin'); await page.fill('[name=login]', 'kanri'); await page.fill('[name=password]', 'mendan-demo-kanri'); await page.click('main form button'); await page.waitForURL(/\/staff$/);
  await page.goto(`/staff?date=${day}`); await page.locator('a.entry').filter({ hasText: '架空 花子' }).first().click(); await page.waitForURL(/panel/); await small('panel' + w); await page.screenshot({ path: `${out}/panel-${w}.png` });
  const ask = page.url().replace('#panel', '&ask=move#panel'); await page.goto(ask); await small('move panel' + w);
  await page.goto(`/staff?date=${day}`); await page.locator('a.entry--free').first().click(); await small('time panel' + w);
  await page.goto(`/staff?date=${day}`); await page.locator('a.entry--closed').first().click(); await small('why panel' + w);
  await page.goto('/staff/desk?new=1'); await small('desk new' + w);
  for (const p of ['', '/templates', '/templates/new', '/publish', '/closures', '/holidays', '/offices', '/offices/new', '/staff', '/staff/new', '/kinds', '/kinds/new', '/keys']) { await page.goto('/staff/setup' + p); await small('setup' + p + w); }
  await page.goto(`/staff?date=${day}`); await page.locator('button', { hasText: '出る' }).click();
}
for (const name of ['day', 'slip-notification-in_person-central', 'slip-notification-video-central']) {}
await browser.close();
