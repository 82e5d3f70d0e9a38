import { type Page, expect } from '@playwright/test';
import { AHEAD, KIND, type Row, TIMES, TODAY, bringBookings, bringNurses, bringPlace } from './city.ts';
import { column, entry } from './press.ts';
import { SetUp } from './setup.ts';

// Three days of one city, each at a place of its own.

/** What the calendar is asked for, to see the day. */
export const DAYS = {
  full: { date: AHEAD, office: 'west' },
  quiet: { date: AHEAD, office: 'east' },
  rough: { date: TODAY, office: 'fair' },
} as const;
export type Day = keyof typeof DAYS;
export const VIEWS = ['day', 'week', 'month', 'list'] as const;

/** The demo's nurse, who signs in: one of the thirty. */
export const HERSELF = '見本 ひとみ';
const FAMILIES = ['多数', '大勢', '満員', '盛況', '繁忙'];
const GIVEN = ['いちこ', 'につこ', 'みつこ', 'よつこ', 'いつこ', 'むつこ'];
const THIRTY = [HERSELF, ...FAMILIES.flatMap(family => GIVEN.map(given => `${family} ${given}`)).slice(1)];
const MODES = ['来所', 'オンライン', '電話'] as const;
const TWO = ['静谷 ひなた', '静谷 こかげ'];
/** Whose day goes wrong, and how. */
export const ROUGH = {
  missed: '臨時 いちえ', here: '臨時 ふたえ', busy: '臨時 みえ', absent: '臨時 よしえ', pair: '臨時 いつえ', second: '臨時 むつえ',
};

/** All three; who looks is signed in as an administrator. */
export async function fillDays(page: Page): Promise<void> {
  await full(page);
  await quiet(page);
  await rough(page);
}

export function pathOf(day: Day, view: string): string {
  return `/staff?date=${DAYS[day].date}&view=${view}&office=${DAYS[day].office}`;
}

/** Thirty nurses, and three hundred bookings: whoever has an hour has somebody in it. */
async function full(page: Page): Promise<void> {
  await bringPlace(page, '西部保健センター', 'west', 10);
  const hers = ['hokenshi', HERSELF, '保健師', '保健師', 'central、north、south、west'];
  await bringNurses(page, 'west', THIRTY.slice(1), [hers]);
  const rows = THIRTY.flatMap((nurse, n) => TIMES.map((at, time): Row => ({ date: AHEAD, at, nurse, mode: MODES[(n + time) % 3]! })));
  await bringBookings(page, 'west', 1, rows);
}

/** Two nurses with all their times, and one booking. */
async function quiet(page: Page): Promise<void> {
  await bringPlace(page, '東部保健センター', 'east', 2);
  await bringNurses(page, 'east', TWO);
  await publish(page, '東部保健センター', AHEAD);
  await bringBookings(page, 'east', 2, [{ date: AHEAD, at: '10:20', nurse: TWO[0]!, mode: '来所' }]);
}

/** Somebody did not come, one is here and one is inside, a nurse is absent, another at a meeting, and there is one room for three. */
async function rough(page: Page): Promise<void> {
  const { missed, here, busy, absent, pair, second } = ROUGH;
  await bringPlace(page, '臨時会場', 'fair', 1);
  await bringNurses(page, 'fair', Object.values(ROUGH));
  await publish(page, '臨時会場', TODAY);
  const row = (at: string, nurse: string, mode: Row['mode'], state = '予約'): Row => ({ date: TODAY, at, nurse, mode, state });
  await bringBookings(page, 'fair', 3, [
    row('08:20', missed, '来所', '済'), row('09:00', missed, '来所', '無断欠席'), row('09:00', here, '来所', 'arrived'),
    row('09:40', here, 'オンライン'), row('09:40', busy, '来所', 'arrived'), row('13:00', pair, '来所', '取消'),
    ...['13:00', '13:40', '14:20'].map(at => row(at, absent, '電話')),
    ...[missed, here, busy].map(nurse => row('15:00', nurse, '来所')),
    row('16:20', pair, 'オンライン'), row('17:00', HERSELF, '来所'),
  ], true);

  const day = pathOf('rough', 'day');
  const panel = page.locator('#panel');
  const open = async (nurse: string, at: string) => {
    await page.goto(day);
    await entry(page, nurse, at).click();
    await expect(panel).toBeVisible();
  };
  await open(busy, '09:40');
  await panel.getByRole('button', { name: 'はじめる' }).click();
  await expect(page.locator('#said')).toContainText('面談をはじめました');
  await open(pair, '16:20');
  await panel.getByRole('link', { name: '二人目の担当を入れる' }).click();
  await panel.locator('button.free').filter({ hasText: second }).click();
  await expect(page.locator('#said')).toContainText('二人目の担当を変えました');
  await open(HERSELF, '17:00');
  await panel.locator('form[action$="/mode"] button').first().click();
  await expect(page.locator('#said')).toContainText('方法を変えました');

  await page.goto(day);
  await column(page, busy).locator('.column-acts summary').click();
  await column(page, busy).getByRole('link', { name: '午後を閉じる' }).click();
  await page.locator('form[method=post] [name=reason]').fill('架空の会議');
  await page.getByRole('button', { name: 'この内容で閉じる' }).click();
  await expect(page.locator('.undo')).toContainText('まとめて閉じました');
  await page.goto(day);
  const id = await column(page, absent).getAttribute('data-nurse');
  await page.goto(`/staff/absent?staff=${id}&date=${TODAY}`);
  await page.getByRole('button', { name: '休みにする' }).click();
  await expect(page).toHaveURL(/\/staff\/rescue\/\d+/);
}

/** The times of the months in which those days are, for everybody of the place. */
export async function publish(page: Page, office: string, ...days: readonly string[]): Promise<void> {
  const setUp = new SetUp(page);
  await setUp.week(office, KIND.name);
  for (const day of days) {
    await setUp.preview(day.slice(0, 7), office);
    await setUp.publish();
  }
}
