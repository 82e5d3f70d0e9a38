import type { Page } from '@playwright/test';
import { Api } from '../support/api.ts';
import { awaitMails, manageLink } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { PHONE, expect, test } from '../support/test.ts';

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;

/** The page says that it is English, and is. What is marked as Japanese and the switch of languages may be Japanese. */
async function isEnglish(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect.soft(await page.title()).not.toMatch(JAPANESE);
  const rest = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll('[lang=ja], script, textarea, .language-menu summary, .languages')) element.remove();
    const labels = [...copy.querySelectorAll('[aria-label]')].map(element => element.getAttribute('aria-label'));
    return [copy.textContent ?? '', ...labels].join('\n');
  });
  expect.soft(rest.split('\n').filter(line => JAPANESE.test(line)), `Japanese on ${page.url()}`).toEqual([]);
}

test.use({ viewport: PHONE });

test('the same in English, from the first page to the last mail', async ({ page, request, examine }) => {
  const day = await new Api(request).day(9, 'video');
  const she = { ...person(), family: 'Kaku', given: 'Hanna', familyKana: '', givenKana: '' };
  const resident = new Resident(page, '/en');
  const look = async () => {
    await examine.publicPage(page);
    await isEnglish(page);
  };

  await page.goto('/');
  await page.getByRole('link', { name: 'English' }).click();
  await look();
  await resident.chooseKind();
  await look();
  await resident.chooseMode('video');
  await resident.chooseDay(day);
  await resident.chooseTime();
  await resident.submit.click();
  await expect(page).toHaveURL(/\/en\/details#errors$/);
  await look();
  await resident.fill(she);
  await resident.submit.click();
  await resident.isBooked();
  await look();

  const [mail] = await awaitMails(she.email, 1);
  expect(mail!.subject).not.toMatch(JAPANESE);
  expect(mail!.text).not.toMatch(JAPANESE);
  await page.goto(manageLink(mail!));
  await look();
  await page.locator('a[href$="/move"]').click();
  await resident.chooseDay(day);
  await look();
  await resident.chooseTime(3);
  await look();
  await page.locator('a[href$="/mode"]').click();
  await look();
  await page.locator('input[value=in_person]').check();
  await page.locator('form[action$="/mode"] button').click();
  await look();
  await page.locator('a[href$="/cancel"]').click();
  await look();
  await page.locator('form[action$="/cancel"] button').click();
  await expect(page.locator('.appointment--gone')).toBeVisible();
  await look();
  for (const later of await awaitMails(she.email, 4)) expect(later.text).not.toMatch(JAPANESE);
});

test('a page of hers can be read in the other language', async ({ page, request, examine }) => {
  const api = new Api(request);
  const [slot] = await api.slots('in_person', await api.day(9));
  const { manage_url } = await api.book(person(), slot!, 'in_person');
  await page.goto(manage_url);
  await page.locator('.language-menu summary').click();
  await page.getByRole('link', { name: 'English' }).click();
  await isEnglish(page);
  await page.locator('nav.links a[href*="/cancel"]').click();
  await isEnglish(page);
  await examine.publicPage(page);
});
