import { type Page, expect } from '@playwright/test';

export type Role = 'kanri' | 'hokenshi' | 'uketsuke';

/** The demo's passwords are made of the login names, and are printed when it starts. */
export async function signIn(page: Page, login: Role, password = `mendan-demo-${login}`): Promise<void> {
  await page.goto('/staff/sign-in');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** Signed in, on today's page. */
export async function asStaff(page: Page, login: Role): Promise<void> {
  await signIn(page, login);
  await expect(page).toHaveURL(/\/staff$/);
}

/** What has the focus. */
export function focused(page: Page) {
  return page.locator(':focus');
}
