import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { EnvironmentClient } from '../support/environment-client.js';
import { eventually, follow, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'correct horse battery';

let server: RunningServer;
let workshop: Workshop;
let browser: Browser;
/** The addresses that the browser asked for, with the page that sent it there. */
const asked: string[] = [];

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'a password of a user');
  await workshop.openNetwork();
  const order = { name: 'technician', displayName: 'Thea', role: 'technician' as const, password: PASSWORD };
  await server.app.get(Accounts).create(order);
  browser = await openBrowser();
  browser.page.on('request', (request) =>
    asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('confirms a PC with the link of the QR code on its screen, without the code in the URL of a request', async () => {
  const { page, complaints } = browser;
  const pc = new EnvironmentClient(server.base);
  const csv = `serial\n${pc.identity.serial}\n`;
  const lot = await workshop.well('POST', '/api/lots?profile=tiny&customer=Test', csv, 'text/csv');
  const id = await workshop.arm(((await lot.json()) as { id: string }).id);
  expect(await pc.boot()).toBe('stay');
  const { code = '', url = '' } = (await pc.screen()).confirmation ?? {};

  await logIn(page, server.base, 'technician', PASSWORD);

  await page.goto(`${server.base}/deployments/${id}`);
  await page.getByText('Lisez le code affiché à l’écran de ce PC').waitFor();
  await follow(page.getByRole('link', { name: 'Confirmer ce PC' }));
  await eventually(() => page.getByLabel('Six chiffres').inputValue(), '');

  const { pathname } = new URL(url);
  await page.goto(`${server.base}${pathname}#${code}`);
  await page.waitForURL(({ hash }) => hash === '');
  await eventually(() => page.getByLabel('Six chiffres').inputValue(), code);
  await follow(page.getByRole('button', { name: 'Confirmer ce PC' }));
  await page.waitForURL(/\/machines\//);
  await page.getByText('Confirmé avec le code par technician.').waitFor();
  expect((await pc.screen()).confirmation).toBeUndefined();
  expect(asked.filter((address) => address.includes(code))).toEqual([]);
  expect(complaints).toEqual([]);
});
