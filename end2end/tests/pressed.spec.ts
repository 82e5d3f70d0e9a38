import type { Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { AHEAD, KIND, LATER, NEXT, type Row, TODAY, bringBookings, bringNurses, bringPlace, fill, test } from '../support/city.ts';
import { publish } from '../support/days.ts';
import { person } from '../support/person.ts';
import { WAYS, column, entry } from '../support/press.ts';
import { asStaff } from '../support/staff.ts';
import { expect } from '../support/test.ts';

// What is done with a time and with a booking, by finger on a phone, by keys and by mouse at a desk, and without scripts: each with
// interviews of her own.
test.describe.configure({ mode: 'default' });

const HELP = '演習 かなで';
/** Whoever has no `mother` does only what is done with a booking that is to come. */
const HANDS = [
  { ...WAYS.finger, nurse: '演習 いずみ', mode: '09:00', other: '10:20', joint: '11:00', note: '13:00', gone: '16:20', mother: '指子' },
  { ...WAYS.keys, nurse: '演習 しおり', mode: '13:40', other: '14:20', joint: '15:00', note: '15:40', gone: '16:20', mother: '鍵子' },
  { ...WAYS.mouse, nurse: '演習 あゆみ', mode: '09:00', other: '10:20', joint: '11:00', note: '13:00', gone: '16:20', mother: '' },
  {
    ...WAYS.mouse, name: 'without scripts', use: { ...WAYS.mouse.use, javaScriptEnabled: false },
    nurse: '演習 しずか', mode: '13:40', other: '14:20', joint: '15:00', note: '15:40', gone: '16:20', mother: '',
  },
] as const;

test.beforeAll(async ({ browser, city }) => {
  test.setTimeout(240_000);
  await fill(browser, city, async page => {
    await bringPlace(page, '演習センター', 'tries', HANDS.length);
    await bringNurses(page, 'tries', [HELP, ...HANDS.map(({ nurse }) => nurse)]);
    await publish(page, '演習センター', TODAY, AHEAD);
    const rows = HANDS.flatMap(({ nurse, mode, other, joint, note, gone }) => [
      ...[mode, other, joint, note, gone].map((at): Row => ({ date: AHEAD, at, nurse, mode: '来所' })),
      { date: TODAY, at: '09:00', nurse, mode: '来所', state: '予約' } satisfies Row,
    ]);
    await bringBookings(page, 'tries', 21, rows);
  });
});

const panelOf = (page: Page) => page.locator('#panel');
const said = (page: Page) => page.locator('#said');
const facts = (page: Page) => panelOf(page).locator('dl.facts').last();

for (const { name, press, tick, use, nurse, mode, other, joint, note, gone, mother } of HANDS) {
  test.describe(name, () => {
    test.use(use);

    test.beforeEach(({ page }) => asStaff(page, 'kanri'));

    /** Her day, with what stands there at that time opened. */
    const open = async (page: Page, date: string, at: string) => {
      await page.goto(`/staff?date=${date}&office=tries`);
      await press(entry(page, nurse, at));
      await expect(panelOf(page)).toBeVisible();
    };
    const undo = (page: Page) => press(said(page).getByRole('button', { name: '元にもどす' }));

    test('a booking is held otherwise, and by somebody else', async ({ page }) => {
      await open(page, AHEAD, mode);
      await press(panelOf(page).locator('form[action$="/mode"] button').first());
      await expect(said(page)).toContainText('方法を変えました');
      await expect(entry(page, nurse, mode)).toContainText('オンライン');
      await undo(page);
      await expect(said(page)).toContainText('元にもどしました');
      await expect(entry(page, nurse, mode)).toContainText('来所');

      await open(page, AHEAD, other);
      await press(panelOf(page).getByRole('link', { name: '担当を替える' }));
      await press(panelOf(page).locator('button.free').filter({ hasText: HELP }));
      await expect(said(page)).toContainText(`いまの担当は、${HELP}さんです`);
      await expect(column(page, HELP).locator('a.entry[data-booking]').filter({ hasText: other })).toHaveCount(1);
      await undo(page);
      await expect(said(page)).toContainText('元にもどしました');
    });

    test('a second colleague comes and goes, and a note is left', async ({ page }) => {
      await open(page, AHEAD, joint);
      await press(panelOf(page).getByRole('link', { name: '二人目の担当を入れる' }));
      await press(panelOf(page).locator('button.free').filter({ hasText: HELP }));
      await expect(facts(page)).toContainText(HELP);
      await press(panelOf(page).getByRole('button', { name: `${HELP}さんをはずす` }));
      await expect(facts(page)).not.toContainText(HELP);

      await open(page, AHEAD, note);
      await press(panelOf(page).getByRole('link', { name: 'メモを書く' }));
      await panelOf(page).locator('textarea[name=staff_note]').fill('ベビーカーで来ます');
      await press(panelOf(page).getByRole('button', { name: 'メモを残す' }));
      await expect(panelOf(page).locator('.staff-note')).toContainText('ベビーカーで来ます');
      await expect(entry(page, nurse, note)).toContainText('メモあり');
    });

    test('a booking is called off, and stands there again', async ({ page }) => {
      await open(page, AHEAD, gone);
      const hers = column(page, nurse).locator('a.entry[data-booking]').filter({ hasText: gone });
      await expect(hers).toHaveCount(1);
      await press(panelOf(page).getByRole('link', { name: '取り消す', exact: true }));
      await panelOf(page).locator('#reason').fill('架空の用事');
      await press(panelOf(page).getByRole('button', { name: '予約を取り消す' }));
      await expect(said(page)).toContainText('の予約を取り消しました');
      await expect(hers).toHaveCount(0);
      await undo(page);
      await expect(said(page)).toContainText('元にもどしました');
      await expect(hers).toHaveCount(1);
    });

    if (!mother) return;

    test('a time is closed and opened', async ({ page }) => {
      await open(page, NEXT, '10:20');
      const free = column(page, nurse).locator('a.entry--free');
      const count = await free.count();
      await press(panelOf(page).getByRole('button', { name: 'この時間を閉じる' }));
      await expect(said(page)).toContainText('時間を閉じました');
      await expect(free).toHaveCount(count - 1);
      await press(column(page, nurse).locator('a.entry--closed').filter({ hasText: '閉じた時間' }));
      await press(panelOf(page).getByRole('button', { name: 'この時間をあける' }));
      await expect(said(page)).toContainText('時間をあけました');
      await expect(free).toHaveCount(count);
    });

    test('a morning is looked at, closed and taken back', async ({ page }) => {
      await page.goto(`/staff?date=${LATER}&office=tries`);
      const free = column(page, nurse).locator('a.entry--free');
      await expect(free).toHaveCount(10);
      await press(column(page, nurse).locator('.column-acts summary'));
      await press(column(page, nurse).getByRole('link', { name: '午前を閉じる' }));
      await expect(page.getByRole('heading', { name: '4枠・0件に影響' })).toBeVisible();
      await page.locator('form[method=post] [name=reason]').fill('架空の研修');
      await press(page.getByRole('button', { name: 'この内容で閉じる' }));
      await expect(page.locator('.undo')).toContainText('まとめて閉じました。');
      await expect(free).toHaveCount(6);
      await press(page.locator('.undo').getByRole('button', { name: '元にもどす' }));
      await expect(page.locator('.undo')).toContainText('元にもどしました。');
      await expect(free).toHaveCount(10);
    });

    test('she comes, it begins, it ends, and two actions book the next one', async ({ page, request }) => {
      const [api, she] = [new Api(request), { ...person(), given: mother }];
      const slot = (await api.slots('in_person', TODAY, KIND.slug)).find(({ office }) => office === 'tries');
      await api.book(she, slot!, 'in_person', { kind: KIND.slug });
      await page.goto(`/staff?date=${TODAY}&office=tries`);
      await press(page.locator('#grid a.entry').filter({ hasText: `${she.family} ${she.given}` }));
      for (const [button, fact] of [['来ました', '来た時刻'], ['はじめる', '面談中'], ['おわる', 'おわり']] as const) {
        await press(panelOf(page).getByRole('button', { name: button }));
        await expect(facts(page)).toContainText(fact);
      }
      await press(panelOf(page).getByRole('link', { name: '次の面談を予約する' }));
      await press(panelOf(page).locator('button.free').first());
      await expect(said(page)).toContainText('受付番号');
    });

    test('she did not come, and another day is booked', async ({ page }) => {
      await open(page, TODAY, '09:00');
      await press(panelOf(page).getByRole('button', { name: '来ませんでした' }));
      await expect(panelOf(page).getByRole('heading', { name: 'このあとどうしますか' })).toBeVisible();
      await press(panelOf(page).getByRole('button', { name: '別の日を予約する' }));
      await expect(panelOf(page).getByRole('heading', { name: '次の面談を予約する' })).toBeVisible();
      // What she agreed to elsewhere was another text.
      await tick(panelOf(page).locator('[name=consent]'));
      await press(panelOf(page).locator('button.free').first());
      await expect(said(page)).toContainText('受付番号');
    });
  });
}
