import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect } from '@playwright/test';
import { type Person, person } from './person.ts';

export interface Slot { id: string; office: string; starts_at: string; ends_at: string; modes: string[]; free: number }
export interface Booking {
  reference: string; token: string; manage_url: string; status: string; mode: string;
  starts_at: string; ends_at: string; sequence: number; join_url?: string;
}
export const KIND = 'notification';

/** The public API, as another system would use it. */
export class Api {
  constructor(private readonly request: APIRequestContext) {}

  async slots(mode: string, day?: string, kind = KIND): Promise<Slot[]> {
    const range = day ? { from: day, days: 1 } : { days: 62 };
    const answer = await this.request.get('/api/v1/slots', { params: { kind, mode, ...range } });
    expect(answer.status()).toBe(200);
    return (await answer.json()).slots;
  }

  /** The `n`th day that can take many bookings: each test keeps to its own, so that none takes another's time. */
  async day(n: number, mode = 'in_person'): Promise<string> {
    const counts = new Map<string, number>();
    for (const { starts_at } of await this.slots(mode)) {
      const day = starts_at.slice(0, 10);
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    const days = [...counts].filter(([, count]) => count >= 8).map(([day]) => day);
    return days[n] ?? expect(days.length, 'days with free times').toBeGreaterThan(n) as never;
  }

  /** A start of that day with one place left: the others are booked, for the demo fills itself by chance. */
  async lastPlace(mode: string, day: string): Promise<Slot> {
    const fewest = (slots: Slot[]) => slots.reduce((one, other) => (other.free < one.free ? other : one));
    const { id, free } = fewest(await this.slots(mode, day));
    for (let left = free; left > 1; left -= 1) {
      const slot = (await this.slots(mode, day)).find(slot => slot.id === id)!;
      await this.book(person(), slot, mode);
    }
    const last = (await this.slots(mode, day)).find(slot => slot.id === id);
    expect(last?.free, 'one place left').toBe(1);
    return last!;
  }

  async book(person: Person, slot: Slot, mode: string, more: Record<string, unknown> = {}): Promise<Booking> {
    const answer = await this.tryToBook(person, slot, mode, more);
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  }

  tryToBook(person: Person, slot: Slot, mode: string, more: Record<string, unknown> = {}) {
    const data = {
      slot_id: slot.id, kind: KIND, mode, family_name: person.family, given_name: person.given,
      family_name_kana: person.familyKana, given_name_kana: person.givenKana, birth_date: person.birth,
      phone: person.phone, email: person.email, consent: true, ...more,
    };
    return this.request.post('/api/v1/bookings', { data, headers: { 'Idempotency-Key': randomUUID() } });
  }

  /** `move`, `mode` or `cancel`. */
  async change(token: string, verb: string, data: Record<string, unknown>): Promise<Booking> {
    const answer = await this.request.post(`/api/v1/bookings/${token}/${verb}`, { data });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  }
}
