import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a finger must be able to hit: WCAG 2.5.8 leaves out links within sentences, and so does this list. */
const TARGETS = [
  'button:not([aria-hidden=true])', 'summary', 'label.check', 'input:not([type=hidden],[type=checkbox],[type=radio])', 'textarea', 'select',
  'a.button', 'a.kind', '.choices a', '.days a', 'a.slots-next', '.links a', '.notice--error a',
].join(',');

/** What every page must be, whoever looks at it. */
export class Examiner {
  private other?: Page;

  constructor(private readonly browser: Browser, private readonly scripts: boolean) {}

  /** A page for residents: everything, and targets of 44 px. */
  async publicPage(page: Page): Promise<void> {
    await this.page(page);
    await targets(page, 44);
  }

  /** Any page: a language, one heading, no sideways scrolling, nothing that axe finds. */
  async page(page: Page): Promise<void> {
    await page.waitForLoadState('load');
    const where = new URL(page.url()).pathname.replace(/\/b\/[^/]+/, '/b/…');
    await expect(page.locator('h1'), `${where} has one main heading`).toHaveCount(1);
    await expect(page.locator('html'), `${where} says its language`).toHaveAttribute('lang', /^(ja|en)$/);
    await sideways(page, where);
    expect.soft(await this.axe(page), `axe on ${where}`).toEqual([]);
  }

  /** The end of the test. */
  async close(): Promise<void> {
    await this.other?.context().close();
  }

  private async axe(page: Page): Promise<string[]> {
    return this.scripts ? violations(page) : this.axeOfStill(page);
  }

  /** axe needs scripts, so the page as it stands without them is shown again, still, in a browser that has them. */
  private async axeOfStill(page: Page): Promise<string[]> {
    const still = (await page.content()).replaceAll(/<script\b.*?<\/script>/gs, '').replaceAll(/<(\/?)noscript/g, '<$1div');
    this.other ??= await (await this.browser.newContext({ javaScriptEnabled: true })).newPage();
    const size = page.viewportSize();
    if (size) await this.other.setViewportSize(size);
    await this.other.unrouteAll();
    await this.other.route(url => !url.pathname.startsWith('/pkg/'), route =>
      route.request().isNavigationRequest() ? route.fulfill({ body: still, contentType: 'text/html; charset=utf-8' }) : route.abort());
    await this.other.goto(page.url());
    return violations(this.other);
  }
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}

async function sideways(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > width + 0.5);
    return wide.map(element => `${element.outerHTML.slice(0, 80)} ends at ${Math.round(element.getBoundingClientRect().right)}`);
  });
  expect.soft(over, `${where} scrolls sideways`).toEqual([]);
}

async function targets(page: Page, least: number): Promise<void> {
  const small = await page.locator(TARGETS).evaluateAll((elements, px) => elements
    .map(element => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (Math.min(box.width, box.height) < px - 0.5))
    .map(({ element, box }) => `${element.outerHTML.slice(0, 100)} ${Math.round(box.width)}×${Math.round(box.height)}`), least);
  expect.soft(small, `targets below ${least} px`).toEqual([]);
}
