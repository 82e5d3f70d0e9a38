import type { Page } from '@playwright/test';
import { now } from '../support/clock.ts';
import { ProvidedCity, signInThere } from '../support/provided.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// A city of its own with a real identity provider beside it, on another site: what a browser keeps back there it would keep back here.
async function enter(page: Page, city: ProvidedCity): Promise<void> {
  await page.goto(`${city.url}/staff/sign-in`);
  await page.locator('[name=login]').fill('kanri');
  await page.locator('[name=password]').fill('mendan-demo-kanri');
  await page.getByRole('button', { name: '入る', exact: true }).click();
  await expect(page).toHaveURL(/\/staff$/);
}

async function leave(page: Page, city: ProvidedCity): Promise<void> {
  await page.getByRole('button', { name: '出る' }).click();
  await page.waitForURL(url => url.href.startsWith(city.issuer));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${city.url}/staff/sign-in`);
}

const WAYS = [PHONE, SCREEN].flatMap(viewport => [true, false].map(javaScriptEnabled => ({ viewport, javaScriptEnabled })));

for (const { viewport, javaScriptEnabled } of WAYS) {
  test.describe(`${viewport.width} px, ${javaScriptEnabled ? 'with scripts' : 'without scripts'}`, () => {
    test.use({ viewport, javaScriptEnabled });

    test('staff come in by the city’s identity provider, prove again there, and sign out there', async ({ page, request, watch, examine }) => {
      const city = await ProvidedCity.start(await now(request));
      try {
        // An administrator sets it, after a look.
        await enter(page, city);
        await page.goto(`${city.url}/staff/setup/openid`);
        await examine.page(page);
        await page.getByLabel('発行者(issuer)のアドレス').fill(city.issuer);
        await page.getByLabel('クライアント ID').fill('mendan');
        await page.getByLabel('クライアントの秘密').fill('the-secret-of-the-browser-tests');
        await page.getByLabel('ボタンの名前').fill('架空認証');
        await page.getByLabel('二段階の確認とみなす値').fill('mfa');
        await page.getByRole('button', { name: 'つながるか確かめる' }).click();
        await expect(page.locator('#looked')).toContainText('つながりました');
        await examine.page(page);
        await page.getByRole('button', { name: '保存する' }).click();
        await expect(page.getByRole('main')).toContainText('認証基盤を決めました');

        // She links her account.
        await page.goto(`${city.url}/staff/account`);
        await page.getByRole('button', { name: '架空認証のアカウントを結び付ける' }).click();
        await signInThere(page, 'somebody-there', false);
        await expect(page).toHaveURL(`${city.url}/staff/account?said=openid_linked`);
        await examine.page(page);
        await leave(page, city);

        // She comes in by it, where she was going.
        await page.goto(`${city.url}/staff/calls`);
        await examine.page(page);
        await page.getByRole('button', { name: '架空認証でログイン' }).click();
        await signInThere(page, 'somebody-there', true);
        await expect(page).toHaveURL(`${city.url}/staff/calls`);

        // The city wants a second factor: she has shown one there.
        await page.goto(`${city.url}/staff/setup/city/factor`);
        await page.locator('[name=factor_required]').check();
        await page.getByRole('button', { name: '保存する' }).click();
        await expect(page).toHaveURL(/said=saved/);

        // A quarter of an hour later she proves again that it is her.
        await city.later(16);
        await page.goto(`${city.url}/staff/setup/openid`);
        await expect(page.locator('h1')).toHaveText('もう一度、確かめます');
        await examine.page(page);
        await page.getByRole('button', { name: '架空認証で確かめる' }).click();
        await signInThere(page, 'somebody-there', true);
        await expect(page).toHaveURL(`${city.url}/staff/setup/openid`);
        await leave(page, city);

        // Without the second factor there ours is asked; and whom nobody knows is not let in.
        await page.getByRole('button', { name: '架空認証でログイン' }).click();
        await signInThere(page, 'somebody-there', false);
        await expect(page).toHaveURL(/\/staff\/sign-in\/factor/);
        watch.announce(401);
        await page.context().clearCookies();
        await page.goto(`${city.url}/staff/sign-in`);
        await page.getByRole('button', { name: '架空認証でログイン' }).click();
        await signInThere(page, 'nobody-here', true);
        await expect(page.getByRole('alert')).toContainText('職員に結び付いていません');
        await examine.page(page);
      } finally {
        await city.stop();
      }
    });
  });
}
