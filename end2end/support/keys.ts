import { type Locator, type Page, expect } from '@playwright/test';

/** Somebody without a mouse. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** Goes on with Tab until that element has the focus, and sees where she is. */
  async to(target: Locator, most = 60): Promise<void> {
    for (let step = 0; step < most; step += 1) {
      if (await target.evaluate(element => element === document.activeElement)) return this.seesFocus(target);
      await this.page.keyboard.press('Tab');
    }
    expect(await this.where(), `reached with ${most} × Tab`).toBe(await target.evaluate(element => element.outerHTML.slice(0, 120)));
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** To a field, and types. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press('Control+A');
    await this.type(text);
  }

  /** To a link or button, and presses it. */
  async enter(target: Locator): Promise<void> {
    await this.to(target);
    await this.press('Enter');
  }

  private async seesFocus(target: Locator): Promise<void> {
    const ring = await target.evaluate(element => {
      // A hidden tick box shows its focus on its label.
      const shown = [element, element.closest('label'), element.nextElementSibling].filter((e): e is Element => e !== null);
      return shown.some(e => {
        const style = getComputedStyle(e);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
      });
    });
    expect.soft(ring, `focus ring on ${await this.where()}`).toBe(true);
    await expect.soft(target).toBeInViewport();
  }

  private where(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '');
  }
}
