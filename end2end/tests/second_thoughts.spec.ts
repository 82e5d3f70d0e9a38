import { Api, KIND } from '../support/api.ts';
import { awaitMails, mailsTo } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { PHONE, expect, test } from '../support/test.ts';

// Back, twice, too late, too slow: what people do to forms.
test.use({ viewport: PHONE });

const GONE = 'いま、お取りしている時間はありません';

test('a second click books once and leads to the same page', async ({ page, context, request, baseURL }) => {
  const she = person();
  const resident = new Resident(page);
  await resident.hold(await new Api(request).day(10), 'in_person');
  await resident.fill(she);
  const posted = page.waitForRequest(one => one.url().endsWith('/confirm'));
  await resident.submit.dblclick({ noWaitAfter: true });
  await resident.isBooked();

  // The same form again, as from a page that was left open.
  const form = (await posted).postData() ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: baseURL! };
  const again = await context.request.post('/confirm', { data: form, headers, maxRedirects: 0 });
  expect(again.status()).toBe(303);
  expect(new URL(again.headers()['location']!, baseURL).pathname).toBe(new URL(page.url()).pathname);
  await awaitMails(she.email, 1);
  // What is due first leaves first: when somebody else's mail has come, a second one to her would have, too.
  const [api, later] = [new Api(request), person()];
  await api.book(later, (await api.slots('in_person'))[0]!, 'in_person');
  await awaitMails(later.email, 1);
  expect(await mailsTo(she.email)).toHaveLength(1);
});

test('back and forward keep the way and never book', async ({ page, request }) => {
  const she = person();
  const resident = new Resident(page);
  await resident.hold(await new Api(request).day(10), 'in_person', 1);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/book/${KIND}`));
  await page.goForward();
  await expect(page).toHaveURL(/\/details$/);
  await resident.fill(she);
  await resident.submit.click();
  await resident.isBooked();
  const booked = page.url();
  await page.goBack();
  await expect(page).toHaveURL(/\/details$/);
  await expect(page.locator('form[action$="/confirm"]')).toHaveCount(0);
  await page.goForward();
  await expect(page).toHaveURL(booked);
  await awaitMails(she.email, 1);
});

test('a hold that has ended says so, and what was typed still books if the time is free', async ({ page, context, request, baseURL }) => {
  const [she, resident] = [person(), new Resident(page)];
  await resident.hold(await new Api(request).day(10), 'in_person', 2);
  await resident.fill(she);
  const released = await context.request.post('/hold/release', { form: { kind: KIND }, headers: { origin: baseURL! }, maxRedirects: 0 });
  expect(released.status()).toBe(303);

  const other = await context.newPage();
  await other.goto('/details');
  await expect(other.locator('h1')).toHaveText(GONE);
  await other.locator('main a.button').click();
  await expect(other).toHaveURL(/\/(book\/.*)?$/);

  await resident.submit.click();
  await resident.isBooked();
});

test('a time that went to somebody else: near ones are offered and nothing is lost', async ({ page, context, request, watch, examine, baseURL }) => {
  const api = new Api(request);
  const [she, resident] = [person(), new Resident(page)];
  const { id } = await resident.hold(await api.day(11), 'in_person', 3);
  await resident.fill(she);
  await page.locator('[name=email]').fill('hanako');

  // While she types her hold ends, and others take every place of that time.
  await context.request.post('/hold/release', { form: { kind: KIND }, headers: { origin: baseURL! }, maxRedirects: 0 });
  const slot = (await api.slots('in_person')).find(free => free.id === id)!;
  for (let left = slot.free; left > 0; left -= 1) await api.book(person(), slot, 'in_person');
  expect((await api.tryToBook(person(), slot, 'in_person')).status()).toBe(409);

  watch.announce(409);
  await page.locator('[name=email]').fill(she.email);
  await resident.submit.click();
  await expect(page.locator('h1')).toHaveText('その時間は、いま予約が入りました');
  await examine.publicPage(page);
  await page.locator('button.slot').first().click();
  await expect(page).toHaveURL(/\/details$/);
  await expect(page.locator('[name=family_name_kana]')).toHaveValue(she.familyKana);
  await expect(page.locator('[name=phone]')).toHaveValue(she.phone);
  await expect(page.locator('[name=email]')).toHaveValue(she.email);
  await expect(page.locator('[name=birth_year]')).toHaveValue('1995');
  await expect(page.locator('[name=consent]')).toBeChecked();
  await resident.submit.click();
  await resident.isBooked();
});

test('two people want the last place: one gets it, the other is told and goes on', async ({ page, browser, request, watch }) => {
  const api = new Api(request);
  const day = await api.day(12);
  const slot = await api.lastPlace('in_person', day);
  const other = await browser.newContext();
  watch.follow(other);
  watch.announce(409);
  const pages = [page, await other.newPage()];
  for (const one of pages) await one.goto(`/book/${KIND}?mode=in_person&day=${day}`);
  await Promise.all(pages.map(async one => {
    await one.locator(`button.slot[value="${slot.id}"]`).click();
    await one.waitForURL(url => !url.pathname.startsWith('/book/'));
  }));
  const paths = pages.map(one => new URL(one.url()).pathname).sort();
  expect(paths).toEqual(['/details', '/hold']);
  const late = pages.find(one => new URL(one.url()).pathname === '/hold')!;
  await late.locator('button.slot').first().click();
  await expect(late).toHaveURL(/\/details$/);
  await other.close();
});

test('looking never takes a time', async ({ page, context }) => {
  const resident = new Resident(page);
  await resident.start();
  await resident.chooseKind();
  const links = await page.locator('a[href^="/"]').evaluateAll(all => all.map(link => link.getAttribute('href')!));
  expect(links.length).toBeGreaterThan(8);
  for (const link of new Set(links)) {
    const answer = await context.request.get(link, { maxRedirects: 0 });
    expect(answer.status(), link).toBe(200);
    expect(answer.headers()['set-cookie'], link).toBeUndefined();
  }
  await page.goto('/details');
  await expect(page.locator('h1')).toHaveText(GONE);
});

test('opening the pages of a link changes nothing', async ({ request }) => {
  const api = new Api(request);
  const [slot] = await api.slots('in_person', await api.day(12));
  const { token } = await api.book(person(), slot!, 'in_person');
  for (const page of ['', '/move', '/mode', '/cancel', '/calendar.ics']) {
    expect((await request.get(`/b/${token}${page}`)).status()).toBe(200);
    expect((await request.head(`/b/${token}${page}`)).status()).toBe(200);
  }
  const still = await (await request.get(`/api/v1/bookings/${token}`)).json();
  expect([still.status, still.sequence]).toEqual(['booked', 0]);
});
