import { test } from '../support/alone.ts';
import { mailsTo } from '../support/mail.ts';
import { Newcomer } from '../support/newcomer.ts';
import { PHONE, SCREEN, expect } from '../support/test.ts';

// Somebody founds a city on an empty data folder, from the link that the program prints to a booked interview, and needs nobody. The server
// is no demo: it lives at the time of its machine, whatever that is.
for (const viewport of [PHONE, SCREEN]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('a newcomer comes from the printed link to a booked interview', async ({ page, bare, examine }) => {
      const newcomer = new Newcomer(page, () => examine.page(page));
      await newcomer.found(bare.setUpUrl);
      await newcomer.setUp();
      const email = `newcomer${viewport.width}@mail.kaku.example`;
      await newcomer.book(email);
      expect(newcomer.clicks, 'clicks').toBeLessThanOrEqual(60);
      expect(newcomer.fields, 'fields').toBeLessThanOrEqual(40);

      await expect.poll(async () => (await mailsTo(email, bare.mails)).length, { message: 'her confirmation' }).toBe(1);
      const [mail] = await mailsTo(email, bare.mails);
      expect(mail!.headers.get('from')).toContain('boshi@minori.example');
      await page.goto(`${bare.url}/staff/setup/begin`);
      await expect(page.getByRole('main')).toContainText('すべてできました');
    });
  });
}

test('strangers read that it is being prepared, and the link is of one browser', async ({ page, browser, bare, watch }) => {
  for (const status of [503, 410, 404]) watch.announce(status);
  expect((await page.goto(bare.url))!.status()).toBe(503);
  await expect(page.locator('h1')).toHaveText('準備をしています');
  await page.goto(bare.setUpUrl);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await expect(page).toHaveURL(/\/setup\/city$/);
  const other = await browser.newPage();
  expect((await other.goto(bare.setUpUrl))!.status()).toBe(410);
  await expect(other.locator('main')).toContainText('mendan city invite');
  expect((await other.goto(`${bare.url}/setup/city`))!.status()).toBe(404);
  await other.close();
});
