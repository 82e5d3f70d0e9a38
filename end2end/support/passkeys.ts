import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, type Page, expect } from '@playwright/test';
import { BINARY, SITE, freePort } from './newcomer.ts';

/**
 * A demo of a test's own. At http://localhost unless another name is wanted: browsers refuse passkeys at a bare number, and without TLS
 * at any other name.
 */
export class NamedDemo {
  private process?: ChildProcess;

  private constructor(private readonly folder: string, private readonly port: number, private readonly name: string) {}

  /** Living so much later than we do, or from that instant on (`2031-06-03T10:00:00+09:00`). */
  static async start(offset = '0s', name = 'localhost'): Promise<NamedDemo> {
    const demo = new NamedDemo(await mkdtemp(join(tmpdir(), 'mendan_demo_')), await freePort(), name);
    await demo.serve(offset);
    return demo;
  }

  get url(): string {
    return `http://${this.name}:${this.port}`;
  }

  /** Where its mails are. */
  get mails(): string {
    return join(this.folder, 'mail');
  }

  /** Serves on, that much later. */
  async later(offset: string): Promise<void> {
    await this.end();
    await this.serve(offset);
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async serve(offset: string): Promise<void> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MENDAN_'));
    const env = {
      ...Object.fromEntries(inherited), MENDAN_DEMO: '1', MENDAN_SHIELD: 'off', MENDAN_CLOCK_OFFSET: offset, MENDAN_LOG: 'warn',
      MENDAN_DATABASE_URL: `sqlite://${join(this.folder, 'mendan.db')}`, MENDAN_LISTEN: `127.0.0.1:${this.port}`,
      MENDAN_PUBLIC_URL: this.url, MENDAN_MAIL_URL: `file:${this.mails}`, MENDAN_SITE_ROOT: SITE,
      MENDAN_SECRET: 'of the browser tests, long enough for all of them',
    };
    this.process = spawn(BINARY, ['serve'], { cwd: this.folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
    await expect.poll(() => this.isReady(), { message: 'the demo is ready', timeout: 60_000 }).toBe(true);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok;
    } catch {
      return false;
    }
  }

  private async end(): Promise<void> {
    const ended = new Promise(resolve => this.process!.once('exit', resolve));
    this.process!.kill('SIGTERM');
    await ended;
  }
}

/** The screen lock of the machine that a browser runs on: it makes passkeys, and shows them when it is touched, which it always is. */
export class ScreenLock {
  private constructor(private readonly session: CDPSession, private readonly id: string) {}

  static async of(page: Page): Promise<ScreenLock> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new ScreenLock(session, authenticatorId);
  }

  /** How many passkeys it has. */
  async keys(): Promise<number> {
    return (await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.id })).credentials.length;
  }

  /** All of them are gone. */
  async forget(): Promise<void> {
    await this.session.send('WebAuthn.clearCredentials', { authenticatorId: this.id });
  }

  /** Nobody touches it, or the wrong finger does. */
  async verifies(yes: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId: this.id, isUserVerified: yes });
  }
}
