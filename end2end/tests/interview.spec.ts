import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { localDate, now } from '../support/clock.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// Before and after an interview, at a booking of the demo's past: each run takes another day, so that none meets another's.

/** The panel of an interview that was held on one of these days ago, put back to 「予約」. */
async function open(page: Page, request: APIRequestContext, days: readonly number[], reception = false): Promise<Locator> {
  const today = await now(request);
  await asStaff(page, reception ? 'uketsuke' : 'hokenshi');
  const marked = page.getByRole('row').filter({ has: page.getByRole('button', { name: '「済」を取り消す' }) });
  const held = marked.filter({ hasText: '来所' });
  let date = '';
  for (const ago of days) {
    date = localDate(today, -ago);
    await page.goto(`/staff?date=${date}&view=list`);
    if (await held.count() > 0) break;
  }
  const id = (await held.first().locator('a[id^="b"]').getAttribute('id'))!.slice(1);
  await page.goto(`/staff?date=${date}&booking=${id}`);
  const panel = page.locator('#panel');
  await panel.getByRole('button', { name: '「済」を取り消す' }).click();
  await panel.getByRole('button', { name: '「予約」に戻す' }).click();
  await expect(panel.getByRole('button', { name: '来ました' })).toBeVisible();
  return panel;
}

const facts = (panel: Locator) => panel.locator('dl.facts').last();

for (const [viewport, days] of [[SCREEN, [28, 27, 26, 25]], [PHONE, [24, 23, 22, 21]]] as const) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });

    test('she comes, it begins, it ends, and the next one is booked in two actions', async ({ page, request, examine }) => {
      const panel = await open(page, request, days);
      await expect(panel.getByRole('heading', { name: '会う前に' })).toBeVisible();
      await expect(panel.locator('.essentials')).toContainText(/\d+週\d日|予定日/);
      await examine.page(page);
      await panel.getByRole('button', { name: '来ました' }).click();
      await expect(facts(panel)).toContainText('来た時刻');
      // By the keyboard.
      await panel.getByRole('button', { name: 'はじめる' }).focus();
      await page.keyboard.press('Enter');
      await expect(facts(panel)).toContainText('面談中');
      await expect(page.locator('.undo')).toContainText('面談をはじめました');
      await page.locator('.undo').getByRole('button', { name: '元にもどす' }).click();
      await expect(facts(panel)).toContainText('来所済');
      await panel.getByRole('button', { name: 'はじめる' }).click();
      await panel.getByRole('button', { name: 'おわる' }).click();
      await expect(facts(panel)).toContainText('おわり');
      await panel.getByRole('link', { name: '次の面談を予約する' }).click();
      await examine.page(page);
      await panel.locator('button.free').first().click();
      const said = page.locator('.undo');
      await expect(said).toContainText('受付番号');
      await said.getByRole('button', { name: '元にもどす' }).click();
      await expect(page.locator('.undo')).toContainText('取り消し');
    });

    test('who did not come, a note, and a second nurse', async ({ page, request, examine, watch }) => {
      watch.announce(422);
      const panel = await open(page, request, viewport === SCREEN ? [20, 19, 18, 17] : [16, 15, 14, 13]);
      // A note is kept as it was typed, also when it is too long.
      await panel.getByRole('link', { name: 'メモを書く' }).click();
      await panel.locator('textarea[name=staff_note]').fill('あ'.repeat(2001));
      await panel.getByRole('button', { name: 'メモを残す' }).click();
      await expect(panel.locator('textarea[name=staff_note]')).toHaveValue('あ'.repeat(2001));
      await examine.page(page);
      await panel.locator('textarea[name=staff_note]').fill('ベビーカーで来ます');
      await panel.getByRole('button', { name: 'メモを残す' }).click();
      await expect(panel.locator('.staff-note')).toContainText('ベビーカーで来ます');
      await expect(page.locator('.entry').filter({ hasText: 'メモあり' }).first()).toBeVisible();

      await panel.getByRole('link', { name: '二人目の担当を入れる' }).click();
      await examine.page(page);
      const name = (await panel.locator('button.free strong').first().textContent())!;
      await panel.locator('button.free').first().click();
      await expect(facts(panel)).toContainText(name);
      await panel.getByRole('button', { name: `${name}さんをはずす` }).click();
      await expect(facts(panel)).not.toContainText(name);

      await panel.getByRole('button', { name: '来ませんでした' }).click();
      await expect(panel.getByRole('heading', { name: 'このあとどうしますか' })).toBeVisible();
      await examine.page(page);
      await panel.getByRole('button', { name: '電話リストに入れる' }).click();
      await expect(panel.locator('.missed')).toContainText('電話リストに入れました');
      await page.locator('.undo').getByRole('button', { name: '元にもどす' }).click();
      await panel.getByRole('button', { name: '別の日を予約する' }).click();
      await expect(panel.getByRole('heading', { name: '次の面談を予約する' })).toBeVisible();
      await panel.getByRole('link', { name: 'やめる' }).click();
      await panel.getByRole('link', { name: '選びなおす' }).click();
      await panel.getByRole('button', { name: 'なにもしない' }).click();
      await expect(panel.locator('.missed')).toContainText('なにもしないことにしました');
    });
  });
}

test.describe('without scripts', () => {
  test.use({ viewport: SCREEN, javaScriptEnabled: false });

  test('the same by plain forms', async ({ page, request, examine }) => {
    const panel = await open(page, request, [12, 11, 10, 9], true);
    await panel.getByRole('button', { name: '来ました' }).click();
    await panel.getByRole('button', { name: 'はじめる' }).click();
    await panel.getByRole('button', { name: 'おわる' }).click();
    await panel.getByRole('link', { name: '次の面談を予約する' }).click();
    await panel.locator('button.free').first().click();
    await expect(page.locator('.undo')).toContainText('受付番号');
    await examine.page(page);
    await page.locator('.undo').getByRole('button', { name: '元にもどす' }).click();
  });
});
