import type { Page } from '@playwright/test';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// Where she is signed in, and a computer that several use by turns.
const KEYS = '/staff/setup/keys';
const TYPED = '架空の連携(途中)';

async function enter(page: Page, login: string): Promise<void> {
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(`mendan-demo-${login}`);
  await page.locator('[name=password]').press('Enter');
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('she sees where she is signed in, and ends what she does not know', async ({ page, browser, examine }) => {
      const elsewhere = await browser.newContext();
      const other = await elsewhere.newPage();
      await asStaff(other, 'hokenshi');
      await asStaff(page, 'hokenshi');
      await page.goto('/staff/account');
      const list = page.getByRole('region', { name: 'ログイン中の端末' });
      await expect(list.getByRole('listitem').first()).toContainText('この端末');
      await examine.page(page);
      await list.getByRole('button', { name: 'ほかをすべて終わらせる' }).click();
      await expect(page.getByRole('status')).toContainText('すべて終わらせました');
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await other.goto('/staff');
      await expect(other).toHaveURL(/\/staff\/sign-in/);
      await elsewhere.close();
    });

    test('the computer changes hands with a form half filled', async ({ page, context, watch, examine }) => {
      watch.announce(409);
      await asStaff(page, 'kanri');
      await expect(page.locator('.bar-who')).toBeVisible();
      await page.goto(KEYS);
      await page.locator('[name=name]').fill(TYPED);
      const posted = page.locator(`form[action="${KEYS}"]`);
      await expect(posted.locator('[name=whose_page]')).toHaveCount(1);

      // A colleague comes, in another tab of the same browser.
      const next = await context.newPage();
      await next.goto('/staff');
      await next.getByRole('button', { name: '交代' }).click();
      await expect(next.locator('h1')).toHaveText('交代');
      await examine.page(next);
      await enter(next, 'uketsuke');
      await expect(next).toHaveURL(/\/staff$/);

      // The former's page is open still.
      await posted.getByRole('button').click();
      await expect(page.locator('h1')).toHaveText('ほかの人の画面です');
      await expect(page.getByRole('alert')).toContainText('まだ何も変わっていません');
      await expect(page.locator('body')).not.toContainText(TYPED);
      await examine.page(page);

      // She comes back to what she had typed.
      await enter(page, 'kanri');
      await expect(page).toHaveURL(/\/staff\/setup\/keys\?said=again/);
      await expect(page.locator('[name=name]')).toHaveValue(TYPED);
      await next.close();
    });
  });
}

test('at a shared computer the next one finds it marked', async ({ page, examine }) => {
  await page.goto('/staff/sign-in');
  await page.getByLabel(/この端末は共用です/).check();
  await enter(page, 'uketsuke');
  await expect(page).toHaveURL(/\/staff$/);
  await page.getByRole('button', { name: '出る' }).click();
  await expect(page.getByRole('main')).toContainText('この端末は共用です');
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await examine.page(page);
});
