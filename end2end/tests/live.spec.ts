import type { Locator, Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { TODAY, test as inCity } from '../support/city.ts';
import { HERSELF } from '../support/days.ts';
import { person } from '../support/person.ts';
import { entry } from '../support/press.ts';
import { asStaff, focused } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

/** What others do is there within a second; the rest is for machines that have much else to do. */
const SOON = { timeout: 5_000 };

/** Her day, once it is told of changes; a mark in it is gone when the page is loaded anew. */
async function watched(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'on');
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
}

async function isTheSame(page: Page): Promise<void> {
  await expect(page.locator('body[data-same]'), 'the page was not loaded anew').toHaveCount(1);
}

const entryOf = (page: Page, name: string): Locator => page.locator('a.entry').filter({ hasText: name });

for (const [viewport, n] of [[SCREEN, 27], [PHONE, 28]] as const) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('what others book and call off is there at once, and the focus stays', async ({ page, request, examine }) => {
      const api = new Api(request);
      const slots = await api.slots('video', await api.day(n, 'video'));
      const day = slots[0]!.starts_at.slice(0, 10);
      await asStaff(page, 'hokenshi');
      await watched(page, `/staff?date=${day}`);
      const link = page.locator('#grid a.entry--closed, #grid a.entry--free').last();
      await link.focus();
      const id = await link.getAttribute('id');

      const she = person();
      const name = `${she.family} ${she.given}`;
      const { token } = await api.book(she, slots[0]!, 'video');
      // Others of that day may be called alike.
      const fresh = page.locator('a.entry.is-fresh').filter({ hasText: name });
      await expect(fresh).toBeVisible(SOON);
      const hers = page.locator(`#${await fresh.getAttribute('id')}`);
      await expect(page.locator('[data-live-said]')).toHaveText(/予定が\d+件、変わりました/);
      await expect(focused(page)).toHaveAttribute('id', id!);
      await examine.page(page);

      await api.change(token, 'cancel', {});
      await expect(hers).toHaveCount(0, SOON);
      await isTheSame(page);
    });

    test('what she has typed stays, and she is told that the booking is another one', async ({ page, request }) => {
      const api = new Api(request);
      const slots = await api.slots('video', await api.day(n, 'video'));
      const [she, slot] = [person(), slots.at(-1)!];
      const { token } = await api.book(she, slot, 'video');
      await asStaff(page, 'hokenshi');
      await page.goto(`/staff?date=${slot.starts_at.slice(0, 10)}`);
      await entryOf(page, `${she.family} ${she.given}`).last().click();
      await page.locator('#panel').getByRole('link', { name: '取り消す' }).click();
      await expect(page.locator('.live')).toHaveAttribute('data-state', 'on');
      await page.locator('#reason').fill('電話で聞きました');

      await api.change(token, 'mode', { mode: 'in_person' });
      const note = page.locator('#panel [data-live-note]');
      await expect(note).toContainText('ほかの人が変えました', SOON);
      await expect(page.locator('#reason')).toHaveValue('電話で聞きました');
      await expect(page.locator('#reason')).toBeFocused();
      await note.getByRole('link', { name: '見る' }).click();
      await expect(page.locator('#panel')).toContainText('来所');
      await expect(page.locator('#reason')).toHaveCount(0);
    });
  });
}

test('two nurses see what the other does, by mouse and by keys', async ({ page, browser, request, watch }) => {
  const api = new Api(request);
  const slots = await api.slots('video', await api.day(29, 'video'));
  const [she, slot] = [person(), slots[2]!];
  const name = `${she.family} ${she.given}`;
  await api.book(she, slot, 'video');
  const path = `/staff?date=${slot.starts_at.slice(0, 10)}`;
  const context = await browser.newContext({ locale: 'ja-JP', viewport: SCREEN });
  watch.follow(context);
  const other = await context.newPage();
  await asStaff(page, 'hokenshi');
  await asStaff(other, 'kanri');
  await watched(page, path);
  await other.goto(path);
  await entryOf(other, name).press('Enter');
  await other.locator('#panel').getByRole('link', { name: '取り消す' }).press('Enter');
  await other.locator('#reason').press('Enter');
  await expect(other.locator('.undo')).toBeVisible();
  await expect(entryOf(page, name)).toHaveCount(0, SOON);

  await other.locator('.undo').getByRole('button', { name: '元にもどす' }).click();
  await expect(entryOf(page, name)).toBeVisible(SOON);
  await isTheSame(page);
  await context.close();
});

inCity('what a colleague calls off of her day is said at once, until she has seen it', async ({ page, browser, request, city, watch, examine }) => {
  const api = new Api(request);
  // On Tuesdays she is at the northern office; whoever is there has somebody at the last time of the day.
  const times = (await api.slots('video', TODAY)).filter(({ office }) => office === 'north');
  const slot = times.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)).at(-1)!;
  for (let left = slot.free; left > 0; left -= 1) await api.book(person(), slot, 'video');
  const [path, at] = ['/staff?office=north', slot.starts_at.slice(11, 16)];
  await asStaff(page, 'hokenshi');
  await watched(page, path);
  const gone = page.locator('.day-changes li').filter({ hasText: 'なくなりました' });
  await expect(gone).toHaveCount(0);

  const context = await browser.newContext({ baseURL: city.url, locale: 'ja-JP', viewport: SCREEN });
  watch.follow(context);
  const other = await context.newPage();
  await asStaff(other, 'kanri');
  await other.goto(path);
  await entry(other, HERSELF, at).click();
  await other.locator('#panel').getByRole('link', { name: '取り消す', exact: true }).click();
  await other.locator('#reason').press('Enter');
  await expect(other.locator('.undo')).toContainText('の予約を取り消しました');
  await context.close();

  await expect(gone).toHaveCount(1, SOON);
  await expect(gone).toContainText(at);
  await expect(page.getByRole('heading', { name: /^きょうの変更 \d+$/ })).toBeVisible();
  await isTheSame(page);
  await examine.page(page);
  await page.locator('.day-changes').getByRole('button', { name: '見ました', exact: true }).click();
  await expect(page.locator('#said')).toContainText('見たことを書きとめました');
  await expect(page.locator('.day-changes')).toHaveCount(0);
});

test('the desk follows the booking that is open; the times that are read out stay', async ({ page, request, examine }) => {
  const api = new Api(request);
  const slots = await api.slots('video', await api.day(29, 'video'));
  const she = person();
  const { token, reference } = await api.book(she, slots[1]!, 'video');
  await asStaff(page, 'uketsuke');
  await page.goto('/staff/desk');
  await expect(page.locator('.live'), 'nothing is open').toHaveCount(0);
  await page.locator('#q').fill(reference);
  await page.locator('#q').press('Enter');
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'on');
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  const times = page.locator('.frees button');
  const before = await times.evaluateAll(all => all.map(one => (one as HTMLButtonElement).value));
  await times.first().focus();

  await api.change(token, 'mode', { mode: 'in_person' });
  await expect(page.locator('.desk-booking')).toContainText('来所', SOON);
  await expect(page.locator('.result').first()).toContainText('来所');
  await expect(page.locator('[data-live-still] [data-live-note]')).toContainText('ほかの人が変えました');
  expect(await times.evaluateAll(all => all.map(one => (one as HTMLButtonElement).value))).toEqual(before);
  await expect(focused(page)).toHaveAttribute('value', before[0]!);
  await isTheSame(page);
  await examine.page(page);
  await page.locator('[data-live-note]').getByRole('link', { name: '見る' }).click();
  await expect(page.locator('.desk-booking')).toContainText('来所');
  await expect(page.locator('[data-live-note]')).toHaveCount(0);
});

test('a page that was cut off says so, and catches up', async ({ page, context, request, watch }) => {
  watch.provoke(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
  const api = new Api(request);
  const slots = await api.slots('video', await api.day(30, 'video'));
  await asStaff(page, 'hokenshi');
  await watched(page, `/staff?date=${slots[0]!.starts_at.slice(0, 10)}`);
  await context.setOffline(true);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'off');
  await expect(page.locator('.live')).toContainText('つながっていません');
  const she = person();
  await api.book(she, slots[3]!, 'video');
  await context.setOffline(false);
  await expect(entryOf(page, `${she.family} ${she.given}`)).toBeVisible(SOON);
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'on');
  await isTheSame(page);
});

test('who signs out elsewhere is told so', async ({ page, context }) => {
  await asStaff(page, 'uketsuke');
  await watched(page, '/staff');
  const elsewhere = await context.newPage();
  await elsewhere.goto('/staff');
  await elsewhere.getByRole('button', { name: '出る' }).click();
  await expect(page.locator('.live')).toHaveAttribute('data-state', 'ended');
  await expect(page.locator('.live')).toContainText('ログインが終わりました');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('there is a link to see the day anew, and nothing that promises more', async ({ page }) => {
    await asStaff(page, 'hokenshi');
    await expect(page.locator('.live')).toHaveText('新しくする');
    await page.getByRole('link', { name: '新しくする' }).click();
    await expect(page.locator('.bar h1')).toBeVisible();
  });
});
