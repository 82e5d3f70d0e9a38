import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import { Api } from '../support/api.ts';
import { awaitMails, manageLink } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// A person books a video interview, mends her mistakes, reads the mail, comes back by its link, moves, changes the
// mode, cancels: on a phone and on a screen, with scripts and without.
const WAYS = [PHONE, SCREEN].flatMap(viewport => [true, false].map(scripts => ({ viewport, scripts })));

for (const [index, { viewport, scripts }] of WAYS.entries()) {
  test.describe(`${viewport.width} px, scripts ${scripts ? 'on' : 'off'}`, () => {
    test.use({ viewport, javaScriptEnabled: scripts });

    test('a person books, reads the mail, moves, changes the mode, cancels', async ({ page, request, examine }) => {
      const day = await new Api(request).day(5 + index, 'video');
      const she = person();
      const resident = new Resident(page);

      await test.step('start and times', async () => {
        await resident.start();
        await examine.publicPage(page);
        await resident.chooseKind();
        await examine.publicPage(page);
        await resident.chooseMode('video');
        await resident.chooseDay(day);
        await resident.chooseTime(1);
        await expect(page).toHaveURL(/\/details$/);
        await expect(page.locator('.hold')).toContainText('この時間をお取りしています');
        if (scripts) await expect(page.locator('.hold .number')).toHaveText(/^あと \d:\d\d$/);
        await examine.publicPage(page);
      });

      await test.step('mistakes are said on top and at the field, and nothing is erased', async () => {
        await page.locator('[name=family_name]').fill(she.family);
        await page.locator('[name=phone]').fill('12345');
        await page.locator('[name=email]').fill('hanako');
        await resident.submit.click();
        await expect(page).toHaveURL(/\/details#errors$/);
        await expect(page).toHaveTitle(/^エラー: /);
        const summary = page.locator('#errors');
        await expect(summary.getByRole('link')).toHaveCount(5);
        await expect(summary).toContainText('電話番号を、数字10けたか11けたで入れてください');
        await expect(page.locator('#phone-error')).toHaveText('電話番号を、数字10けたか11けたで入れてください');
        await expect(page.locator('[name=phone]')).toHaveAttribute('aria-invalid', 'true');
        await expect(page.locator('[name=family_name]')).toHaveValue(she.family);
        await expect(page.locator('[name=phone]')).toHaveValue('12345');
        await expect(page.locator('[name=email]')).toHaveValue('hanako');
        await examine.publicPage(page);
        await summary.getByRole('link', { name: '電話番号' }).click();
        await expect(page.locator('[name=phone]')).toBeFocused();
      });

      await test.step('done', async () => {
        await resident.fill(she);
        await resident.submit.click();
        await resident.isBooked();
        await expect(page.locator('h1')).toHaveText('予約できました');
        await expect(page.getByRole('link', { name: '入室する' })).toHaveAttribute('href', /^https:\/\/(video\.city|meeting)\.kaku\.example\//);
        await expect(page.getByRole('button', { name: '印刷する' })).toHaveCount(scripts ? 1 : 0);
        await examine.publicPage(page);
      });

      await test.step('the link of the mail', async () => {
        const [mail] = await awaitMails(she.email, 1);
        await page.goto(manageLink(mail!));
        await expect(page.locator('h1')).toHaveText('あなたの予約');
        await examine.publicPage(page);
      });

      await test.step('calendar file', async () => {
        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: 'カレンダーに入れる', exact: true }).click();
        const path = await (await download).path();
        const event = new ICAL.Component(ICAL.parse(await readFile(path, 'utf8'))).getFirstSubcomponent('vevent');
        expect(event?.getFirstPropertyValue('sequence')).toBe(0);
      });

      await test.step('move', async () => {
        await page.getByRole('link', { name: '日時を変える' }).click();
        await resident.chooseDay(day);
        await examine.publicPage(page);
        const { at } = await resident.chooseTime(3);
        await expect(page.getByRole('status').filter({ hasText: '日時を変えました。' })).toBeVisible();
        await expect(page.locator('.appointment-time')).toContainText(/T0?(\d+:\d+)/.exec(at)![1]!);
        await examine.publicPage(page);
      });

      await test.step('mode', async () => {
        await page.getByRole('link', { name: '方法を変える' }).click();
        await examine.publicPage(page);
        await page.getByRole('radio', { name: /^来所/ }).check();
        await page.getByRole('button', { name: 'この方法に変える' }).click();
        await expect(page.getByRole('status').filter({ hasText: '方法を変えました。' })).toBeVisible();
        await expect(page.locator('.appointment-place')).toContainText('来所');
        await expect(page.getByRole('link', { name: '入室する' })).toHaveCount(0);
      });

      await test.step('cancel asks first', async () => {
        const manage = page.url().replace(/\?.*/, '');
        await page.getByRole('link', { name: '取り消す' }).click();
        await examine.publicPage(page);
        await page.goto(manage);
        await expect(page.locator('h1')).toHaveText('あなたの予約');
        await page.getByRole('link', { name: '取り消す' }).click();
        await page.getByRole('button', { name: '取り消す' }).click();
        await expect(page.locator('h1')).toHaveText('予約を取り消しました');
        await examine.publicPage(page);
        await awaitMails(she.email, 4);
      });
    });
  });
}
