import { chromium } from '@playwright/test';
const base = process.env.MENDAN_URL, out = '/tmp/net-look';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const ctx = await browser.newContext({ baseURL: base, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
const page = await ctx.newPage();
const pages = pdf => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
const api = async (p, o) => (await (await ctx.request.get('/api/v1' + p)).json());
const book = async (slot, mode, n, kind='notification') => (await (await ctx.request.post('/api/v1/bookings', { data: { slot_id: slot.id, kind, mode, family_name: '架空', given_name: '花子', family_name_kana: 'カクウ', given_name_kana: 'ハナコ', birth_date: '1995-04-03', phone: '0907777' + String(1000+n), email: n%2?undefined:`look${n}@mail.kaku.example`, consent: true }, headers: { 'Idempotency-Key': 'look' + n + Date.now() } })).json());
const small = async where => { const bad = await page.evaluate(() => [...document.querySelectorAll('a,button,summary,input:not([type=hidden]),select')].map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.width > 1 && Math.min(b.width, b.height) < 43.5).map(([e, b]) => `${e.outerHTML.slice(0, 90)} ${Math.round(b.width)}×${Math.round(b.height)}`)); console.log('SMALL', where, bad.slice(0, 14)); };
await page.goto('/staff/sign-in'); await page.fill('[name=login]', 'kanri'); await page.fill('[name=password]', 'mendan-demo-kanri'); await page.click('main form button'); await page.waitForURL(/\/staff$/);
const offices = (await api('/offices')).offices;
let n = Number(process.env.N ?? 0);
const kinds = (await api('/kinds')).kinds;
for (const kind of kinds) for (const mode of kind.modes) {
  for (const office of mode === 'in_person' ? offices : [offices[0]]) {
    const slots = (await api(`/slots?kind=${kind.id}&mode=${mode}&office=${office.id}&days=60`)).slots;
    if (!slots.length) continue;
    const b = await book(slots[slots.length - 1 - n % 5], mode, n++, kind.id);
    if (!b.token) { console.log('not booked', kind.id, JSON.stringify(b).slice(0, 100)); continue; }
    await page.goto(b.manage_url); const p1 = pages(await page.pdf({ preferCSSPageSize: true }));
    await page.goto('/staff/desk'); await page.fill('#q', b.reference); await page.keyboard.press('Enter'); await page.locator('.desk-booking').waitFor(); await page.waitForLoadState('networkidle');
    const href = await page.locator('a[href*="/slip"]').first().getAttribute('href');
    await page.goto(href); const pdf = await page.pdf({ preferCSSPageSize: true, path: `${out}/slip-${kind.id}-${mode}-${office.id}.pdf` });
    console.log('slip', kind.id, mode, office.id, 'slip', pages(pdf), 'manage', p1);
  }
}
const day = (await api('/slots?kind=notification&mode=in_person&days=60')).slots.at(40).starts_at.slice(0, 10);
for (const [w, h] of [[390, 844], [1366, 768]]) {
  await page.setViewportSize({ width: w, height: h });
  for (const [name, path] of [['start', '/'], ['times', `/book/notification?mode=in_person&day=${day}`], ['video', `/book/notification?mode=video&day=${day}`], ['day', `/staff?date=${day}`], ['list', `/staff?date=${day}&view=list`], ['desk', '/staff/desk']]) {
    await page.goto(path); await page.screenshot({ path: `${out}/${name}-${w}.png`, fullPage: w === 390 && name !== 'list' }); await small(`${name} ${w}`);
    if (w === 1366 && ['day', 'list'].includes(name)) console.log('print', name, pages(await page.pdf({ preferCSSPageSize: true, path: `${out}/${name}.pdf` })));
  }
}
await browser.close();
