import { Api } from '../support/api.ts';
import { awaitMails } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

test('whoever got no mail has it sent to another address or asks for a call, and the desk sees it', async ({ page, request, examine, browser, watch }) => {
  watch.announce(422);
  const api = new Api(request);
  const she = person();
  const [slot] = await api.slots('video', await api.day(12, 'video'));
  const { manage_url } = await api.book(she, slot!, 'video');
  await awaitMails(she.email, 1);
  await page.setViewportSize(PHONE);
  await page.goto(manage_url);
  await page.getByText('メールは届きましたか').click();
  await page.getByRole('link', { name: '届かないとき' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('メールは届きましたか');
  await expect(page.locator('main')).not.toContainText(she.email);
  await examine.page(page);

  // What she typed stands there again beside what is to mend.
  const other = `atarashii-${she.email}`;
  await page.getByText('ほかのアドレスに送る').click();
  await page.getByLabel('メールアドレス').fill(other);
  await page.getByLabel('電話番号の下4けた').fill('0x00');
  await page.getByRole('button', { name: 'このアドレスに送る' }).click();
  await expect(page.getByLabel('メールアドレス')).toHaveValue(other);
  await expect(page.locator('#phone_last4-error')).toBeVisible();
  await page.getByLabel('電話番号の下4けた').fill(she.phone.replaceAll(/\D/g, '').slice(-4));
  await page.getByRole('button', { name: 'このアドレスに送る' }).click();
  await expect(page.locator('main')).toContainText('このアドレスに送ります');
  await awaitMails(other, 1);
  expect(page.url()).not.toContain(manage_url.split('/b/')[1]!);

  await page.getByRole('button', { name: '電話をもらう' }).click();
  await expect(page.locator('main')).toContainText('お電話します');
  const desk = await browser.newPage({ viewport: SCREEN });
  await asStaff(desk, 'uketsuke');
  await desk.goto('/staff/calls');
  const card = desk.locator('.calls-list > li').filter({ hasText: she.family });
  await expect(card.filter({ hasText: '電話がほしい' })).toBeVisible();
  await desk.close();
});
