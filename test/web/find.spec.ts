import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { axeFindings } from '../support/every-look.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { madeDeployment, madeLot, madeProfile } from '../support/made-deployments.js';
import { eventually, logIn, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const HOSTILE = '<img src=x onerror="document.title=1">';

let server: RunningServer;
let browser: Browser;
let lotId: string;
let machineId: string;

beforeAll(async () => {
  server = await runningServer();
  const database = server.app.get(DataSource);
  await server.app
    .get(Accounts)
    .create({ name: 'anna', displayName: 'Anna', role: 'technician', password: PASSWORD });
  lotId = await madeLot(database, await madeProfile(database, 'bureau'), 'L-2026-0007', HOSTILE);
  const made = { state: 'running', lotId, hostname: 'PC-COMPTA', serial: 'PF2XYZ12', product: HOSTILE };
  ({ machineId } = await madeDeployment(database, made, 1));
  await madeDeployment(database, { state: 'failed', lotId, hostname: 'PC-DOUBLE', serial: 'SN-A1' }, 2);
  await madeDeployment(database, { state: 'failed', lotId, hostname: 'PC-DOUBLE', serial: 'SN-B2' }, 3);
  browser = await openBrowser();
  const { page } = browser;
  await logIn(page, server.base, 'anna', PASSWORD);
  browser.complaints.length = 0;
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** As a scanner does: the keys, five milliseconds apart by the clock of the keyboard, and Enter. */
async function scan(text: string): Promise<void> {
  const session = await browser.page.context().newCDPSession(browser.page);
  const begin = Date.now() / 1000;
  const keys = [...text, 'Enter'].map((key, n) => ({
    key,
    text: key === 'Enter' ? '\r' : key,
    timestamp: begin + n * 0.005,
    ...(key === 'Enter' && { code: 'Enter', windowsVirtualKeyCode: 13 }),
  }));
  await Promise.all(
    keys.flatMap((key) => [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, timestamp: key.timestamp }),
    ]),
  );
  await session.detach().catch(() => undefined);
}

describe('a scan', () => {
  it('anywhere on a page goes to the PC, and presses no button on its way', async () => {
    const { page } = browser;
    for (const [text, path] of [
      ['PF2XYZ12', `/machines/${machineId}`],
      ['1S20W4CTO1WWPF2XYZ12', `/machines/${machineId}`],
      ['L-2026-0007', `/lots/${lotId}`],
      [`https://10.0.0.1:8443/machines/${machineId}`, `/machines/${machineId}`],
    ] as const) {
      await page.goto(`${server.base}/machines`);
      await page.getByRole('button', { name: 'Se déconnecter' }).focus();
      await opens(page, () => scan(text));
      await page.waitForURL(server.base + path);
    }
  });

  it('of the code on a PC’s screen goes to where it is typed, and the code is sent to nobody', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/machines`);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await opens(page, () => scan(`https://etabli.example:8443/confirm/${machineId}#123456`));
    await page.waitForURL(({ pathname }) => pathname === `/confirm/${machineId}`);
    expect(sent.filter((url) => url.split('#')[0]!.includes('123456'))).toEqual([]);
    page.removeAllListeners('request');
  });

  it('in a field is text of that field, and slow typing is no scan', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/machines`);
    const field = page.getByRole('main').getByRole('searchbox');
    await field.focus();
    await page.keyboard.type('PF2XYZ12');
    await eventually(() => field.inputValue(), 'PF2XYZ12');
    await field.evaluate((element: HTMLElement) => element.blur());
    await page.keyboard.type('PF2XYZ12', { delay: 120 });
    await page.keyboard.press('Enter');
    await eventually(() => page.url(), `${server.base}/machines`);
  });

  it('of another site’s address leads nowhere', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/machines`);
    await opens(page, () => scan('https://evil.example/machines/../logout'));
    await page.waitForURL(`${server.base}/find**`);
    await eventually(
      () => page.getByRole('status').innerText(),
      expect.stringContaining('Cette adresse n’est pas celle d’une page d’Établi'),
    );
  });
});

describe('the search', () => {
  it('is reached by the key /, and goes to the one thing that is found', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/machines`);
    await page.keyboard.press('/');
    await page.keyboard.type('pc-compta');
    await opens(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${server.base}/machines/${machineId}`);
  });

  it('lists PCs of one name with their serial numbers', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/find?q=PC-DOUBLE`);
    const found = await page.locator('.found li').allInnerTexts();
    expect(found.map((text) => text.replace(/\s+/g, ' ')).sort()).toEqual([
      'PC-DOUBLE SN-A1 · Latitude 5440 PC échec',
      'PC-DOUBLE SN-B2 · Latitude 5440 PC échec',
    ]);
  });

  it('says what it looked for, what resembles it, and offers a lot with that number', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/find?q=${encodeURIComponent('PF2XYZ13')}`);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Rien ne s’appelle exactement PF2XYZ13');
    expect(text).toContain(`PC-COMPTA\nPF2XYZ12 · ${HOSTILE}`);
    const form = page.locator('form[action="/lots/new/scan"]');
    await eventually(() => form.locator('input[name="code"]').inputValue(), 'PF2XYZ13');
    await eventually(() => form.getByRole('button').innerText(), 'Créer un lot avec ce numéro');
  });

  it('shows hostile text as text', async () => {
    const { page } = browser;
    browser.complaints.length = 0;
    for (const text of [HOSTILE, '"><script>alert(1)</script>', '%', '\u0000', 'x'.repeat(5000)]) {
      await page.goto(`${server.base}/find?q=${encodeURIComponent(text)}`);
      await eventually(async () => [text, await page.locator('img, main script').count()], [text, 0]);
    }
    // The browser tells of each answer that is not found, and of nothing else.
    expect(browser.complaints.filter((one) => !one.includes('404 (Not Found)'))).toEqual([]);
  });

  it.each([
    ['fr', 'dark', 600],
    ['fr', 'light', 3840],
    ['en', 'light', 600],
    ['en', 'dark', 1280],
  ] as const)('has nothing that axe finds, in %s, %s, %i pixels wide', async (language, theme, width) => {
    const { page } = browser;
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${server.base}/language/${language}?back=%2Fmachines`);
    await page.goto(`${server.base}/theme/${theme}?back=%2Fmachines`);
    for (const q of ['', 'PC-DOUBLE', 'PF2XYZ13', 'https://evil.example/']) {
      await page.goto(`${server.base}/find?q=${encodeURIComponent(q)}`);
      expect([q, await axeFindings(page)]).toEqual([q, []]);
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect([q, wide]).toEqual([q, false]);
    }
  });
});
