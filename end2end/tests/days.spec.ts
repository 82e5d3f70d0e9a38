import { fill, test } from '../support/city.ts';
import { DAYS, type Day, HERSELF, ROUGH, VIEWS, fillDays, pathOf } from '../support/days.ts';
import { column, entry } from '../support/press.ts';
import { LYING, sheets } from '../support/sheets.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';
import { travels } from '../support/weight.ts';

// A clinic day of thirty nurses with three hundred bookings, a quiet one, and one on which everything goes wrong.
test.describe.configure({ mode: 'default' });

/** Octets that the full day may weigh as it travels, whichever way it is seen: what `make bench` asks of it. */
const WEIGHT = 60_000;

test.beforeAll(async ({ browser, city }) => {
  test.setTimeout(240_000);
  await fill(browser, city, fillDays);
});

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    for (const day of Object.keys(DAYS) as Day[]) {
      test(`the ${day} day is sound as day, week, month and list`, async ({ page, examine }) => {
        test.slow();
        await asStaff(page, 'hokenshi');
        for (const view of VIEWS) {
          await page.goto(pathOf(day, view));
          await expect(page.locator('#grid')).toBeVisible();
          await examine.page(page);
        }
      });
    }

    test('she finds her own column at once among thirty', async ({ page }) => {
      await asStaff(page, 'hokenshi');
      await page.goto(pathOf('full', 'day'));
      await expect(page.locator('#grid a.entry[id^=b]')).toHaveCount(300);
      const first = page.locator('#grid section.nurse').first();
      await expect(first.locator('h2 .own')).toHaveText('わたし');
      await expect(first.locator('h2')).toContainText(HERSELF);
      if (viewport === SCREEN) await expect(first.locator('h2 .own'), 'without scrolling').toBeInViewport();
      const boxes = await first.locator('a.entry[id^=b]').evaluateAll(all => all.map(one => one.getBoundingClientRect()));
      expect(boxes).toHaveLength(10);
      for (const { left, right } of boxes) expect(left >= 0 && right <= viewport.width, `${left}–${right}`).toBe(true);
      // The lines of the hours run on behind the last column, where they are cut.
      const outside = await page.locator('.daygrid').evaluateAll(all => all.flatMap(grid => [...grid.querySelectorAll('section.nurse')]
        .filter(one => one.getBoundingClientRect().right > grid.getBoundingClientRect().right + 1)).length);
      expect(outside, 'columns that are wider than what shows them').toBe(0);
    });
  });
}

test.describe('at a desk', () => {
  test.use({ viewport: SCREEN });

  test('a quiet day and one that goes wrong say what they are', async ({ page }) => {
    await asStaff(page, 'hokenshi');
    await page.goto(pathOf('quiet', 'day'));
    await expect(page.locator('#grid section.nurse')).toHaveCount(2);
    await expect(page.locator('#grid a.entry[id^=b]')).toHaveCount(1);
    await expect(page.locator('#grid a.entry--free')).not.toHaveCount(0);

    await page.goto(pathOf('rough', 'day'));
    await expect(entry(page, ROUGH.missed, '09:00')).toHaveClass(/entry--noshow/);
    await expect(entry(page, ROUGH.busy, '09:40')).toHaveClass(/entry--now/);
    await expect(column(page, ROUGH.absent)).toContainText('不在');
    await expect(entry(page, ROUGH.second, '16:20')).toHaveAttribute('id', (await entry(page, ROUGH.pair, '16:20').getAttribute('id'))!);
    await expect(page.locator('.day-changes')).toContainText('方法が変わりました');
    // One room, and three who come at three.
    await page.goto(pathOf('rough', 'rooms'));
    await expect(page.locator('.roomless a').filter({ hasText: '15:00' }).filter({ hasText: '来所' })).toHaveCount(2);
  });

  test('the full day travels light, whichever way it is seen', async ({ page, context }) => {
    await asStaff(page, 'hokenshi');
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    for (const view of VIEWS) {
      const { octets, encoding } = await travels(new URL(pathOf('full', view), page.url()).href, cookie);
      console.log(`the full day as ${view}: ${octets} octets`);
      expect.soft(encoding, view).toBe('br');
      expect.soft(octets, view).toBeLessThanOrEqual(WEIGHT);
    }
  });

  test('on paper thirty nurses are four sheets at most, and a nurse’s week is one', async ({ page }) => {
    await asStaff(page, 'hokenshi');
    await page.goto(pathOf('full', 'day'));
    const day = await sheets(page);
    expect(day.length, 'sheets of the full day').toBeGreaterThan(0);
    expect(day.length, 'sheets of the full day').toBeLessThanOrEqual(4);
    await page.goto(`/staff?date=${DAYS.full.date}&view=week`);
    await expect(page.locator('.daygrid.week a.entry[id^=b]')).toHaveCount(10);
    const week = await sheets(page);
    expect(week).toHaveLength(1);
    for (const sheet of [...day, ...week]) expect(sheet).toEqual(LYING);
  });

  test('on paper an office’s quiet week is one sheet, and of a full one nothing stays folded', async ({ page }) => {
    await asStaff(page, 'hokenshi');
    await page.goto(pathOf('quiet', 'week'));
    await expect(page.locator('.weeklist .weekday')).toHaveCount(7);
    expect(await sheets(page), 'a quiet week').toEqual([LYING]);
    await page.goto(pathOf('full', 'week'));
    await expect(page.locator('.weeklist a.line')).toHaveCount(300);
    // Thirty at each of ten times are folded on the screen: folded on paper, too, they would fit on one sheet.
    const full = await sheets(page);
    console.log(`the full week of an office: ${full.length} sheets`);
    expect(full.length, 'sheets of the full week').toBeGreaterThan(1);
    expect(full.length, 'sheets of the full week').toBeLessThanOrEqual(4);
    for (const sheet of full) expect(sheet).toEqual(LYING);
  });
});
