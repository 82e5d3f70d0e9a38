import type { Locator, Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { awake } from '../support/awake.ts';
import { type Person, person } from '../support/person.ts';
import { asStaff, focused, signIn } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

test.use({ viewport: SCREEN });

const shown = (page: Page) => page.locator('[data-hands-shown]');
const places = (page: Page) => page.locator('.place:not(.place--not)');

/** A booking of her own on that day, and its entry on the day's page. */
async function booked(page: Page, api: Api, day: string, mode = 'video'): Promise<{ she: Person; entry: Locator; token: string }> {
  const she = person();
  const [slot] = await api.slots(mode, day);
  const { token } = await api.book(she, slot!, mode);
  await page.goto(`/staff?date=${day}`);
  return { she, entry: entryOf(page, she), token };
}

const entryOf = (page: Page, she: Person) =>
  page.locator('a[data-booking]').filter({ hasText: `${she.family} ${she.given}` }).first();

/** The first place that can be had, as the pointer sees it. */
async function inSight(page: Page): Promise<{ x: number; y: number }> {
  await expect(places(page).first()).toBeAttached();
  const at = await places(page).evaluateAll(all => {
    for (const place of all) {
      const { x, y, width, height } = place.getBoundingClientRect();
      const middle = { x: x + width / 2, y: y + height / 2 };
      if (place.contains(document.elementFromPoint(middle.x, middle.y))) return middle;
    }
    return undefined;
  });
  expect(at, 'a place in sight').toBeDefined();
  return at!;
}

test('a booking is carried by the mouse, and by the undo back', async ({ page, request }) => {
  const api = new Api(request);
  await asStaff(page, 'hokenshi');
  const { entry } = await booked(page, api, await api.day(26, 'video'));
  await entry.scrollIntoViewIfNeeded();
  const box = (await entry.boundingBox())!;
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 24, { steps: 4 });
  // Where the pointer is by now there may be no place.
  await expect(shown(page)).toHaveText(/選んでください|移せる時間がありません/);
  await expect(entry).toHaveClass(/is-carried/);
  const { x, y } = await inSight(page);
  await page.mouse.move(x, y, { steps: 8 });
  await expect(shown(page)).toHaveText(/移します。$|替えます。$/);
  await page.mouse.up();
  await expect(page.locator('#said')).toContainText(/移しました|替えました/);
  await page.locator('#said').getByRole('button', { name: '元にもどす' }).click();
  await expect(page.locator('#said')).toContainText('元にもどしました');
});

test('a click still opens a booking, and a drag to nowhere leaves it', async ({ page, request }) => {
  const api = new Api(request);
  await asStaff(page, 'hokenshi');
  const { she, entry } = await booked(page, api, await api.day(27, 'video'));
  await entry.scrollIntoViewIfNeeded();
  const box = (await entry.boundingBox())!;
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 24, { steps: 4 });
  await expect(places(page).first()).toBeAttached();
  await page.mouse.move(3, 200, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.place')).toHaveCount(0);
  await expect(shown(page)).toContainText('もとの時間のまま');
  await expect(page.locator('#panel')).toHaveCount(0);
  await entry.click();
  await expect(page.locator('#panel')).toContainText(`${she.family} ${she.given}`);
});

test('a booking is carried by keys: what would happen is told first, and the focus stays with it', async ({ page, request, examine }) => {
  const api = new Api(request);
  const day = await api.day(28, 'video');
  await asStaff(page, 'hokenshi');
  const { entry } = await booked(page, api, day);
  // Somebody else has another time: there it cannot go, and the reason is told before.
  const slots = await api.slots('video', day);
  await api.book(person(), slots.at(-1)!, 'video');
  const id = await entry.getAttribute('data-booking');
  await entry.focus();
  await page.keyboard.press('m');
  await expect(places(page).first()).toBeAttached();
  await examine.page(page);
  const not = page.locator('.place--not').first();
  await not.focus();
  const why = await shown(page).textContent();
  expect(await not.getAttribute('aria-label')).toContain(why!);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`date=${day}$`));
  await page.keyboard.press('Escape');
  await expect(page.locator('.place')).toHaveCount(0);
  await expect(focused(page)).toHaveAttribute('data-booking', id!);
  await page.keyboard.press('m');
  await expect(places(page).first()).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect(focused(page)).toHaveClass(/place/);
  const first = await focused(page).getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page).getAttribute('aria-label')).not.toBe(first);
  await expect(page.locator('[data-hands-said]')).toHaveText(/移します。$|替えます。$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#said')).toContainText(/移しました|替えました/);
  await expect(page.locator(`#b${id}`)).toBeFocused();
});

/** A booking of some nurse on that day, and her week with it. */
async function inHerWeek(page: Page, api: Api, day: string): Promise<{ entry: Locator; id: string }> {
  const { she, entry } = await booked(page, api, day);
  const nurse = await entry.evaluate(one => one.closest('[data-nurse]')!.getAttribute('data-nurse'));
  await page.goto(`/staff?date=${day}&view=week&nurse=${nurse}`);
  const there = entryOf(page, she);
  return { entry: there, id: (await there.getAttribute('data-booking'))! };
}

const dayOf = (element: Locator) => element.evaluate(one => one.closest('[data-day]')!.getAttribute('data-day')!);

test('in her week a booking is carried to another day by keys, and by the undo back', async ({ page, request, examine }) => {
  const api = new Api(request);
  const day = await api.day(24, 'video');
  await asStaff(page, 'hokenshi');
  const { entry, id } = await inHerWeek(page, api, day);
  expect(await dayOf(entry)).toBe(day);
  await entry.focus();
  await page.keyboard.press('m');
  await expect(places(page).first()).toBeAttached();
  await examine.page(page);
  await page.keyboard.press('ArrowDown');
  await expect(focused(page)).toHaveClass(/place/);
  const first = await dayOf(focused(page));
  // It stands on some day of the week: one beside it is before or after.
  await page.keyboard.press('ArrowRight');
  if (await dayOf(focused(page)) === first) await page.keyboard.press('ArrowLeft');
  const there = await dayOf(focused(page));
  expect(there).not.toBe(first);
  await expect(page.locator('[data-hands-said]')).toHaveText(/^\d+月\d+日\(.\) .*移します。$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#said')).toContainText('移しました');
  await expect(page).toHaveURL(/view=week/);
  expect(await dayOf(page.locator(`#b${id}`))).toBe(there);
  await page.locator('#said').getByRole('button', { name: '元にもどす' }).click();
  await expect(page.locator('#said')).toContainText('元にもどしました');
  expect(await dayOf(page.locator(`#b${id}`))).toBe(day);
  await expect(page).toHaveURL(/view=week/);
});

test('in an office’s week a booking is lifted by the mouse or a key, and a place on another day is pressed', async ({ page, request, examine }) => {
  const api = new Api(request);
  const day = await api.day(23, 'video');
  await asStaff(page, 'hokenshi');
  const she = person();
  const [slot] = await api.slots('video', day);
  await api.book(she, slot!, 'video');
  await page.goto(`/staff?date=${day}&view=week&office=${slot!.office}`);
  // Times with many bookings are folded.
  await page.locator('.weekday details').evaluateAll(all => { for (const one of all) (one as HTMLDetailsElement).open = true; });
  const entry = entryOf(page, she);
  const id = (await entry.getAttribute('data-booking'))!;
  await entry.scrollIntoViewIfNeeded();
  const box = (await entry.boundingBox())!;
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 24, { steps: 4 });
  await expect(entry).toHaveClass(/is-carried/);
  await expect(places(page).first()).toBeAttached();
  await page.mouse.move(3, 200, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.place')).toHaveCount(0);
  await expect(shown(page)).toContainText('もとの時間のまま');

  await entry.focus();
  await page.keyboard.press('m');
  const other = places(page).and(page.locator(`[data-day]:not([data-day="${day}"]) .place`)).first();
  await expect(other).toContainText(/移せます .+さん/);
  await examine.page(page);
  const to = await dayOf(other);
  await other.click();
  await expect(page.locator('#said')).toContainText('移しました');
  await expect(page).toHaveURL(/view=week.*office=|office=.*view=week/);
  expect(await dayOf(page.locator(`#b${id}`))).toBe(to);
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test('a finger that rests picks a booking up, and a place is pressed', async ({ page, context, request, examine }) => {
    const api = new Api(request);
    await asStaff(page, 'hokenshi');
    const { entry } = await booked(page, api, await api.day(31, 'video'));
    await entry.scrollIntoViewIfNeeded();
    const box = (await entry.boundingBox())!;
    const touch = await context.newCDPSession(page);
    const point = { x: box.x + 20, y: box.y + 20 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await expect(places(page).first()).toBeAttached();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(page.locator('[data-hands]')).toBeVisible();
    await examine.page(page);
    await places(page).first().tap();
    await expect(page.locator('#said')).toContainText(/移しました|替えました/);
  });

  test('a finger that moves scrolls', async ({ page, context, request }) => {
    const api = new Api(request);
    await asStaff(page, 'hokenshi');
    const { entry } = await booked(page, api, await api.day(31, 'video'));
    await entry.scrollIntoViewIfNeeded();
    const box = (await entry.boundingBox())!;
    const touch = await context.newCDPSession(page);
    const at = (y: number) => [{ x: box.x + 20, y }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(box.y + 20) });
    for (const y of [10, 0, -20, -60]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(box.y + y) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(page.locator('.place')).toHaveCount(0);
    await expect(page.locator('html')).not.toHaveAttribute('data-carrying');
  });
});

test('whoever comes second sees what she wanted and what it is now', async ({ page, browser, request, examine }) => {
  const api = new Api(request);
  // Nobody tells her page.
  await page.addInitScript(() => Object.defineProperty(window, 'EventSource', { value: undefined }));
  await asStaff(page, 'hokenshi');
  const { entry } = await booked(page, api, await api.day(32, 'video'));
  const id = await entry.getAttribute('data-booking');
  // A colleague in another browser changes how it is held; this page still shows it as it was.
  const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await asStaff(other, 'uketsuke');
  await other.goto(`/staff/desk?b=${id}`);
  await other.locator('form[action$="/mode"] button').first().click();
  await expect(other.locator('#said')).toContainText('方法を変えました');
  await other.context().close();

  await entry.focus();
  await page.keyboard.press('m');
  await expect(places(page).first()).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const said = page.locator('#said');
  await expect(said).toContainText('あなたの操作');
  await expect(said).toContainText('が変えました');
  await examine.page(page);
  await said.getByRole('button', { name: 'もう一度行う' }).click();
  await expect(said).toContainText(/移しました|替えました/);
});

test('what is typed stands there again after a reload, a crash, and for her alone', async ({ page, browser, examine }) => {
  await asStaff(page, 'uketsuke');
  await page.goto('/staff/desk?new=1');
  const given = `途中${Math.floor(Math.random() * 1e6)}`;
  const kept = page.waitForResponse(answer => answer.url().endsWith('/staff/drafts') && answer.status() === 204);
  await page.locator('[name=family_name]').fill('架空');
  await page.locator('[name=given_name]').fill(given);
  await kept;
  await expect(page).toHaveURL(/draft=\d+/);
  await expect(page.locator('[data-kept]')).toHaveText('途中の入力を残しました');
  await page.reload();
  await expect(page.locator('[name=given_name]')).toHaveValue(given);
  await expect(page.getByRole('status').filter({ hasText: '途中の入力を戻しました' })).toBeVisible();
  await examine.page(page);

  // The browser is gone; she comes back at another computer.
  const again = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await asStaff(again, 'uketsuke');
  await again.getByRole('link', { name: /^途中 \d+$/ }).click();
  await examine.page(again);
  await again.getByRole('link', { name: `新しい予約 架空 ${given}さん` }).first().click();
  await expect(again.locator('[name=given_name]')).toHaveValue(given);
  // A colleague has nothing of it.
  await again.getByRole('button', { name: '交代' }).click();
  await signIn(again, 'kanri');
  await again.goto('/staff/drafts');
  await expect(again.locator('main')).not.toContainText(given);
  await again.context().close();

  // Thrown away once it was asked.
  await page.goto('/staff/drafts');
  await page.getByRole('link', { name: new RegExp(`^消す.*${given}`) }).click();
  await examine.page(page);
  await page.getByRole('button', { name: '消す' }).click();
  await expect(page.getByRole('status')).toContainText('途中の入力を消しました');
  await expect(page.locator('main')).not.toContainText(given);
});

test('a form that is sent takes what was kept of it along', async ({ page }) => {
  await asStaff(page, 'kanri');
  const kept = page.waitForResponse(answer => answer.url().endsWith('/staff/drafts') && answer.status() === 204);
  await page.goto('/staff/setup/roles/new');
  await page.locator('[name=name]').fill(`試しの係${Math.floor(Math.random() * 1e6)}`);
  await kept;
  await page.locator('[name=permissions]').first().check();
  // At once: what is still on its way must not arrive behind it.
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect(page.getByRole('status')).toContainText(/加えました|保存しました/);
  await page.goto('/staff/setup/roles/new');
  await expect(page.locator('[name=name]')).toHaveValue('');
});

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`the keys at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('are listed behind one of them, and can be switched off', async ({ page, examine }) => {
      await asStaff(page, 'hokenshi');
      await awake(page);
      await page.keyboard.press('?');
      await expect(page).toHaveURL(/\/staff\/keys$/);
      await expect(page.locator('h1')).toHaveText('キーの一覧');
      await examine.page(page);
      await page.goto('/staff');
      await awake(page);
      await page.keyboard.press(']');
      await expect(page).toHaveURL(/date=/);
      await awake(page);
      await page.keyboard.press('t');
      await expect(page).toHaveURL(/\/staff\?view=day$/);
      // Not while somebody types.
      await awake(page);
      await page.keyboard.press('/');
      await expect(page.locator('#q')).toBeFocused();
      await page.keyboard.type('?');
      await expect(page.locator('#q')).toHaveValue('?');
      await page.goto('/staff/keys');
      await page.getByRole('button', { name: '文字のキーを止める' }).click();
      await expect(page.getByRole('button', { name: '文字のキーを使う' })).toBeVisible();
      await page.goto('/staff');
      await awake(page);
      await page.keyboard.press(']');
      await page.keyboard.press('?');
      await expect(page).toHaveURL(/\/staff$/);
      await page.goto('/staff/keys');
      await page.getByRole('button', { name: '文字のキーを使う' }).click();
    });
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a booking is moved by its forms, and the keys and the unfinished work are pages', async ({ page, request, examine }) => {
    const api = new Api(request);
    await asStaff(page, 'hokenshi');
    const { entry } = await booked(page, api, await api.day(26, 'video'));
    await entry.click();
    await page.getByRole('link', { name: '日時を変える' }).click();
    await page.locator('button.free').first().click();
    await expect(page.locator('#said')).toContainText('移しました');
    // The week says the same as ever.
    await page.goto(`${page.url().split('#')[0]!.split('&said')[0]}&view=week`);
    await expect(page.locator('[data-day]')).toHaveCount(7);
    await expect(page.locator('[data-hands]')).toBeHidden();
    await page.getByRole('link', { name: 'キー' }).click();
    await expect(page.locator('h1')).toHaveText('キーの一覧');
    await examine.page(page);
    await page.goto('/staff/drafts');
    await expect(page.locator('h1')).toHaveText('途中の作業');
    await examine.page(page);
  });
});
