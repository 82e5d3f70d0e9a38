import { AHEAD, fill, test } from '../support/city.ts';
import { DAYS, type Day, VIEWS, fillDays, pathOf } from '../support/days.ts';
import { LOOKS, pictures } from '../support/pictures.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';

// `out/full-week-390-dark.png`, and as it looks before it is printed: `out/full-week-1366-print.png`.
test.describe.configure({ mode: 'default' });

const PRINTED = [PHONE, SCREEN].map(viewport => ({ viewport, scheme: 'light' as const, media: 'print' as const, name: `${viewport.width}-print` }));
const ALL = [...LOOKS.map(look => ({ ...look, media: 'screen' as const })), ...PRINTED];

/** Where everybody whom the absence of the rough day meets is looked after. */
let rescue = '';

test.beforeAll(async ({ browser, city }) => {
  test.setTimeout(240_000);
  await fill(browser, city, async page => {
    await fillDays(page);
    // The last that goes wrong leads there.
    rescue = new URL(page.url()).pathname;
  });
});

for (const { viewport, scheme, media, name } of ALL) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('three days', async ({ page }) => {
      const take = pictures(page, name);
      await asStaff(page, 'hokenshi');
      await page.emulateMedia({ media });
      for (const day of Object.keys(DAYS) as Day[]) {
        for (const view of VIEWS) {
          await page.goto(pathOf(day, view));
          await take(`${day}-${view}`);
        }
      }
    });
  });
}

for (const { viewport, scheme, name } of LOOKS) {
  test.describe(`beside them, ${name}`, () => {
    test.use({ viewport, colorScheme: scheme });

    test('rooms, many times at once, whom an absence meets, and what is her own', async ({ page }) => {
      test.slow();
      const take = pictures(page, name);
      await asStaff(page, 'hokenshi');
      for (const day of Object.keys(DAYS) as Day[]) {
        await page.goto(pathOf(day, 'rooms'));
        await take(`${day}-rooms`);
      }
      await page.goto(rescue);
      await expect(page.getByRole('main')).toContainText('件中');
      await take('rescue');
      await page.goto(`/staff/absent?date=${AHEAD}`);
      await take('absent');
      await page.goto('/staff/calls');
      await take('calls');

      await page.goto(pathOf('full', 'day'));
      await page.getByRole('link', { name: 'まとめて', exact: true }).click();
      await page.locator('[name=from]').fill(AHEAD);
      await page.getByLabel('一日じゅう').check();
      await page.getByLabel('閉じる', { exact: true }).check();
      await take('ranges');
      await page.getByRole('button', { name: '確かめる' }).click();
      await expect(page.getByRole('heading', { name: /件に影響/ })).toBeVisible();
      await take('ranges-preview');

      await page.goto('/staff/keys');
      await expect(page.locator('h1')).toHaveText('キーの一覧');
      await take('keys');
      await page.goto('/staff/desk?new=1');
      const kept = page.waitForResponse(answer => answer.url().endsWith('/staff/drafts') && answer.status() === 204);
      await page.locator('[name=family_name]').fill('架空');
      await page.locator('[name=given_name]').fill('途中');
      await kept;
      await take('draft-kept');
      await page.goto('/staff/drafts');
      await expect(page.locator('h1')).toHaveText('途中の作業');
      await take('drafts');

      await page.goto('/staff/own-calendar');
      await take('own-calendar');
      await page.getByRole('button', { name: /^アドレスを作(る|りなおす)$/ }).click();
      await expect(page.locator('#feed-address')).toBeVisible();
      await take('own-calendar-address');
    });
  });
}
