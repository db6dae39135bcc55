import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Accounts } from '../../src/platform/account/index.js';
import { schemaDrift } from '../../src/platform/database/index.js';
import { certificateRecord } from '../../src/deployment/pipeline/certificate-record.js';
import { People } from '../../src/deployment/pipeline/people.js';
import { Recette } from '../../src/deployment/pipeline/steps/recette/recette.step.js';
import { readProfile } from '../../src/documents/profile/index.js';
import { verdictOf, type CertificateRecord } from '../../src/deployment/proof/index.js';
import {
  ManualAnswerRow,
  RecetteClosing,
  ManualCheck,
  ManualChecks,
  ReservationAcceptance,
  Reservations,
} from '../../src/deployment/recette/index.js';
import { ManualCheckStore } from '../../src/deployment/recette/manual-check.store.js';
import { ReservationStore } from '../../src/deployment/recette/reservation.store.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const CLOCK = { check: 'time-synchronised', text: { fr: 'Heure : écart 0,5 s', en: 'Clock: 0.5 s off' } };
const SOUND = { id: 'sound', title: { fr: 'Son', en: 'Sound' }, severity: 'reserve' as const };
const WAIT = expect.objectContaining({ kind: 'wait', for: 'manual-checks-answered' });

describe('reservations', () => {
  let database: FreshDatabase;
  let reservations: Reservations;
  let manual: ManualChecks;

  beforeAll(async () => {
    database = await freshDatabase();
    const source = await database.dataSource([
      ManualAnswerRow,
      ManualCheck,
      RecetteClosing,
      ReservationAcceptance,
    ]);
    reservations = new Reservations(new ReservationStore(source));
    manual = new ManualChecks(new ManualCheckStore(source));
    expect(await schemaDrift(source)).toEqual([]);
  });
  afterAll(() => database.drop());

  it('wait until each is accepted, and keep the first name', async () => {
    const id = randomUUID();
    await reservations.expect(id, [CLOCK, { check: 'sound', text: { fr: 'Son', en: 'Sound' } }]);
    expect(await reservations.accept(id, 'sound', 'Zoé')).toEqual({ complete: false });
    expect(await reservations.accept(id, 'time-synchronised', 'Yann')).toEqual({ complete: true });
    await reservations.accept(id, 'time-synchronised', 'Somebody else');
    expect(await reservations.results(id)).toEqual([
      { ...CLOCK, id: CLOCK.check, acceptedBy: 'Yann', acceptedAt: expect.any(String) },
      expect.objectContaining({ id: 'sound', acceptedBy: 'Zoé' }),
    ]);
  });

  it('of the same check are accepted one by one', async () => {
    const id = randomUUID();
    await reservations.expect(id, [CLOCK, { ...CLOCK, text: { fr: 'autre', en: 'other' } }]);
    expect(await reservations.accept(id, 'time-synchronised-2', 'Zoé')).toEqual({ complete: false });
    expect(await reservations.pending(id)).toEqual([{ ...CLOCK, id: 'time-synchronised' }]);
  });

  it('stay accepted when only a number in the text changes, and must be accepted again when the text changes', async () => {
    const id = randomUUID();
    await reservations.expect(id, [CLOCK]);
    await reservations.accept(id, CLOCK.check, 'Zoé');
    const moved = { ...CLOCK, text: { fr: 'Heure : écart 0,7 s', en: 'Clock: 0.7 s off' } };
    await reservations.expect(id, [moved]);
    expect(await reservations.results(id)).toMatchObject([{ text: CLOCK.text, acceptedBy: 'Zoé' }]);
    const worse = { ...CLOCK, text: { fr: 'Heure : aucune source', en: 'Clock: no source' } };
    await reservations.expect(id, [worse]);
    expect(await reservations.pending(id)).toEqual([{ ...worse, id: CLOCK.check }]);
  });

  it('that do not exist cannot be accepted', async () => {
    const accept = reservations.accept(randomUUID(), 'sound', 'Zoé');
    await expect(accept).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  describe('at the end of the recette', () => {
    /** What the step is given, of a profile with one manual check and one check that measures nothing here. */
    function contextOf(kind: 'signature' | 'account') {
      const checks = [{ kind: 'no-failed-service', severity: 'reserve' }];
      const facts: Record<string, unknown> = {};
      return {
        deploymentId: randomUUID(),
        plan: { profile: { document: { recette: { checks, manual: [SOUND], reservations: kind } } } },
        system: () =>
          Promise.resolve({ run: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' }) }),
        remember: (learned: object) => Promise.resolve(Object.assign(facts, learned)),
        progress: () => undefined,
        log: () => undefined,
        facts,
      };
    }

    const FACTS = { of: () => Promise.resolve({}), recordMachineId: () => Promise.resolve() };
    const run = (context: object) =>
      new Recette(new People(manual, reservations, {} as never), FACTS as never).run(context as never);

    it('are left to the signature on paper when the profile says nothing else', async () => {
      const context = contextOf('signature');
      expect(await run(context)).toEqual(WAIT);
      await manual.answer(context.deploymentId, 'sound', { verdict: 'failed', by: 'Zoé' });
      expect(await run(context)).toMatchObject({ kind: 'done' });
      expect(await reservations.results(context.deploymentId)).toEqual([]);
    });

    it('keep the deployment waiting until each is accepted, those of manual checks too', async () => {
      const context = contextOf('account');
      const { deploymentId } = context;
      expect(await run(context)).toEqual(WAIT);
      await manual.answer(deploymentId, 'sound', { verdict: 'failed', by: 'Zoé', remark: 'muet' });
      expect(await run(context)).toEqual(WAIT);
      expect((await reservations.pending(deploymentId)).map(({ id, text }) => `${id}: ${text.fr}`)).toEqual([
        expect.stringMatching(/^no-failed-service: .+ : aucune réponse du poste$/),
        'sound: Son : muet',
      ]);
      await reservations.accept(deploymentId, 'no-failed-service', 'Mme Le Goff');
      expect(await run(context)).toEqual(WAIT);
      await reservations.accept(deploymentId, 'sound', 'Mme Le Goff');
      expect(await run(context)).toMatchObject({ kind: 'done' });
    });

    it('are on the certificate once, with who accepted them', async () => {
      const context = contextOf('account');
      const { deploymentId } = context;
      await manual.expect(deploymentId, [SOUND]);
      await manual.answer(deploymentId, 'sound', { verdict: 'failed', by: 'Zoé', remark: 'muet' });
      await run(context);
      for (const { id } of await reservations.pending(deploymentId))
        await reservations.accept(deploymentId, id, 'Mme Le Goff');
      const profile = readProfile(await readFile('profiles/debian-13-minimal.yaml', 'utf8'));
      const told = {
        deploymentId,
        startedAt: new Date(0),
        plan: { profile: { document: profile }, master: { payload: {} }, lot: {}, row: {} },
        facts: context.facts,
        machine: { macs: [] },
        steps: [],
        people: {
          manualChecks: await manual.results(deploymentId),
          reservations: await reservations.results(deploymentId),
          fullName: (name: string) => name,
        },
      };
      const record = certificateRecord(told as never, new Date(0));
      expect(verdictOf(record as CertificateRecord)).toMatchObject({
        verdict: 'conforming-with-reservations',
        reservations: [
          { check: 'no-failed-service', acceptedBy: 'Mme Le Goff', acceptedAt: expect.any(String) },
          { check: 'sound', text: { fr: 'Son : muet' }, acceptedBy: 'Mme Le Goff' },
        ],
      });
      expect(verdictOf(record as CertificateRecord).reservations).toHaveLength(2);
    });
  });
});

describe('accepting a reservation', () => {
  let server: RunningServer;
  let id: string;

  beforeAll(async () => {
    server = await runningServer();
    const body = await readFile('profiles/debian-13-minimal.yaml', 'utf8');
    await server.ask('/api/profiles', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/yaml' },
    });
    await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
      method: 'POST',
      body: 'serial\nRESERVED-1\n',
      headers: { 'content-type': 'text/csv' },
    });
    const { items } = (await (await server.ask('/api/deployments')).json()) as { items: { id: string }[] };
    id = items[0]!.id;
    await server.app.get(Reservations).expect(id, [CLOCK]);
  });
  afterAll(() => server.stop());

  const accept = (check: string, body: object) =>
    server.ask(`/api/deployments/${id}/reservations/${check}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('is possible on the deployment’s page', async () => {
    const order = { name: 'zoe', displayName: 'Zoé', role: 'technician', password: 'correct horse' } as const;
    await server.app.get(Accounts).create(order);
    const form = new URLSearchParams({ name: 'zoe', password: 'correct horse', back: '/' });
    const login = await server.ask('/login', { method: 'POST', body: form });
    const headers = { cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '', authorization: '' };
    const page = await (await server.ask(`/deployments/${id}`, { headers })).text();
    expect(page).toContain('Clock: 0.5 s off');
    expect(page).not.toContain('accepted by');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf, check: CLOCK.check });
    const answer = await server.ask(`/deployments/${id}/reservations`, { method: 'POST', headers, body });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/deployments/${id}`]);
    expect(await (await server.ask(`/deployments/${id}`, { headers })).text()).toContain('accepted by Zoé');
  });

  it('requires an explicit acceptance by name, and is audited', async () => {
    await server.app.get(Reservations).expect(id, [{ ...CLOCK, text: { fr: 'autre', en: 'other' } }]);
    expect((await accept(CLOCK.check, {})).status).toBe(400);
    expect((await accept('unknown', { accept: true })).status).toBe(404);
    expect((await accept(CLOCK.check, { accept: true })).status).toBe(204);
    const list = await (await server.ask(`/api/deployments/${id}/reservations`)).json();
    expect(list).toMatchObject([{ id: CLOCK.check, acceptedBy: expect.stringMatching(/^local-/) }]);
    const audit = await (await server.ask('/api/audit?action=deployment.accept-reservation')).json();
    expect(audit).toMatchObject({
      items: [
        { actor: { kind: 'account' }, subject: { id }, data: { reservation: CLOCK.check } },
        { actor: { name: 'zoe' } },
      ],
    });
  });
});
