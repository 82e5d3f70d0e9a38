import type { Page } from '@playwright/test';
import { Api, type Booking } from '../support/api.ts';
import { awake } from '../support/awake.ts';
import { awaitMails } from '../support/mail.ts';
import { type Person, person } from '../support/person.ts';
import { asStaff } from '../support/staff.ts';
import { SCREEN, expect, test } from '../support/test.ts';

// The receptionist with a caller: no mouse from the search to the sentence she reads back. One after the other,
// because all calls look at the same next free times.
test.describe.configure({ mode: 'default' });
test.use({ viewport: SCREEN });

/** Counts what a receptionist has to press after she has typed the search: one group for each stop she makes. */
class Desk {
  groups = 0;

  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await asStaff(this.page, 'uketsuke');
    await this.page.goto('/staff/desk');
    await expect(this.page.locator('#q')).toBeFocused();
  }

  /** What she hears. Enter belongs to it. */
  async search(what: string): Promise<void> {
    await this.page.keyboard.insertText(what);
    await this.page.keyboard.press('Enter');
    await this.page.waitForLoadState('load');
    this.groups = 0;
  }

  /** Keys are heard as soon as the island is awake. */
  async press(key: string): Promise<void> {
    await awake(this.page);
    this.groups += 1;
    await this.page.keyboard.press(key);
  }

  get booking() {
    return this.page.locator('.desk-booking');
  }

  get readBack() {
    return this.page.locator('[data-readback]');
  }

  get notice() {
    return this.page.locator('.undo[role=status]');
  }
}

async function booked(api: Api, n: number): Promise<{ she: Person; booking: Booking }> {
  const she = person();
  const slots = await api.slots('in_person', await api.day(20));
  return { she, booking: await api.book(she, slots[n]!, 'in_person') };
}

const hiragana = (kana: string) => kana.replaceAll(/[ァ-ン]/g, one => String.fromCharCode(one.charCodeAt(0) - 0x60));

test('by kana: a letter, the sentence, Enter, and U takes it back', async ({ page, request }) => {
  const desk = new Desk(page);
  const { she, booking } = await booked(new Api(request), 0);
  await desk.open();
  await desk.search(hiragana(she.familyKana.slice(0, 4)));
  await expect(desk.booking).toContainText(`${she.family} ${she.given} さん`);

  await desk.press('b');
  await expect(desk.readBack).toHaveText(/^「\d+月\d+日 .曜日 午[前後]\d+時(\d+分)?、.+ですね」$/);
  const sentence = await desk.readBack.textContent();
  await desk.press('Enter');
  await expect(desk.notice).toContainText('さんの予約を移しました。');
  await expect(desk.notice).toContainText(sentence!);
  expect(desk.groups).toBeLessThanOrEqual(3);
  const moved = await (await request.get(`/api/v1/bookings/${booking.token}`)).json();
  expect(moved.sequence).toBe(1);
  expect(moved.starts_at).not.toBe(booking.starts_at);

  await desk.press('u');
  await expect(desk.notice).toContainText('元にもどしました。');
  await expect.poll(async () => (await (await request.get(`/api/v1/bookings/${booking.token}`)).json()).starts_at).toBe(booking.starts_at);
  await awaitMails(she.email, 1);
});

test('by the last four digits: a digit, a letter, Enter', async ({ page, request }) => {
  const desk = new Desk(page);
  const api = new Api(request);
  const { she, booking } = await booked(api, 1);
  // Somebody else with the same last four digits.
  const other = { ...person(), phone: `070-1111-${she.phone.slice(-4)}` };
  const slots = await api.slots('in_person', await api.day(20));
  await api.book(other, slots[2]!, 'in_person');

  await desk.open();
  await desk.search(she.phone.slice(-4));
  const line = page.locator('.results a').filter({ hasText: she.familyKana });
  const digit = await line.locator('kbd').textContent();
  await desk.press(digit!);
  await expect(desk.booking).toContainText(she.given);
  await desk.press('c');
  await expect(desk.readBack).toContainText('ですね');
  await desk.press('Enter');
  await expect(desk.notice).toContainText('さんの予約を移しました。');
  expect(desk.groups).toBeLessThanOrEqual(3);
  expect((await (await request.get(`/api/v1/bookings/${booking.token}`)).json()).sequence).toBe(1);
});

test('by reference: change the mode, then cancel, each by key and asked first', async ({ page, request }) => {
  const desk = new Desk(page);
  const { booking } = await booked(new Api(request), 3);
  await desk.open();
  await desk.search(booking.reference.toLowerCase());
  await expect(desk.booking).toContainText(booking.reference);
  await desk.press('m');
  await desk.press('Enter');
  await expect(desk.notice).toContainText('さんの方法を変えました。');
  await expect(desk.booking).toContainText('オンライン');
  await desk.press('u');
  await expect(desk.booking).toContainText('来所');
  await desk.press('Shift+C');
  await expect(page.getByRole('heading', { name: 'この予約を取り消しますか' })).toBeVisible();
  await expect(page.locator('#reason')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(desk.notice).toContainText('さんの予約を取り消しました。');
  expect((await (await request.get(`/api/v1/bookings/${booking.token}`)).json()).status).toBe('cancelled');
});

test('somebody was faster: the words stand at the desk, the booking stays, the next times are there', async ({ page, request }) => {
  const desk = new Desk(page);
  const api = new Api(request);
  const { booking } = await booked(api, 4);
  await desk.open();
  await desk.search(booking.reference);
  const id = await page.locator('button.free').first().getAttribute('value');
  const slot = (await api.slots('in_person')).find(free => free.id === id)!;
  for (let status = 201; status === 201;) status = (await api.tryToBook(person(), slot, 'in_person')).status();
  await desk.press('a');
  await desk.press('Enter');
  await expect(desk.notice).toContainText('たったいま埋まりました');
  await expect(page).toHaveURL(/\/staff\/desk\?b=\d+&said=taken/);
  await expect(desk.booking).toContainText(booking.reference);
  await expect(page.locator(`button.free[value="${id}"]`)).toHaveCount(0);
  await expect(page.locator('button.free').first()).toBeVisible();
  expect((await (await request.get(`/api/v1/bookings/${booking.token}`)).json()).sequence).toBe(0);
});

test('a caller without e-mail: a new booking, mistakes kept, and the slip', async ({ page, examine }) => {
  const desk = new Desk(page);
  // A name of her own: somebody of the same name and birth date would be asked about.
  const she = { ...person(), given: 'はるか', givenKana: 'ハルカ' };
  await desk.open();
  await desk.search(hiragana(she.familyKana));
  await expect(page.getByRole('status')).toContainText('合う人はいません');
  await desk.press('Escape');
  await desk.press('n');
  await expect(page.getByRole('heading', { name: '新しい予約' })).toBeVisible();
  await desk.press('b');
  await expect(desk.readBack).toContainText('ですね');
  const values: Record<string, string> = {
    family_name: she.family, given_name: she.given, family_name_kana: hiragana(she.familyKana),
    given_name_kana: hiragana(she.givenKana), birth_date: 'H7.13.40', phone: she.phone,
  };
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
  await page.keyboard.press('Enter');

  await expect(page.locator('#errors')).toContainText('生年月日の年、月、日を');
  await expect(page.locator('#errors')).toContainText('同意を得てから');
  for (const [name, value] of Object.entries(values)) await expect(page.locator(`[name=${name}]`)).toHaveValue(value);
  await expect(page.locator('[name=slot_id]:checked'), 'the time she chose').toHaveCount(1);
  await examine.page(page);
  await page.locator('[name=birth_date]').fill('H7.4.3');
  await page.locator('[name=consent]').press('Space');
  await page.locator('[name=birth_date]').press('Enter');
  await expect(desk.notice).toContainText('さんの予約を入れました。受付番号');
  await expect(desk.booking).toContainText('1995年4月3日');
  await expect(desk.booking).toContainText('メールなし');

  await desk.press('p');
  await expect(page).toHaveURL(/\/slip$/);
  await examine.page(page);
  await isOneSheetOfA5(page);
});

test('the page of a booking prints as one sheet, too', async ({ page, request }) => {
  const { booking } = await booked(new Api(request), 5);
  await page.goto(booking.manage_url);
  await isOneSheetOfA5(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('header.top')).toBeHidden();
  await expect(page.getByRole('link', { name: '取り消す' })).toBeHidden();
});

/** 148 × 210 mm are 419.5 × 595.3 points. */
async function isOneSheetOfA5(page: Page): Promise<void> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(pdf)!;
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([420, 595]);
}
