import { type Page, expect, test as base } from '@playwright/test';
import { Examiner } from '../support/examine.ts';
import { BareServer, Newcomer } from '../support/newcomer.ts';
import { NamedDemo, ScreenLock } from '../support/passkeys.ts';
import { PHONE, SCREEN } from '../support/test.ts';
import { Watch } from '../support/watch.ts';

// Passkeys, with Chromium's own authenticator, at http://localhost: a browser makes none at a bare number.
const test = base.extend<{ demo: NamedDemo; bare: BareServer; watch: Watch; examine: Examiner }>({
  demo: async ({}, use) => {
    const demo = await NamedDemo.start();
    await use(demo);
    await demo.stop();
  },
  bare: async ({}, use) => {
    const bare = await BareServer.start('localhost');
    await use(bare);
    await bare.stop();
  },
  watch: [async ({ context }, use) => {
    const watch = new Watch();
    watch.follow(context);
    await use(watch);
    watch.verify();
  }, { auto: true }],
  examine: async ({ browser }, use) => {
    const examiner = new Examiner(browser, true);
    await use(examiner);
    await examiner.close();
  },
});

const NAME = '仕事のスマートフォン';

async function enter(page: Page, url: string, login: string, password = `mendan-demo-${login}`): Promise<void> {
  await page.goto(`${url}/staff/sign-in`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a nurse registers a passkey, comes in by it, is asked again, loses it, and comes in by her paper', async ({ page, demo, watch, examine }) => {
      for (const status of [401, 422]) watch.announce(status);
      const lock = await ScreenLock.of(page);
      await enter(page, demo.url, 'hokenshi');
      await page.goto(`${demo.url}/staff/account`);
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

      await enter(page, demo.url, 'hokenshi');
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
      await enter(page, demo.url, 'hokenshi');
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
