import type { Page } from '@playwright/test';
import { codeOf, secondOf } from '../support/app.ts';
import { asStaff, signIn } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';
import { SetUp } from '../support/setup.ts';

// Each is a member of staff of its own, whom an administrator adds: a factor that is registered here stands in nobody's way.
const FIRST = 'fern lantern gravel 81 orbit';
const PASSWORD = 'willow thunder 52 copper basin';

async function enter(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto('/staff/sign-in');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** An administrator made her password: she makes her own, and signs in by it from then on. */
async function makeHerOwn(page: Page): Promise<void> {
  await expect(page.getByRole('status')).toContainText('ほかの人が決めたものです');
  await page.locator('[name=old_password]').fill(FIRST);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=password_again]').fill(PASSWORD);
  await page.getByRole('button', { name: 'パスワードを変える' }).click();
  await expect(page.getByRole('status')).toContainText('パスワードを変えました');
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a nurse registers an app, comes in by it, loses it, and comes in by her paper', async ({ page, watch, examine }) => {
      watch.announce(401);
      watch.announce(422);
      const login = `factor${viewport.width}`;
      await asStaff(page, 'kanri');
      await new SetUp(page).nurse(`見本 ふたば${viewport.width}`, login, '中央');
      await page.getByRole('button', { name: '出る' }).click();

      await enter(page, login, FIRST);
      await makeHerOwn(page);
      await page.getByRole('link', { name: `見本 ふたば${viewport.width}` }).click();
      await expect(page.locator('h1')).toHaveText('自分の設定');
      await expect(page.getByRole('main')).toContainText('まだ登録していません');
      await examine.page(page);
      await page.getByRole('link', { name: '認証アプリを登録する' }).click();
      await expect(page.getByRole('img', { name: '認証アプリで読み取る二次元コード' })).toBeVisible();
      await examine.page(page);
      const key = await page.locator('.register-key').innerText();
      await page.locator('[name=code]').fill('000000');
      await page.getByRole('button', { name: '登録する' }).click();
      await expect(page.getByRole('main')).toContainText('数字が合いません');
      expect(await page.locator('.register-key').innerText(), 'the same app').toBe(key);
      const second = await secondOf(page);
      await page.locator('[name=code]').fill(codeOf(key, second - 30));
      await page.locator('[name=code]').press('Enter');
      await expect(page.locator('.codes li')).toHaveCount(10);
      await examine.page(page);
      const codes = await page.locator('.codes code').allInnerTexts();
      await page.getByRole('button', { name: 'しまったので、先へ進む' }).click();
      await expect(page).toHaveURL(/\/staff$/);
      await page.getByRole('button', { name: '出る' }).click();

      // By keyboard: password, code.
      await enter(page, login);
      await expect(page.locator('h1')).toHaveText('もう一つの確認');
      await examine.page(page);
      await page.locator('[name=code]').fill(codeOf(key, second));
      await page.locator('[name=code]').press('Enter');
      await expect(page).toHaveURL(/\/staff$/);
      await page.getByRole('button', { name: '出る' }).click();

      // The phone is lost.
      await enter(page, login);
      await page.getByText('認証アプリが使えないとき').click();
      await page.locator('[name=recovery]').fill(codes[0]!.toLowerCase());
      await page.getByRole('button', { name: '回復コードで入る' }).click();
      await expect(page.getByRole('status')).toContainText('回復コードで入りました');
      await expect(page.getByRole('main')).toContainText('残り9個');
      await examine.page(page);
      await page.getByRole('link', { name: '新しい認証アプリを登録する' }).click();
      await expect(page.locator('.register-key')).not.toHaveText(key);
    });
  });
}

test('whoever has no factor signs in by her password alone in the demo', async ({ page }) => {
  await signIn(page, 'uketsuke');
  await expect(page).toHaveURL(/\/staff$/);
});
