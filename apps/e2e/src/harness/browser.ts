import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pictures } from './workspace.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser of this machine: CHROMIUM_PATH, or one in the usual places; null where there is none. */
export const browserPath: string | null =
  [process.env.CHROMIUM_PATH, ...usualPlaces].find((file) => file && fs.existsSync(file)) ?? null;

export const whyNoBrowser =
  'no browser: install Chromium (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH';

const quiet = [
  '--no-sandbox', // inside containers there is no user to drop to
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath ?? undefined, args: quiet });

/** A tab that remembers what went wrong in it. */
export interface Tab {
  readonly page: Page;
  /** Errors of scripts and the console since the tab was opened. */
  readonly complaints: string[];
  /** Keeps a picture of the page under test-results. */
  keep(name: string): Promise<void>;
}

export async function openTab(browser: Browser, { dark = false } = {}): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    complaints,
    async keep(name) {
      fs.mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
    },
  };
}
