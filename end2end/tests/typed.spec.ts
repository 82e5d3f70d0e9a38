import { Api } from '../support/api.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { asStaff } from '../support/staff.ts';
import { SCREEN, expect, test } from '../support/test.ts';

// Nothing typed is ever lost: with scripts and without, by mouse and by keyboard.
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled, viewport: SCREEN });

    test('longer, another language, another time: the details stay, and Enter books', async ({ page, request }) => {
      const [she, resident, api] = [person(), new Resident(page), new Api(request)];
      await resident.hold(await api.day(13), 'in_person', 1);
      await resident.fill(she);
      const stays = async () => {
        await expect(page.locator('[name=family_name]')).toHaveValue(she.family);
        await expect(page.locator('[name=birth_year]')).toHaveValue('1995');
        await expect(page.locator('[name=email]')).toHaveValue(she.email);
        await expect(page.locator('[name=consent]')).toBeChecked();
      };
      await page.locator('button[formaction$="/hold/extend"]').click();
      await stays();
      await page.locator('.language-menu summary').click();
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page).toHaveURL(/\/en\/details$/);
      await stays();
      await page.locator('button[formaction$="/hold/choose"]').click();
      await expect(page).toHaveURL(/\/en\/book\//);
      await resident.chooseTime(2);
      await expect(page).toHaveURL(/\/en\/details$/);
      await stays();
      await page.locator('[name=phone]').press('Enter');
      await resident.isBooked();
    });

    test('the caller stays while another time is looked for', async ({ page }) => {
      const she = person();
      await asStaff(page, 'uketsuke');
      await page.goto('/staff/desk?new=1');
      await page.locator('[name=family_name]').fill(she.family);
      await page.locator('[name=phone]').fill(she.phone);
      for (const button of ['もっと後の時間', '翌週から', 'オンライン', 'いちばん早い時間から']) {
        await page.getByRole('button', { name: button }).first().click();
        await expect(page.locator('[name=family_name]')).toHaveValue(she.family);
        await expect(page.locator('[name=phone]')).toHaveValue(she.phone);
      }
      const day = await page.locator('[name=day]').inputValue();
      const later = new Date(Date.parse(day) + 14 * 86_400_000).toISOString().slice(0, 10);
      await page.locator('[name=day]').fill(later);
      await page.locator('[name=day]').press('Enter');
      await expect(page.locator('#errors')).toHaveCount(0);
      await expect(page.locator('[name=family_name]')).toHaveValue(she.family);
      expect((await page.locator('[name=day]').inputValue()) >= later).toBe(true);
    });
  });
}
