import { BareServer } from './newcomer.ts';
import { NamedDemo } from './passkeys.ts';
import { watched } from './test.ts';

/** A test with a server that is its own, and lives at its own time: `bare` has no city yet, `demo` is known as http://localhost. */
export const test = watched.extend<{ host: string; bare: BareServer; demo: NamedDemo }>({
  host: ['127.0.0.1', { option: true }],
  bare: async ({ host }, use) => {
    const bare = await BareServer.start(host);
    await use(bare);
    await bare.stop();
  },
  demo: async ({}, use) => {
    const demo = await NamedDemo.start();
    await use(demo);
    await demo.stop();
  },
});
