import type { Browser, Page } from '@playwright/test';
import { test } from '../support/alone.ts';
import { codeOf, secondOf } from '../support/app.ts';
import { awake } from '../support/awake.ts';
import { awaitMails, staffLink } from '../support/mail.ts';
import { LOOKS, pictures } from '../support/pictures.ts';
import { SetUp } from '../support/setup.ts';
import { expect } from '../support/test.ts';

// How staff come in, and what is made of who they are: a demo of each look's own.
const HERS = { name: '見本 みつば', login: 'mitsuba', address: 'mitsuba@mail.example.jp', password: 'heron ladder copper 52 mist' };
const ROLE = '電話の係';

async function enter(page: Page, url: string, login: string, password = `mendan-demo-${login}`): Promise<void> {
  await page.goto(`${url}/staff/sign-in`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** An administrator, at a computer of her own. */
async function chief(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' })).newPage();
  await enter(page, url, 'kanri');
  await expect(page).toHaveURL(/\/staff$/);
  return page;
}

for (const { viewport, scheme, name } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('from an invitation to two ways of being asked', async ({ page, browser, demo, watch }) => {
      for (const status of [401, 404, 409, 422]) watch.announce(status);
      const take = pictures(page, name);
      const kanri = await chief(browser, demo.url);
      await new SetUp(kanri, demo.url).invite(HERS.name, HERS.login, '中央', HERS.address);
      const [mail] = await awaitMails(HERS.address, 1, demo.mails);
      const link = `${demo.url}${staffLink(mail!)}`;

      await page.goto(link);
      await take('invitation');
      await page.locator('[name=password]').fill('short');
      await page.locator('[name=password_again]').fill('other');
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await take('invitation-errors');
      await page.locator('[name=password]').fill(HERS.password);
      await page.locator('[name=password_again]').fill(HERS.password);
      await page.getByRole('button', { name: 'このパスワードにする' }).click();
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto(link);
      await take('invitation-over');
      await page.goto(`${demo.url}/staff/account`);
      await take('account');
      await page.goto(`${demo.url}/staff/account/factor`);
      await take('factor-register');
      const key = await page.locator('.register-key').innerText();
      await page.locator('[name=code]').fill(codeOf(key, await secondOf(page) - 30));
      await page.getByRole('button', { name: '登録する' }).click();
      await expect(page.locator('.codes li')).toHaveCount(10);
      await take('factor-codes');
      await page.getByRole('button', { name: 'しまったので、先へ進む' }).click();
      await page.goto(`${demo.url}/staff/account`);
      await take('account-factor');
      await page.getByRole('button', { name: '出る' }).click();
      await take('signed-out');

      await enter(page, demo.url, HERS.login, HERS.password);
      await expect(page.locator('h1')).toHaveText('もう一つの確認');
      await take('factor');
      await page.getByText('認証アプリが使えないとき').click();
      await page.locator('[name=recovery]').fill('wrong');
      await page.getByRole('button', { name: '回復コードで入る' }).click();
      await take('factor-errors');
      await page.locator('[name=code]').fill(codeOf(key, await secondOf(page)));
      await page.locator('[name=code]').press('Enter');
      await expect(page).toHaveURL(/\/staff$/);
      await page.getByRole('button', { name: '交代' }).click();
      await expect(page.locator('h1')).toHaveText('交代');
      await take('hand-over');
      await page.goto(`${demo.url}/staff/forgotten`);
      await take('forgotten');

      // Sixteen minutes later.
      await kanri.goto('about:blank');
      await enter(page, demo.url, 'kanri');
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto('about:blank');
      await demo.later('16m');
      await page.goto(`${demo.url}/staff/setup/openid`);
      await expect(page.locator('h1')).toHaveText('もう一度、確かめます');
      await take('again');
      await page.locator('[name=password]').fill('wrong');
      await page.getByRole('button', { name: '確かめる', exact: true }).click();
      await take('again-errors');
      await page.locator('[name=password]').fill('mendan-demo-kanri');
      await page.getByRole('button', { name: '確かめる', exact: true }).click();
      await expect(page).toHaveURL(/\/staff\/setup\/openid/);
      await take('openid');
      await kanri.context().close();
    });

    test('a form that a colleague had left open', async ({ page, context, demo, watch }) => {
      watch.announce(409);
      await enter(page, demo.url, 'kanri');
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto(`${demo.url}/staff/setup/keys`);
      await page.locator('[name=name]').fill('架空の連携(途中)');
      const next = await context.newPage();
      await next.goto(`${demo.url}/staff`);
      await next.getByRole('button', { name: '交代' }).click();
      await expect(next.locator('h1')).toHaveText('交代');
      await next.locator('[name=login]').fill('uketsuke');
      await next.locator('[name=password]').fill('mendan-demo-uketsuke');
      await next.locator('[name=password]').press('Enter');
      await expect(next).toHaveURL(/\/staff$/);
      await awake(next);
      await next.close();
      await page.locator('form[action="/staff/setup/keys"]').getByRole('button').click();
      await expect(page.locator('h1')).toHaveText('ほかの人の画面です');
      await pictures(page, name)('hand-over-other');
    });

    test('roles and the log', async ({ page, demo, watch }) => {
      for (const status of [401, 422]) watch.announce(status);
      const take = pictures(page, name);
      for (const n of [1, 2, 3, 4, 5]) {
        await enter(page, demo.url, `daremo${n}`, 'not her password at all');
        await expect(page.getByRole('alert').first()).toBeVisible();
      }
      await enter(page, demo.url, 'kanri');
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto(`${demo.url}/staff/setup/roles/new`);
      await page.getByRole('button', { name: '保存する', exact: true }).click();
      await take('role-errors');
      await page.locator('[name=name]').fill(ROLE);
      for (const word of [/^予約を見る:/, /^電話をかける:/]) await page.getByRole('group', { name: 'できること' }).getByLabel(word).check();
      await page.getByRole('button', { name: '保存する', exact: true }).click();
      await expect(page.getByRole('status')).toContainText('加えました');
      await take('roles');
      await page.getByRole('link', { name: ROLE }).click();
      await expect(page.getByRole('heading', { name: ROLE })).toBeVisible();
      await take('role');
      await page.goto(`${demo.url}/staff/audit`);
      await take('audit');
      await page.goto(`${demo.url}/staff/audit?group=sign-ins`);
      await take('audit-sign-ins');
      await page.goto(`${demo.url}/staff/audit?until=2020-01-01`);
      await take('audit-none');
      await page.goto(`${demo.url}/staff/audit/patterns`);
      await take('audit-patterns');
    });
  });
}
