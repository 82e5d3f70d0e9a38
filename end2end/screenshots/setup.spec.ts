import { LOOKS, pictures } from '../support/pictures.ts';
import { asStaff } from '../support/staff.ts';
import { test } from '../support/test.ts';

const PAGES = { setup: '', offices: '/offices', 'office-new': '/offices/new', people: '/staff', 'person-new': '/staff/new', kinds: '/kinds',
  templates: '/templates', 'template-new': '/templates/new', publish: '/publish', copy: '/publish', closures: '/closures',
  holidays: '/holidays', keys: '/keys' };

for (const { viewport, scheme, name } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('set-up pages', async ({ page, watch }) => {
      const take = pictures(page, name);
      await asStaff(page, 'kanri');
      for (const [picture, path] of Object.entries(PAGES)) {
        await page.goto(`/staff/setup${path}`);
        if (picture === 'copy') await page.getByRole('link', { name: '先月を写す' }).click();
        await take(`setup-${picture}`);
      }
      for (const [picture, path] of [['office', '/offices'], ['kind', '/kinds']]) {
        await page.goto(`/staff/setup${path}`);
        await page.locator('.setup-list a').first().click();
        await take(`setup-${picture}`);
      }
      watch.announce(422);
      await page.goto('/staff/setup/offices/new');
      await page.getByRole('button', { name: '保存する' }).click();
      await take('setup-office-errors');
    });
  });
}
