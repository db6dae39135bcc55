import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { everyLook } from '../support/every-look.js';
import { eventually, follow, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const HOSTILE = '<img src=x onerror=alert(1)>';

let server: RunningServer;
let browser: Browser;

const query = (sql: string, values: unknown[] = []) => server.app.get(DataSource).query(sql, values);

beforeAll(async () => {
  server = await runningServer();
  await server.app
    .get(Accounts)
    .create({ name: 'viewer', displayName: 'A viewer', role: 'viewer', password: PASSWORD });
  await furnish();
  browser = await openBrowser();
  const { page } = browser;
  await logIn(page, server.base, 'viewer', PASSWORD);
});

afterAll(async () => {
  await browser?.close();
  await server.stop();
});

/** Forty PCs in February 2026 of a customer with a hostile name, and one failure. */
async function furnish(): Promise<void> {
  await server.ask('/api/profiles', {
    method: 'POST',
    body: 'name: parc\nmaster: { name: tiny }\n',
    headers: { 'content-type': 'application/yaml' },
  });
  const lot = randomUUID();
  await query(
    `INSERT INTO lot (id, number, customer, profile_version_id, created_by)
     SELECT $1, 'L-1', $2, id, 'test' FROM profile_version`,
    [lot, HOSTILE],
  );
  await query(
    `INSERT INTO figure_deployment (deployment_id, ended_at, state, customer, model, master, hands, has_recette)
     SELECT gen_random_uuid(), '2026-02-02T12:00:00Z'::timestamptz + (n % 8) * interval '1 day',
            CASE WHEN n % 8 = 3 THEN 'failed' ELSE 'certified' END, $1, $2, 'debian 13',
            CASE WHEN n % 5 = 0 THEN '{deployment.retry}' ELSE '{}' END::text[], true
       FROM generate_series(0, 39) AS n`,
    [HOSTILE, `Dell ${HOSTILE}`],
  );
  await query(
    `INSERT INTO figure_step (deployment_id, name, seconds)
     SELECT deployment_id, name, 60 * place FROM figure_deployment
       CROSS JOIN unnest(ARRAY['partition', 'apply-master', 'restart', 'recette', $1]) WITH ORDINALITY AS s(name, place)`,
    [HOSTILE],
  );
  await query(
    `INSERT INTO figure_finding (deployment_id, place, kind, title, verdict)
     SELECT deployment_id, 1, 'wifi', jsonb_build_object('fr', $1::text, 'en', $1::text), 'failed' FROM figure_deployment`,
    [HOSTILE],
  );
  const deployment = randomUUID();
  await query(
    `INSERT INTO deployment (id, lot_id, row_number, purpose, state) VALUES ($1, $2, 1, 'deploy', 'running')`,
    [deployment, lot],
  );
  const failure = { step: 'partition', cause: { fr: HOSTILE, en: HOSTILE }, remedy: { fr: '', en: '' } };
  await query(
    `UPDATE deployment SET state = 'failed', ended_at = '2026-02-05T12:00:00Z', failure = $2 WHERE id = $1`,
    [deployment, failure],
  );
}

const PERIOD = 'from=2026-02-02&to=2026-02-09';

describe('the page of the figures', () => {
  it('is accessible in every look, draws its plots under its own policy, and shows names as text', async () => {
    const { page, complaints } = browser;
    expect(await everyLook(page.context(), page, `${server.base}/figures?${PERIOD}`)).toEqual([]);
    await eventually(() => page.locator('.plot canvas').count(), 6);
    await eventually(() => page.locator('main img').count(), 0);
    await eventually(
      () => page.locator('#causes').locator('..').locator('.scroll tbody tr').innerText(),
      expect.stringContaining(HOSTILE),
    );
    expect(complaints).toEqual([]);
  });

  it('says each figure beside its plot, with its definition', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/language/fr?back=${encodeURIComponent(`/figures?${PERIOD}`)}`);
    await eventually(() => page.locator('.totals dd').allInnerTexts(), ['35', '80\u00a0%', '6', '0']);
    await eventually(
      () => page.locator('main').innerText(),
      expect.stringContaining('personne n’a rien fait'),
    );
    const day = page
      .locator('section', { has: page.locator('#days') })
      .locator('.scroll tbody tr')
      .first();
    await eventually(async () => (await day.innerText()).split('\t'), ['9 févr. 2026', '5', '0']);
    const times = page
      .locator('section', { has: page.locator('#steps') })
      .locator('.scroll tbody tr')
      .first();
    await eventually(
      async () => (await times.innerText()).split('\t').slice(2),
      ['debian 13', '40', '1 min 00 s', '1 min 00 s'],
    );
  });

  it('gives each table as CSV and each plot as an image', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/figures?${PERIOD}`);
    const section = page.locator('section', { has: page.locator('#weeks') });
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      section.getByText('Télécharger en CSV').click(),
    ]);
    expect(csv.suggestedFilename()).toBe('etabli-weeks-2026-02-02-2026-02-09.csv');
    expect(await readFile(await csv.path(), 'utf8')).toBe(
      '\ufeff"Semaine du";"Certifiés";"En échec"\r\n"2026-02-02";"30";"6"\r\n"2026-02-09";"5";"0"\r\n',
    );
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      section.getByText('Télécharger en image').click(),
    ]);
    expect(png.suggestedFilename()).toBe('etabli-weeks-2026-02-02-2026-02-09.png');
    const image = await readFile(await png.path());
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.length).toBeGreaterThan(3_000);
  });

  it('keeps what was typed when the period cannot be, and says what is wrong beside the field', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/figures?from=2026-02-02&to=2026-02-09`);
    await page.getByLabel('Du', { exact: true }).fill('2026-03-01');
    await follow(page.getByRole('button', { name: 'Afficher' }));
    await eventually(() => page.locator('#to-problem').innerText(), 'Attendu\u00a0: 2026-03-01 ou après');
    await eventually(() => page.getByLabel('Du', { exact: true }).inputValue(), '2026-03-01');
    await eventually(() => page.locator('.plot').count(), 0);
  });
});
