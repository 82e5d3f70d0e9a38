import type { Locator, Page } from '@playwright/test';
import { PHONE, SCREEN } from './test.ts';

/** How somebody presses what she sees. */
export type Press = (what: Locator) => Promise<void>;

const mouse: Press = what => what.click();
const finger: Press = what => what.tap();
const keys: Press = what => what.press('Enter');
/** A box is ticked by Space. */
const space: Press = what => what.press('Space');

/** With what, on what. */
export const WAYS = {
  mouse: { name: `by mouse at ${SCREEN.width} px`, press: mouse, tick: mouse, use: { viewport: SCREEN } },
  finger: { name: `by finger at ${PHONE.width} px`, press: finger, tick: finger, use: { viewport: PHONE, hasTouch: true } },
  keys: { name: `by keys at ${SCREEN.width} px`, press: keys, tick: space, use: { viewport: SCREEN } },
} as const;

/** The column of a nurse on the day that is shown. */
export function column(page: Page, nurse: string): Locator {
  return page.locator('#grid section.nurse').filter({ hasText: nurse });
}

/** What stands in it at that time, `09:40`. */
export function entry(page: Page, nurse: string, at: string): Locator {
  return column(page, nurse).locator('a.entry').filter({ has: page.locator(`time[datetime*="T${at}"]`) });
}
