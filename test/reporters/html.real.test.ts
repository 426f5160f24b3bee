import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { binary } from '../rig/build.js';
import { FINDINGS, aResult, textOf } from './sample-result.js';

const PHONE = { width: 375, height: 812 };
const DESK = { width: 1280, height: 900 };

let folder: string;
let url: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'html-report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, await textOf(REPORTERS.html(aResult(), { colour: false, width: 100, categories: {} })));
  url = pathToFileURL(file).href;
  // A browser's own sandbox needs what containers of CI systems do not give; the page under test is ours.
  browser = await chromium.launch({ executablePath: await binary('chromium'), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a page said and asked for while it was open. */
interface Heard {
  readonly console: string[];
  readonly errors: string[];
  readonly requests: string[];
}

async function open(viewport: typeof PHONE, colorScheme: 'light' | 'dark', javaScriptEnabled = true): Promise<{ page: Page; heard: Heard }> {
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const heard: Heard = { console: [], errors: [], requests: [] };
  page.on('console', (message) => heard.console.push(message.text()));
  page.on('pageerror', (problem) => heard.errors.push(problem.message));
  page.on('request', (request) => heard.requests.push(request.url()));
  await page.goto(url);
  return { page, heard };
}

const shownRows = (page: Page): Promise<number> => page.locator('table.findings > tbody > tr:visible').count();

describe.each([
  ['a phone, light', PHONE, 'light'],
  ['a phone, dark', PHONE, 'dark'],
  ['a desk, light', DESK, 'light'],
  ['a desk, dark', DESK, 'dark'],
] as const)('the html report on %s', (_name, viewport, scheme) => {
  let page: Page;
  let heard: Heard;
  beforeAll(async () => {
    ({ page, heard } = await open(viewport, scheme));
  });
  afterAll(() => page.context().close());

  it('says nothing to the console and asks for nothing but itself', () => {
    expect(heard.console).toEqual([]);
    expect(heard.errors).toEqual([]);
    expect(heard.requests.filter((request) => request !== url && !request.startsWith('data:'))).toEqual([]);
  });

  it('never scrolls sideways', async () => {
    for (const details of await page.locator('details').all()) await details.evaluate((element) => element.setAttribute('open', ''));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  it('runs no name as markup or script', async () => {
    expect(await page.title()).toBe('logproof: Fail, 2026-11-24');
    expect(await page.locator('main img, main script, main iframe, main a:not([href^="#"])').count()).toBe(0);
    await expect.poll(() => page.getByText('<img src=x onerror=').count()).toBeGreaterThan(0);
  });

  it('keeps a contrast of 4.5 to 1 for every text', async () => {
    expect(await page.evaluate(lowContrast)).toEqual([]);
  });
});

describe('the filter of the findings', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await open(DESK, 'light'));
  });
  afterAll(() => page.context().close());

  it('shows all at first', async () => {
    expect(await shownRows(page)).toBe(FINDINGS.length);
    expect(await page.locator('#filter-count').textContent()).toBe(`${FINDINGS.length} shown`);
  });

  it('narrows by state, severity and control together', async () => {
    await page.selectOption('#filter-state', 'waived');
    expect(await shownRows(page)).toBe(1);
    await page.selectOption('#filter-control', 'log-group-encrypted');
    expect(await shownRows(page)).toBe(0);
    expect(await page.locator('#none-match').isVisible()).toBe(true);
    await page.click('#filter-clear');
    await page.selectOption('#filter-severity', 'medium');
    expect(await shownRows(page)).toBe(5);
  });

  it('finds text in names, messages and fingerprints', async () => {
    await page.click('#filter-clear');
    await page.fill('#filter-text', 'BEDROCK 365');
    await expect.poll(() => shownRows(page)).toBe(1);
    await page.fill('#filter-text', FINDINGS[0]?.fingerprint ?? '');
    await expect.poll(() => shownRows(page)).toBe(1);
    expect(await page.locator('#filter-count').textContent()).toBe(`1 of ${FINDINGS.length} shown`);
  });

  it('follows a control to its findings, and a finding to its control', async () => {
    await page.click('#control-log-group-encrypted a[data-filter-control]');
    expect(await shownRows(page)).toBe(4);
    await page.locator('table.findings > tbody > tr:visible .control-link').first().click();
    expect(new URL(page.url()).hash).toBe('#control-log-group-encrypted');
    await expect.poll(() => page.locator('#control-log-group-encrypted').isVisible()).toBe(true);
  });

  it('works by the keyboard alone', async () => {
    await page.click('#filter-clear');
    await page.keyboard.type('sandbox');
    await expect.poll(() => shownRows(page)).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter-state');
  });
});

describe('the html report without a script', () => {
  it('lists everything and shows no filter', async () => {
    const { page } = await open(DESK, 'light', false);
    expect(await shownRows(page)).toBe(FINDINGS.length);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await page.context().close();
  });
});

describe('the html report on paper', () => {
  it('prints light, with what was folded opened, and no filter', async () => {
    const { page } = await open(DESK, 'dark');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#filter-text').isVisible()).toBe(false);
    expect(await page.locator('details dl').first().isVisible()).toBe(true);
    expect(await page.evaluate(lowContrast)).toEqual([]);
    const file = join(folder, 'report.pdf');
    await page.pdf({ path: file, format: 'A4' });
    expect(statSync(file).size).toBeGreaterThan(20_000);
    await page.context().close();
  });
});

/**
 * Texts whose contrast with what is behind them is below 4.5:1, in the page. Luminance and ratio: WCAG 2.2, "relative
 * luminance" and "contrast ratio".
 */
function lowContrast(): string[] {
  const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string): number =>
    channels(colour)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index]!, 0);
  const behind = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const low = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !element.checkVisibility() || element.closest('script, select')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(style.color), luminance(behind(element))].sort((one, other) => other - one) as [number, number];
    if ((a + 0.05) / (b + 0.05) < 4.5) low.add(`${element.tagName} ${element.className} ${style.color} on ${behind(element)}`);
  }
  return [...low];
}
