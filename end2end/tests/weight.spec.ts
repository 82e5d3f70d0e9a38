import { Api } from '../support/api.ts';
import { person } from '../support/person.ts';
import { Resident } from '../support/resident.ts';
import { expect, test } from '../support/test.ts';
import { travels } from '../support/weight.ts';

const KB = 1000;

test('public pages are light', async ({ page, context, request }) => {
  const api = new Api(request);
  const day = await api.day(15, 'video');
  const [slot] = await api.slots('video', day);
  const { manage_url } = await api.book(person(), slot!, 'video');
  const files = new Map<string, string>();
  page.on('request', one => files.set(one.url(), one.resourceType()));

  const resident = new Resident(page);
  const pages: string[] = [];
  const note = () => pages.push(page.url().replace(/#.*/, ''));
  await resident.start();
  note();
  await resident.chooseKind();
  note();
  await resident.chooseDay(day);
  await resident.chooseTime();
  await resident.submit.click();
  await expect(page).toHaveURL(/#errors/);
  note();
  for (const path of ['', '/move', '/mode', '/cancel']) {
    await page.goto(manage_url + path);
    note();
  }

  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const html = await Promise.all(pages.map(url => travels(url, cookie)));
  const built = [...files.keys()].filter(url => new URL(url).pathname.startsWith('/pkg/'));
  const weigh = async (end: RegExp) => {
    const sizes = await Promise.all(built.filter(url => end.test(url)).map(url => travels(url, '')));
    expect(sizes.length, `${end} files`).toBeGreaterThan(0);
    for (const { encoding } of sizes) expect(encoding).toBe('br');
    return sizes.reduce((sum, { octets }) => sum + octets, 0);
  };
  const [scripts, styles] = [await weigh(/\.(js|wasm)$/), await weigh(/\.css$/)];
  const heaviest = Math.max(...html.map(({ octets }) => octets));
  for (const [index, { encoding, octets }] of html.entries()) {
    expect.soft(encoding, `${pages[index]} travels compressed (${octets})`).toBe('br');
  }
  console.log(`wasm + JavaScript ${scripts} octets, CSS ${styles}, heaviest HTML ${heaviest}, all as they travel`);
  expect(scripts).toBeLessThanOrEqual(80 * KB);
  expect(styles + heaviest).toBeLessThanOrEqual(50 * KB);
  // Nothing comes from anywhere else.
  const origins = new Set([...files.keys()].map(url => new URL(url).origin));
  expect([...origins]).toEqual([new URL(pages[0]!).origin]);
});
