import { Api } from '../support/api.ts';
import { awaitMails } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

test('the mailbox of the demo shows each mail and its parts', async ({ page, request, examine, watch }) => {
  // A mail runs no scripts, not even those of the tests.
  watch.provoke(/Blocked script execution/);
  const api = new Api(request);
  const she = person();
  const [slot] = await api.slots('video', await api.day(16, 'video'));
  const { manage_url, join_url } = await api.book(she, slot!, 'video');
  await awaitMails(she.email, 1);
  await page.goto('/dev/mailbox');
  await page.getByRole('link').filter({ hasText: she.email }).click();
  await expect(page.locator('pre')).toContainText(manage_url);
  await expect(page.locator('pre')).toContainText(join_url!);
  await expect(page.frameLocator('iframe').locator('h1')).toBeVisible();
  await examine.page(page);
  for (const link of await page.locator('article a').all()) {
    const part = await link.getAttribute('href');
    expect((await request.get(part!)).status(), part!).toBe(200);
  }
});
