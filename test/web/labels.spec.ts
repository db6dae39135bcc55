import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { eventually, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const HTML = '<img src=x onerror="document.title=1">';
const PASSWORD = 'correct horse battery';

let server: RunningServer;
let browser: Browser;
let path: string;

beforeAll(async () => {
  server = await runningServer();
  await server.app
    .get(Accounts)
    .create({ name: 'viewer', displayName: HTML, role: 'viewer', password: PASSWORD });
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  const customer = encodeURIComponent(HTML);
  const made = await server.ask(`/api/lots?profile=debian-13-minimal&customer=${customer}`, {
    method: 'POST',
    body: 'serial;hostname\nCZC1;PC-1\nCZC2;PC-2\n',
    headers: { 'content-type': 'text/csv' },
  });
  path = `/lots/${((await made.json()) as { id: string }).id}/labels`;
  browser = await openBrowser();
  await logIn(browser.page, server.base, 'viewer', PASSWORD);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('the page of labels', () => {
  it('leads to the PDF of the chosen sheet, from the chosen label on', async () => {
    const { page, complaints } = browser;
    await page.goto(server.base + path);
    await eventually(
      () => page.locator('main').innerText(),
      expect.stringContaining('Étiquettes à imprimer\u00a0: 2'),
    );
    await eventually(() => page.locator('main').innerText(), expect.stringContaining(HTML));
    await page.getByLabel('Planche ou rouleau').selectOption('l7160');
    await page.getByLabel('Première étiquette libre').fill('4');
    const asked = page.waitForRequest((request) => request.url().includes('labels.pdf'));
    await page
      .getByRole('button', { name: 'Ouvrir le PDF' })
      .click()
      .catch(() => undefined);
    expect(new URL((await asked).url()).search).toBe('?format=l7160&start=4&language=fr');
    expect(complaints).toEqual([]);
  });

  it('says beside the field that the sheet has no such label, and keeps what was chosen', async () => {
    const { page, complaints } = browser;
    await page.goto(`${server.base}${path}?format=l7163&start=15%22%3E`);
    await eventually(() => page.locator('.problem').innerText(), 'Cette planche a des étiquettes de 1 à 14.');
    await eventually(() => page.getByLabel('Première étiquette libre').inputValue(), '15">');
    await eventually(() => page.getByLabel('Planche ou rouleau').inputValue(), 'l7163');
    complaints.splice(0); // the status 400
  });

  it('has nothing that axe finds, in both languages, both themes and three widths', async () => {
    const { page, complaints } = browser;
    const axeSource = await readFile(AXE, 'utf8');
    for (const language of ['fr', 'en']) {
      await page.goto(`${server.base}/language/${language}`);
      for (const theme of ['light', 'dark']) {
        await page.goto(`${server.base}/theme/${theme}?back=${encodeURIComponent(path)}`);
        await page.evaluate(axeSource);
        for (const width of [600, 1280, 3840]) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate(async () => {
            const { axe } = window as unknown as {
              axe: { run(): Promise<{ violations: { id: string }[] }> };
            };
            return (await axe.run()).violations.map(({ id }) => id);
          });
          expect([language, theme, width, found]).toEqual([language, theme, width, []]);
        }
      }
    }
    await eventually(() => page.title(), expect.stringMatching(/^Labels L-/));
    expect(complaints).toEqual([]);
  });
});
