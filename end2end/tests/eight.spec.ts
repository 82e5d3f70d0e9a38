import type { Browser, Page } from '@playwright/test';
import { NEXT, type Row, bringBookings, bringNurses, bringPlace, fill, test } from '../support/city.ts';
import { publish } from '../support/days.ts';
import { awaitLetter, manageLink } from '../support/mail.ts';
import type { Person } from '../support/person.ts';
import { type Press, WAYS, column } from '../support/press.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, expect } from '../support/test.ts';
import type { Watch } from '../support/watch.ts';

// A nurse who has eight interviews falls ill, and three of the mothers have no mail address. Her one colleague has time for three of the
// eight; the rest is offered other times, or called.
test.describe.configure({ mode: 'default' });

const SICK = '応援 あさひ';
const COLLEAGUE = '応援 ひかり';
const EIGHT = ['09:00', '09:40', '10:20', '11:00', '13:00', '13:40', '14:20', '15:00'];
/** Places in the list of the eight: who has no mail, and when the colleague has somebody herself. */
const BY_PHONE = [1, 3, 5];
const BUSY = [2, 3, 4, 5, 6];

/** Far enough from each other that nobody is offered times of another of these days. */
const A_WEEK_ON = '2031-07-24';
const A_WEEK_BEFORE = '2031-07-10';

/** The eight of each day, in the order of time. */
const mothers = new Map<string, Person[]>();

test.beforeAll(async ({ browser, city }) => {
  test.setTimeout(240_000);
  await fill(browser, city, async page => {
    await bringPlace(page, '応援センター', 'aid', 2);
    await bringNurses(page, 'aid', [SICK, COLLEAGUE]);
    await publish(page, '応援センター', NEXT);
    const row = (date: string, at: string, nurse: string): Row => ({ date, at, nurse, mode: 'オンライン' });
    for (const [series, date] of [[11, NEXT], [12, A_WEEK_ON], [13, A_WEEK_BEFORE]] as const) {
      const hers = EIGHT.map((at, n) => ({ ...row(date, at, SICK), phoneOnly: BY_PHONE.includes(n) }));
      const others = BUSY.map(n => row(date, EIGHT[n]!, COLLEAGUE));
      mothers.set(date, (await bringBookings(page, 'aid', series, [...hers, ...others])).slice(0, EIGHT.length));
    }
  });
});

const rowsOf = (page: Page) => page.locator('.calls-list > li');

/** The page of that day's eight, once it is said that their nurse is ill. */
async function fallsIll(page: Page, press: Press, date: string): Promise<string> {
  const main = page.getByRole('main');
  await asStaff(page, 'kanri');
  await page.goto(`/staff?date=${date}&office=aid`);
  const nurse = await column(page, SICK).getAttribute('data-nurse');
  await page.goto(`/staff/absent?staff=${nurse}&date=${date}`);
  await expect(main).toContainText('この日の予約は 8件です。');
  await page.locator('[name=reason]').fill('架空の熱');
  await press(page.getByRole('button', { name: '休みにする' }));
  await expect(page).toHaveURL(/\/staff\/rescue\/\d+\?said=absent/);
  await expect(main).toContainText('8件中 0件 おわり');
  await expect(rowsOf(page).filter({ hasText: 'メールなし' })).toHaveCount(3);
  return new URL(page.url()).pathname;
}

/** Three are handed on with one press, and three are offered other times with another. */
async function handsOnAndOffers(page: Page, press: Press): Promise<void> {
  await press(page.getByRole('button', { name: 'できる人全員をこの時間のまま交代(3件)' }));
  await expect(page.getByRole('main')).toContainText('8件中 3件 おわり');
  await press(page.getByRole('button', { name: 'のこりの人に、ほかの時間を案内する(3件)' }));
  await expect(rowsOf(page).filter({ hasText: '返事を待っています' })).toHaveCount(3);
}

/** Whoever is left is talked to, one by one. */
async function callsTheRest(page: Page, press: Press, number: number): Promise<void> {
  const talked = page.getByRole('button', { name: '電話で話せた' });
  for (let left = number; left > 0; left -= 1) {
    await expect(talked).toHaveCount(left);
    await press(talked.first());
  }
  await expect(page.getByRole('main')).toContainText('8件中 8件 おわり');
  await expect(page.getByRole('main')).toContainText('全員の対応がおわりました');
  await expect(talked).toHaveCount(0);
}

/** What she answers on the page of her link, by finger on her phone. */
async function answers(browser: Browser, watch: Watch, link: string, fits: boolean): Promise<void> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: PHONE, hasTouch: true });
  watch.follow(context);
  const own = await context.newPage();
  await own.goto(link);
  const choices = own.locator('button.slot');
  await expect(choices).toHaveCount(3);
  await (fits ? choices.first() : own.getByRole('button', { name: 'どれも合いません' })).tap();
  await expect(own.locator('main')).toContainText(fits ? '日時を変えました' : 'こちらからご連絡します');
  await context.close();
}

for (const [{ name, press, use }, date] of [[WAYS.mouse, NEXT], [WAYS.finger, A_WEEK_ON]] as const) {
  test.describe(name, () => {
    test.use(use);

    test('eight mothers are looked after until nobody is left', async ({ page, browser, city, watch, examine }) => {
      test.slow();
      const eight = mothers.get(date)!;
      const main = page.getByRole('main');
      const rowOf = (n: number) => rowsOf(page).filter({ hasText: eight[n]!.familyKana });
      const place = await fallsIll(page, press, date);
      await examine.page(page);
      await handsOnAndOffers(page, press);
      await examine.page(page);

      // One takes a time by her link, of one none fits, and one says it on the telephone.
      await press(rowOf(6).locator('button.free').first());
      await expect(main).toContainText('8件中 4件 おわり');
      const link = async (n: number) => manageLink(await awaitLetter(eight[n]!.email, '選びなおして', city.mails));
      await answers(browser, watch, await link(2), true);
      await answers(browser, watch, await link(4), false);
      await page.goto(place);
      await expect(main).toContainText('8件中 5件 おわり');
      await expect(rowOf(2)).toContainText('ご本人が');
      await expect(rowOf(4)).toContainText('どれも合いませんでした');
      await expect(rowsOf(page).filter({ hasText: '返事を待っています' })).toHaveCount(0);

      await callsTheRest(page, press, 3);
      await examine.page(page);
    });
  });
}

test.describe('without scripts', () => {
  test.use({ ...WAYS.mouse.use, javaScriptEnabled: false });

  test('eight mothers are looked after by forms alone', async ({ page, examine }) => {
    test.slow();
    const eight = mothers.get(A_WEEK_BEFORE)!;
    const { press } = WAYS.mouse;
    const rowOf = (n: number) => rowsOf(page).filter({ hasText: eight[n]!.familyKana });
    await fallsIll(page, press, A_WEEK_BEFORE);
    await handsOnAndOffers(page, press);
    // On the telephone one takes a time, of one the offer is withdrawn, and one has not answered yet.
    await press(rowOf(6).locator('button.free').first());
    await expect(page.getByRole('main')).toContainText('8件中 4件 おわり');
    await press(rowOf(2).getByRole('button', { name: '案内を取り消す' }));
    await expect(rowOf(2)).toContainText('案内を取り消しました。電話をかけてください。');
    await expect(rowsOf(page).filter({ hasText: '返事を待っています' })).toHaveCount(1);
    await callsTheRest(page, press, 4);
    await expect(rowsOf(page).filter({ hasText: '電話で話しました' })).toHaveCount(4);
    await examine.page(page);
  });
});
