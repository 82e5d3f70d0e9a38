import type { Browser, Page } from '@playwright/test';
import { Api, KIND } from '../support/api.ts';
import { awake } from '../support/awake.ts';
import { person } from '../support/person.ts';
import { asStaff } from '../support/staff.ts';
import { SCREEN, test } from '../support/test.ts';

// docs/picture.png: what a mother sees on her phone, before and after booking, and what the desk sees.

const PHONE = { width: 390, height: 780 };

test('the picture of the README', async ({ page, browser, request }) => {
  const api = new Api(request);
  const slots = await api.slots('video', await api.day(2, 'video'));
  const { manage_url, reference } = await api.book({ ...person(), given: '花子', familyKana: 'カクウ', givenKana: 'ハナコ' }, slots[4]!, 'video');
  const times = await phone(browser, `/book/${KIND}`);
  const done = await phone(browser, `${manage_url}?new=1`);

  const other = await (await browser.newContext({ viewport: { width: 1180, height: 862 } })).newPage();
  await asStaff(other, 'uketsuke');
  await other.goto('/staff/desk');
  await other.keyboard.insertText(reference);
  await other.keyboard.press('Enter');
  await other.locator('.desk-booking').waitFor();
  await awake(other);
  await other.keyboard.press('b');
  const desk = await shot(other);

  await page.setViewportSize(SCREEN);
  const figure = (src: string, text: string, width: number) =>
    `<figure style="width:${width}px"><img src="data:image/png;base64,${src}"><figcaption>${text}</figcaption></figure>`;
  await page.setContent(`<style>
    body { margin: 0; padding: 24px; width: ${SCREEN.width - 48}px; display: flex; gap: 24px; background: #e9e5dc; font: 15px/1.6 "Noto Sans CJK JP", "Noto Sans JP", sans-serif; color: #1d2b2b; }
    figure { margin: 0; } img { display: block; width: 100%; border-radius: 10px; } figcaption { padding: 8px 2px 0; }
    </style>${figure(times, '日時を選ぶ', 268)}${figure(done, '予約できました', 268)}${figure(desk, '電話受付', 734)}`);
  await page.screenshot({ path: '../docs/picture.png', clip: { x: 0, y: 0, width: SCREEN.width, height: 620 } });
});

async function phone(browser: Browser, path: string): Promise<string> {
  const page = await (await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2 })).newPage();
  await page.goto(path);
  await awake(page);
  return shot(page);
}

async function shot(page: Page): Promise<string> {
  const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64');
  await page.context().close();
  return picture;
}
