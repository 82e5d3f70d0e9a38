import { writeFile } from 'node:fs/promises';
import { Api } from '../support/api.ts';
import { person } from '../support/person.ts';
import { test } from '../support/test.ts';

/** The A5 slip as it comes out of a printer, and the same on the screen of a print preview. */
test('the slip', async ({ page, request }) => {
  const api = new Api(request);
  for (const mode of ['in_person', 'video']) {
    const slots = await api.slots(mode, await api.day(29, mode));
    const { manage_url } = await api.book(person(), slots[1]!, mode);
    await page.goto(`${manage_url}?new=1`);
    await writeFile(`out/slip-${mode}.pdf`, await page.pdf({ preferCSSPageSize: true }));
    await page.setViewportSize({ width: 559, height: 794 });
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: `out/slip-${mode}.png` });
    await page.emulateMedia({ media: 'screen' });
  }
});
