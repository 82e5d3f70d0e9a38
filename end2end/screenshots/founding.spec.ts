import { expect, test } from '@playwright/test';
import { BareServer, Newcomer } from '../support/newcomer.ts';
import { LOOKS, pictures } from '../support/pictures.ts';

for (const { viewport, scheme, name } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('the first set-up', async ({ page, browser }) => {
      const bare = await BareServer.start();
      const take = pictures(page, name);
      await page.goto(bare.url);
      await take('founding-preparing');
      const newcomer = new Newcomer(page, async part => { await take(`founding-${part}`); });
      await newcomer.found(bare.setUpUrl);
      const other = await browser.newPage({ viewport, colorScheme: scheme });
      await other.goto(bare.setUpUrl);
      await pictures(other, name)('founding-over');
      await other.close();
      await page.goto(`${bare.url}/staff/setup`);
      await take('founding-left');
      await page.goto(`${bare.url}/staff/setup/begin/place`);
      await page.getByRole('button', { name: 'この内容で決める' }).click();
      await take('founding-place-errors');
      await page.goto(`${bare.url}/staff/setup/begin`);
      await newcomer.setUp();
      await newcomer.book('pictures@mail.kaku.example');
      expect(newcomer.clicks).toBeGreaterThan(5);
      await bare.stop();
    });
  });
}
