import { fill, test } from '../support/city.ts';
import { DAYS, type Day, VIEWS, fillDays, pathOf } from '../support/days.ts';
import { LOOKS, pictures } from '../support/pictures.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN } from '../support/test.ts';

// `out/full-week-390-dark.png`, and as it looks before it is printed: `out/full-week-1366-print.png`.
test.describe.configure({ mode: 'default' });

const PRINTED = [PHONE, SCREEN].map(viewport => ({ viewport, scheme: 'light' as const, media: 'print' as const, name: `${viewport.width}-print` }));
const ALL = [...LOOKS.map(look => ({ ...look, media: 'screen' as const })), ...PRINTED];

test.beforeAll(async ({ browser, city }) => {
  test.setTimeout(240_000);
  await fill(browser, city, fillDays);
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
