import { Api, KIND } from '../support/api.ts';
import { person } from '../support/person.ts';
import { asStaff, signIn } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

test.use({ viewport: SCREEN });

const ROLES = ['kanri', 'hokenshi', 'uketsuke'] as const;

test('each role signs in, sees the day, and leaves', async ({ page }) => {
  for (const role of ROLES) {
    await asStaff(page, role);
    await expect(page.locator('.bar h1')).toHaveText(/\d+月\d+日\(.\)/);
    await page.getByRole('button', { name: '出る' }).click();
    await expect(page).toHaveURL(/\/staff\/sign-in\?said=out$/);
    await page.goto('/staff');
    await expect(page, 'signed out').toHaveURL(/\/staff\/sign-in/);
  }
});

test('a wrong password and an unknown name get the same sentence', async ({ page, examine }) => {
  const sentence = 'ログイン名かパスワードが合いません。もう一度入れてください。';
  await signIn(page, 'uketsuke', 'wrong');
  await expect(page.getByRole('alert')).toHaveText(sentence);
  await examine.page(page);
  await page.locator('[name=login]').fill('nobody');
  await page.locator('[name=password]').fill('wrong');
  await page.locator('main form button').click();
  await expect(page.getByRole('alert')).toHaveText(sentence);
});

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('day, list, panel and desk are sound', async ({ page, request, examine }) => {
      const api = new Api(request);
      const [slot] = await api.slots('in_person', await api.day(17));
      const day = slot!.starts_at.slice(0, 10);
      const she = person();
      const { reference } = await api.book(she, slot!, 'in_person');
      await page.goto('/staff/sign-in');
      await examine.page(page);
      await asStaff(page, 'hokenshi');
      await examine.page(page);
      await page.goto(`/staff?date=${day}`);
      await examine.page(page);
      await page.goto(`/staff?date=${day}&view=list`);
      await examine.page(page);
      await page.getByRole('link', { name: `${she.family} ${she.given}` }).first().click();
      await expect(page.locator('#panel')).toContainText(`${she.family} ${she.given}`);
      await examine.page(page);
      await page.getByRole('link', { name: '日時を変える' }).click();
      await examine.page(page);
      await page.goto(`/staff?date=${day}`);
      await page.locator('a.entry--free').first().click();
      await expect(page.locator('#panel')).toContainText('空き');
      await examine.page(page);

      await page.goto('/staff/desk');
      await examine.page(page);
      await page.locator('#q').fill(reference);
      await page.keyboard.press('Enter');
      await expect(page.locator('.desk-booking')).toBeVisible();
      await examine.page(page);
      await page.goto('/staff/desk?new=1');
      await examine.page(page);
    });
  });
}

test('a fresh booking is in the list, arrives, is done, and each step can be taken back', async ({ page, request }) => {
  const api = new Api(request);
  const day = await api.day(18);
  await asStaff(page, 'hokenshi');
  await page.goto(`/staff?date=${day}&view=list`);
  const she = person();
  const row = page.getByRole('row').filter({ hasText: she.familyKana });
  await expect(row).toHaveCount(0);
  const [slot] = await api.slots('in_person', day);
  await api.book(she, slot!, 'in_person');
  await page.reload();
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('来所');
  await expect(row).toContainText(she.phone);

  const state = row.getByRole('cell').nth(4);
  const press = (name: string) => row.getByRole('button', { name }).click();
  await expect(state).toHaveText('予約');
  await press('来ました');
  await expect(state).toHaveText('来所済');
  await press('終わりました');
  await expect(state).toHaveText('済');
  await press('「済」を取り消す');
  await expect(state).toHaveText('来所済');
  await press('「予約」に戻す');
  await expect(state).toHaveText('予約');
  await press('来ませんでした');
  await expect(state).toHaveText('来ず');
});

test('a nurse closes a time and opens it again; the public list follows', async ({ page, context, request }) => {
  const api = new Api(request);
  const day = await api.day(19);
  const slot = (await api.slots('in_person', day)).find(free => free.free === 1)!;
  const time = /T0?(\d+:\d+)/.exec(slot.starts_at)![1]!;
  const button = (verb: string) => new RegExp(`^この時間を${verb}\\s*\\(${time}\\)$`);
  const resident = await context.newPage();
  const offered = async (count: number) => {
    await resident.goto(`/book/${KIND}?mode=in_person&office=${slot.office}&day=${day}`);
    await expect(resident.locator(`button.slot[value="${slot.id}"]`)).toHaveCount(count);
  };
  await offered(1);
  await asStaff(page, 'hokenshi');
  await page.goto(`/staff?date=${day}&office=${slot.office}&view=list`);
  // Only one nurse takes this kind then; others may hold other interviews at the same time.
  const [close, open] = ['とじる', 'あける'].map(verb => page.getByRole('button', { name: button(verb) }));
  const nurses = await close!.count();
  for (let left = nurses; left > 0; left -= 1) {
    await close!.first().click();
    await expect(page.getByRole('status')).toContainText('時間をとじました。');
    await expect(close!).toHaveCount(left - 1);
  }
  await offered(0);
  for (let left = nurses; left > 0; left -= 1) {
    await open!.first().click();
    await expect(page.getByRole('status')).toContainText('時間をあけました。');
    await expect(open!).toHaveCount(left - 1);
  }
  await offered(1);
});

test('reception does not open or close times', async ({ page, request }) => {
  const day = await new Api(request).day(19);
  await asStaff(page, 'uketsuke');
  await page.goto(`/staff?date=${day}&view=list`);
  await expect(page.getByRole('row').filter({ hasText: '空き' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /この時間を/ })).toHaveCount(0);
});

test('a day of eight columns fits a screen', async ({ page, request }) => {
  const day = await new Api(request).day(19);
  await asStaff(page, 'kanri');
  await page.goto(`/staff?date=${day}`);
  await expect(page.locator('.daygrid section.nurse')).toHaveCount(8);
  const narrow = await page.evaluate(() => [...document.querySelectorAll('*')]
    .filter(element => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map(element => element.outerHTML.slice(0, 80)));
  expect(narrow, 'boxes that scroll sideways').toEqual([]);
});

test('the next interview and the search are one key away', async ({ page }) => {
  await asStaff(page, 'uketsuke');
  await page.keyboard.press('/');
  await expect(page.locator('#q')).toBeFocused();
  await page.keyboard.insertText('カクウ');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/staff\/desk$/);
  await expect(page.locator('.results a').first()).toBeVisible();
});
