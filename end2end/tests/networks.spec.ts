import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Api, KIND } from '../support/api.ts';
import { Resident } from '../support/resident.ts';
import { PHONE, expect, test } from '../support/test.ts';

test.use({ viewport: PHONE });

test('a browser that refuses cookies is told so and takes no time', async ({ request, baseURL }, { project }) => {
  const profile = await mkdtemp(join(tmpdir(), 'mendan-cookies-'));
  await mkdir(join(profile, 'Default'));
  // What "block all cookies" in the settings writes.
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, { ...project.use.launchOptions, baseURL, locale: 'ja-JP' });
  const page = await context.newPage();
  const api = new Api(request);
  const day = await api.day(9);
  const before = await api.slots('in_person', day);
  await page.goto(`/book/${KIND}?mode=in_person&day=${day}`);
  await page.locator(`button.slot[value="${before[0]!.id}"]`).click();
  await expect(page.locator('h1')).toContainText('クッキー');
  await expect(page.locator('.phone-number')).toBeVisible();
  expect(await api.slots('in_person', day)).toEqual(before);
  await page.goto('/staff/sign-in');
  await page.locator('[name=login]').fill('uketsuke');
  await page.locator('[name=password]').fill('mendan-demo-uketsuke');
  await page.locator('main form button').click();
  await expect(page.getByRole('alert')).toContainText('クッキー');
  await context.close();
  await rm(profile, { recursive: true });
});

test('a tab of a posted page that is restored leads on', async ({ page, request }) => {
  const resident = new Resident(page);
  await page.goto('/confirm');
  await expect(page).toHaveURL(/:\d+\/$/);
  await resident.hold(await new Api(request).day(9), 'in_person', 2);
  for (const path of ['/confirm', '/hold']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/details$/);
  }
});

test('a time that is over is not promised any more', async ({ page, request }) => {
  await new Resident(page).hold(await new Api(request).day(9), 'in_person', 3);
  const kept = page.locator('.hold');
  await expect(kept).toContainText('お取りしています');
  await expect(kept.locator('.number')).toHaveText(/あと \d:\d\d/);
  await page.clock.fastForward('11:00');
  await expect(kept).toContainText('お取りした時間が終わりました');
  await expect(kept.getByText('お取りしています')).toBeHidden();
});
