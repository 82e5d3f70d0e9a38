import type { Browser, Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { awaitLetter, manageLink } from '../support/mail.ts';
import { type Person, person } from '../support/person.ts';
import { type Role, asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

test.use({ viewport: SCREEN });

/** A clinic day: every place of the later times is booked, of the first ones one is left; every third mother has no address. */
async function fill(api: Api, day: string): Promise<Map<string, Person>> {
  const mothers = new Map<string, Person>();
  const slots = (await api.slots('video', day)).toSorted((a, b) => a.starts_at.localeCompare(b.starts_at));
  let n = 0;
  for (const [index, slot] of slots.entries()) {
    const places = slot.free - (index < slots.length / 3 ? 1 : 0);
    for (let place = 0; place < places; place += 1) {
      const she = person();
      n += 1;
      const answer = await api.tryToBook(she, slot, 'video', n % 3 === 0 ? { email: undefined } : {});
      if (answer.ok() && n % 3 !== 0) mothers.set(she.familyKana, she);
    }
  }
  return mothers;
}

/** The page of the nurse who has most bookings on that day, of those whose absences she may declare. */
async function busiest(page: Page, day: string): Promise<number> {
  await page.goto(`/staff/absent?date=${day}`);
  const ids = await page.locator('#staff option').evaluateAll(options => options.map(option => (option as HTMLOptionElement).value));
  let [most, nurse] = [0, ''];
  for (const id of ids) {
    await page.goto(`/staff/absent?staff=${id}&date=${day}`);
    const met = Number(/この日の予約は (\d+)件/.exec(await page.locator('main').innerText())?.[1] ?? 0);
    if (met > most) [most, nurse] = [met, id];
  }
  await page.goto(`/staff/absent?staff=${nurse}&date=${day}`);
  return most;
}

async function another(browser: Browser, role: Role, at: string, viewport = SCREEN): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await asStaff(page, role);
  await page.goto(at);
  return page;
}

const waiting = (page: Page) => page.locator('.calls-list > li').filter({ hasText: '返事を待っています' });

/** Those of ours whose answer is awaited. */
async function asked(page: Page, mothers: Map<string, Person>): Promise<Person[]> {
  const texts = await waiting(page).allInnerTexts();
  return [...mothers].filter(([kana]) => texts.some(text => text.includes(kana))).map(([, she]) => she);
}

test('a nurse falls ill, and everybody is looked after until nobody is left', async ({ page, browser, request, examine }) => {
  test.slow();
  const api = new Api(request);
  const day = await api.day(27, 'video');
  const mothers = await fill(api, day);
  await asStaff(page, 'kanri');
  const all = await busiest(page, day);
  expect(all).toBeGreaterThanOrEqual(3);
  await examine.page(page);
  await page.locator('[name=reason]').fill('架空の熱');
  await page.getByRole('button', { name: '休みにする' }).click();
  await expect(page).toHaveURL(/\/staff\/rescue\/\d+\?said=absent/);
  await expect(page.locator('main')).toContainText(`${all}件中 0件 おわり`);
  await expect(page.getByRole('button', { name: 'まちがえました' })).toBeVisible();
  await examine.page(page);
  const place = new URL(page.url()).pathname;
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'on');
  await page.evaluate(() => document.body.setAttribute('data-same', ''));

  // Reception hands on what it can, and offers the rest other times.
  const desk = await another(browser, 'uketsuke', place);
  const hand = desk.getByRole('button', { name: /できる人全員/ });
  if (await hand.count() > 0) {
    await hand.click();
    await expect(desk.getByText(/交代しました/).first()).toBeVisible();
  }
  const offer = desk.getByRole('button', { name: /のこりの人に/ });
  if (await offer.count() > 0) {
    await offer.click();
    await expect(desk.locator('main')).toContainText('案内');
  }
  await examine.page(desk);
  // One answers by the link of her mail, of another none fits.
  const [one, other] = await asked(desk, mothers);
  for (const [she, fits] of [[one, true], [other, false]] as const) {
    if (!she) continue;
    const own = await (await browser.newContext({ viewport: PHONE })).newPage();
    await own.goto(new URL(manageLink(await awaitLetter(she.email, '選びなおして'))).pathname);
    const choices = own.locator('button.slot');
    await expect(choices.first()).toBeVisible();
    await examine.publicPage(own);
    await (fits ? choices.first() : own.getByRole('button', { name: 'どれも合いません' })).click();
    await expect(own.locator('main')).toContainText(fits ? '日時を変えました' : 'こちらからご連絡します');
    await examine.publicPage(own);
    await own.context().close();
  }
  await desk.context().close();

  // A nurse takes the page over, on her phone, and calls whoever is left.
  const nurse = await another(browser, 'hokenshi', place, PHONE);
  await examine.page(nurse);
  const talked = nurse.getByRole('button', { name: /電話で話せた/ });
  for (let left = await talked.count(); left > 0; left -= 1) {
    await talked.first().click();
    await expect(talked).toHaveCount(left - 1);
  }
  await expect(nurse.locator('main')).toContainText(`${all}件中 ${all}件 おわり`);
  await expect(nurse.locator('main')).toContainText('全員の対応がおわりました');
  await examine.page(nurse);
  await nurse.context().close();

  // Whoever declared it has seen all of that on the page she had.
  await expect(page.locator('main')).toContainText(`${all}件中 ${all}件 おわり`);
  await expect(page.locator('.calls-list > li').filter({ hasText: 'まだです' })).toHaveCount(0);
  await expect(page.locator('body[data-same]'), 'the page was not loaded anew').toHaveCount(1);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an absence is declared by mistake and taken back', async ({ page, request, examine }) => {
    const day = await new Api(request).day(29, 'video');
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff/absent?date=${day}`);
    await examine.page(page);
    await page.getByRole('button', { name: '休みにする' }).click();
    await expect(page).toHaveURL(/\/staff\/rescue\//);
    await examine.page(page);
    await page.getByRole('button', { name: 'まちがえました' }).click();
    await expect(page).toHaveURL(/\/staff\/absent\?said=back/);
    await expect(page.locator('main')).toContainText('お休みを取り消しました');
  });
});

test('by keyboard alone she says that she is absent', async ({ page, request }) => {
  const day = await new Api(request).day(30, 'video');
  await asStaff(page, 'hokenshi');
  await page.goto(`/staff?date=${day}`);
  const link = page.getByRole('link', { name: '休みます' }).first();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/staff/absent\\?staff=\\d+&date=${day}`));
  const declare = page.getByRole('button', { name: '休みにする' });
  await declare.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/staff\/rescue\//);
  const mistake = page.getByRole('button', { name: 'まちがえました' });
  await mistake.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/said=back/);
});
