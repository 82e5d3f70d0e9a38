import { type BrowserContext, expect } from '@playwright/test';

// Hears everything a browser complains about, on every page of a test, and fails the test in the end if there was
// anything that the test had not announced.
export class Watch {
  private readonly complaints: string[] = [];
  private readonly announced: RegExp[] = [];

  /** Listens to one more context. */
  follow(context: BrowserContext): void {
    context.on('console', message => {
      if (['error', 'warning'].includes(message.type())) this.hear(`console: ${message.text()}`);
    });
    context.on('weberror', error => this.hear(`page error: ${error.error()}`));
    context.on('requestfailed', request => {
      const why = request.failure()?.errorText ?? '';
      // A file that is saved ends the navigation; a page that is left ends what it was still loading.
      if (why === 'net::ERR_ABORTED') return;
      this.hear(`failed: ${request.method()} ${request.url()} ${why}`);
    });
    context.on('response', response => {
      if (response.status() >= 400) this.hear(`answer: ${response.status()} ${response.url()}`);
    });
  }

  /** The test leads to this status on purpose. */
  announce(status: number): void {
    this.announced.push(new RegExp(`^answer: ${status} `), new RegExp(`^console: .*status of ${status} `));
  }

  /** The test provokes this complaint on purpose. */
  provoke(complaint: RegExp): void {
    this.announced.push(complaint);
  }

  /** Nothing was complained about. */
  verify(): void {
    expect(this.complaints, 'what the browser complained about').toEqual([]);
  }

  private hear(complaint: string): void {
    if (!this.announced.some(pattern => pattern.test(complaint))) this.complaints.push(complaint);
  }
}
