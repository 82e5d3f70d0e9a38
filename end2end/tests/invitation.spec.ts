import type { Page } from '@playwright/test';
import { codeOf, secondOf } from '../support/app.ts';
import { awaitMails, staffLink } from '../support/mail.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';
import { SetUp } from '../support/setup.ts';

const PASSWORD = 'heron ladder copper 52 mist';

async function enter(page: Page, login: string): Promise<void> {
  await page.goto('/staff/sign-in');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('main form button').click();
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a nurse who is invited sets password and app, loses her phone, and comes in by her paper', async ({ page, watch, examine }) => {
      watch.announce(401);
      watch.announce(404);
      watch.announce(422);
      const login = `invited${viewport.width}`;
      const address = `${login}@mail.example.jp`;
      await asStaff(page, 'kanri');
      await new SetUp(page).invite(`見本 みつば${viewport.width}`, login, '中央', address);
      const [mail] = await awaitMails(address, 1);
      expect(mail!.subject).toContain('招待');
      await page.getByRole('button', { name: '出る' }).click();

      const link = staffLink(mail!);
      await page.goto(link);
      await expect(page.getByRole('main')).toContainText(login);
      await examine.page(page);
      await page.locator('[name=password]').fill('short');
      await page.locator('[name=password_again]').fill('other');
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await expect(page.getByRole('main')).toContainText('15文字以上');
      await examine.page(page);
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('[name=password_again]').fill(PASSWORD);
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await expect(page).toHaveURL(/\/staff$/);

      await page.getByRole('link', { name: `見本 みつば${viewport.width}` }).click();
      await expect(page.getByRole('main')).toContainText(address);
      await page.getByRole('link', { name: '認証アプリを登録する' }).click();
      const key = await page.locator('.register-key').innerText();
      const second = await secondOf(page);
      await page.locator('[name=code]').fill(codeOf(key, second - 30));
      await page.locator('[name=code]').press('Enter');
      await expect(page.locator('.codes li')).toHaveCount(10);
      const codes = await page.locator('.codes code').allInnerTexts();
      await page.getByRole('button', { name: 'しまったので、先へ進む' }).click();
      await page.getByRole('button', { name: '出る' }).click();

      // The link has done its work.
      await page.goto(link);
      await expect(page.locator('h1')).toHaveText('このリンクは使えません');
      await examine.page(page);

      await enter(page, login);
      await page.locator('[name=code]').fill(codeOf(key, second));
      await page.locator('[name=code]').press('Enter');
      await expect(page).toHaveURL(/\/staff$/);
      await page.getByRole('button', { name: '出る' }).click();

      // The phone is lost.
      await enter(page, login);
      await page.getByText('認証アプリが使えないとき').click();
      await page.locator('[name=recovery]').fill(codes[0]!);
      await page.getByRole('button', { name: '回復コードで入る' }).click();
      await expect(page.getByRole('status')).toContainText('回復コードで入りました');
      await page.getByRole('button', { name: '出る' }).click();

      // And so is the password.
      await page.getByRole('link', { name: 'パスワードを忘れた' }).click();
      await examine.page(page);
      await page.locator('[name=who]').fill(address);
      await page.getByRole('button', { name: 'リンクを受け取る' }).click();
      await expect(page.getByRole('status')).toContainText('受け付けました');
      await examine.page(page);
      const mails = await awaitMails(address, 2);
      const anew = mails.map(staffLink).find(other => other !== link)!;
      await page.goto(anew);
      await page.locator('[name=password]').fill(`${PASSWORD} again`);
      await page.locator('[name=password_again]').fill(`${PASSWORD} again`);
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await expect(page.locator('h1')).toHaveText('もう一つの確認');
    });
  });
}
