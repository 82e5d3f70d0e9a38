import type { Locator, Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { AHEAD, NEXT, type Row, bringBookings, bringNurses, bringPlace, fill, test as inCity } from '../support/city.ts';
import { publish } from '../support/days.ts';
import { Keys } from '../support/keys.ts';
import { type Press, WAYS, column, entry } from '../support/press.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

/** A column whose times the nurse who is signed in may close, and which has free ones. */
const HERS = '.nurse:has(.column-acts):has(a.entry--free)';

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`many times at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('her morning is closed from the head of her column, and taken back', async ({ page, request, examine }) => {
      const day = await new Api(request).day(viewport === SCREEN ? 24 : 26);
      await asStaff(page, 'hokenshi');
      await page.goto(`/staff?date=${day}`);
      const column = page.locator(HERS).first();
      const free = await column.locator('a.entry--free').count();
      await column.locator('.column-acts summary').click();
      await examine.page(page);
      await column.getByRole('link', { name: '午前を閉じる' }).click();
      await expect(page.getByRole('heading', { name: /\d+枠・\d+件に影響/ })).toBeVisible();
      await examine.page(page);
      await page.locator('form[method=post] [name=reason]').fill('架空の研修');
      await page.getByRole('button', { name: 'この内容で閉じる' }).click();
      await expect(page.locator('.undo')).toContainText('まとめて閉じました。');
      await expect(page).not.toHaveURL(/%E6/);
      await examine.page(page);
      expect(await page.locator(HERS).first().locator('a.entry--free').count()).toBeLessThan(free);
      await page.locator('.undo').getByRole('button', { name: '元にもどす' }).click();
      await expect(page.locator('.undo')).toContainText('元にもどしました。');
      await expect(page.locator(HERS).first().locator('a.entry--free')).toHaveCount(free);
    });
  });
}

test.describe('with a keyboard', () => {
  test.use({ viewport: SCREEN });

  test('times are marked with Shift and the arrows, and Enter opens what becomes of them', async ({ page, request }) => {
    const day = await new Api(request).day(27);
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${day}`);
    const column = page.locator(HERS).first();
    const entries = column.locator('a.entry--free, a.entry--closed');
    const keys = new Keys(page);
    await entries.first().focus();
    await keys.press('Shift+ArrowDown');
    await keys.press('Shift+ArrowDown');
    await expect(column.locator('.is-marked')).toHaveCount(3);
    await expect(page.locator('[data-range-said]')).toContainText('3枠を選びました。');
    await keys.press('Shift+ArrowUp');
    await expect(column.locator('.is-marked')).toHaveCount(2);
    await keys.press('Escape');
    await expect(column.locator('.is-marked')).toHaveCount(0);
    await keys.press('Shift+ArrowDown');
    await keys.press('Enter');
    await expect(page).toHaveURL(/\/staff\/ranges\?whose=staff-\d+&from=[-\d]+&(back=[^&]+&)?part=hours&hours_from=\d+:\d\d&hours_until=\d+:\d\d&act=close/);
    await expect(page.getByRole('heading', { name: /件に影響/ })).toBeVisible();
  });
});

test.describe('with the mouse', () => {
  test.use({ viewport: SCREEN });

  test('times are marked from where it goes down to where it comes up', async ({ page, request }) => {
    const day = await new Api(request).day(28);
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${day}`);
    const column = page.locator(HERS).first();
    const entries = column.locator('a.entry--free, a.entry--closed');
    const [first, last] = [await entries.nth(0).boundingBox(), await entries.nth(2).boundingBox()];
    await page.mouse.move(first!.x + 20, first!.y + 5);
    await page.mouse.down();
    await page.mouse.move(last!.x + 20, last!.y + 5, { steps: 8 });
    await page.mouse.up();
    await expect(column.locator('.is-marked')).toHaveCount(3);
    await expect(page, 'no link was followed').toHaveURL(new RegExp(`date=${day}$`));
    await page.getByRole('link', { name: '選んだ時間を閉じる・開ける' }).click();
    await expect(page).toHaveURL(/\/staff\/ranges\?/);
    await expect(page.getByRole('heading', { name: /件に影響/ })).toBeVisible();
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: SCREEN });

  test('a range is closed and opened by forms alone', async ({ page, request, examine }) => {
    const day = await new Api(request).day(29);
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${day}`);
    await page.getByRole('link', { name: 'まとめて', exact: true }).click();
    await examine.page(page);
    await page.locator('[name=from]').fill(day);
    await page.getByLabel('一日じゅう').check();
    await page.getByLabel('閉じる', { exact: true }).check();
    await page.getByRole('button', { name: '確かめる' }).click();
    await expect(page.getByRole('heading', { name: /件に影響/ })).toBeVisible();
    await page.locator('form[method=post] [name=reason]').fill('架空の会議');
    await page.getByRole('button', { name: 'この内容で閉じる' }).click();
    await expect(page.locator('.undo')).toContainText('まとめて閉じました。');
    await page.getByRole('link', { name: 'まとめて', exact: true }).click();
    await page.locator('[name=from]').fill(day);
    await page.getByLabel('開ける', { exact: true }).check();
    await page.getByRole('button', { name: '確かめる' }).click();
    await page.getByRole('button', { name: 'この内容で開ける' }).click();
    await expect(page.locator('.undo')).toContainText('まとめて開けました。');
  });
});

// Moved and copied: from a day that is published to days behind all that is.
inCity.describe('to another day', () => {
  inCity.describe.configure({ mode: 'default' });

  const MOVED_TO = '2031-08-06';
  const COPIED_TO = '2031-08-07';
  const BOOKED = '10:20';
  const HANDS = [{ ...WAYS.mouse, nurse: '移動 あおい' }, { ...WAYS.finger, nurse: '移動 みどり' }] as const;
  const STILL = '移動 しずか';

  inCity.beforeAll(async ({ browser, city }) => {
    inCity.setTimeout(240_000);
    await fill(browser, city, async page => {
      const nurses = [...HANDS.map(({ nurse }) => nurse), STILL];
      await bringPlace(page, '移動センター', 'moves', nurses.length);
      await bringNurses(page, 'moves', nurses);
      await publish(page, '移動センター', AHEAD);
      await bringBookings(page, 'moves', 31, nurses.map((nurse): Row => ({ date: AHEAD, at: BOOKED, nurse, mode: '来所' })));
    });
  });

  const flash = (page: Page): Locator => page.locator('.undo');
  const free = (page: Page, nurse: string): Locator => column(page, nurse).locator('a.entry--free');

  /** From the head of her column to what would become of her day on the day after it. */
  const ask = async (page: Page, press: Press, nurse: string, what: string) => {
    await asStaff(page, 'kanri');
    await page.goto(`/staff?date=${AHEAD}&office=moves`);
    await press(column(page, nurse).locator('.column-acts summary'));
    await press(column(page, nurse).getByRole('link', { name: what, exact: true }));
    await expect(page.locator('#to_day')).toHaveValue(NEXT);
  };

  /** Asked for the day that is meant, her ten times and her one booking go there, are found there, and come back. */
  const moves = async (page: Page, press: Press, nurse: string) => {
    await page.locator('#to_day').fill(MOVED_TO);
    await press(page.getByRole('button', { name: '確かめる' }));
    await expect(page.getByRole('heading', { name: '10枠・1件に影響', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: '予約', exact: true })).toContainText('へ移します。20秒たつと、知らせを送ります');
    await expect(page.locator('form[method=post]').filter({ hasText: 'この内容で移す' })).toContainText('移せない予約は、いまのまま残ります');
    await press(page.getByRole('button', { name: 'この内容で移す' }));
    await expect(flash(page)).toContainText('まとめて移しました。');
    await expect(page).toHaveURL(new RegExp(`date=${MOVED_TO}&office=moves`));
    await expect(entry(page, nurse, BOOKED)).toHaveAttribute('data-booking', /^\d+$/);
    await expect(free(page, nurse)).toHaveCount(9);
    await press(flash(page).getByRole('button', { name: '元にもどす' }));
    await expect(flash(page)).toContainText('元にもどしました。');
    await expect(free(page, nurse)).toHaveCount(0);
    await page.goto(`/staff?date=${AHEAD}&office=moves`);
    await expect(entry(page, nurse, BOOKED)).toHaveAttribute('data-booking', /^\d+$/);
    await expect(free(page, nurse)).toHaveCount(9);
  };

  for (const { name, press, use, nurse } of HANDS) {
    inCity.describe(name, () => {
      inCity.use(use);

      inCity('a day goes to another one with its booking, and comes back', async ({ page, examine }) => {
        await ask(page, press, nurse, '移す');
        await examine.page(page);
        await moves(page, press, nurse);
      });

      inCity('a day is made once more on another one, and found there', async ({ page, examine }) => {
        await ask(page, press, nurse, 'この日の枠をほかの日に作る');
        await expect(page.getByText('作れる枠は、ありません。'), 'they are there').toBeVisible();
        await examine.page(page);
        await page.locator('#to_day').fill(COPIED_TO);
        await press(page.getByRole('button', { name: '確かめる' }));
        await expect(page.getByRole('heading', { name: '10枠', exact: true })).toBeVisible();
        await press(page.getByRole('button', { name: 'この内容で作る' }));
        await expect(flash(page)).toContainText('枠を作りました。');
        await expect(page).toHaveURL(new RegExp(`date=${COPIED_TO}&office=moves`));
        await expect(free(page, nurse)).toHaveCount(10);
        await expect(entry(page, nurse, '09:00')).toHaveClass(/entry--free/);
        await press(flash(page).getByRole('button', { name: '元にもどす' }));
        await expect(flash(page)).toContainText('元にもどしました。');
        await expect(free(page, nurse)).toHaveCount(0);
      });
    });
  }

  inCity.describe('without scripts', () => {
    inCity.use({ ...WAYS.mouse.use, javaScriptEnabled: false });

    inCity('a day goes to another one by forms alone', async ({ page, examine }) => {
      await asStaff(page, 'kanri');
      await page.goto(`/staff?date=${AHEAD}&office=moves`);
      await page.getByRole('link', { name: 'まとめて', exact: true }).click();
      await expect(page.locator('#from')).toHaveValue(AHEAD);
      await page.getByLabel(STILL, { exact: true }).check();
      await page.getByLabel('移す', { exact: true }).check();
      await page.getByRole('button', { name: '確かめる' }).click();
      // Where to is asked for, and what was chosen stays.
      await expect(page.locator('#to_day-error')).toBeVisible();
      await expect(page.getByLabel(STILL, { exact: true })).toBeChecked();
      await examine.page(page);
      await moves(page, WAYS.mouse.press, STILL);
    });
  });
});
