import { Api, KIND } from '../support/api.ts';
import { localDate, now } from '../support/clock.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
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

test('the bar is one line, and with letters twice as large all of it is in reach', async ({ page }) => {
  for (const role of ROLES) {
    await asStaff(page, role);
    for (const path of ['/staff', '/staff?view=week', '/staff?view=month', '/staff/desk']) {
      await page.goto(path);
      const bar = page.locator('.bar');
      const height = (await bar.boundingBox())!.height;
      expect(height, `${role} ${path}: one line`).toBeLessThan(80);
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      const beyond = await page.locator('.bar :is(a, button, input:not([type=hidden]), h1)').evaluateAll(all => all
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
        .map(one => one.outerHTML.slice(0, 80)));
      expect(beyond, `${role} ${path} at 200 %`).toEqual([]);
    }
    await page.getByRole('button', { name: '出る' }).click();
    await expect(page).toHaveURL(/\/staff\/sign-in\?said=out$/);
  }
});

test('a wrong password and an unknown name get the same sentence', async ({ page, examine, watch }) => {
  watch.announce(401);
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

test('a fresh booking is in the list, and cannot be marked before its day', async ({ page, request }) => {
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
  await expect(row.getByRole('cell').nth(4)).toHaveText('予約');
  await expect(row.getByRole('button')).toHaveCount(0);
});

test('a past interview is marked, and each mark is taken back in one step', async ({ page, request }) => {
  const today = await now(request);
  await asStaff(page, 'hokenshi');
  const held = page.getByRole('row').filter({ has: page.getByRole('button', { name: '「済」を取り消す' }) });
  for (let days = 1; days <= 28; days += 1) {
    await page.goto(`/staff?date=${localDate(today, -days)}&view=list`);
    if (await held.count() > 0) break;
  }
  const phone = await held.first().locator('a[href^="tel:"]').textContent();
  const row = page.getByRole('row').filter({ hasText: phone! });
  const state = row.getByRole('cell').nth(4);
  const press = (name: string) => row.getByRole('button', { name }).click();
  const undo = page.locator('.undo').getByRole('button', { name: '元にもどす' });

  await press('「済」を取り消す');
  await expect(state).toHaveText(/^(来所済|入室済|開始)$/);
  await undo.click();
  await expect(state).toHaveText('済');
  await press('「済」を取り消す');
  await press('「予約」に戻す');
  await expect(state).toHaveText('予約');
  await press('来ませんでした');
  await expect(state).toHaveText('欠席');
  await undo.click();
  await expect(state).toHaveText('予約');
  await press('終わりました');
  await expect(page.locator('.undo')).toContainText('さんを「済」にしました。');
  await undo.click();
  await expect(state, 'straight back, without a stop between').toHaveText('予約');
  await press('終わりました');
  await expect(state).toHaveText('済');
});

test('a time kept for somebody is shown with until when, and not for whom', async ({ page, context, request, examine }) => {
  const day = await new Api(request).day(21);
  const resident = new Resident(await context.newPage());
  const { at } = await resident.hold(day, 'in_person');
  await asStaff(page, 'uketsuke');
  for (const view of ['', '&view=list']) {
    await page.goto(`/staff?date=${day}${view}`);
    const kept = view ? page.getByRole('row').filter({ hasText: '仮押さえ' }) : page.locator('.entry--held');
    await expect(kept.first()).toContainText(/\d+:\d\dまで/);
    await expect(kept.filter({ has: page.locator(`time[datetime="${at}"]`) })).toHaveCount(1);
    await examine.page(page);
  }
  await resident.page.close();
});

for (const viewport of [SCREEN, PHONE]) {
  test.describe(`an empty time at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('says why nothing can be booked, and where that is changed', async ({ page, request, examine }) => {
      const day = await new Api(request).day(viewport === SCREEN ? 22 : 23);
      await asStaff(page, 'hokenshi');
      await page.goto(`/staff?date=${day}`);
      await page.locator('a.entry--free').first().click();
      const panel = page.locator('#panel');
      await panel.getByRole('button', { name: 'この時間を閉じる' }).click();
      await expect(page.getByRole('status')).toContainText('時間を閉じました。');
      await page.locator('a.entry--closed').filter({ hasText: '閉じた時間' }).first().click();
      await expect(panel.getByRole('heading', { name: 'なぜ予約できないのですか' })).toBeVisible();
      await expect(panel.locator('details[open] li').first()).toBeVisible();
      await expect(panel.locator('details')).not.toHaveCount(0);
      const closed = panel.locator('details:not([open]) summary');
      while (await closed.count() > 0) await closed.first().click();
      await examine.page(page);
      await panel.getByRole('button', { name: 'この時間をあける' }).click();
      await expect(page.getByRole('status')).toContainText('時間をあけました。');
    });

    test('is lunch, too, and any minute that is typed', async ({ page, request, examine }) => {
      const day = await new Api(request).day(24);
      const panel = page.locator('#panel');
      for (const [login, links] of [['uketsuke', 0], ['kanri', 1]] as const) {
        await asStaff(page, login);
        await page.goto(`/staff?date=${day}`);
        await page.locator('a.entry--closed').filter({ hasText: '休憩' }).first().focus();
        await page.keyboard.press('Enter');
        await expect(panel.locator('details[open] strong')).toContainText('休憩');
        await expect(panel.locator('details[open]').getByRole('link', { name: /この規則を変える/ })).toHaveCount(links);
      }
      const time = panel.getByLabel('ほかの時刻');
      await time.fill('20:00');
      await time.press('Enter');
      await expect(panel.locator('details[open] strong')).toContainText('の外です。');
      await expect(time).toHaveValue('20:00');
      await time.fill('25:00');
      await time.press('Enter');
      await expect(panel.getByText('時刻を、9:30 のように入れてください。')).toBeVisible();
      await expect(time).toHaveValue('25:00');
      await examine.page(page);
    });

    test('of a whole day leads to the reasons of each office', async ({ page, request, examine }) => {
      await asStaff(page, 'uketsuke');
      await page.goto(`/staff?date=${(await now(request)).getUTCFullYear() + 1}-01-02`);
      await expect(page.locator('#main')).toContainText('年末年始のお休みです。');
      await page.getByRole('link', { name: /の理由を見る/ }).first().click();
      await expect(page.locator('#panel')).toContainText('年末年始(12月29日〜1月3日)はお休みです。');
      await examine.page(page);
    });
  });
}

test('a nurse closes a time and opens it again; the public list follows', async ({ page, context, request }) => {
  const api = new Api(request);
  const day = await api.day(19);
  const slot = await api.lastPlace('in_person', day);
  const time = /T0?(\d+:\d+)/.exec(slot.starts_at)![1]!;
  const resident = await context.newPage();
  const offered = async (count: number) => {
    await resident.goto(`/book/${KIND}?mode=in_person&office=${slot.office}&day=${day}`);
    await expect(resident.locator(`button.slot[value="${slot.id}"]`)).toHaveCount(count);
  };
  await offered(1);
  await asStaff(page, 'hokenshi');
  await page.goto(`/staff?date=${day}&office=${slot.office}&view=list`);
  // Only one nurse takes this kind then; others may hold other interviews at the same time.
  const [free, closed] = ['予約を入れるか、閉じる', 'なぜ予約できないのですか']
    .map(does => page.getByRole('link', { name: new RegExp(`^${time}\\s*に${does}`) }));
  const nurses = await free!.count();
  const barred = await closed!.count();
  for (let left = nurses; left > 0; left -= 1) {
    await free!.first().click();
    await page.locator('#panel').getByRole('button', { name: 'この時間を閉じる' }).click();
    await expect(page.getByRole('status')).toContainText('時間を閉じました。');
    await expect(free!).toHaveCount(left - 1);
  }
  await offered(0);
  for (let left = nurses; left > 0; left -= 1) {
    await page.getByRole('listitem').filter({ hasText: '閉じた時間' }).locator(closed!).first().click();
    await page.locator('#panel').getByRole('button', { name: 'この時間をあける' }).click();
    await expect(page.getByRole('status')).toContainText('時間をあけました。');
    await expect(closed!).toHaveCount(barred + left - 1);
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
  // The keys come to life a moment after the page.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.locator('#q')).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.insertText('カクウ');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/staff\/desk$/);
  await expect(page.locator('.results a').first()).toBeVisible();
});
