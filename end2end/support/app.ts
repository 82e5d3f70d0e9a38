import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows at that second, of the key as the page has it (RFC 6238). */
export function codeOf(key: string, second: number): string {
  const bits = [...key.replaceAll(/\s/g, '')].map(letter => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g)!.map(octet => parseInt(octet, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(second / 30)));
  const digest = createHmac('sha1', secret).update(step).digest();
  const from = digest.at(-1)! & 0xf;
  return ((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

/** The server's second: a demo tells it, and of another every answer has it in its head. */
export async function secondOf(page: Page): Promise<number> {
  const told = await page.request.get(new URL('/dev/clock', page.url()).href);
  const at = told.ok() ? await told.text() : told.headers()['date']!;
  return Math.floor(new Date(at).getTime() / 1000);
}
