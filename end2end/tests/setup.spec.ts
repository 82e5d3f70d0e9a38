import { now } from '../support/clock.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';
import { SetUp, monthAhead } from '../support/setup.ts';

// The administrator shapes the offer. Months ahead and an office of its own, so that other tests keep their times.
const WAYS = [
  { viewport: SCREEN, scripts: true, name: '西部出張所', slug: 'west', login: 'nishi', nurses: ['見本 いちか', '見本 につき'] },
  { viewport: PHONE, scripts: false, name: '東部出張所', slug: 'east', login: 'higashi', nurses: ['見本 みつば', '見本 よつば'] },
];
const KIND = '妊娠の届出と面談';

for (const { viewport, scripts, name, slug, login, nurses } of WAYS) {
  test.describe(`${viewport.width} px, scripts ${scripts ? 'on' : 'off'}`, () => {
    test.use({ viewport, javaScriptEnabled: scripts });

    test('a new office with two nurses and a published month', async ({ page, request, examine }) => {
      const setUp = new SetUp(page);
      const month = monthAhead(await now(request), 4);
      const begun = performance.now();
      await asStaff(page, 'kanri');
      await page.goto('/staff/setup');
      await examine.page(page);
      await setUp.office(name, slug, ['相談室', '和室']);
      await setUp.nurse(nurses[0]!, `${login}1`, name);
      await setUp.nurse(nurses[1]!, `${login}2`, name);
      await setUp.week(name, KIND);
      await setUp.preview(month, name);
      await examine.page(page);
      await expect(page.getByRole('button', { name: /^公開する\(新しく\d+枠\)$/ })).toBeVisible();
      await setUp.publish();
      expect(performance.now() - begun, 'five minutes at most, milliseconds').toBeLessThan(300_000);

      const listed = async (days: number, from = `${month}-01`) => {
        const params = { kind: 'notification', office: slug, from, days };
        return (await (await request.get('/api/v1/slots', { params })).json()).slots as { starts_at: string; free: number }[];
      };
      const slots = await listed(31);
      expect(slots.length).toBeGreaterThan(80);
      expect(slots.every(slot => slot.free === 2), 'both nurses, a room for each').toBe(true);

      await test.step('publishing again changes nothing', async () => {
        await setUp.preview(month, name);
        await expect(page.locator('main')).toContainText('変わるところはありません');
      });

      await test.step('a day that is closed is not offered, and says why', async () => {
        const day = slots[0]!.starts_at.slice(0, 10);
        await page.goto('/staff/setup/closures');
        await page.getByLabel('どこの、だれの休みか').selectOption({ label: name });
        await page.locator('[name=from]').fill(day);
        await page.locator('[name=reason]').fill('施設の点検');
        await page.getByRole('button', { name: '確かめる', exact: true }).click();
        await examine.page(page);
        await page.getByRole('button', { name: 'この内容で休みにする' }).click();
        await expect(page.getByRole('status').first()).toContainText('保存しました');
        expect(await listed(1, day)).toEqual([]);
      });

      await test.step('what is not in use is not offered', async () => {
        await page.goto('/staff/setup/offices');
        await page.getByRole('link', { name }).click();
        await page.getByRole('button', { name: '使わないようにする' }).click();
        await expect(page.getByRole('status')).toContainText('保存しました');
        const answer = await request.get('/api/v1/offices');
        expect((await answer.json()).offices.map((office: { id: string }) => office.id)).not.toContain(slug);
      });
    });
  });
}

test.describe('every page of the set-up', () => {
  const PAGES = ['', '/offices', '/offices/new', '/staff', '/staff/new', '/kinds', '/kinds/new', '/templates', '/templates/new',
    '/publish', '/publish?copy=2026-01', '/closures', '/holidays', '/networks', '/keys'];
  for (const viewport of [SCREEN, PHONE]) {
    test(`is sound at ${viewport.width} px`, async ({ page, examine }) => {
      await page.setViewportSize(viewport);
      await asStaff(page, 'kanri');
      for (const path of PAGES) {
        await page.goto(`/staff/setup${path}`);
        await examine.page(page);
      }
      await page.goto('/staff/setup/offices');
      await page.locator('.setup-list a').first().click();
      await examine.page(page);
      await page.goto('/staff/setup/kinds');
      await page.locator('.setup-list a').first().click();
      await examine.page(page);
    });
  }

  test('a refused form keeps what was typed and leads to the field', async ({ page, examine, watch }) => {
    watch.announce(422);
    await asStaff(page, 'kanri');
    await page.goto('/staff/setup/offices/new');
    await page.locator('[name=address_ja]').fill('架空市西町8-9');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.locator('[name=address_ja]')).toHaveValue('架空市西町8-9');
    await expect(page.locator('[name=name_ja]')).toHaveAttribute('aria-invalid', 'true');
    await examine.page(page);
    await page.locator('.notice--error a').first().click();
    await expect(page.locator('[name=name_ja]')).toBeFocused();
  });

  test('a nurse shapes her own times, reception none', async ({ page, watch }) => {
    watch.announce(403);
    await asStaff(page, 'hokenshi');
    await page.goto('/staff/setup/templates');
    await expect(page.locator('h1')).toContainText('ひな型');
    expect((await page.goto('/staff/setup/offices'))!.status()).toBe(403);
    await page.context().clearCookies();
    await asStaff(page, 'uketsuke');
    expect((await page.goto('/staff/setup'))!.status()).toBe(403);
  });
});
