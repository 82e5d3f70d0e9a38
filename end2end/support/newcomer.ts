import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator, type Page, expect } from '@playwright/test';
import { codeOf, secondOf } from './app.ts';

/** What `cargo xtask e2e` has built; by hand `cargo build` and `cargo xtask site`. */
export const BINARY = process.env.MENDAN_BINARY ?? '../target/debug/mendan';
export const SITE = process.env.MENDAN_SITE_ROOT ?? '../target/site';

/** A server that is no demo, on a data folder in which there is nothing. */
export class BareServer {
  private constructor(
    private readonly process: ChildProcess, private readonly folder: string, readonly url: string, readonly setUpUrl: string,
  ) {}

  /** Started, known by that name; it has printed its link. */
  static async start(name = '127.0.0.1'): Promise<BareServer> {
    const [folder, port] = [await mkdtemp(join(tmpdir(), 'mendan_newcomer_')), await freePort()];
    const url = `http://${name}:${port}`;
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MENDAN_'));
    const env = {
      ...Object.fromEntries(inherited), MENDAN_DATABASE_URL: `sqlite://${join(folder, 'mendan.db')}`, MENDAN_LISTEN: `127.0.0.1:${port}`,
      MENDAN_PUBLIC_URL: url, MENDAN_MAIL_URL: `file:${join(folder, 'mail')}`, MENDAN_SITE_ROOT: SITE, MENDAN_LOG: 'warn',
    };
    const server = spawn(BINARY, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const printed = new Promise<string>((resolve, reject) => {
      let said = '';
      server.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        const link = /^setup_url=(\S+)$/m.exec(said)?.[1];
        if (link) resolve(link);
      });
      server.once('error', reject);
      server.once('exit', code => reject(new Error(`the server ended with ${code} and said: ${said}`)));
    });
    return new BareServer(server, folder, url, await printed);
  }

  get mails(): string {
    return join(this.folder, 'mail');
  }

  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

const PASSWORD = 'fern lantern gravel 81 orbit';

/** Somebody who has never seen any of it, and what it costs her. */
export class Newcomer {
  clicks = 0;
  fields = 0;

  constructor(private readonly page: Page, private readonly seen: (name: string) => Promise<void> = async () => {}) {}

  /** From the printed link to the page that says what is left. */
  async found(link: string): Promise<void> {
    await this.page.goto(link);
    await this.seen('link');
    await this.press('はじめる');
    await this.seen('city');
    await this.type({
      name_ja: 'みのり市', department: '健康課 母子保健係', phone: '042-000-0100', mail_from: 'boshi@minori.example',
    });
    await this.press('つぎへ');
    await this.seen('administrator');
    await this.type({ display_name: '想定 係長', login: 'kanri', password: PASSWORD, password_again: PASSWORD });
    await this.press('決めて、中に入る');
    await this.seen('factor');
    const key = await this.page.locator('.register-key').innerText();
    await this.type({ code: codeOf(key, await secondOf(this.page)) });
    await this.press('登録する');
    await this.seen('codes');
    await this.press('しまったので、先へ進む');
    await expect(this.page).toHaveURL(/\/staff\/setup\/begin$/);
    await this.seen('begin');
  }

  /** An office and a nurse, kinds, and published times. */
  async setUp(): Promise<void> {
    await this.open('場所と担当者を決める');
    await this.seen('place');
    await this.type({
      office_name: '中央保健センター', office_address: '架空市中央1-2-3', nurse_name: '見本 ひとみ', login: 'hitomi',
      password: PASSWORD, password_again: PASSWORD,
    });
    await this.press('この内容で決める');
    await this.open('面談の種類を選ぶ');
    await this.seen('kinds');
    await this.press(/妊娠・出産・産後の面談/);
    await this.open('最初の枠を公開する');
    await this.seen('times');
    await this.press('できる枠を見る');
    await this.seen('preview');
    await this.press(/枠を公開する$/);
    await expect(this.page.getByRole('status')).toContainText('公開しました');
    await this.seen('published');
  }

  /** A booking on the public pages, as residents book; the address gets the confirmation. */
  async book(email: string): Promise<void> {
    await this.open('予約してみる');
    await this.seen('trial');
    await this.click(this.page.getByRole('link', { name: '予約のページを開く' }));
    await this.seen('start');
    await this.click(this.page.locator('a.kind').first());
    await this.click(this.page.locator('button.slot').first());
    await expect(this.page).toHaveURL(/\/details$/);
    await this.type({
      family_name: '架空', given_name: '花子', family_name_kana: 'カクウ', given_name_kana: 'ハナコ',
      birth_year: '1995', birth_month: '4', birth_day: '3', phone: '080-1234-5678', email,
    });
    await this.click(this.page.locator('[name=consent]'));
    await this.click(this.page.locator('form[action$="/confirm"] .buttons--wide button[type=submit]'));
    await expect(this.page.locator('.reference strong')).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await this.seen('booked');
  }

  private async type(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      this.fields += 1;
      await this.page.locator(`main [name=${name}]`).fill(value);
    }
  }

  private async press(name: string | RegExp): Promise<void> {
    await this.click(this.page.getByRole('main').getByRole('button', { name }));
  }

  private async open(name: string): Promise<void> {
    await this.click(this.page.getByRole('main').getByRole('link', { name }));
  }

  private async click(what: Locator): Promise<void> {
    this.clicks += 1;
    await what.click();
    await this.page.waitForLoadState('load');
  }
}
