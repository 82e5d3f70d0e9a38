import type { Locator, Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { person } from '../support/person.ts';
import { type Role, asStaff } from '../support/staff.ts';
import { SCREEN, expect, test } from '../support/test.ts';

/** Each of the three does so many things, all at once. */
const ROUNDS = 10;
/** An entry that is gone before it is pressed is somebody else's by then. */
const GONE = { timeout: 3_000 };
/** What others do is there within a second; the rest is for machines that have much else to do. */
const SOON = { timeout: 5_000 };

/** Chance that can be repeated (mulberry32): `MENDAN_SEED` names it, and every run prints its own. */
function chance(seed: number): (end: number) => number {
  let state = seed;
  return end => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

const nurses = (page: Page): Locator => page.locator('#grid section.nurse');

/** What stands in each column, whosever comes first; without the marks of what has just changed. */
async function shown(page: Page): Promise<string[]> {
  const columns = await nurses(page).evaluateAll(all => all.map(column => {
    const entries = [...column.querySelectorAll('ol > li')].map(entry => entry.textContent!.replace(/\s+/g, ' ').trim());
    return `${column.getAttribute('data-nurse')}@${column.getAttribute('data-office')}: ${entries.join(' | ')}`;
  }));
  return columns.sort();
}

/** Presses one of them, if there is any: somebody else may have been first. */
async function press(buttons: Locator, below: (end: number) => number): Promise<boolean> {
  const count = await buttons.count();
  if (count === 0) return false;
  return buttons.nth(below(count)).click(GONE).then(() => true, () => false);
}

/** Something that her page offers, from the grid on. */
async function act(page: Page, path: string, below: (end: number) => number): Promise<void> {
  if (await page.locator('#grid').count() === 0) await page.goto(path);
  const panel = page.locator('#panel');
  const what = below(7);
  if (what === 0 && await press(page.locator('#said').getByRole('button', { name: '元にもどす' }), below)) return;
  if (what === 1) {
    // A time is closed, where it is hers to decide.
    if (await press(page.locator('#grid a.entry--free'), below)) await press(panel.getByRole('button', { name: /この時間を閉じる/ }), below);
    return;
  }
  if (!await press(page.locator('#grid a[data-booking]'), below)) return;
  await expect(panel).toBeVisible();
  if (what === 2) {
    await press(panel.locator('form[action$="/mode"] button'), below);
    return;
  }
  const ask = panel.locator('nav.links a').filter({ hasText: /日時を変える|担当を替える|取り消す|メモを/ });
  if (!await press(ask, below)) return;
  await expect(panel).toBeVisible();
  const note = panel.locator('textarea[name=staff_note]');
  if (await note.count() > 0) await note.fill(`架空のメモ${below(1e6)}`);
  await press(panel.locator('button.free, form.form button[type=submit]'), below);
}

test.use({ viewport: SCREEN });

test('three who do this and that on one day end with the same screens', async ({ page, browser, request, watch }) => {
  test.setTimeout(240_000);
  // What is kept with a form that came too late is answered so.
  watch.announce(409);
  watch.announce(422);
  const seed = Number(process.env.MENDAN_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  const api = new Api(request);
  const day = await api.day(33, 'video');
  for (const slot of (await api.slots('video', day)).slice(0, 4)) await api.book(person(), slot, 'video');

  const path = `/staff?date=${day}`;
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ locale: 'ja-JP', viewport: SCREEN })));
  for (const context of contexts) watch.follow(context);
  // The fourth only looks at the end.
  const all = [page, ...await Promise.all(contexts.map(context => context.newPage()))];
  const roles: Role[] = ['hokenshi', 'kanri', 'uketsuke', 'hokenshi'];
  for (const [index, one] of all.entries()) {
    await asStaff(one, roles[index]!);
    await one.goto(path);
  }
  const [pages, last] = [all.slice(0, 3), all[3]!];

  const chances = pages.map((_, index) => chance(seed + index));
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(pages.map((one, index) => act(one, path, chances[index]!)));
  }

  // Everybody looks at the day, and from here on nobody loads it anew.
  for (const one of pages) {
    await one.goto(path);
    await expect(one.locator('.live')).toHaveAttribute('data-state', 'on');
    await one.evaluate(() => document.body.setAttribute('data-same', ''));
  }
  // What an undo kept is free by then.
  await expect.poll(async () => await page.locator('#grid .entry--held').count(), { timeout: 40_000 }).toBe(0);
  await last.goto(path);
  const before = await shown(last);
  const [slot] = await api.slots('video', day);
  const { token } = await api.book(person(), slot!, 'video');
  const begun = performance.now();
  const same = async (booked: boolean) => {
    await last.goto(path);
    const fresh = await shown(last);
    if (booked) expect(fresh).not.toEqual(before);
    else expect(fresh).toEqual(before);
    for (const one of pages) expect(await shown(one)).toEqual(fresh);
  };
  await expect(() => same(true)).toPass({ ...SOON, intervals: [50] });
  console.log(`the same screens after ${Math.round(performance.now() - begun)} ms`);
  await api.change(token, 'cancel', {});
  await expect(() => same(false)).toPass({ ...SOON, intervals: [50] });
  for (const one of pages) await expect(one.locator('body[data-same]'), 'no page was loaded anew').toHaveCount(1);
  for (const context of contexts) await context.close();
});
