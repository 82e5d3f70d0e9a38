import type { Page } from '@playwright/test';
import { test } from '../support/alone.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';

// A role of the city's own, from the page on which it is made to the one on which it ends; in a demo of each test's own.
const ROLE = '電話の係';
const HERS = '想定 受付';

async function enter(page: Page, url: string, login: string): Promise<void> {
  await page.goto(`${url}/staff/sign-in`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(`mendan-demo-${login}`);
  await page.locator('main form button').click();
  await expect(page).toHaveURL(/\/staff$/);
}

/** An administrator gives her that role. */
async function give(page: Page, url: string, role: string): Promise<void> {
  await page.goto(`${url}/staff/setup/staff`);
  await page.getByRole('main').getByRole('link', { name: HERS }).click();
  await page.getByRole('group', { name: '役割' }).getByLabel(role, { exact: true }).check();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('保存しました');
}

/** Where the bar leads. */
function places(page: Page) {
  return page.getByRole('navigation', { name: '職員の画面' }).getByRole('link');
}

for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a role is made and given, shows what it allows and no more, and is taken away', async ({ page, demo, browser, watch, examine }) => {
      watch.announce(403);
      await enter(page, demo.url, 'kanri');
      await page.goto(`${demo.url}/staff/setup/roles`);
      await expect(page.getByRole('region', { name: 'この市の役割' })).toContainText('まだありません。');
      await examine.page(page);
      await page.getByRole('link', { name: '役割を作る' }).click();
      await expect(page.getByRole('heading', { name: '新しい役割' })).toBeVisible();
      await page.locator('[name=name]').fill(ROLE);
      const may = page.getByRole('group', { name: 'できること' });
      for (const word of [/^予約を見る:/, /^操作の記録を読む:/]) await may.getByLabel(word).check();
      await examine.page(page);
      await page.getByRole('button', { name: '保存する', exact: true }).click();
      await expect(page.getByRole('status')).toContainText('加えました');
      const made = page.getByRole('region', { name: 'この市の役割' }).getByRole('link', { name: ROLE });
      await expect(made).toContainText('0人 ・ 予約を見る、操作の記録を読む');

      // She works, and it is given to her.
      const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport });
      watch.follow(context);
      const hers = await context.newPage();
      await enter(hers, demo.url, 'uketsuke');
      await expect(places(hers)).toHaveText([/^予定$/, /^電話受付$/, /^かける電話/]);
      await give(page, demo.url, ROLE);

      // At her next page she has what it allows: she looks, and does nothing to what she sees.
      await hers.goto(`${demo.url}/staff`);
      await expect(places(hers)).toHaveText([/^予定$/, /^電話受付$/, /^設定$/]);
      await examine.page(hers);
      await hers.goto(`${demo.url}/staff/desk?new=1`);
      await expect(hers.locator('form[action="/staff/desk/book"]')).toHaveCount(0);
      await hers.goto(`${demo.url}/staff/setup`);
      await expect(hers.getByRole('navigation', { name: '設定', exact: true }).getByRole('link')).toHaveCount(1);
      await hers.getByRole('main').getByRole('link', { name: '操作の記録' }).click();
      await expect(hers.locator('h1')).toHaveText('操作の記録');
      await examine.page(hers);
      for (const path of ['/staff/calls', '/staff/setup/roles', '/staff/setup/staff', '/staff/setup/keys']) {
        await hers.goto(demo.url + path);
        await expect(hers.locator('h1'), path).toHaveText('ひらけません');
      }
      await examine.page(hers);

      // Whoever has it is named, and while she has it it cannot end.
      await page.goto(`${demo.url}/staff/setup/roles`);
      await made.click();
      await expect(page.getByRole('main')).toContainText(`この役割の人は1人です(${HERS})`);
      await expect(page.getByRole('button', { name: '消す', exact: true })).toHaveCount(0);
      await give(page, demo.url, '受付');
      await hers.goto(`${demo.url}/staff/calls`);
      await expect(hers.locator('h1')).toHaveText('かける電話');
      await hers.goto(`${demo.url}/staff/audit`);
      await expect(hers.locator('h1')).toHaveText('ひらけません');
      await context.close();
      await page.goto(`${demo.url}/staff/setup/roles`);
      await made.click();
      await page.getByRole('button', { name: '消す', exact: true }).click();
      await expect(page.getByRole('status')).toContainText('消しました');
      await expect(made).toHaveCount(0);
    });
  });
}
