import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { Api } from '../support/api.ts';
import { localDate, now } from '../support/clock.ts';
import { asStaff } from '../support/staff.ts';
import { PHONE, SCREEN, expect, test } from '../support/test.ts';

// Her interviews in her own calendar, and what she has there in ours. Three programs that are not ours read the file: ical.js,
// khal, and Radicale, which is a CalDAV server. One nurse: the tests take turns.
test.describe.configure({ mode: 'default' });

const PYTHON = process.env.MENDAN_TEST_PYTHON ?? 'python3';
const OWN = '/staff/own-calendar';
const NURSE = '見本 ひとみ';
const WAYS = [PHONE, SCREEN].flatMap(viewport => [true, false].map(scripts => ({ viewport, scripts })));

interface Event { uid: string; sequence: number; status: string; title: string; start: string }
interface Listed { start: string; title: string; location: string; status: string; uid: string }

/** What ical.js reads, which refuses what it does not understand: local starts, as the others say them. */
function read(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone').map(zone => new ICAL.Timezone(zone).tzid);
  return calendar.getAllSubcomponents('vevent').map(event => {
    expect(zones).toContain(String(event.getFirstProperty('dtstart')!.getParameter('tzid')));
    const word = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
    const start = (event.getFirstPropertyValue('dtstart') as ICAL.Time).toString();
    return {
      uid: word('uid'), sequence: Number(word('sequence')), status: word('status'), title: word('summary'),
      start: start.slice(0, 16).replace('T', ' '),
    };
  });
}

const byUid = <T extends { uid: string }>(all: T[]) => all.toSorted((one, other) => (one.uid < other.uid ? -1 : 1));

function said(page: Page, sentence: string) {
  return page.getByRole('status').filter({ hasText: sentence });
}

/** Her own page, with no address and nothing taken in: as a test before this one may not have left it. */
async function afresh(page: Page): Promise<void> {
  await page.goto(OWN);
  for (const [button, word] of [['アドレスをやめる', 'ended'], ['取り込みをやめる', 'forgotten']]) {
    const end = page.getByRole('button', { name: button! });
    if (!(await end.count())) continue;
    await end.click();
    await page.waitForURL(url => url.search === `?said=${word}`);
  }
}

/** An hour that she still has free, by its link in the list of a day. */
async function free(page: Page, api: Api) {
  for (const n of [4, 2, 0, 7]) {
    const list = `/staff?date=${await api.day(n)}&view=list`;
    await page.goto(list);
    const time = page.getByRole('link', { name: new RegExp(`閉じる.*${NURSE}`) }).first().locator('time');
    if (await time.count()) return { list, clock: await time.innerText(), at: (await time.getAttribute('datetime'))! };
  }
  throw new Error('she has nothing free');
}

function file(at: string): string {
  const start = `${at.slice(0, 16).replaceAll(/[-:]/g, '')}00`;
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//test//EN', 'BEGIN:VEVENT', 'UID:private@example', 'DTSTAMP:20250101T000000Z',
    'SUMMARY:架空の歯医者', `DTSTART;TZID=Asia/Tokyo:${start}`, 'DURATION:PT10M', 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n');
}

for (const { viewport, scripts } of WAYS) {
  test.describe(`${viewport.width} px, scripts ${scripts ? 'on' : 'off'}`, () => {
    test.use({ viewport, javaScriptEnabled: scripts });

    test('she makes an address, makes it anew and ends it', async ({ page, context, request, examine }) => {
      await asStaff(page, 'hokenshi');
      await afresh(page);
      await page.goto('/staff/account');
      await page.getByRole('link', { name: '自分の予定表の設定へ' }).click();
      await expect(page.locator('h1')).toHaveText('自分の予定表');
      await examine.page(page);
      await page.getByRole('button', { name: 'アドレスを作る' }).press('Enter');
      await expect(said(page, '新しいアドレスを作りました')).toBeVisible();
      await examine.page(page);
      const shown = async () => new URL((await page.locator('#feed-address').innerText()).trim());
      const first = await shown();
      if (scripts) {
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.getByRole('button', { name: 'アドレスを写しとる' }).click();
        await expect(said(page, '写しとりました')).toBeVisible();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first.href);
      }
      const answer = await request.get(first.pathname);
      expect(answer.status()).toBe(200);
      const etag = answer.headers()['etag']!;
      expect((await request.get(first.pathname, { headers: { 'If-None-Match': etag } })).status()).toBe(304);

      await page.getByRole('button', { name: 'アドレスを作りなおす' }).click();
      await expect(said(page, '新しいアドレスを作りました')).toBeVisible();
      const second = await shown();
      expect((await request.get(first.pathname)).status()).toBe(404);
      expect((await request.get(second.pathname)).status()).toBe(200);
      await page.getByRole('button', { name: 'アドレスをやめる' }).click();
      await expect(said(page, 'アドレスをやめました')).toBeVisible();
      expect((await request.get(second.pathname)).status()).toBe(404);
    });

    test('a file of hers closes her time, and the day says why', async ({ page, request, watch, examine }) => {
      watch.announce(422);
      await asStaff(page, 'hokenshi');
      await afresh(page);
      const { list, clock, at } = await free(page, new Api(request));
      const give = async (text: string) => {
        await page.goto(OWN);
        const buffer = Buffer.from(text);
        await page.locator('#calendar_file').setInputFiles({ name: 'calendar.ics', mimeType: 'text/calendar', buffer });
        await page.getByRole('button', { name: 'ファイルを取り込む' }).click();
      };
      await give('<html>');
      await expect(page.locator('#calendar_file')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByRole('main')).toContainText('iCal形式の予定表ではありません');
      await examine.page(page);
      await give(file(at));
      await expect(said(page, '予定表を取り込みました')).toBeVisible();
      await expect(page.getByRole('main')).toContainText('これからの 1 日に、予約を受けない時間があります');
      await examine.page(page);

      await page.goto(list);
      const closed = page.getByRole('listitem').filter({ hasText: '自分の予定' })
        .getByRole('link', { name: new RegExp(`^${clock}\\s*になぜ.*${NURSE}`) });
      await closed.click();
      const panel = page.locator('#panel');
      await expect(panel).toContainText('自分の予定表に、この時間の予定があります');
      await expect(panel).toContainText('に読みました');
      await expect(page.locator('body')).not.toContainText('歯医者');
      await examine.page(page);

      await page.goto(OWN);
      await page.getByRole('button', { name: '取り込みをやめる' }).press('Enter');
      await expect(said(page, '取り込みをやめました')).toBeVisible();
      await page.goto(list);
      await expect(page.getByRole('link', { name: new RegExp(`^${clock}\\s*に予約を.*${NURSE}`) }).first()).toBeVisible();
    });
  });
}

test('three programs that are not ours read the same of her address', async ({ page, request }) => {
  await asStaff(page, 'hokenshi');
  await afresh(page);
  await page.getByRole('button', { name: 'アドレスを作る' }).click();
  const { pathname } = new URL((await page.locator('#feed-address').innerText()).trim());
  const text = await (await request.get(pathname)).text();
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const whole = text.replaceAll(/\r\n[ \t]/g, '');
  expect(whole).not.toMatch(/ATTENDEE|ORGANIZER|VALARM|\b0[5789]0-?\d{4}-?\d{4}\b/);

  const events = byUid(read(text));
  expect(events.length, 'she has interviews').toBeGreaterThan(0);
  const path = test.info().outputPath('feed.ics');
  await writeFile(path, text);
  const today = await now(request);
  const days = [localDate(today, -40), localDate(today, 220)];
  const { stdout } = await promisify(execFile)(PYTHON, ['-W', 'error', 'support/read_feed.py', path, ...days]);
  const { khal, radicale } = JSON.parse(stdout) as { khal: Listed[]; radicale: Event[] };
  expect(byUid(radicale), 'CalDAV').toEqual(events);
  const brief = <T extends Event | Listed>({ uid, start, title }: T) => ({ uid, start, title });
  expect(byUid(khal).map(brief), 'khal').toEqual(events.map(brief));
  await page.getByRole('button', { name: 'アドレスをやめる' }).click();
});
