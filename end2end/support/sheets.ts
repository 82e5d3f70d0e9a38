import type { Page } from '@playwright/test';

/** A sheet as it comes out of the printer, millimetres. */
export interface Sheet { width: number; height: number }

const MM_PER_POINT = 25.4 / 72;

/** The sheets of the page, on the paper that its style asks for. Chromium writes each page as an object that is not compressed. */
export async function sheets(page: Page): Promise<Sheet[]> {
  const text = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  const pages = text.split(/\bendobj\b/).filter(object => /\/Type\s*\/Page(?![A-Za-z])/.test(object));
  return pages.map(object => {
    const [left, top, right, bottom] = /\/MediaBox\s*\[([^\]]+)\]/.exec(object)![1]!.trim().split(/\s+/).map(Number);
    return { width: Math.round((right! - left!) * MM_PER_POINT), height: Math.round((bottom! - top!) * MM_PER_POINT) };
  });
}

/** An A4 sheet that lies on its long side. */
export const LYING = { width: 297, height: 210 };
