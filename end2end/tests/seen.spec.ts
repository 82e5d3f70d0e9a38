import { Api, KIND } from '../support/api.ts';
import { awake } from '../support/awake.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { asStaff, focused } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// What is seen, heard and hit: names of days, sentences in sight, the focus where one was, paper.

test.describe('on a phone', () => {
  test.use({ viewport: PHONE });

  test('days are named in full, and a finger hits them on the narrowest screen', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`/book/${KIND}`);
    await expect(page.getByRole('link', { name: /^\d+月\d+日 [月火水木金]曜日 (空きあり|残りわずか)$/ }).first()).toBeVisible();
    for (const box of await page.locator('.days a:visible').evaluateAll(all => all.map(one => one.getBoundingClientRect()))) {
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    }
  });

  test('a link to what is to mend leaves its sentence in sight', async ({ page, request }) => {
    const resident = new Resident(page);
    await resident.hold(await new Api(request).day(8), 'in_person');
    await resident.submit.click();
    await expect(page).toHaveURL(/#errors$/);
    const links = page.locator('#errors a');
    for (let n = 0; n < await links.count(); n += 1) {
      const sentence = await links.nth(n).textContent();
      await links.nth(n).click();
      await expect(page.locator('.field-error').filter({ hasText: sentence! }).first()).toBeInViewport({ ratio: 1 });
      await page.locator('#errors').scrollIntoViewIfNeeded();
    }
  });

  test('in person the place is named before the mode is changed, and the change is said', async ({ page, request }) => {
    const api = new Api(request);
    const [slot] = await api.slots('video', await api.day(8, 'video'));
    const { token } = await api.book(person(), slot!, 'video');
    await page.goto(`/b/${token}/mode`);
    const choice = page.locator('label.check').filter({ hasText: '来所' });
    await expect(choice).toContainText(/センター|会館/);
    await choice.click();
    await page.getByRole('button', { name: 'この方法に変える' }).click();
    await expect(page.getByRole('status').filter({ hasText: '方法を変えました' })).toBeFocused();
  });
});

test.describe('without scripts', () => {
  test.use({ viewport: PHONE, javaScriptEnabled: false });

  test('nothing of them is fetched', async ({ page, request }) => {
    const paths: string[] = [];
    page.on('request', one => paths.push(new URL(one.url()).pathname));
    await new Resident(page).hold(await new Api(request).day(8), 'in_person', 1);
    expect(paths.filter(path => /\.(js|wasm)$/.test(path))).toEqual([]);
  });
});

test.describe('staff', () => {
  test.use({ viewport: SCREEN });

  test('Esc leads back to the entry, and what is done is said without leaving it', async ({ page, request }) => {
    const api = new Api(request);
    const slots = await api.slots('in_person', await api.day(25));
    const slot = slots.at(-1)!;
    const she = person();
    await api.book(she, slot, 'in_person');
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${slot.starts_at.slice(0, 10)}`);
    const entry = page.locator('a.entry').filter({ hasText: `${she.family} ${she.given}` });
    await entry.click();
    await expect(page.locator('#panel')).toContainText(she.given);
    await awake(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('#panel')).toHaveCount(0);
    await expect(focused(page)).toContainText(`${she.family} ${she.given}`);

    await entry.click();
    await page.locator('#panel').getByRole('button', { name: '電話に変える' }).or(page.locator('#panel').getByRole('button', { name: 'オンラインに変える' })).first().click();
    await expect(page.getByRole('status').filter({ hasText: '方法を変えました' })).toBeInViewport();
    await expect(focused(page)).toContainText(`${she.family} ${she.given}`);
    await expect(focused(page)).toHaveAccessibleDescription(/方法を変えました/);
  });

  test('the table is two Tabs away, and a day prints on one or two sheets', async ({ page, request }) => {
    const day = await new Api(request).day(3);
    await asStaff(page, 'hokenshi');
    await page.goto(`/staff?date=${day}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(focused(page)).toHaveText('予定の表へ');
    await page.keyboard.press('Enter');
    // In the head of her own column stands what she can do with it.
    await page.keyboard.press('Tab');
    await expect(page.locator('.column-acts summary:focus')).toHaveCount(1);
    await page.keyboard.press('Tab');
    await expect(page.locator('a.entry:focus')).toHaveCount(1);

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(2);
  });
});
