import { defineConfig } from '@playwright/test';

// `cargo xtask e2e` starts a demo server for these tests and says where it listens (MENDAN_URL), where it puts mail
// (MENDAN_MAIL_DIR) and what it prints, such as staff sign-ins (MENDAN_SERVER_LOG).
// By hand: `make run`, then `npx playwright test --project tests`.
export default defineConfig({
  outputDir: 'out/results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // Generous: the same tests run on machines that build something else at the same time.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: process.env.MENDAN_URL ?? 'http://127.0.0.1:3000',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'tests', testDir: 'tests' },
    { name: 'screenshots', testDir: 'screenshots' },
    { name: 'install', testDir: 'install' },
  ],
});
