import { Api } from '../support/api.ts';
import { awake } from '../support/awake.ts';
import { person } from '../support/person.ts';
import { LOOKS, pictures } from '../support/pictures.ts';
import { asStaff, signIn } from '../support/staff.ts';
import { test } from '../support/test.ts';

for (const [index, { viewport, scheme, name }] of LOOKS.entries()) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('staff pages', async ({ page, request }) => {
      const api = new Api(request);
      const day = await api.day(0);
      const take = pictures(page, name);
      await signIn(page, 'hokenshi', 'wrong');
      await take('sign-in');
      await asStaff(page, 'hokenshi');
      await take('today');
      await page.goto(`/staff?date=${day}`);
      await take('day');
      await page.locator('a.entry:not(.entry--free,.entry--closed)').first().click();
      await take('day-booking');
      await page.goto(`/staff?date=${day}&view=list`);
      await take('day-list');
      for (const view of ['rooms', 'week', 'month']) {
        await page.goto(`/staff?date=${day}&view=${view}`);
        await take(view);
      }
      await page.goto(`/staff?date=${day}&view=week&office=central`);
      await take('week-office');
      await page.goto(`/staff?date=${day}&office=central`);
      await page.locator('a.entry--free').first().click();
      await take('day-time');
      await page.goto(`/staff?date=${day}&office=central`);
      await page.locator('a.entry--closed').first().click();
      await take('day-why');
      await page.goto(`/staff?date=2027-01-03`);
      await take('day-empty');
      await page.getByRole('link', { name: /の理由を見る/ }).first().click();
      await take('day-empty-why');
    });

    test('desk', async ({ page, request }) => {
      const api = new Api(request);
      const slots = await api.slots('in_person', await api.day(30 + index));
      const she = { ...person(), familyKana: 'ミホンザキ', givenKana: 'サクラ', given: 'さくら' };
      const { reference } = await api.book(she, slots[0]!, 'in_person');
      const take = pictures(page, name);
      await asStaff(page, 'uketsuke');
      await page.goto('/staff/desk');
      await take('desk');
      await page.keyboard.insertText('かくう');
      await page.keyboard.press('Enter');
      await take('desk-found');
      await page.locator('#q').fill(reference);
      await page.keyboard.press('Enter');
      await page.locator('.desk-booking').waitFor();
      await awake(page);
      await page.locator('.desk-booking').focus();
      await page.keyboard.press('b');
      await take('desk-chosen');
      await page.keyboard.press('Enter');
      await page.locator('.undo').waitFor();
      await take('desk-moved');
      await page.goto('/staff/desk?new=1');
      await page.locator('form.form button[type=submit]').click();
      await take('desk-new');
      await page.goto('/staff/desk');
      await page.locator('#q').fill(reference);
      await page.keyboard.press('Enter');
      await page.locator('[data-key=p]').click();
      await take('slip');
    });
  });
}
