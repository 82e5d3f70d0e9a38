import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { mailsTo, manageLink } from '../support/mail.ts';
import { Newcomer } from '../support/newcomer.ts';

// `make install-test`: the server is what a package has installed, and mails come by SMTP.
const { MENDAN_SETUP_URL = '', MENDAN_EMAIL = '', MENDAN_MAIL_DIR = '', MENDAN_LINK_FILE = '' } = process.env;

test('a city is founded on an installed machine, and somebody books', async ({ page }) => {
  const newcomer = new Newcomer(page);
  await newcomer.found(MENDAN_SETUP_URL);
  await newcomer.setUp();
  await newcomer.book(MENDAN_EMAIL);
  await expect.poll(async () => (await mailsTo(MENDAN_EMAIL, MENDAN_MAIL_DIR)).length, { message: 'her confirmation' }).toBe(1);
  const [mail] = await mailsTo(MENDAN_EMAIL, MENDAN_MAIL_DIR);
  await writeFile(MENDAN_LINK_FILE, manageLink(mail!));
});
