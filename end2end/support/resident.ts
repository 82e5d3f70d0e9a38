import { type Page, expect } from '@playwright/test';
import type { Person } from './person.ts';

/** How somebody goes through the public pages with mouse or finger. */
export class Resident {
  constructor(readonly page: Page, private readonly prefix = '') {}

  async start(): Promise<void> {
    await this.page.goto(this.prefix || '/');
  }

  /** The first kind; the page opens on the first day that has a time. */
  async chooseKind(): Promise<void> {
    await this.page.locator('a.kind').first().click();
    await expect(this.page).toHaveURL(/\/book\/notification/);
    await expect(this.page.locator('button.slot').first()).toBeVisible();
  }

  async chooseMode(mode: 'in_person' | 'video'): Promise<void> {
    await this.page.locator(`.choices a[href*="mode=${mode}"]`).first().click();
    await expect(this.page.locator('form input[name=mode]')).toHaveValue(mode);
  }

  /** Walks along the strip of days. */
  async chooseDay(day: string): Promise<void> {
    const link = this.page.locator(`.days a:visible:has(time[datetime="${day}"])`);
    for (let step = 0; step < 14 && await link.count() === 0; step += 1) {
      const first = await this.page.locator('.days time').first().getAttribute('datetime');
      await this.page.locator('.days a[rel=next]').click();
      await expect(this.page.locator('.days time').first()).not.toHaveAttribute('datetime', first ?? '');
    }
    await link.click();
    await expect(this.page.locator(`.days a[aria-current=date] time`)).toHaveAttribute('datetime', day);
  }

  /** Takes the `n`th time of the day shown; says which it was. */
  async chooseTime(n = 0): Promise<{ id: string; at: string }> {
    const slot = this.page.locator('button.slot').nth(n);
    const chosen = { id: await slot.getAttribute('value') ?? '', at: await slot.locator('time').getAttribute('datetime') ?? '' };
    await slot.click();
    return chosen;
  }

  /** From the start page to the form of a time on that day. */
  async hold(day: string, mode: 'in_person' | 'video', n = 0): Promise<{ id: string; at: string }> {
    await this.start();
    await this.chooseKind();
    await this.chooseMode(mode);
    await this.chooseDay(day);
    const chosen = await this.chooseTime(n);
    await expect(this.page).toHaveURL(/\/details$/);
    return chosen;
  }

  async fill(person: Person): Promise<void> {
    const [year, month, day] = person.birth.split('-').map(part => String(Number(part)));
    const values: Record<string, string> = {
      family_name: person.family, given_name: person.given, family_name_kana: person.familyKana,
      given_name_kana: person.givenKana, birth_year: year!, birth_month: month!, birth_day: day!,
      phone: person.phone, email: person.email,
    };
    for (const [name, value] of Object.entries(values)) await this.page.locator(`[name=${name}]`).fill(value);
    await this.page.locator('[name=consent]').check();
  }

  get submit() {
    return this.page.locator('form[action$="/confirm"] .buttons--wide button[type=submit]');
  }

  /** The page after booking. */
  async isBooked(): Promise<void> {
    await expect(this.page).toHaveURL(/\/b\/[\w-]+\?new=1/);
    await expect(this.page.locator('.reference strong')).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  }
}
