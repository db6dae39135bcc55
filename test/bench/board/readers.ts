import { request } from 'node:http';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Somebody who sees the board: tells when the row of a deployment shows a number of percent. */
export interface Reader {
  kind: 'browser' | 'stream';
  /** When the row showed it, by the clock of this machine. */
  sees(deploymentId: string, percent: number): Promise<number>;
  close(): Promise<void>;
}

/** Reads the event stream of a page, as a browser does, without drawing it. */
export function streamReader(url: string, headers: Record<string, string>): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const awaited = new Set<(text: string) => void>();
    let rest = '';
    const get = request(url, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} was answered ${response.statusCode}`));
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        rest += chunk;
        const end = rest.lastIndexOf('\n\n');
        if (end < 0) return;
        const whole = rest.slice(0, end);
        rest = rest.slice(end);
        for (const look of awaited) look(whole);
      });
      resolve({
        kind: 'stream',
        sees: (id, percent) =>
          new Promise((seen) => {
            const row = new RegExp(`<li id="pc-${id}"(?:(?!</li>)[^])*? value="${percent}"`);
            const look = (text: string) => {
              if (!row.test(text)) return;
              awaited.delete(look);
              seen(Date.now());
            };
            awaited.add(look);
          }),
        close: () => Promise.resolve(void get.destroy()),
      });
    });
    get.on('error', (error) => reject(error)).end();
  });
}

/** A reader that opens the stream and never reads it: its tablet went out of the workshop. */
export function stuckReader(url: string, headers: Record<string, string>): () => void {
  const get = request(url, { headers, agent: false }, (response) => void response.pause());
  get.on('error', () => undefined).end();
  return () => void get.destroy();
}

/** A real browser: it sees a change when its row is drawn with it. */
export async function browserReader(
  browser: Browser,
  url: string,
  token: string,
  language: string,
): Promise<Reader> {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    extraHTTPHeaders: { authorization: `Bearer ${token}`, 'accept-language': language },
  });
  const page: Page = await context.newPage();
  await page.goto(url);
  return {
    kind: 'browser',
    sees: (id, percent) =>
      page.evaluate(
        ([row, value]) =>
          new Promise<number>((seen) => {
            const shows = () =>
              document.getElementById(`pc-${row}`)?.querySelector('progress')?.value === value;
            const look = () => {
              if (!shows()) return;
              observer.disconnect();
              requestAnimationFrame(() => seen(Date.now()));
            };
            const observer = new MutationObserver(look);
            observer.observe(document.getElementById('live')!, {
              subtree: true,
              childList: true,
              attributes: true,
            });
            look();
          }),
        [id, percent] as const,
      ),
    close: () => context.close(),
  };
}

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
