import { Api } from '../support/api.ts';
import { awaitMails, staffLink } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { SetUp } from '../support/setup.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

const PASSWORD = 'otter signal violet 27 dune';

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('rooms, an office’s week and a month are sound, and lead to their days', async ({ page, request, examine }) => {
      const api = new Api(request);
      const day = await api.day(25);
      const [slot] = await api.slots('in_person', day);
      await api.book(person(), slot!, 'in_person');
      await asStaff(page, 'uketsuke');

      await page.goto(`/staff?date=${day}&view=rooms`);
      await examine.page(page);
      await page.locator('.nurse a.entry').first().click();
      await expect(page.locator('#panel')).toContainText('来所');
      await expect(page.locator('.daygrid')).not.toHaveCount(0);
      await examine.page(page);

      await page.goto(`/staff?date=${day}&view=week&office=${slot!.office}`);
      await expect(page.locator('.weekday')).toHaveCount(7);
      await examine.page(page);
      // Many at one time are folded to their numbers.
      const folded = page.locator('.weekday details:not([open]) > summary');
      while (await folded.count() > 0) await folded.first().click();
      await page.locator('a.line').first().click();
      await expect(page.locator('#panel')).toBeVisible();
      await expect(page).toHaveURL(/view=week/);
      await examine.page(page);
      await page.goto(`/staff?date=${day}&view=week&office=${slot!.office}`);
      await page.locator(`.weekday h2 a:has(time[datetime="${day}"])`).press('Enter');
      await expect(page).toHaveURL(new RegExp(`date=${day}&office=${slot!.office}$`));
      await expect(page.locator('.daygrid').first()).toBeVisible();

      await page.goto(`/staff?date=${day}&view=month`);
      const cell = page.getByRole('cell').filter({ has: page.locator(`time[datetime="${day}"]`) });
      await expect(cell).toContainText(/予約 \d+/);
      await expect(page.getByRole('row')).not.toHaveCount(0);
      await examine.page(page);
      await cell.getByRole('link').click();
      await expect(page).toHaveURL(new RegExp(`/staff\\?date=${day}$`));
    });

    test('her week is seven columns on one scale, one under the other on a phone', async ({ page, request, examine }) => {
      const day = await new Api(request).day(26);
      await asStaff(page, 'hokenshi');
      await page.goto(`/staff?date=${day}&view=week`);
      const columns = page.locator('.daygrid.week > section');
      await expect(columns).toHaveCount(7);
      await examine.page(page);
      const boxes = await columns.evaluateAll(all => all.map(one => one.getBoundingClientRect()).map(({ x, y, width }) => ({ x, y, width })));
      const follow = boxes.slice(1).map((box, index) => ({ right: box.x > boxes[index]!.x, below: box.y > boxes[index]!.y }));
      expect(follow.every(({ right, below }) => (viewport === SCREEN ? right && !below : below && !right))).toBe(true);
      // A day without anything says why, and takes little room.
      const shut = columns.and(page.locator('.shut'));
      await expect(shut.first().locator('p')).not.toBeEmpty();
      if (viewport === SCREEN) {
        const widths = await columns.evaluateAll(all => all.map(one => [one.classList.contains('shut'), one.clientWidth] as const));
        const open = Math.min(...widths.filter(([shut]) => !shut).map(([, width]) => width));
        expect(Math.max(...widths.filter(([shut]) => shut).map(([, width]) => width))).toBeLessThan(open);
      }
    });
  });
}

test.describe('at a desk', () => {
  test.use({ viewport: SCREEN });

  test('a week is gone through by keys, and what is opened stays in it', async ({ page, request }) => {
    const day = await new Api(request).day(27);
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${day}&view=week`);
    const first = page.locator('.daygrid.week a.entry').first();
    // The keys come to life a moment after the page.
    await expect(async () => {
      await first.focus();
      await page.keyboard.press('ArrowDown');
      await expect(first).not.toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press('ArrowUp');
    await expect(first).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#panel')).toBeVisible();
    await expect(page.locator('.daygrid.week > section')).toHaveCount(7);
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(page.locator('#panel')).toHaveCount(0, { timeout: 500 });
    }).toPass();
    await expect(page).toHaveURL(/view=week/);
  });

  test('a day and a week go on paper without what is pressed', async ({ page, request }) => {
    const day = await new Api(request).day(26);
    await asStaff(page, 'hokenshi');
    for (const view of ['day', 'week']) {
      await page.goto(`/staff?date=${day}&view=${view}`);
      await expect(page.getByRole('button', { name: '印刷する' })).toBeVisible();
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.bar h1')).toBeVisible();
      for (const pressed of ['.tools', '.bar nav', '.bar form', '.week-head nav']) {
        for (const one of await page.locator(pressed).all()) await expect(one).toBeHidden();
      }
      await page.emulateMedia({ media: 'screen' });
    }
  });
});

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`without scripts at ${viewport.width} px`, () => {
    test.use({ viewport, javaScriptEnabled: false });

    test('what she chose is said, found again, and given up by links and forms alone', async ({ page, browser, watch, examine }) => {
      const login = `miru${viewport.width}`;
      const address = `${login}@mail.example.jp`;
      await asStaff(page, 'kanri');
      await new SetUp(page).invite(`見本 みる${viewport.width}`, login, '中央', address);
      const [mail] = await awaitMails(address, 1);
      const context = await browser.newContext({ locale: 'ja-JP', viewport, javaScriptEnabled: false });
      watch.follow(context);
      const hers = await context.newPage();
      await hers.goto(staffLink(mail!));
      await hers.locator('[name=password]').fill(PASSWORD);
      await hers.locator('[name=password_again]').fill(PASSWORD);
      await hers.locator('[name=password_again]').press('Enter');
      await expect(hers).toHaveURL(/\/staff$/);

      const views = hers.getByRole('navigation', { name: '見かた' });
      await views.getByRole('link', { name: '月', exact: true }).click();
      await expect(hers).toHaveURL(/\/staff\?view=month$/);
      await hers.locator('summary').filter({ hasText: '絞り込み' }).click();
      await hers.locator('#by-mode').selectOption({ label: 'オンライン' });
      await hers.getByRole('button', { name: '絞り込む' }).click();
      await expect(hers).toHaveURL(/\/staff\?view=month&mode=video$/);
      await expect(hers.locator('.filtered')).toContainText('オンラインだけを見せています。');
      await examine.page(hers);
      await hers.goto('/staff');
      await expect(hers).toHaveURL(/\/staff\?view=month&mode=video$/);
      await hers.getByRole('link', { name: '絞り込みをやめる' }).click();
      await expect(hers).toHaveURL(/\/staff\?view=month$/);
      await hers.getByRole('navigation', { name: '見かた' }).getByRole('link', { name: '日', exact: true }).click();
      await expect(hers).toHaveURL(/\/staff\?view=day$/);
      await hers.goto('/staff');
      await expect(hers).toHaveURL(/\/staff$/);
      await context.close();
    });
  });
}
