import { test as base, expect } from '@playwright/test';
import { now } from './clock.ts';
import { Examiner } from './examine.ts';
import { Watch } from './watch.ts';

export { expect };

/** A test whose browser must have nothing to complain about. */
export const watched = base.extend<{ watch: Watch; examine: Examiner }>({
  watch: [async ({ context }, use) => {
    const watch = new Watch();
    watch.follow(context);
    await use(watch);
    watch.verify();
  }, { auto: true }],
  examine: async ({ browser, javaScriptEnabled }, use) => {
    const examiner = new Examiner(browser, javaScriptEnabled !== false);
    await use(examiner);
    await examiner.close();
  },
});

/** One whose browser lives at the city's time, besides. */
export const test = watched.extend<{ time: void }>({
  time: [async ({ context, request, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) await context.clock.install({ time: await now(request) });
    await use();
  }, { auto: true }],
});

export const PHONE = { width: 390, height: 844 };
export const SCREEN = { width: 1366, height: 768 };
