import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { inventorySchema, Machines } from '../../src/park/machine/index.js';
import { axeFindings } from '../support/every-look.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { madeDeployment, madeLot, madeProfile, type MadeStep } from '../support/made-deployments.js';
import { eventually, follow, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
/** In every field that a person or a machine fills in. */
const HOSTILE = '<img src=x onerror="document.title=1">';

let server: RunningServer;
let browser: Browser;
let running: { id: string; machineId: string };
let failed: { id: string; machineId: string };

const query = <T>(sql: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(sql, values);

const RUNNING: MadeStep[] = [
  { name: 'wait-environment', state: 'done', began: 900, ended: 880 },
  { name: 'partition', state: 'done', began: 880, ended: 840 },
  { name: 'apply-master', state: 'running', began: 840, progress: { done: 3e9, total: 4e9, unit: 'bytes' } },
  { name: 'install-software', state: 'pending' },
];
const FAILED: MadeStep[] = [
  { name: 'wait-environment', state: 'done', began: 900, ended: 880 },
  { name: 'partition', state: 'done', began: 880, ended: 600 },
  { name: 'wait-first-boot', state: 'done', began: 600, ended: 500 },
  { name: 'install-software', state: 'done', began: 500, ended: 400 },
  { name: 'recette', state: 'failed', began: 400, ended: 300 },
];
const failure = {
  step: 'recette',
  cause: { fr: `Le contrôle ${HOSTILE} n’est pas conforme`, en: `The check ${HOSTILE} failed` },
  remedy: { fr: 'Corrigez, puis reprenez.', en: 'Correct it, then retry.' },
};

const CHECK = {
  kind: 'battery-health',
  title: { fr: `Batterie ${HOSTILE}`, en: `Battery ${HOSTILE}` },
  severity: 'blocking',
  expected: { fr: 'au moins 80 %', en: 'at least 80 %' },
  measured: { fr: '61 %', en: '61 %' },
  verdict: 'failed',
  evidence: { full: '31 Wh', design: HOSTILE },
  startedAt: '2026-03-02T08:00:00.000Z',
  durationMs: 1_200,
};

async function log(deploymentId: string, lines: number): Promise<void> {
  await query(
    `INSERT INTO step_log (step_id, attempt, at, text)
     SELECT s.id, 1, now() - interval '10 minutes' + n * interval '1 millisecond', 'ligne ' || n || ' ' || $3
       FROM generate_series(1, $2) AS n, step s WHERE s.deployment_id = $1 AND s.position = 1`,
    [deploymentId, lines, HOSTILE],
  );
}

beforeAll(async () => {
  server = await runningServer();
  const database = server.app.get(DataSource);
  await server.app
    .get(Accounts)
    .create({ name: 'anna', displayName: 'Anna', role: 'technician', password: PASSWORD });
  const lotId = await madeLot(database, await madeProfile(database, 'bureau'), 'L-2026-0007', HOSTILE);
  const hostname = `PC-${HOSTILE}`;
  running = await madeDeployment(
    database,
    { state: 'running', lotId, hostname, steps: RUNNING, seen: 40 },
    1,
  );
  const made = {
    state: 'failed',
    lotId,
    hostname: 'PC-ECHEC',
    serial: 'SN-ECHEC',
    failure,
    ended: 300,
    steps: FAILED,
  };
  failed = await madeDeployment(database, made, 2);
  await query(
    `UPDATE deployment SET user_name = $2, asset_tag = 'INV-42', organizational_unit = 'OU=Compta', notes = $2,
            armed_by = 'Bruno' WHERE id = ANY($1)`,
    [[running.id, failed.id], HOSTILE],
  );
  await query(`UPDATE deployment SET facts = facts || $2 WHERE id = $1`, [failed.id, { checks: [CHECK] }]);
  const inventory = inventorySchema.parse({
    firmware: { kind: 'uefi', vendor: HOSTILE, version: '1.2', secureBoot: 'enabled' },
    cpu: { model: 'Intel Core i5', cores: 8 },
    memory: { totalBytes: 17_179_869_184, modules: [] },
    disks: [
      { path: '/dev/nvme0n1', model: 'Samsung', serial: 'D1', bus: 'nvme', sizeBytes: 512_110_190_592 },
    ],
    nics: [{ name: 'eth0', mac: '52:54:00:00:00:01', driver: 'e1000e', bus: 'pci' }],
    gpus: [],
    devicesWithoutDriver: [],
  });
  const machines = server.app.get(Machines);
  await machines.recordInventory(failed.machineId, inventory);
  await machines.recordInventory(failed.machineId, {
    ...inventory,
    disks: [{ ...inventory.disks[0]!, serial: 'D2', model: HOSTILE }],
  });
  await log(running.id, 10_000);
  browser = await openBrowser();
  const { page } = browser;
  await logIn(page, server.base, 'anna', PASSWORD);
  browser.complaints.length = 0;
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

describe('the page of a PC', () => {
  it('shows the machine, its order, its steps with their times, and why it failed', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/machines/${failed.machineId}`);
    const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    for (const part of [
      'PC-ECHEC SN-ECHEC',
      `Le contrôle ${HOSTILE} n’est pas conforme`,
      'INV-42',
      'OU=Compta',
      'Bruno',
      'L-2026-0007 · ligne 2',
      'bureau, version 1',
      'Intel Core i5 · 8 cœurs',
      `disque : ajout de ${HOSTILE} 512,1 Go (D2)`,
      '4 min 40 s',
      'affiché ici',
    ])
      expect(text).toContain(part);
    await eventually(() => page.locator('.timeline li').count(), 5);
    await eventually(() => page.locator('img').count(), 0);
  });

  it('says since when a PC that works is silent', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/deployments/${running.id}`);
    await eventually(
      () => page.locator('.summary').innerText(),
      expect.stringMatching(/muet depuis \d+\u00a0(s|min)/),
    );
  });

  it('leads to the recette with what was expected, measured and read of each check', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/deployments/${failed.id}`);
    await follow(page.locator(`main a[href="/deployments/${failed.id}/checks"]`));
    await eventually(
      () => page.locator('#check-0').innerText(),
      expect.stringMatching(/^Batterie <img.*>\s+bloquant$/),
    );
    await eventually(
      () => page.locator('.evidence .facts dd').allInnerTexts(),
      ['au moins 80\u00a0%', '61\u00a0%', expect.stringMatching(/^02\/03\/2026 \d\d:00 \(1\ss\)$/)],
    );
    await page.locator('.evidence summary').click();
    await eventually(
      async () => JSON.parse(await page.locator('.evidence pre').innerText()) as object,
      CHECK.evidence,
    );
  });

  it('is the same by its deployment', async () => {
    const { page } = browser;
    const shown = async (path: string) => {
      await page.goto(server.base + path);
      return (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    };
    // Both say how long ago something was: a minute may pass between them.
    await eventually(async () => {
      const [one, other] = [
        await shown(`/deployments/${failed.id}`),
        await shown(`/machines/${failed.machineId}`),
      ];
      return one === other ? 'the same' : [one, other];
    }, 'the same');
  });

  it('asks before a retry that erases, and says beside the choice when that was not read', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/deployments/${failed.id}`);
    const box = page.getByLabel('J’ai compris : le choix « du début » efface');
    await eventually(() => box.isVisible(), false);
    await page.getByRole('radio', { name: 'Du début' }).check();
    await page.getByRole('button', { name: 'Reprendre le déploiement' }).click();
    await eventually(() => box.evaluate((field: HTMLInputElement) => field.validity.valueMissing), true);
    await page.getByRole('radio', { name: 'À partir de « Installation des logiciels »' }).check();
    await eventually(() => box.isVisible(), false);
  });

  it('takes lines as they come, stands still when it is told to, and goes on', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/deployments/${running.id}`);
    await eventually(() => page.locator('#log-lines li').count(), 100);
    await eventually(
      () => page.locator('main').innerText(),
      expect.stringContaining('100 dernières lignes sur 10\u202f000'),
    );
    const last = page.locator('#log-lines li').last();
    await page.getByRole('button', { name: 'Suivi' }).click();
    await log(running.id, 1);
    await page.getByText('100 dernières lignes sur 10\u202f001').waitFor();
    await eventually(() => last.innerText(), expect.stringContaining('ligne 10000 '));
    await page.getByRole('button', { name: 'Suivre' }).click();
    await page.locator('#log-lines li').last().filter({ hasText: 'ligne 1 ' }).waitFor();
  });
});

describe('the log of 10,000 lines', () => {
  it('is read in pages, searched, and downloaded whole', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/deployments/${running.id}/log?page=1`);
    await eventually(() => page.locator('.log li').count(), 200);
    await eventually(
      () => page.locator('.log li').first().innerText(),
      expect.stringContaining(`ligne 1 ${HOSTILE}`),
    );
    await page.getByRole('searchbox', { name: 'Chercher dans le journal' }).fill('ligne 77 <img');
    await follow(page.getByRole('button', { name: 'Chercher', exact: true }));
    await eventually(() => page.locator('h1').innerText(), 'Journal 1 ligne');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger (texte)' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(10_000);
    expect(lines[0]).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d \[Partitionnement du disque\] ligne 1 <img/);
  });
});

describe('the list of machines', () => {
  it('is searched, filtered and sorted', async () => {
    const { page } = browser;
    const names = () => page.locator('tbody th').allInnerTexts();
    await page.goto(`${server.base}/machines?state=failed`);
    await eventually(names, ['PC-ECHEC']);
    await page.goto(`${server.base}/machines`);
    await follow(page.getByRole('columnheader', { name: 'Nom' }).getByRole('link'));
    await eventually(names, [`PC-${HOSTILE}`, 'PC-ECHEC']);
    await follow(page.getByRole('columnheader', { name: 'Nom' }).getByRole('link'));
    await eventually(names, ['PC-ECHEC', `PC-${HOSTILE}`]);
    await page.getByRole('main').getByRole('searchbox').fill('echec');
    await follow(page.getByRole('button', { name: 'Afficher', exact: true }));
    await eventually(names, ['PC-ECHEC']);
    await eventually(() => page.locator('.total').innerText(), '1 machine');
  });
});

describe('every page of a PC', () => {
  const pages = () => [
    `/machines/${failed.machineId}`,
    `/deployments/${running.id}`,
    `/deployments/${running.id}/log?q=ligne`,
    `/deployments/${failed.id}/checks`,
    '/machines',
  ];

  it.each([
    ['fr', 'light', 600],
    ['fr', 'dark', 1280],
    ['en', 'dark', 600],
    ['en', 'light', 3840],
  ] as const)(
    'in %s, %s, %i pixels wide: axe finds nothing, and nothing is wider than the page',
    async (language, theme, width) => {
      const { page } = browser;
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.base}/language/${language}?back=%2Fmachines`);
      await page.goto(`${server.base}/theme/${theme}?back=%2Fmachines`);
      for (const path of pages()) {
        await page.goto(server.base + path);
        expect([path, await axeFindings(page)]).toEqual([path, []]);
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect([path, wide]).toEqual([path, false]);
      }
    },
  );
});
