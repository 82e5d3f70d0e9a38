import { type Page, expect } from '@playwright/test';

/** The set-up pages, by what an administrator sees; of another server than the usual one with its address. */
export class SetUp {
  constructor(private readonly page: Page, private readonly base = '') {}

  async office(name: string, slug: string, rooms: string[]): Promise<void> {
    await this.page.goto(`${this.base}/staff/setup/offices/new`);
    await this.page.locator('[name=name_ja]').fill(name);
    await this.page.locator('[name=slug]').fill(slug);
    await this.page.locator('[name=address_ja]').fill('架空市西町8-9');
    for (const [row, room] of rooms.entries()) await this.page.locator('[name=room_name]').nth(row).fill(room);
    await this.save('加えました');
  }

  async nurse(name: string, login: string, office: string): Promise<void> {
    await this.page.goto(`${this.base}/staff/setup/staff/new`);
    await this.page.locator('[name=display_name]').fill(name);
    await this.page.locator('[name=login]').fill(login);
    await this.page.locator('[name=password]').fill('fern lantern gravel 81 orbit');
    await this.page.locator('[name=password_again]').fill('fern lantern gravel 81 orbit');
    await this.page.getByRole('group', { name: '働く場所' }).getByLabel(office).check();
    await this.save('加えました');
  }

  async invite(name: string, login: string, office: string, address: string): Promise<void> {
    await this.page.goto(`${this.base}/staff/setup/staff/new`);
    await this.page.locator('[name=display_name]').fill(name);
    await this.page.locator('[name=login]').fill(login);
    await this.page.locator('[name=email]').fill(address);
    await this.page.getByRole('group', { name: '働く場所' }).getByLabel(office).check();
    await this.save('招待のメールを送ります');
  }

  /** Monday to Friday at the usual hours, for everybody of the office. */
  async week(office: string, kind: string): Promise<void> {
    await this.page.goto(`${this.base}/staff/setup/templates/new`);
    await this.page.getByLabel('場所').selectOption({ label: office });
    await this.page.getByRole('group', { name: '面談の種類' }).getByLabel(kind).check();
    for (const day of ['月', '火', '水', '木', '金'])
      await this.page.getByRole('group', { name: '曜日' }).getByLabel(day, { exact: true }).check();
    await this.save('保存しました');
  }

  /** Opens the preview of a month, given as `2027-03`. */
  async preview(month: string, office: string): Promise<void> {
    await this.page.goto(`${this.base}/staff/setup/publish?month=${month}`);
    await this.page.getByLabel('場所').selectOption({ label: office });
    await this.page.getByRole('button', { name: '見る' }).click();
    await this.page.waitForURL(/office=\d+/);
  }

  async publish(): Promise<void> {
    await this.page.getByRole('button', { name: /^公開する/ }).click();
    await expect(this.page.getByRole('status')).toContainText('公開しました');
  }

  private async save(word: string): Promise<void> {
    await this.page.getByRole('button', { name: '保存する', exact: true }).click();
    await expect(this.page.getByRole('status')).toContainText(word);
  }
}

/** The month so many months after that day: `2027-03`. */
export function monthAhead(day: Date, months: number): string {
  const month = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  return month.toISOString().slice(0, 7);
}
