import { awaitMails, staffLink } from '../support/mail.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';
import { SetUp } from '../support/setup.ts';

const PASSWORD = 'heron ladder copper 52 mist';

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('an administrator takes rights away while somebody works', async ({ page, watch, examine, browser }) => {
      watch.announce(403);
      watch.announce(404);
      const login = `kengen${viewport.width}`;
      const [name, address] = [`見本 けんげん${viewport.width}`, `${login}@mail.example.jp`];
      await asStaff(page, 'kanri');
      await new SetUp(page).invite(name, login, '中央', address);
      const [mail] = await awaitMails(address, 1);
      const context = await browser.newContext({ locale: 'ja-JP', viewport });
      watch.follow(context);
      const hers = await context.newPage();
      await hers.goto(staffLink(mail!));
      await hers.locator('[name=password]').fill(PASSWORD);
      await hers.locator('[name=password_again]').fill(PASSWORD);
      await hers.locator('[name=password_again]').press('Enter');
      await expect(hers).toHaveURL(/\/staff$/);

      // She shapes her own times, half a form is filled.
      await hers.goto('/staff/setup/templates/new');
      await hers.getByRole('group', { name: '曜日' }).getByLabel('月', { exact: true }).check();

      // Meanwhile she is to sit at the reception.
      await page.goto('/staff/setup/staff');
      await page.getByRole('link', { name }).click();
      await page.getByRole('group', { name: '役割' }).getByLabel('受付', { exact: true }).check();
      await page.getByRole('button', { name: '保存する', exact: true }).click();
      await expect(page.getByRole('status')).toContainText('保存しました');

      // Her next action is one of the reception's.
      await hers.getByRole('button', { name: '保存する', exact: true }).press('Enter');
      await expect(hers.getByRole('main')).toContainText('権限がありません');
      await hers.goto('/staff/setup/templates');
      await expect(hers.locator('h2')).toHaveText('ひらけません');
      await examine.page(hers);
      await hers.getByRole('link', { name: '電話受付' }).first().click();
      await expect(hers).toHaveURL(/\/staff\/desk/);
      await context.close();
    });
  });
}
