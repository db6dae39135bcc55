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

/** For `SLOW_BROWSER=1`: a far server and a small tablet, on which a read that does not wait comes too early. */
const SLOW = { latency: 300, offline: false, downloadThroughput: -1, uploadThroughput: -1 };
const SLOWER_CPU = 3;

async function slowDown(page: Page): Promise<void> {
  if (!process.env['SLOW_BROWSER']) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
}

export interface Browser {
  page: Page;
  /** Errors of the browser: a refused script, a page error, a failed request. */
  complaints: string[];
  close(): Promise<void>;
}

/** A camera that shows a clock and a microphone that beeps, and nobody who has to allow them. */
export const CAMERA_AND_MICROPHONE = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** Debian's Chromium with a new profile, in French; a tablet when it has touch. */
export async function openBrowser({
  flags = [],
  ...options
}: Pick<BrowserContextOptions, 'viewport' | 'hasTouch'> & { flags?: string[] } = {}): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'etabli-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: [...FLAGS, ...flags],
    locale: 'fr-FR',
    viewport: { width: 1100, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  // No act takes this long; a browser that starts on a busy machine may.
  page.setDefaultTimeout(60_000);
  await slowDown(page);
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
