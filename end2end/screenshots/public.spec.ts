import { Api } from '../support/api.ts';
import { person } from '../support/person.ts';
import { LOOKS, pictures } from '../support/pictures.ts';
import { Resident } from '../support/resident.ts';
import { test } from '../support/test.ts';

for (const [index, { viewport, scheme, name }] of LOOKS.entries()) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: scheme });

    test('public pages', async ({ page, request }) => {
      const api = new Api(request);
      const day = await api.day(21 + index, 'video');
      const take = pictures(page, name);
      const resident = new Resident(page);
      const she = { ...person(), given: '花子', familyKana: 'カクウ', givenKana: 'ハナコ' };

      await resident.start();
      await take('start');
      await resident.chooseKind();
      await take('times');
      await resident.chooseMode('video');
      await resident.chooseDay(day);
      await resident.chooseTime(1);
      await take('details');
      await page.locator('[name=family_name]').fill(she.family);
      await page.locator('[name=phone]').fill('090-1');
      await resident.submit.click();
      await take('details-errors');
      await resident.fill(she);
      await resident.submit.click();
      await resident.isBooked();
      await take('done-video');
      const video = page.url().replace(/\?.*/, '');

      const [slot] = await api.slots('in_person', day);
      const { manage_url } = await api.book({ ...person(), email: '' }, slot!, 'in_person', { email: undefined });
      await page.goto(`${manage_url}?new=1`);
      await take('done-in-person');
      await page.goto(video);
      await take('manage');
      await page.goto(`${video}/move`);
      await take('move');
      await page.goto(`${video}/mode`);
      await take('mode');
      await page.goto(`${video}/cancel`);
      await take('cancel');
      await page.getByRole('button', { name: '取り消す' }).click();
      await take('cancelled');
      await page.goto('/details');
      await take('hold-ended');
    });

    test('in English', async ({ page, request }) => {
      const api = new Api(request);
      const [slot] = await api.slots('video', await api.day(21 + index, 'video'));
      const { manage_url } = await api.book({ ...person(), family: 'Kaku', given: 'Hanna', familyKana: '', givenKana: '' }, slot!, 'video', { language: 'en' });
      const take = pictures(page, name);
      await page.goto('/en');
      await take('en-start');
      await page.locator('a.kind').first().click();
      await take('en-times');
      await page.goto(`${manage_url}?new=1`);
      await take('en-done');
    });

    test('the time went to somebody else', async ({ page, request, watch }) => {
      const api = new Api(request);
      const slots = await api.slots('in_person', await api.day(21 + index));
      const slot = slots.filter(({ free }) => free === 1)[0] ?? slots[5]!;
      await page.goto(`/book/notification?mode=in_person&day=${slot.starts_at.slice(0, 10)}`);
      for (let left = slot.free; left > 0; left -= 1) await api.book(person(), slot, 'in_person');
      watch.announce(409);
      await page.locator(`button.slot[value="${slot.id}"]`).click();
      await pictures(page, name)('taken');
    });
  });
}
