import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  page: Page;
  /** Errors of the browser: a refused script, a page error, a failed request. */
  complaints: string[];
  close(): Promise<void>;
}

/** Debian's Chromium with a new profile, in French; a tablet when it has touch. */
export async function openBrowser(
  options: Pick<BrowserContextOptions, 'viewport' | 'hasTouch'> = {},
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'etabli-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: FLAGS,
    locale: 'fr-FR',
    viewport: { width: 1100, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return {
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
