import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { DeployPlan } from '../../src/deployment/pipeline/plan.js';
import { Arming, DeploymentStore, LotArming } from '../../src/deployment/pipeline/index.js';
import { Licences } from '../../src/park/licence/index.js';
import { Machines } from '../../src/park/machine/index.js';
import type { Actor } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import type { SimulatedPc } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

const ANNA: Actor = { kind: 'account', id: randomUUID(), name: 'anna' };
const counted = new AsyncLocalStorage<{ statements: number }>();

let server: RunningServer;
let workshop: Workshop;
let lots: LotArming;

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  lots = server.app.get(LotArming);
  for (const [name, system, version] of [
    ['windows', 'windows', '22631.1'],
    ['linux', 'debian', '13'],
  ]) {
    await sql(
      `INSERT INTO master (id, name, version, kind, system, system_version, architecture, payload_sha256,
         payload_bytes, raw_bytes, index_sha256, minimum_disk_bytes, manifest)
       VALUES (gen_random_uuid(), $1, '1', 'disk', $2, $3, 'amd64', $4, 1, 1, $4, 0, '{}')`,
      [name, system, version, 'a'.repeat(64)],
    );
  }
  jest.spyOn(server.app.get(DataSource).logger, 'logQuery').mockImplementation(() => {
    const count = counted.getStore();
    if (count !== undefined) count.statements += 1;
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

const sql = <T>(text: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(text, values);
const add = async (name: string, more: object = {}) => {
  const program = { name, version: '1.0', kind: 'winget', package: 'A.B', ...more };
  await workshop.well('POST', '/api/programs', program);
};
const pool = async (name: string, count: number) => {
  await workshop.well('POST', `/api/licence-pools/${name}/licences`, { count });
};
const left = async (name: string) =>
  (await workshop.get<{ free: number }>(`/api/licence-pools/${name}`)).free;
async function profile(software: object[], master = 'windows'): Promise<string> {
  const name = `p-${randomUUID().slice(0, 8)}`;
  const windows = master === 'windows' ? { windows: { target: 'windows-11-23h2' } } : {};
  await workshop.well('POST', '/api/profiles', { name, master: { name: master }, software, ...windows });
  return name;
}
/** PCs that the server has never seen. */
const pcs = (count: number) =>
  Array.from(
    { length: count },
    () => ({ serial: `SN${randomUUID().slice(0, 8).toUpperCase()}` }) as SimulatedPc,
  );
const asked = (...names: string[]) => names.map((name) => ({ kind: 'catalogue', name }));
const lotOf = async (software: object[], of = pcs(1), master = 'windows') =>
  workshop.lot(await profile(software, master), of);
const refusal = async (lot: string) => {
  const error: unknown = await lots.arm(lot, ANNA).catch((reason: unknown) => reason);
  const { text, findings } = error as {
    text: { fr: string };
    findings: { field: string; found: unknown; expected: { fr: string } }[];
  };
  return { text: text.fr, said: findings.map(({ field, expected }) => `${field} : ${expected.fr}`) };
};
const deploymentsOf = (lot: string) => server.app.get(DeploymentStore).ofLot(lot);
const planOf = async (lot: string) => (await deploymentsOf(lot))[0]!.plan as DeployPlan;

describe('a lot whose profile asks for programs', () => {
  it('is armed with what they need, in order, frozen as the catalogue has it now', async () => {
    await add('vc');
    await add('framework', { needs: [{ name: 'vc', version: '1.0' }] });
    await add('editor', { needs: [{ name: 'framework' }], title: 'Editor' });
    const lot = await lotOf(asked('editor', 'vc'));
    await lots.arm(lot, ANNA);
    await add('editor', { version: '2.0' });
    const { programs = [] } = await planOf(lot);
    expect(programs.map(({ document, isAsked }) => [document.name, document.version, isAsked])).toEqual([
      ['vc', '1.0', true],
      ['framework', '1.0', false],
      ['editor', '1.0', true],
    ]);
    const steps = await sql<{ name: string }>(
      `SELECT step.name FROM step JOIN deployment ON deployment.id = deployment_id WHERE lot_id = $1 ORDER BY step.position`,
      [lot],
    );
    const names = steps.map(({ name }) => name);
    expect(names.indexOf('install-programs')).toBe(names.indexOf('hand-over') + 1);
  });

  it('is refused with all that is wrong, each with its field', async () => {
    await add('known');
    await add('arm', { architecture: 'arm64' });
    await add('newer', { leastBuild: 26_100 });
    await add('licensed', { licence: { pool: 'nowhere' } });
    const lot = await lotOf([
      ...asked('absent', 'arm', 'newer', 'licensed'),
      { kind: 'catalogue', name: 'known', version: '9' },
      { kind: 'apt', packages: ['vim'] },
    ]);
    expect((await refusal(lot)).said).toEqual([
      'software[5].kind : rien : ne vaut que pour Linux ; pour Windows : software (kind: catalogue), windows.scripts',
      'software[0].name : un logiciel du catalogue (etabli software list)',
      'software[4].version : 1.0',
      'software[1] : un logiciel pour amd64 : arm est pour arm64',
      'software[2] : un Windows de build 26100 au moins, pour newer ; le master est 22631',
      'software[3] : une réserve de licences qui existe (etabli licence list)',
    ]);
    expect((await deploymentsOf(lot)).map(({ state }) => state)).toEqual(['planned']);
  });

  it('is refused for a Linux master', async () => {
    await add('only-windows');
    expect((await refusal(await lotOf(asked('only-windows'), pcs(1), 'linux'))).said).toEqual([
      'software[0].kind : apt, deb ou script : le catalogue de logiciels est pour Windows',
    ]);
  });

  it('is refused when a file of a program has gone from the payloads', async () => {
    const stored = await workshop.well('PUT', '/api/payloads', Buffer.from('MZ'), 'application/octet-stream');
    const { sha256 } = (await stored.json()) as { sha256: string };
    const detect = { by: 'uninstall', name: 'x' };
    await workshop.well('POST', '/api/programs', {
      ...{ name: 'gone', version: '1', kind: 'exe', arguments: '/S', detect },
      file: { name: 'a.exe', sha256 },
    });
    const lot = await lotOf(asked('gone'));
    await rm(`${server.config.dataDir}/payloads/${sha256}`);
    expect((await refusal(lot)).said).toEqual([
      'software[0] : le fichier a.exe de gone, déposé de nouveau dans Établi',
    ]);
  });
});

describe('the licences of a lot', () => {
  it('are all reserved when it is armed, or nothing is armed', async () => {
    await pool('suite', 12);
    await add('suite', { licence: { pool: 'suite' } });
    const short = await lotOf(asked('suite'), pcs(20));
    expect(await refusal(short)).toEqual({
      text: 'il manque des licences : une licence par PC : « suite » en a 12 pour 20 PC',
      said: ['software[0] : une licence par PC : « suite » en a 12 pour 20 PC'],
    });
    await expect(lots.preview(short)).rejects.toThrow('licences are missing');
    expect(await left('suite')).toBe(12);
    expect(new Set((await deploymentsOf(short)).map(({ state }) => state))).toEqual(new Set(['planned']));
    const enough = await lotOf(asked('suite'), pcs(12));
    await lots.preview(enough);
    expect(await left('suite')).toBe(12);
    await lots.arm(enough, ANNA);
    expect(await left('suite')).toBe(0);
  });

  it('are not over-drawn by two lots that are armed at once', async () => {
    await pool('race', 15);
    await add('race', { licence: { pool: 'race' } });
    const two = [await lotOf(asked('race'), pcs(10)), await lotOf(asked('race'), pcs(10))];
    const armed = await Promise.allSettled(two.map((lot) => lots.arm(lot, ANNA)));
    expect(armed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await left('race')).toBe(5);
  });

  it('come back when it is disarmed, cancelled or closed before a PC was given one', async () => {
    await pool('back', 3);
    await add('back', { licence: { pool: 'back' } });
    const lot = await lotOf(asked('back'), pcs(3));
    await lots.arm(lot, ANNA);
    expect(await left('back')).toBe(0);
    await lots.disarm(lot, ANNA);
    expect(await left('back')).toBe(3);
    await lots.arm(lot, ANNA);
    const [one, two, three] = await deploymentsOf(lot);
    const arming = server.app.get(Arming);
    await arming.cancel(one!.id, ANNA);
    expect(await left('back')).toBe(1);
    await sql(`UPDATE deployment SET state = 'failed' WHERE id = $1`, [two!.id]);
    await arming.close(two!.id, 'écarté', ANNA);
    expect(await left('back')).toBe(2);
    const { id } = await server.app
      .get(Machines, { strict: false })
      .register({ serial: three!.serial, macs: [] });
    const licences = server.app.get(Licences, { strict: false });
    await licences.take('back', id, three!.id);
    await licences.use('back', id);
    await arming.cancel(three!.id, ANNA);
    expect(await left('back')).toBe(2);
  });

  it('stay with a PC that is deployed again', async () => {
    await pool('again', 1);
    await add('again', { licence: { pool: 'again' } });
    const [pc] = pcs(1);
    const { id } = await server.app
      .get(Machines, { strict: false })
      .register({ serial: pc!.serial, macs: [] });
    const licences = server.app.get(Licences, { strict: false });
    await licences.take('again', id, randomUUID());
    await licences.use('again', id);
    await lots.arm(await lotOf(asked('again'), [pc!]), ANNA);
    expect(await left('again')).toBe(0);
    expect((await refusal(await lotOf(asked('again')))).text).toContain('en a 0 pour 1 PC');
  });

  it('are reserved with as many statements for thirty PCs as for three', async () => {
    await pool('many', 66);
    await add('many', { licence: { pool: 'many' } });
    const armed = async (size: number) => {
      const lot = await lotOf(asked('many'), pcs(size));
      const count = { statements: 0 };
      await counted.run(count, () => lots.arm(lot, ANNA));
      return count.statements;
    };
    const three = await armed(3);
    expect(three).toBeGreaterThan(0);
    expect(await armed(30)).toBe(three);
  });
});
