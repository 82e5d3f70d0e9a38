import type { Page } from '@playwright/test';
import { awake } from './awake.ts';
import { PHONE, SCREEN } from './test.ts';

/** Every picture is made in each of these. */
export const LOOKS = [PHONE, SCREEN].flatMap(viewport =>
  (['light', 'dark'] as const).map(scheme => ({ viewport, scheme, name: `${viewport.width}-${scheme}` })));

/** `out/times-390-dark.png`, the whole page. */
export function pictures(page: Page, look: string) {
  return async (name: string): Promise<void> => {
    await awake(page);
    await page.screenshot({ path: `out/${name}-${look}.png`, fullPage: true, animations: 'disabled' });
  };
}
