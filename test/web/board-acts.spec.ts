import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { ManualChecks } from '../../src/deployment/recette/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { eventually, follow, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const SCREEN = { id: 'screen', title: { fr: 'Écran', en: 'Screen' }, severity: 'blocking' as const };
const SOUND = { id: 'sound', title: { fr: 'Son', en: 'Sound' }, severity: 'reserve' as const };

let server: RunningServer;
let browser: Browser;
let page: Page;
let count = 0;

beforeAll(async () => {
  server = await runningServer();
  const order = { name: 'zoe', displayName: 'Zoé', role: 'technician', password: PASSWORD } as const;
  await server.app.get(Accounts).create(order);
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  browser = await openBrowser();
  page = browser.page;
  // A page that is drawn again and a browser that starts take their time on a busy machine.
  await logIn(page, server.base, 'zoe', PASSWORD);
});

afterEach(async () => {
  await browser.close();
});

const query = <T>(sql: string, values: unknown[]) => server.app.get(DataSource).query<T[]>(sql, values);

/** A deployment of a PC of its own, in this state. */
async function newDeployment(state: string): Promise<{ id: string; name: string }> {
  count += 1;
  const name = `PC-ACT${count}`;
  const lot = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial;hostname\nACT${count};${name}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const { id: lotId } = (await lot.json()) as { id: string };
  const [row] = await query<{ id: string }>('SELECT id FROM deployment WHERE lot_id = $1', [lotId]);
  const failure = { step: 'recette', cause: { fr: 'panne', en: 'fault' }, remedy: { fr: 'agir', en: 'act' } };
  await query(
    'UPDATE deployment SET state = $2, failure = $3, started_at = now(), ended_at = $4 WHERE id = $1',
    [row!.id, state, state === 'failed' ? failure : null, state === 'failed' ? new Date() : null],
  );
  return { id: row!.id, name };
}

async function waitingForChecks() {
  const deployment = await newDeployment('waiting');
  await server.app.get(ManualChecks).expect(deployment.id, [SCREEN, SOUND]);
  await page.goto(`${server.base}/deployments/${deployment.id}`);
  return deployment;
}

describe('manual checks on the page of a PC', () => {
  it('are counted, and lead to the recette by hand', async () => {
    const { id } = await waitingForChecks();
    await eventually(
      () => page.locator('section', { has: page.locator('#manual') }).innerText(),
      expect.stringContaining('2 sur 2 à faire'),
    );
    await follow(page.getByRole('link', { name: 'Faire les contrôles' }));
    await page.waitForURL(`${server.base}/recette/${id}`);
  });
});

describe('cancelling on the board', () => {
  it('is at the bottom of the page, below the checks, and needs a confirmation', async () => {
    const { id } = await waitingForChecks();
    const button = page.getByRole('button', { name: 'Annuler le déploiement' });
    const below = async (selector: string) =>
      ((await button.boundingBox())?.y ?? 0) > ((await page.locator(selector).last().boundingBox())?.y ?? 0);
    expect([await below('#manual'), await below('#checks')]).toEqual([true, true]);
    await button.click();
    expect(await query('SELECT state FROM deployment WHERE id = $1', [id])).toEqual([{ state: 'waiting' }]);
    await page.getByLabel('J’ai compris : l’annulation est définitive').check();
    await follow(button);
    await page.locator('.summary .state', { hasText: 'annulé' }).waitFor();
    expect(await query('SELECT state FROM deployment WHERE id = $1', [id])).toEqual([{ state: 'cancelled' }]);
  });

  it('is refused without the ticked box, also by the server', async () => {
    const { id } = await waitingForChecks();
    const csrf = await page.locator('#cancel-form input[name=_csrf]').getAttribute('value');
    const form = { _csrf: csrf ?? '' };
    const answer = await page.request.post(`${server.base}/deployments/${id}/cancel`, { form });
    expect(answer.status()).toBe(422);
    expect(await query('SELECT state FROM deployment WHERE id = $1', [id])).toEqual([{ state: 'waiting' }]);
  });
});

describe('a failed PC on the board', () => {
  it('is first on the first page until it is closed, and its page shows the note', async () => {
    const { name } = await newDeployment('failed');
    for (let n = 0; n < 12; n++) await newDeployment('cancelled');
    await page.goto(server.base);
    const first = page.locator('main section').first();
    await eventually(() => first.locator('h2').innerText(), expect.stringMatching(/^À vous/));
    await follow(first.getByRole('link', { name, exact: true }));
    await page.getByLabel('Ce que devient le PC').fill('rendu au fournisseur');
    await follow(page.getByRole('button', { name: 'Clore' }));
    await page.locator('.summary .state', { hasText: 'échec, clos' }).waitFor();
    await eventually(
      () => page.getByRole('alert').first().innerText(),
      expect.stringMatching(/Clos par zoe, .* : rendu au fournisseur/),
    );
    await page.goto(server.base);
    await eventually(() => page.locator('.hands', { hasText: name }).count(), 0);
  });
});

describe('closing a failed PC', () => {
  it('needs a note on what happens to it: the page says so next to the field, before sending', async () => {
    const { id } = await newDeployment('failed');
    await page.goto(`${server.base}/deployments/${id}`);
    await page.locator('#note').fill('  ');
    await page.getByRole('button', { name: 'Clore' }).click();
    await eventually(
      () => page.locator('#problem-note').innerText(),
      expect.stringContaining('Indiquez ici ce que devient le PC'),
    );
    await eventually(() => page.evaluate(() => document.activeElement?.id), 'note');
    await eventually(() => page.url(), `${server.base}/deployments/${id}`);
  });
});

/** The network between the browser and the server: it can be cut or fall silent, and be restored on the same port. */
async function newNetwork() {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const proxy = createServer((socket) => {
    const onward = connect(Number(new URL(server.base).port), '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined).on('close', () => sockets.delete(end));
    }
    if (!isSilent) socket.pipe(onward).pipe(socket);
  });
  const listen = async (port: number) => {
    proxy.listen(port, '127.0.0.1');
    await once(proxy, 'listening');
    return (proxy.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    base: `http://127.0.0.1:${port}`,
    async cut() {
      const closed = once(proxy, 'close');
      proxy.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
    restore: () => listen(port),
    /** As when a cable is pulled: no connection ends, and nothing comes through any of them. */
    silence() {
      isSilent = true;
      sockets.forEach((socket) => socket.unpipe());
    },
    endSilence() {
      isSilent = false;
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

describe('a page whose server is gone', () => {
  let network: Awaited<ReturnType<typeof newNetwork>>;

  beforeEach(async () => {
    network = await newNetwork();
  });
  afterEach(() => network.cut());

  /** The first page, with its stream of events open. */
  async function following(): Promise<void> {
    const live = page.waitForResponse(`${network.base}/live`);
    await page.goto(network.base);
    await live;
  }

  it('shows a large warning with the time of the last answer, and is updated automatically', async () => {
    await following();
    const lost = page.locator('#lost');
    await eventually(() => lost.isVisible(), false);
    await network.cut();
    await lost.waitFor();
    await eventually(
      () => lost.innerText(),
      expect.stringMatching(
        /Établi ne répond plus\s+Dernière réponse à \d\d:\d\d:\d\d\. Cette page montre l’état à ce moment-là/,
      ),
    );
    const size = await lost.locator('h2').evaluate((title) => parseFloat(getComputedStyle(title).fontSize));
    expect(size).toBeGreaterThan(32);
    const { name } = await newDeployment('failed');
    await network.restore();
    await page.locator('.hands').getByRole('link', { name, exact: true }).waitFor();
    await lost.waitFor({ state: 'hidden' });
  }, 240_000);

  it('shows it when no event arrives although the connection is open, and not while the server is only idle', async () => {
    await page.clock.install();
    await following();
    const lost = page.locator('#lost');
    // The clock of the page goes on by itself, too: with a heartbeat each 20 s, it stays below the 50 s of silence.
    await page.clock.fastForward(20_000);
    // The page does not change: only the heartbeat of the stream says that the server is there.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          document.addEventListener('htmx:sse:after:message', (event) => {
            const { message } = (event as CustomEvent<{ message: { event: string } }>).detail;
            if (message.event === 'heartbeat') resolve();
          }),
        ),
    );
    await page.clock.fastForward(40_000);
    const isShown = await lost.isVisible();
    expect(isShown).toBe(false);
    network.silence();
    await page.clock.fastForward(60_000);
    await lost.waitFor();
    network.endSilence();
    await lost.waitFor({ state: 'hidden' });
  }, 240_000);

  it('shows it and is updated also when the server was gone before the first connection', async () => {
    await page.route('**/live', (route) => route.abort());
    await page.goto(network.base);
    await page.locator('#lost').waitFor();
    await page.unroute('**/live');
    await page.locator('#lost').waitFor({ state: 'hidden' });
    const { name } = await newDeployment('failed');
    await page.locator('.hands').getByRole('link', { name, exact: true }).waitFor();
  }, 240_000);

  it('redirects to the login when the session has ended meanwhile', async () => {
    await following();
    await network.cut();
    await page.locator('#lost').waitFor();
    await query('DELETE FROM session', []);
    await network.restore();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  }, 240_000);
});
