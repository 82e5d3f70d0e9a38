import type { Page } from '@playwright/test';

/** The islands of the page hear what is done. Not `networkidle`: a page that is told of changes is never idle. */
export async function awake(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => [...document.querySelectorAll('leptos-island')].every(island => island.querySelector('[data-awake]')));
}
