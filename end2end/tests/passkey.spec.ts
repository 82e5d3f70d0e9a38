import type { Page } from '@playwright/test';
import { test } from '../support/alone.ts';
import { awaitMails, staffLink } from '../support/mail.ts';
import { Newcomer } from '../support/newcomer.ts';
import { ScreenLock } from '../support/passkeys.ts';
import { SetUp } from '../support/setup.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';

// Passkeys, with Chromium's own authenticator, at http://localhost: a browser makes none at a bare number.
test.use({ host: 'localhost' });

const NAME = '仕事のスマートフォン';
const HERS = { name: '見本 みつば', login: 'mitsuba', address: 'mitsuba@mail.example.jp', password: 'heron ladder copper 52 mist' };

async function enter(page: Page, url: string, login: string, password = `mendan-demo-${login}`): Promise<void> {
  await page.goto(`${url}/staff/sign-in`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a nurse who is invited sets password and passkey, comes in, is asked again, loses her phone, and comes in by her paper', async ({
      page, demo, watch, examine,
    }) => {
      for (const status of [401, 404, 422]) watch.announce(status);
      await enter(page, demo.url, 'kanri');
      await new SetUp(page, demo.url).invite(HERS.name, HERS.login, '中央', HERS.address);
      const [mail] = await awaitMails(HERS.address, 1, demo.mails);
      await page.getByRole('button', { name: '出る' }).click();

      // From her letter: a password that nobody else has ever known, and the lock of her phone.
      const lock = await ScreenLock.of(page);
      const link = `${demo.url}${staffLink(mail!)}`;
      await page.goto(link);
      await expect(page.getByRole('main')).toContainText(HERS.login);
      await page.locator('[name=password]').fill(HERS.password);
      await page.locator('[name=password_again]').fill(HERS.password);
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await expect(page).toHaveURL(/\/staff$/);
      await page.getByRole('link', { name: HERS.name }).click();
      await expect(page.getByRole('main')).toContainText(HERS.address);
      await page.getByRole('link', { name: 'パスキーを登録する' }).click();
      await expect(page.locator('h1')).toHaveText('パスキーを登録する');
      const register = page.getByRole('button', { name: 'パスキーを登録する' });
      await expect(register).toBeVisible();
      await expect(page.getByText('スクリプト(JavaScript)')).toBeHidden();
      await examine.page(page);
      await register.click();
      await expect(page.locator('#errors')).toContainText('パスキーの名前を入れてください');
      await page.locator('[name=passkey_name]').fill(NAME);
      await page.locator('[name=passkey_name]').press('Enter');
      await expect(page.locator('.codes li')).toHaveCount(10);
      const codes = await page.locator('.codes code').allInnerTexts();
      await page.getByRole('button', { name: 'しまったので、先へ進む' }).click();
      await page.getByRole('button', { name: '出る' }).click();

      // The letter has done its work, and she comes in as everybody does.
      await page.goto(link);
      await expect(page.locator('h1')).toHaveText('このリンクは使えません');
      await enter(page, demo.url, HERS.login, HERS.password);
      await expect(page.locator('h1')).toHaveText('もう一つの確認');
      await expect(page.getByRole('button', { name: 'パスキーで確かめる' })).toBeVisible();
      await examine.page(page);
      await page.getByRole('button', { name: 'パスキーで確かめる' }).click();
      await expect(page).toHaveURL(/\/staff$/);

      // Sixteen minutes later: before she changes her factors she is asked again.
      await demo.later('16m');
      await page.goto(`${demo.url}/staff/account`);
      await expect(page.getByRole('main')).toContainText(NAME);
      await examine.page(page);
      await page.getByRole('button', { name: '外す' }).click();
      await expect(page.locator('h1')).toHaveText('もう一度、確かめます');
      await examine.page(page);
      await page.getByRole('button', { name: 'パスキーで確かめる' }).click();
      await expect(page.getByRole('main')).toContainText('まだ何も変わっていません');
      await expect(page.getByRole('main')).toContainText(NAME);
      await page.getByRole('button', { name: '出る' }).click();

      // The wrong finger: nothing is sent, and the page says what to do.
      await enter(page, demo.url, HERS.login, HERS.password);
      await lock.verifies(false);
      await page.getByRole('button', { name: 'パスキーで確かめる' }).click();
      await expect(page.getByRole('status')).toContainText('パスキーを使えませんでした');
      await lock.verifies(true);

      // The phone is lost.
      await lock.forget();
      await page.getByText('パスキーや認証アプリが使えないとき').click();
      await page.locator('[name=recovery]').fill(codes[0]!.toLowerCase());
      await page.getByRole('button', { name: '回復コードで入る' }).click();
      await expect(page.getByRole('status')).toContainText('回復コードで入りました');
      await page.getByRole('button', { name: '外す' }).click();
      await expect(page.getByRole('main')).toContainText('まだ登録していません');
    });
  });
}

test('the first factor of a new city may be a passkey', async ({ page, bare, watch, browser }) => {
  watch.announce(422);
  const newcomer = new Newcomer(page);
  await newcomer.found(bare.setUpUrl);
  await newcomer.setUp();
  const context = await browser.newContext({ locale: 'ja-JP' });
  watch.follow(context);
  const hers = await context.newPage();
  const lock = await ScreenLock.of(hers);
  const [login, password] = ['hitomi', 'fern lantern gravel 81 orbit'];
  await enter(hers, bare.url, login, password);
  await expect(hers.locator('h1')).toHaveText('認証アプリを登録する');
  await hers.getByText('認証アプリの代わりに、パスキーを登録する').click();
  await hers.locator('[name=passkey_name]').fill(NAME);
  await hers.getByRole('button', { name: 'パスキーを登録する' }).click();
  await expect(hers.locator('.codes li')).toHaveCount(10);
  expect(await lock.keys()).toBe(1);
  await hers.getByRole('button', { name: 'しまったので、先へ進む' }).click();
  await hers.getByRole('button', { name: '出る' }).click();
  await enter(hers, bare.url, login, password);
  await hers.getByRole('button', { name: 'パスキーで確かめる' }).click();
  // Her first password was typed by the administrator: she makes her own before anything else.
  await expect(hers).toHaveURL(/\/staff\/password\?said=first$/);
  await context.close();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a page says that passkeys need them, and nothing can be pressed in vain', async ({ page, demo }) => {
    await enter(page, demo.url, 'uketsuke');
    await page.goto(`${demo.url}/staff/account/passkey`);
    await expect(page.getByText('スクリプト(JavaScript)が動くブラウザー')).toBeVisible();
    await expect(page.getByRole('button', { name: 'パスキーを登録する' })).toBeHidden();
  });
});
