import type { APIRequestContext } from '@playwright/test';

/** What time it is in the city that is tested: the server lives there, and so do the browsers. */
export async function now(request: APIRequestContext): Promise<Date> {
  return new Date(await (await request.get('/dev/clock')).text());
}

/** The local date so many days after that, or before it: `2031-06-03`. */
export function localDate(at: Date, days = 0): string {
  return new Date(at.getTime() + (9 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
}
