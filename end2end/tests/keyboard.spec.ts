import { Api } from '../support/api.ts';
import { Keys } from '../support/keys.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { SCREEN, expect, test } from '../support/test.ts';

test.use({ viewport: SCREEN });

test('a whole booking with Tab, Enter and Space', async ({ page, request }) => {
  const day = await new Api(request).day(1);
  const [she, keys, resident] = [person(), new Keys(page), new Resident(page)];

  await resident.start();
  await keys.enter(page.locator('a.kind').first());
  await expect(page).toHaveURL(/\/book\//);
  await keys.press('Tab');
  await expect(page.locator('a.skip')).toBeFocused();
  await keys.press('Enter');
  await keys.enter(page.locator('.choices a[href*="mode=video"]').first());
  await expect(page.locator('form input[name=mode]')).toHaveValue('video');
  await keys.enter(page.locator(`.days a:has(time[datetime="${day}"])`));
  await expect(page.locator('.days a[aria-current=date] time')).toHaveAttribute('datetime', day);
  await keys.enter(page.locator('button.slot').nth(2));
  await expect(page).toHaveURL(/\/details$/);

  // Nothing typed yet: the summary is where the keyboard is, and its links lead to the fields.
  await keys.enter(resident.submit);
  await expect(page).toHaveURL(/#errors$/);
  await expect(page.locator('#errors')).toBeFocused();
  await keys.press('Tab');
  await expect(page.locator('#errors a').first()).toBeFocused();
  await keys.press('Enter');
  await expect(page.locator('[name=family_name]')).toBeFocused();

  const [year, month, dayOfBirth] = she.birth.split('-').map(part => String(Number(part)));
  const values: Record<string, string> = {
    family_name: she.family, given_name: she.given, family_name_kana: she.familyKana, given_name_kana: she.givenKana,
    birth_year: year!, birth_month: month!, birth_day: dayOfBirth!, phone: she.phone,
  };
  for (const [name, value] of Object.entries(values)) await keys.fill(page.locator(`[name=${name}]`), value);
  await keys.to(page.locator('details.more summary'));
  await keys.press('Space');
  await keys.to(page.locator('[name=needs]').first());
  await keys.press('Space');
  await keys.to(page.locator('[name=consent]'));
  await keys.press('Space');
  await expect(page.locator('[name=consent]')).toBeChecked();
  await keys.enter(resident.submit);
  await resident.isBooked();

  // Without an e-mail the page says how to keep the link. Then move and cancel, still without a mouse.
  await expect(page.getByRole('heading', { name: 'このページを残してください' })).toBeVisible();
  await keys.enter(page.getByRole('link', { name: '日時を変える' }));
  await expect(page).toHaveURL(/\/move$/);
  await keys.enter(page.locator(`.days a:has(time[datetime="${day}"])`));
  await expect(page).toHaveURL(/day=/);
  await keys.enter(page.locator('button.slot').nth(5));
  await expect(page.getByRole('status').filter({ hasText: '日時を変えました。' })).toBeVisible();
  await keys.enter(page.getByRole('link', { name: '取り消す' }));
  await keys.enter(page.getByRole('button', { name: '取り消す' }));
  await expect(page.locator('h1')).toHaveText('予約を取り消しました');
});
