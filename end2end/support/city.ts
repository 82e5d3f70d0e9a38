import type { Browser, Page } from '@playwright/test';
import { NamedDemo } from './passkeys.ts';
import { type Person, person } from './person.ts';
import { asStaff } from './staff.ts';
import { SCREEN, test as base, expect } from './test.ts';

// A demo of a file's own, into which its places, nurses and bookings are brought as a city brings in its own: by the import's pages.

/** A Tuesday in June, whatever instant the other tests live at: what is brought in is made for it. */
const BEGINS = '2031-06-03T10:00:00+09:00';
export const TODAY = '2031-06-03';
/** A Wednesday behind the last booking of a fresh demo, for which times are published: what stands there we brought. */
export const AHEAD = '2031-07-16';
/** The two days behind it. */
export const NEXT = '2031-07-17';
export const LATER = '2031-07-18';

/** The starts of a day's half hours, as a new template gives them. */
export const TIMES = ['09:00', '09:40', '10:20', '11:00', '13:00', '13:40', '14:20', '15:00', '15:40', '16:20'] as const;
/** The kind of the half hours. */
export const KIND = { slug: 'eighth-month', name: '妊娠8か月ごろの面談' };

/** A test whose browser lives in that city. */
export const test = base.extend<object, { city: NamedDemo }>({
  city: [async ({}, use) => {
    const city = await NamedDemo.start(BEGINS, '127.0.0.1');
    await use(city);
    await city.stop();
  }, { scope: 'worker' }],
  baseURL: async ({ city }, use) => { await use(city.url); },
});

/** Before the tests of a file: what its administrator does. */
export async function fill(browser: Browser, city: NamedDemo, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: city.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: SCREEN });
  const page = await context.newPage();
  await asStaff(page, 'kanri');
  await act(page);
  await context.close();
}

/** A booking that is brought in; with whom, and how, as the file says it. */
export interface Row {
  date: string;
  at: string;
  nurse: string;
  mode: '来所' | 'オンライン' | '電話';
  state?: string;
  /** She has no mail address. */
  phoneOnly?: boolean;
}

/** A place with rooms. */
export async function bringPlace(page: Page, name: string, slug: string, places: number): Promise<void> {
  await bringIn(page, 'offices', '場所,識別名,住所,部屋,定員', [[name, slug, '架空市西町8-9', '相談室', String(places)]]);
}

/** Nurses who work there; `more` already work elsewhere, and there, too. */
export async function bringNurses(page: Page, slug: string, names: readonly string[], more: readonly string[][] = []): Promise<void> {
  const rows = names.map((name, n) => [`${slug}${n + 1}`, name, '保健師', '保健師', slug]);
  await bringIn(page, 'staff', 'サインイン名,氏名,役割,職種,所属', [...rows, ...more]);
}

/** Bookings of that place, and who they are; `series` is the file's own, so that nobody in it is anybody in another. */
export async function bringBookings(page: Page, slug: string, series: number, rows: readonly Row[], doubtful = false): Promise<Person[]> {
  const people = rows.map((row, n) => ({
    ...person(), phone: `080-${3000 + series}-${1000 + n}`, email: row.phoneOnly ? '' : `b${series}-${n}@mail.kaku.example`,
  }));
  const cells = rows.map(({ date, at, nurse, mode, state = '' }, n) => {
    const { family, given, familyKana, givenKana, phone, email } = people[n]!;
    const day = date.split('-').map(Number).join('/');
    const who = [`${family} ${given}`, `${familyKana} ${givenKana}`, '1995/4/3', phone, email];
    return [`${series}-${n}`, ...who, `${day} ${at}`, KIND.slug, slug, nurse, mode, state];
  });
  await bringIn(page, 'bookings', '予約番号,氏名,フリガナ,生年月日,電話番号,メール,予約日時,種別,場所,担当,方法,状態', cells, doubtful);
  return people;
}

/** Pastes a table and goes through the pages of the import; its headings say what its columns are. Doubts are looked at and kept. */
async function bringIn(page: Page, sort: string, heading: string, rows: readonly string[][], doubtful = false): Promise<void> {
  const place = `/staff/setup/import/${sort}`;
  const main = page.getByRole('main');
  await page.goto(place);
  await page.locator('[name=paste]').fill([heading, ...rows.map(row => row.join(','))].join('\n'));
  await main.getByRole('button', { name: '読みこむ' }).click();
  await expect(page).toHaveURL(new RegExp(`${place}/columns$`));
  await main.getByRole('button', { name: 'つぎへ' }).click();
  await expect(page).toHaveURL(new RegExp(`${place}/preview$`));
  if (doubtful) await page.locator('[name=doubts]').check();
  await page.locator('button[name=step][value=import]').click();
  await expect(page).toHaveURL(new RegExp(`${place}/result$`));
  await expect(page.getByRole('heading', { name: '取り込みました' })).toBeVisible();
}
