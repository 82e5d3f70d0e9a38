import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, expect } from '@playwright/test';
import { BINARY, SITE, freePort } from './newcomer.ts';

/** A demo city with an identity provider beside it, on another site: both live at the same time. */
export class ProvidedCity {
  private server?: ChildProcess;
  private minutes = 0;

  private constructor(
    private readonly folder: string, private readonly port: number, private readonly begun: Date,
    private readonly provider: ChildProcess, readonly issuer: string,
  ) {}

  static async start(begun: Date): Promise<ProvidedCity> {
    const [folder, port, other] = [await mkdtemp(join(tmpdir(), 'mendan_provided_')), await freePort(), await freePort()];
    const arguments_ = ['support/provider.mjs', String(other), `http://127.0.0.1:${port}`, begun.toISOString()];
    const provider = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'ignore'] });
    const issuer = await said(provider, /^issuer=(\S+)$/m);
    const city = new ProvidedCity(folder, port, begun, provider, issuer);
    await city.serve();
    return city;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** So many minutes pass, for everybody. */
  async later(minutes: number): Promise<void> {
    this.minutes += minutes;
    await end(this.server!);
    await fetch(`${this.issuer}/later`, { method: 'POST', body: new URLSearchParams({ minutes: String(minutes) }) });
    await this.serve();
  }

  async stop(): Promise<void> {
    await end(this.server!);
    await end(this.provider);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async serve(): Promise<void> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MENDAN_'));
    const lived = new Date(this.begun.getTime() + this.minutes * 60_000).toISOString();
    const env = {
      ...Object.fromEntries(inherited), MENDAN_DEMO: '1', MENDAN_SHIELD: 'off', MENDAN_CLOCK_OFFSET: lived,
      MENDAN_DATABASE_URL: `sqlite://${join(this.folder, 'mendan.db')}`, MENDAN_LISTEN: `127.0.0.1:${this.port}`,
      MENDAN_PUBLIC_URL: this.url, MENDAN_MAIL_URL: `file:${join(this.folder, 'mail')}`, MENDAN_SITE_ROOT: SITE, MENDAN_LOG: 'warn',
      MENDAN_SECRET: 'a secret of the browser tests, long enough', MENDAN_OPENID_NETWORKS: '127.0.0.0/8, ::1/128',
    };
    this.server = spawn(BINARY, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await expect.poll(async () => (await fetch(`${this.url}/readyz`).catch(() => undefined))?.status, { timeout: 60_000 }).toBe(200);
  }
}

/** Signs in there. */
export async function signInThere(page: Page, account: string, second: boolean): Promise<void> {
  await expect(page.locator('h1')).toHaveText('Identity provider');
  await page.locator('[name=account]').fill(account);
  if (second) await page.locator('[name=second]').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

function said(process: ChildProcess, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    process.stdout!.on('data', (data: Buffer) => {
      all += data.toString();
      const found = what.exec(all)?.[1];
      if (found) resolve(found);
    });
    process.once('error', reject);
    process.once('exit', code => reject(new Error(`it ended with ${code} and said: ${all}`)));
  });
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = new Promise(resolve => process.once('exit', resolve));
  process.kill('SIGTERM');
  await ended;
}
