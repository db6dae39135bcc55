import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { choose, everyLook, THEMES } from '../support/every-look.js';
import { madeDeployment, madeLot, madeProfile } from '../support/made-deployments.js';
import { eventually, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const HTML = '<img src=x onerror="document.title=1">';

let server: RunningServer;
let browser: Browser;
let machineId: string;
let lotId: string;

beforeAll(async () => {
  server = await runningServer();
  const database = server.app.get(DataSource);
  const account = { name: 'anna', displayName: HTML, role: 'technician' as const };
  await server.app.get(Accounts).create({ ...account, password: PASSWORD });
  lotId = await madeLot(database, await madeProfile(database, 'bureau'), 'L-2026-0001', HTML);
  const wanted = { state: 'running', lotId, hostname: HTML, product: HTML };
  const steps = [
    { name: 'apply-master', state: 'running', began: 9, progress: { done: 1, total: 4, unit: 'bytes' } },
  ];
  ({ machineId } = await madeDeployment(database, { ...wanted, steps }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The browser tells of each answer that is not a success, and of nothing else. */
const complaints = () => browser.complaints.filter((one) => !/status of 40[34]/.test(one));

describe('the pages beside the work', () => {
  it.each([
    ['the login', '/login?back=%2Fmachines'],
    ['an address of nothing', '/nothing-here'],
  ])('are for everyone in every look: %s', async (_, path) => {
    const { page } = browser;
    expect(await everyLook(page.context(), page, server.base + path)).toEqual([]);
    expect(complaints()).toEqual([]);
  });

  it.each([
    ['the password', () => '/password'],
    ['the code of a PC', () => `/confirm/${machineId}`],
    ['the management of a PC', () => `/machines/${machineId}/delivery`],
    ['the list of deployments', () => '/deployments'],
    ['a PC that does not exist', () => `/machines/${randomUUID()}`],
    ['a page for others', () => '/administration'],
  ])('are for everyone in every look, and show names as text: %s', async (_, path) => {
    const { page } = browser;
    await page.context().clearCookies();
    await logIn(page, server.base, 'anna', PASSWORD);
    expect(await everyLook(page.context(), page, server.base + path())).toEqual([]);
    await eventually(() => page.locator('body').innerText(), expect.stringContaining(HTML));
    await eventually(() => page.locator('img').count(), 0);
    expect(complaints()).toEqual([]);
  });
});

describe('a page of the board', () => {
  beforeEach(async () => {
    const { page } = browser;
    await page.context().clearCookies();
    await logIn(page, server.base, 'anna', PASSWORD);
  });

  it('uses the width of a 4K screen', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 3840, height: 2160 });
    for (const path of ['/', '/wall', '/lots', `/lots/${lotId}`, '/machines', `/machines/${machineId}`]) {
      await page.goto(server.base + path);
      const share = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect());
        const seen = boxes.filter(({ width, height }) => width > 0 && height > 0);
        const [left, right] = [
          Math.min(...seen.map((box) => box.left)),
          Math.max(...seen.map((box) => box.right)),
        ];
        return (right - left) / innerWidth;
      });
      expect([path, share > 0.8]).toEqual([path, true]);
    }
  });

  it('lets nothing move for who asked for less motion', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/`);
    const times = () =>
      page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('p'));
        probe.style.transition = 'opacity 2s';
        probe.style.animation = 'none 2s infinite';
        const { transitionDuration, animationDuration } = getComputedStyle(probe);
        probe.remove();
        return [transitionDuration, animationDuration];
      });
    expect(await times()).toEqual(['2s', '2s']);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await eventually(times, ['0.001s', '0.001s']);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('is read aloud by its language, its headings and its parts, in either theme', async () => {
    const { page } = browser;
    for (const theme of THEMES) {
      await choose(page.context(), server.base, { language: 'fr', theme });
      await page.goto(`${server.base}/`);
      const parts = await page.locator('body').ariaSnapshot();
      expect(parts).toContain('- banner:');
      expect(parts).toContain('- main:');
      expect(parts).toMatch(/- heading "Atelier[^"]*" \[level=1\]/);
      expect(parts).toMatch(/- progressbar "[^"]+"/);
    }
  });
});
