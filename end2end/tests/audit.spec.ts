import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { test } from '../support/alone.ts';
import { secondOf } from '../support/app.ts';
import { localDate } from '../support/clock.ts';
import { Keys } from '../support/keys.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';

// The log, in a demo of each test's own: nobody else has done anything in it.
const CHIEF = '想定 係長';

async function enter(page: Page, url: string, login: string, password = `mendan-demo-${login}`): Promise<void> {
  await page.goto(`${url}/staff/sign-in`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** What was done, line by line. */
function lines(page: Page) {
  return page.getByRole('table', { name: '操作の記録、新しい順' }).getByRole('row');
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('an administrator reads the log, narrows it, sees what stands out, and takes it out as a file', async ({ page, demo, watch, examine }) => {
      watch.announce(401);
      // Somebody tries five names that nobody has.
      for (const n of [1, 2, 3, 4, 5]) {
        await enter(page, demo.url, `daremo${n}`, 'not her password at all');
        await expect(page.getByRole('alert').first()).toContainText('ログイン名かパスワードが合いません');
      }
      await enter(page, demo.url, 'kanri');
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto(`${demo.url}/staff/setup`);
      await page.getByRole('main').getByRole('link', { name: '操作の記録' }).click();
      await expect(page.locator('h1')).toHaveText('操作の記録');
      await expect(lines(page).filter({ hasText: 'ログインした' }).filter({ hasText: CHIEF })).toHaveCount(1);
      await expect(lines(page).filter({ hasText: '登録のない名前でログインに失敗した' })).toHaveCount(5);
      await examine.page(page);

      // That she looked is a line, too.
      const form = page.getByRole('form', { name: 'しぼる' });
      await form.getByLabel('何をしたか').selectOption({ label: '見た' });
      await form.getByRole('button', { name: '表示する' }).click();
      await expect(page).toHaveURL(/group=views/);
      await expect(form.getByLabel('何をしたか')).toHaveValue('views');
      await expect(lines(page).filter({ hasText: '操作の記録を見た' }).first()).toBeVisible();
      await expect(lines(page).filter({ hasText: 'ログイン' })).toHaveCount(0);
      const now = new Date(1000 * await secondOf(page));
      await form.getByLabel('この日から').fill(localDate(now, 1));
      await form.getByRole('button', { name: '表示する' }).click();
      await expect(page.getByRole('main')).toContainText('この条件に合う記録はありません。');
      await examine.page(page);

      // Who she is: all that is known of one member.
      await page.goto(`${demo.url}/staff/audit?group=sign-ins`);
      await lines(page).getByRole('link', { name: CHIEF }).first().click();
      await expect(page.getByRole('heading', { name: `${CHIEF}の記録` })).toBeVisible();
      await examine.page(page);

      // What stands out, with its lines behind it.
      await page.getByRole('link', { name: 'すべての記録を見る' }).click();
      await page.getByRole('link', { name: '目立つ動きを見る' }).click();
      await expect(page.locator('h1')).toHaveText('目立つ動き');
      await expect(page.getByRole('region', { name: '1日にたくさん見た職員' })).toContainText('ありません。');
      const tried = page.getByRole('region', { name: 'ログインの失敗が多いところ' }).getByRole('link');
      await expect(tried).toHaveCount(1);
      await expect(tried).toContainText('から5回、5つの名前');
      await examine.page(page);
      await tried.click();
      await expect(page).toHaveURL(/group=sign-ins/);
      await expect(lines(page).filter({ hasText: '登録のない名前でログインに失敗した' })).toHaveCount(5);

      // Sixteen minutes later a file is not for whoever finds the screen open.
      await page.goto('about:blank');
      await demo.later('16m');
      await page.goto(`${demo.url}/staff/audit?group=sign-ins`);
      const take = page.getByRole('button', { name: 'この条件の記録をファイルに書き出す' });
      await take.click();
      await expect(page.locator('h1')).toHaveText('もう一度、確かめます');
      await expect(page.getByRole('main')).toContainText('まだ何も変わっていません');
      await examine.page(page);
      await page.locator('[name=password]').fill('mendan-demo-kanri');
      await page.getByRole('button', { name: '確かめる', exact: true }).click();
      await expect(page).toHaveURL(/\/staff\/audit\?group=sign-ins&said=again/);
      await expect(page.getByRole('main')).toContainText('まだ何も変わっていません');
      const begun = page.waitForEvent('download');
      await take.click();
      const file = await begun;
      expect(file.suggestedFilename()).toBe('audit.csv');
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toMatch(/^\ufeff番号,日時,だれが,何をした,対象,どこから\r\n/);
      expect(text).toContain('登録のない名前でログインに失敗した');
      expect(text, 'what she had narrowed it to').not.toContain('操作の記録を見た');
      await page.goto(`${demo.url}/staff/audit?group=files`);
      await expect(lines(page).filter({ hasText: '操作の記録を書き出した' })).toHaveCount(1);
    });
  });
}

test('the log is narrowed with Tab and Enter alone', async ({ page, demo }) => {
  const keys = new Keys(page);
  await enter(page, demo.url, 'kanri');
  await expect(page).toHaveURL(/\/staff$/);
  await page.goto(`${demo.url}/staff/audit`);
  const form = page.getByRole('form', { name: 'しぼる' });
  await keys.to(form.getByLabel('何をしたか'));
  await keys.press('ArrowDown');
  await expect(form.getByLabel('何をしたか')).toHaveValue('views');
  await keys.enter(form.getByRole('button', { name: '表示する' }));
  await expect(page).toHaveURL(/group=views/);
  await keys.enter(lines(page).getByRole('link', { name: CHIEF }).first());
  await expect(page.getByRole('heading', { name: `${CHIEF}の記録` })).toBeVisible();
  await keys.enter(page.getByRole('link', { name: 'すべての記録を見る' }));
  await keys.enter(page.getByRole('link', { name: '目立つ動きを見る' }));
  await expect(page.locator('h1')).toHaveText('目立つ動き');
  await keys.enter(page.getByRole('link', { name: '記録を見る', exact: true }));
  await expect(page.locator('h1')).toHaveText('操作の記録');
});
