import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Audit, type Actor } from '../../src/platform/account/index.js';
import { Beginnings, Wakes } from '../../src/deployment/boot/index.js';
import {
  DeploymentStore,
  LotActs,
  LotPausing,
  Screens,
  StepStore,
} from '../../src/deployment/pipeline/index.js';
import { StandingStepStore } from '../../src/deployment/pipeline/standing-step.store.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const ANNA: Actor = { kind: 'account', id: randomUUID(), name: 'anna' };
const YANN: Actor = { kind: 'account', id: randomUUID(), name: 'yann' };

let server: RunningServer;
let workshop: Workshop;
/** The MAC addresses to which a packet was sent. */
let sent: string[] = [];

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'mot de passe 7731');
  jest.spyOn(server.app.get(Wakes), 'send').mockImplementation((macs) => {
    sent.push(...macs);
    return Promise.resolve();
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});
beforeEach(() => {
  sent = [];
});

const sql = <T>(text: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(text, values);
const serial = () => `SN${randomUUID().slice(0, 8).toUpperCase()}`;
const mac = () => `02:${randomUUID().slice(0, 10).replace(/-/g, '0').match(/../g)!.join(':')}`.toLowerCase();

/** A lot of these PCs; the ids of its deployments in the order of its rows. */
async function lotOf(rows: object[], more: object = {}): Promise<{ id: string; pcs: string[] }> {
  const body = { profile: 'tiny', customer: 'Mairie', rows, ...more };
  const { id } = (await (await workshop.well('POST', '/api/lots', body)).json()) as { id: string };
  const pcs = await server.app.get(DeploymentStore).ofLot(id);
  return { id, pcs: pcs.map((one) => one.id) };
}
const lotOfSerials = (size: number) => lotOf(Array.from({ length: size }, () => ({ serial: serial() })));
const arm = (id: string) => workshop.well('POST', `/api/lots/${id}/arm`, {});
const lot = (id: string) => workshop.get<Record<string, unknown>>(`/api/lots/${id}`);
const stateOf = async (id: string) =>
  (await sql<{ state: string }>('SELECT state FROM deployment WHERE id = $1', [id]))[0]?.state;
const audited = async (action: string, subjectId: string) =>
  (await workshop.get<{ total: number }>(`/api/audit?action=${action}&subjectId=${subjectId}`)).total;

/** A lot with one PC whose first step is queued, as after its arrival. */
async function runningPc() {
  const { id, pcs } = await lotOfSerials(1);
  await arm(id);
  const [machine] = await sql<{ id: string }>(
    `INSERT INTO machine (id, serial) SELECT gen_random_uuid(), serial FROM deployment WHERE id = $1 RETURNING id`,
    [pcs[0]],
  );
  await sql(`UPDATE deployment SET state = 'running', machine_id = $2 WHERE id = $1`, [pcs[0], machine!.id]);
  const steps = server.app.get(StepStore);
  const due = (await steps.queueNext(server.app.get(DataSource).manager, pcs[0]!))!;
  return { id, pc: pcs[0]!, machine: machine!.id, steps, claim: { stepId: due.id, attempt: due.attempt } };
}

describe('a paused lot', () => {
  it('begins no step, whose time stands still, and goes on with it when the pause ends', async () => {
    const { id, steps, claim, pc } = await runningPc();
    const standing = server.app.get(StandingStepStore, { strict: false });
    await workshop.well('POST', `/api/lots/${id}/pause`, {});
    expect(await steps.claim(claim)).toBeUndefined();
    await sql(
      `UPDATE step SET deadline_at = now() - interval '1 hour', queued_at = now() - interval '1 hour' WHERE id = $1`,
      [claim.stepId],
    );
    await sql(`UPDATE lot SET paused_at = now() - interval '3 hours' WHERE id = $1`, [id]);
    const mine = <T extends { id: string }>(rows: T[]) =>
      rows.filter((row) => row.id === claim.stepId).length;
    expect([mine(await standing.overdue(0)), mine(await standing.forgotten(0))]).toEqual([0, 0]);
    await workshop.well('POST', `/api/lots/${id}/resume`, {});
    const [step] = await sql<{ left: number }>(
      `SELECT round(extract(epoch FROM deadline_at - now()) / 3600)::integer AS left FROM step WHERE id = $1`,
      [claim.stepId],
    );
    expect(step).toEqual({ left: 2 });
    expect((await steps.claim(claim))?.id).toBe(claim.stepId);
    expect(await stateOf(pc)).toBe('running');
  });

  it('lets a step that runs come to its end, and does not begin the next one', async () => {
    const { id, pc, steps, claim } = await runningPc();
    await steps.claim(claim);
    await workshop.well('POST', `/api/lots/${id}/pause`, {});
    expect(await steps.heartbeat(claim)).toBe(true);
    const { manager } = server.app.get(DataSource);
    expect(await steps.done(manager, claim, {})).toBe(true);
    const next = (await steps.queueNext(manager, pc))!;
    expect(await steps.claim({ stepId: next.id, attempt: next.attempt })).toBeUndefined();
  });

  it('tells a PC that boots to wait, and says who paused it, and no more when the pause ends', async () => {
    const { id, machine } = await runningPc();
    const screens = server.app.get(Screens);
    expect((await screens.of({ id: machine })).state).toBe('running');
    await workshop.well('POST', `/api/lots/${id}/pause`, {});
    expect((await screens.of({ id: machine })).state).toBe('paused');
    expect(await lot(id)).toMatchObject({ pausedBy: expect.any(String), pausedAt: expect.any(String) });
    await workshop.well('POST', `/api/lots/${id}/resume`, {});
    expect((await screens.of({ id: machine })).state).toBe('running');
    expect(await lot(id)).toMatchObject({ pausedBy: null, pausedAt: null });
  });

  it('is paused once by two technicians at once, and cannot be when it has ended', async () => {
    const { id } = await lotOfSerials(1);
    const pausing = server.app.get(LotPausing);
    await Promise.all([pausing.pause(id, ANNA), pausing.pause(id, YANN)]);
    expect(await audited('lot.pause', id)).toBe(1);
    await Promise.all([pausing.resume(id, ANNA), pausing.resume(id, YANN)]);
    expect(await audited('lot.resume', id)).toBe(1);
    await workshop.well('POST', `/api/lots/${id}/cancel`, {});
    const refused = await workshop.ask('POST', `/api/lots/${id}/pause`, {});
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      409,
      'this lot has ended: there is nothing left to pause',
    ]);
  });
});

describe('one act on several PCs', () => {
  it('is done or refused for each of them, with the reason', async () => {
    const { id, pcs } = await lotOfSerials(3);
    const other = await lotOfSerials(1);
    await arm(id);
    await sql(`UPDATE deployment SET state = 'running' WHERE id = $1`, [pcs[1]]);
    const named = [...pcs, other.pcs[0], pcs[0]];
    const body = { act: 'disarm', deployments: named };
    const answer = await workshop.well('POST', `/api/lots/${id}/acts`, body);
    const verdicts = (await answer.json()) as { isDone: boolean; text: { en: string } }[];
    expect(verdicts.map(({ isDone, text }) => `${isDone}: ${text.en}`)).toEqual([
      'true: disarmed',
      'false: the deployment is in the state "running": that cannot be done',
      'true: disarmed',
      'false: this PC is not in this lot',
    ]);
    expect(await stateOf(other.pcs[0]!)).toBe('planned');
  });

  it('by two technicians at once is done once for each PC, and audited once', async () => {
    const { id, pcs } = await lotOfSerials(8);
    await arm(id);
    const acts = server.app.get(LotActs);
    const both = await Promise.all([
      acts.act(id, 'cancel', pcs, ANNA),
      acts.act(id, 'cancel', [...pcs].reverse(), YANN),
    ]);
    const done = both.flat().filter(({ isDone }) => isDone);
    expect(done.map(({ deploymentId }) => deploymentId).sort()).toEqual([...pcs].sort());
    for (const pc of pcs)
      expect([await stateOf(pc), await audited('deployment.cancel', pc)]).toEqual(['cancelled', 1]);
  });

  it('retries every failed PC that nobody closed', async () => {
    const { id, pcs } = await lotOfSerials(3);
    await arm(id);
    await sql(`UPDATE deployment SET state = 'failed' WHERE lot_id = $1`, [id]);
    await sql(
      `UPDATE deployment SET closed_at = now(), closed_by = 'anna', closing_note = 'x' WHERE id = $1`,
      [pcs[2]],
    );
    const answer = await workshop.well('POST', `/api/lots/${id}/retry-failed`, {});
    expect(((await answer.json()) as { isDone: boolean }[]).map(({ isDone }) => isDone)).toEqual([
      true,
      true,
    ]);
    expect(await Promise.all(pcs.map(stateOf))).toEqual(['armed', 'armed', 'failed']);
  });

  it('wakes those whose MAC address is known, and says which are not', async () => {
    const known = mac();
    const { id, pcs } = await lotOf([{ mac: known }, { serial: 'SN-WITHOUT-MAC' }]);
    const answer = await workshop.well('POST', `/api/lots/${id}/acts`, { act: 'wake', deployments: pcs });
    expect(((await answer.json()) as { text: { en: string } }[]).map(({ text }) => text.en)).toEqual([
      `wake-up signal sent to ${known}`,
      'its MAC address is not known: power it on by hand',
    ]);
    expect(sent).toEqual([known]);
  });
});

describe('the date to begin of a lot', () => {
  const rounds = (count: number) => {
    const { app } = server;
    const one = () => new Beginnings(app.get(DeploymentStore), app.get(Wakes), app.get(Audit)).once();
    return Promise.all(Array.from({ length: count }, one));
  };
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const makeDue = (id: string) => sql(`UPDATE lot SET begin_at = now() WHERE id = $1`, [id]);

  it('wakes each armed PC once, whatever number of servers look at once', async () => {
    const macs = [mac(), mac(), mac()];
    const { id, pcs } = await lotOf(
      macs.map((one) => ({ mac: one })),
      { beginAt: soon },
    );
    await workshop.well('POST', `/api/lots/${id}/arm`, { deployments: pcs.slice(0, 2) });
    await rounds(2);
    expect(sent).toEqual([]);
    await makeDue(id);
    await rounds(3);
    await rounds(1);
    expect([...sent].sort()).toEqual(macs.slice(0, 2).sort());
    expect(await lot(id)).toMatchObject({ woken: 2 });
    expect(await audited('deployment.wake', pcs[0]!)).toBe(1);
    // The third PC is armed when the date has passed: whoever arms it is there.
    await arm(id);
    await rounds(1);
    expect(sent).toHaveLength(2);
  });

  it('waits for the end of a pause, and wakes again at a new date', async () => {
    const { id } = await lotOf([{ mac: mac() }], { beginAt: soon });
    await arm(id);
    await workshop.well('POST', `/api/lots/${id}/pause`, {});
    await makeDue(id);
    await rounds(1);
    expect(sent).toHaveLength(0);
    await workshop.well('POST', `/api/lots/${id}/resume`, {});
    await rounds(1);
    expect(sent).toHaveLength(1);
    await workshop.well('PATCH', `/api/lots/${id}`, { beginAt: soon });
    await makeDue(id);
    await rounds(1);
    expect(sent).toHaveLength(2);
  });

  it('leaves a PC due whose packet could not be sent', async () => {
    const { id } = await lotOf([{ mac: mac() }], { beginAt: soon });
    await arm(id);
    await makeDue(id);
    jest.spyOn(server.app.get(Wakes), 'send').mockRejectedValueOnce(new Error('network is unreachable'));
    await expect(rounds(1)).rejects.toThrow('network is unreachable');
    expect(await lot(id)).toMatchObject({ woken: 0 });
    await rounds(1);
    expect(await lot(id)).toMatchObject({ woken: 1 });
  });
});

describe('the lists of lots', () => {
  it('know the late, the paused and the ended ones, and find a customer', async () => {
    const customer = `Ville de ${randomUUID().slice(0, 8)}`;
    const rows = () => [{ serial: serial() }];
    const late = await lotOf(rows(), { customer, dueOn: '2020-02-29', site: 'Étage 2' });
    const paused = await lotOf(rows(), { customer, dueOn: '2999-01-01' });
    const ended = await lotOf(rows(), { customer, dueOn: '2020-02-29' });
    await workshop.well('POST', `/api/lots/${paused.id}/pause`, {});
    await workshop.well('POST', `/api/lots/${ended.id}/cancel`, {});
    const found = async (show: string) =>
      (
        await workshop.get<{ items: { id: string; isLate: boolean }[] }>(
          `/api/lots?show=${show}&customer=${encodeURIComponent(customer.toUpperCase())}`,
        )
      ).items.map(({ id, isLate }) => [id, isLate]);
    expect(await found('late')).toEqual([[late.id, true]]);
    expect(await found('paused')).toEqual([[paused.id, false]]);
    expect(await found('ended')).toEqual([[ended.id, false]]);
    expect(await found('open')).toEqual([
      [late.id, true],
      [paused.id, false],
    ]);
  });

  it.each([
    ['dueOn', '2026-02-30', 'a date that exists: 2026-12-24'],
    ['beginAt', 'demain', 'a date and a time: 2026-12-24T06:30'],
    ['customer', '', 'one line of text, 1 to 200 characters'],
  ])('a wrong %s is named, with what was expected', async (field, value, expected) => {
    const { id } = await lotOfSerials(1);
    const answer = await workshop.ask('PATCH', `/api/lots/${id}`, { site: 'Brest', [field]: value });
    expect(answer.status).toBe(400);
    const { findings } = (await answer.json()) as { findings: { field: string; expected: string }[] };
    expect(findings.map((finding) => [finding.field, finding.expected])).toEqual([[field, expected]]);
    expect(await lot(id)).toMatchObject({ site: null });
  });
});
