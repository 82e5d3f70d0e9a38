import { test as base, expect } from '@playwright/test';
import { Examiner } from './examine.ts';
import { Watch } from './watch.ts';

export { expect };

/** A test whose browser must have nothing to complain about. */
export const test = base.extend<{ watch: Watch; examine: Examiner }>({
  watch: [async ({ context }, use) => {
    const watch = new Watch();
    watch.follow(context);
    await use(watch);
    watch.verify();
  }, { auto: true }],
  examine: async ({ browser, javaScriptEnabled }, use) => {
    await use(new Examiner(browser, javaScriptEnabled !== false));
  },
});

export const PHONE = { width: 390, height: 844 };
export const SCREEN = { width: 1366, height: 768 };
