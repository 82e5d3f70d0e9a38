import { Api } from '../support/api.ts';
import { Keys } from '../support/keys.ts';
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

    test('a day is looked at before it is copied', async ({ page, request, examine }) => {
      const day = await new Api(request).day(25);
      await asStaff(page, 'hokenshi');
      await page.goto(`/staff?date=${day}`);
      const column = page.locator('.nurse:has(.column-acts)').first();
      await column.locator('.column-acts summary').click();
      await column.getByRole('link', { name: 'この日の枠をほかの日に作る' }).click();
      await expect(page.getByRole('heading', { name: /\d+枠/ }).first()).toBeVisible();
      await examine.page(page);
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
