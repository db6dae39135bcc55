import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer();
});
afterAll(() => server.stop());

const query = <T>(sql: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(sql, values);

interface Figures {
  totals: Record<string, number>;
  days: { day: string; certified: number; failed: number }[];
  weeks: { monday: string; certified: number; failed: number }[];
  hands: { action: string; count: number }[];
  steps: {
    overall: {
      step: string;
      title: { fr: string };
      count: number;
      medianSeconds: number;
      p90Seconds: number;
    }[];
    items: { step: string; model: string; master: string; count: number; medianSeconds: number }[];
    total: number;
  };
  causes: { items: { step: string; cause: { fr: string; en: string }; count: number }[]; total: number };
  findings: { items: Record<string, unknown>[]; total: number };
  notCounted: number;
  customers: string[];
}

async function figures(parameters: string): Promise<Figures> {
  const answer = await server.ask(`/api/figures?${parameters}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Figures;
}

async function newLot(customer: string): Promise<string> {
  const [version] = await query<{ id: string }>('SELECT id FROM profile_version LIMIT 1');
  const id = randomUUID();
  await query(
    "INSERT INTO lot (id, number, customer, profile_version_id, created_by) VALUES ($1, $2, $3, $4, 'test')",
    [id, `L-${id}`, customer, version?.id],
  );
  return id;
}

/** A deployment that is running; a lot of its own customer when one is named. */
async function running(lotId: string, row: number): Promise<string> {
  const id = randomUUID();
  await query(
    `INSERT INTO deployment (id, lot_id, row_number, purpose, state, plan, started_at)
     VALUES ($1, $2, $3, 'deploy', 'running', '{"master": {"name": "debian", "version": "13"}}', now())`,
    [id, lotId, row],
  );
  return id;
}

const end = (id: string, state: string, at: string) =>
  query('UPDATE deployment SET state = $2, ended_at = $3 WHERE id = $1', [id, state, at]);

async function fail(id: string, at: string, step: string, cause: { fr: string; en: string }): Promise<void> {
  await query("UPDATE deployment SET state = 'failed', ended_at = $2, failure = $3 WHERE id = $1", [
    id,
    at,
    { step, cause, remedy: { fr: '', en: '' } },
  ]);
}

async function step(id: string, position: number, name: string, seconds: number): Promise<void> {
  await query(
    `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, started_at, ended_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'control', 1, 'done', '2026-03-02T08:00:00Z',
             '2026-03-02T08:00:00Z'::timestamptz + $4 * interval '1 second')`,
    [id, position, name, seconds],
  );
}

const act = (action: string, kind: string, subject: string, data: object = {}) =>
  query(
    `INSERT INTO audit_entry (actor_kind, actor_id, actor_name, action, subject_kind, subject_id, data)
     VALUES ('account', 'z', 'Zoé', $1, $2, $3, $4)`,
    [action, kind, subject, data],
  );

describe('the figures', () => {
  it('count PCs by day, week and customer, and who had no hand on them', async () => {
    await server.ask('/api/profiles', {
      method: 'POST',
      body: 'name: parc\nmaster: { name: tiny }\n',
      headers: { 'content-type': 'application/yaml' },
    });
    const lot = await newLot('Mairie <b>');
    const other = await newLot('Lycée');
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => running(lot, n + 1)));
    const [untouched, checked, confirmed, failed, cancelled] = ids as [
      string,
      string,
      string,
      string,
      string,
    ];
    const machine = randomUUID();
    await query("INSERT INTO machine (id, manufacturer, product) VALUES ($1, 'Dell ', 'Latitude 5450')", [
      machine,
    ]);
    await query('UPDATE deployment SET machine_id = $2 WHERE id = $1', [confirmed, machine]);
    await act('deployment.arm', 'deployment', untouched);
    await act('deployment.answer-check', 'deployment', checked);
    await act('machine.confirm', 'machine', machine, { deployment: confirmed });
    await end(untouched, 'certified', '2026-03-02T10:00:00Z');
    await end(checked, 'certified', '2026-03-02T11:00:00Z');
    await end(confirmed, 'certified', '2026-03-08T11:00:00Z');
    await fail(failed, '2026-03-09T11:00:00Z', 'partition', { fr: 'disque 1', en: 'disk 1' });
    await end(cancelled, 'cancelled', '2026-03-09T12:00:00Z');
    await end(await running(other, 1), 'certified', '2026-03-03T10:00:00Z');

    const all = await figures('from=2026-03-02&to=2026-03-10');
    expect(all.totals).toEqual({ certified: 4, failed: 1, cancelled: 1, withoutHand: 2, recettes: 0 });
    expect(all.days).toHaveLength(9);
    expect(all.days[0]).toEqual({ day: '2026-03-02', certified: 2, failed: 0 });
    expect(all.days[7]).toEqual({ day: '2026-03-09', certified: 0, failed: 1 });
    expect(all.weeks).toEqual([
      { monday: '2026-03-02', certified: 4, failed: 0 },
      { monday: '2026-03-09', certified: 0, failed: 1 },
    ]);
    expect(all.hands.map(({ action, count }) => [action, count])).toEqual([
      ['deployment.answer-check', 1],
      ['machine.confirm', 1],
    ]);
    expect(all.customers).toEqual(['Lycée', 'Mairie <b>']);
    expect(all.notCounted).toBe(0);
    const one = await figures(`from=2026-03-02&to=2026-03-10&customer=${encodeURIComponent('Lycée')}`);
    expect(one.totals).toMatchObject({ certified: 1, failed: 0, withoutHand: 1 });
    expect((await figures('from=2026-03-03&to=2026-03-03')).totals).toMatchObject({ certified: 1 });
  });

  it('keep every failure, and count a retried PC once, as it ended', async () => {
    const lot = await newLot('Reprises');
    const [first, second] = [await running(lot, 1), await running(lot, 2)];
    const cause = (n: number) => ({
      fr: `le disque « sd${n} » a ${n} secteurs`,
      en: `the disk "sd${n}" has ${n} sectors`,
    });
    await fail(first, '2026-04-01T10:00:00Z', 'partition', cause(1));
    expect((await figures('from=2026-04-01&to=2026-04-01')).totals).toMatchObject({
      certified: 0,
      failed: 1,
    });
    await query("UPDATE deployment SET state = 'armed', ended_at = NULL, failure = NULL WHERE id = $1", [
      first,
    ]);
    expect((await figures('from=2026-04-01&to=2026-04-01')).totals).toMatchObject({
      certified: 0,
      failed: 0,
    });
    await act('deployment.retry', 'deployment', first);
    await end(first, 'certified', '2026-04-01T12:00:00Z');
    await fail(second, '2026-04-01T13:00:00Z', 'partition', cause(22));
    const { totals, causes } = await figures('from=2026-04-01&to=2026-04-01');
    expect(totals).toMatchObject({ certified: 1, failed: 1, withoutHand: 0 });
    expect(causes).toEqual({
      total: 1,
      items: [
        {
          step: 'partition',
          title: { fr: 'Partitionnement du disque', en: expect.any(String) as string },
          cause: cause(22),
          count: 2,
          lastAt: '2026-04-01T13:00:00.000Z',
        },
      ],
    });
    const ofOthers = await figures(`from=2026-04-01&to=2026-04-01&customer=${encodeURIComponent('Lycée')}`);
    expect([ofOthers.causes, ofOthers.totals.failed]).toEqual([{ total: 0, items: [] }, 0]);
  });

  it('give the median and the ninth tenth of each step, and what the recette finds', async () => {
    const lot = await newLot('Durées');
    for (const [n, seconds] of [10, 20, 30, 40, 100].entries()) {
      const id = await running(lot, n + 1);
      await step(id, 0, 'partition', seconds);
      const checks = [
        { kind: 'hostname', title: { fr: 'Nom', en: 'Name' }, verdict: n < 2 ? 'failed' : 'passed' },
        { kind: 'wifi', title: { fr: 'Wi-Fi', en: 'Wi-Fi' }, verdict: 'unmeasured' },
      ];
      await query('UPDATE deployment SET facts = $2 WHERE id = $1', [id, { checks }]);
      await end(id, 'certified', `2026-05-04T1${n}:00:00Z`);
    }
    const { steps, findings, totals } = await figures('from=2026-05-04&to=2026-05-04');
    expect(steps.overall).toEqual([
      expect.objectContaining({ step: 'partition', count: 5, medianSeconds: 30, p90Seconds: 76 }),
    ]);
    expect(steps.items).toEqual([
      expect.objectContaining({ model: '', master: 'debian 13', count: 5, medianSeconds: 30 }),
    ]);
    expect(totals['recettes']).toBe(5);
    expect(findings).toEqual({
      total: 2,
      items: [
        { kind: 'wifi', title: { fr: 'Wi-Fi', en: 'Wi-Fi' }, isManual: false, failed: 0, unmeasured: 5 },
        { kind: 'hostname', title: { fr: 'Nom', en: 'Name' }, isManual: false, failed: 2, unmeasured: 0 },
      ],
    });
  });

  it('refuse a period that cannot be, and name the field', async () => {
    const backwards = await server.ask('/api/figures?from=2026-05-04&to=2026-05-03');
    expect(backwards.status).toBe(400);
    expect(await backwards.json()).toMatchObject({ findings: [{ field: 'to', found: '2026-05-03' }] });
    expect((await server.ask('/api/figures?from=2020-01-01&to=2026-05-03')).status).toBe(400);
    expect((await server.ask('/api/figures?from=hier')).status).toBe(400);
  });

  it('fold thousands in a few readings, and say how many are left', async () => {
    const lot = await newLot('Reprise de données');
    await query(
      `INSERT INTO deployment (id, lot_id, row_number, purpose, state, plan, started_at, ended_at, facts)
       SELECT gen_random_uuid(), $1, n, 'deploy', 'certified', '{"master": {"name": "m", "version": "1"}}', now(),
              '2024-06-01T12:00:00Z', '{}' FROM generate_series(1, 5200) AS n`,
      [lot],
    );
    await query('INSERT INTO figure_due SELECT id FROM deployment WHERE lot_id = $1', [lot]);
    const first = await figures('from=2024-06-01&to=2024-06-01');
    expect([first.totals['certified'], first.notCounted]).toEqual([5_000, 200]);
    const second = await figures('from=2024-06-01&to=2024-06-01');
    expect([second.totals['certified'], second.notCounted]).toEqual([5_200, 0]);
  });

  it('stay right and bounded with 50,000 deployments and 600,000 steps', async () => {
    await query(
      `INSERT INTO figure_deployment (deployment_id, ended_at, state, customer, model, master, hands, has_recette)
       SELECT gen_random_uuid(), '2025-01-01T12:00:00Z'::timestamptz + (n / 10 % 360) * interval '1 day',
              CASE WHEN n % 10 = 0 THEN 'failed' ELSE 'certified' END, 'Grand compte', 'Modèle ' || n % 20,
              'm ' || n % 2, CASE WHEN n % 4 = 0 THEN '{deployment.retry}' ELSE '{}' END::text[], true
         FROM generate_series(0, 49999) AS n`,
    );
    await query(
      `INSERT INTO figure_step (deployment_id, name, seconds)
       SELECT d.deployment_id, 'step-' || p, row_number() OVER (PARTITION BY p ORDER BY d.deployment_id) % 100 + 1
         FROM figure_deployment d CROSS JOIN generate_series(1, 12) AS p WHERE d.customer = 'Grand compte'`,
    );
    await query('ANALYZE figure_deployment, figure_step');
    const year = await figures('from=2025-01-01&to=2025-12-31');
    expect(year.totals).toMatchObject({ certified: 45_000, failed: 5_000, withoutHand: 35_000 });
    expect(year.days).toHaveLength(365);
    expect(year.days[0]).toEqual({ day: '2025-01-01', certified: 126, failed: 14 });
    expect(year.hands).toEqual([expect.objectContaining({ action: 'deployment.retry', count: 10_000 })]);
    expect(year.steps.total).toBe(240);
    expect(year.steps.items).toHaveLength(200);
    expect(year.steps.overall).toHaveLength(12);
    expect(year.steps.overall[0]).toMatchObject({ count: 50_000, medianSeconds: 50.5, p90Seconds: 90.1 });
  });
});

describe('etabli figures', () => {
  it('prints the figures of a period as text', async () => {
    let out = '';
    const line = ['--url', server.base, '--token', server.token, '--language', 'fr'];
    const status = await runCommand([...line, 'figures', '--from', '2026-05-04', '--to', '2026-05-04'], {
      out: { write: (text) => (out += text) },
      err: { write: (text) => (out += text) },
    });
    const lines = out.split('\n');
    expect([status, lines[0], lines[1]]).toEqual([
      0,
      'Du 2026-05-04 au 2026-05-04',
      '5 certifiés dont 5 sans intervention, 0 en échec, 0 annulés',
    ]);
    expect(out).toContain('Partitionnement du disque  inconnu  debian 13  5   30 s     1 min 16 s');
    expect(out).toContain('2             0           Nom');
    expect(out).toContain('CAUSES D’ÉCHEC\nrien sur cette période');
  });
});
