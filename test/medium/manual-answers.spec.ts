import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { ManualChecks } from '../../src/deployment/recette/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const SCREEN = { id: 'screen', title: { fr: 'Écran', en: 'Screen' }, severity: 'blocking' as const };
const WEBCAM = { id: 'webcam', title: { fr: 'Webcam', en: 'Webcam' }, severity: 'blocking' as const };

let server: RunningServer;
let cookie: string;
let csrf: string;
let count = 0;

beforeAll(async () => {
  server = await runningServer();
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  const order = { name: 'zoe', displayName: 'Zoé', role: 'technician', password: PASSWORD } as const;
  await server.app.get(Accounts).create(order);
  const form = new URLSearchParams({ name: 'zoe', password: PASSWORD, back: '/' });
  const login = await fetch(`${server.base}/login`, { method: 'POST', body: form, redirect: 'manual' });
  cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const home = await (await fetch(server.base, { headers: { cookie } })).text();
  csrf = /name="_csrf" value="([^"]+)"/.exec(home)?.[1] ?? '';
});

afterAll(async () => {
  await server.stop();
});

/** A lot of one PC whose deployment is in this state, with two checks that wait for a technician. */
async function newDeployment(state = 'waiting'): Promise<{ id: string; lotId: string }> {
  count += 1;
  const response = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial\nANSWER${count}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const lotId = ((await response.json()) as { id: string }).id;
  const source = server.app.get(DataSource);
  const [row] = await source.query<{ id: string }[]>('SELECT id FROM deployment WHERE lot_id = $1', [lotId]);
  const { id } = row!;
  await source.query('UPDATE deployment SET state = $2 WHERE id = $1', [id, state]);
  await server.app.get(ManualChecks).expect(id, [SCREEN, WEBCAM]);
  return { id, lotId };
}

const post = (path: string, body: object) =>
  server.ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

const onBoard = (path: string, form: Record<string, string>) =>
  fetch(server.base + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ _csrf: csrf, revision: '0', ...form }),
    headers: { cookie, 'accept-language': 'en' },
  });

async function audited(subjectId: string): Promise<object[]> {
  const response = await server.ask(`/api/audit?subjectId=${subjectId}`);
  const { items } = (await response.json()) as { items: { action: string; actor: object; data: object }[] };
  return items.reverse().map(({ action, actor, data }) => ({ action, actor, data }));
}

describe('the answer to a manual check', () => {
  it('is audited, whether it came through the API or the board', async () => {
    const { id } = await newDeployment();
    const path = `/api/deployments/${id}/manual-checks/screen`;
    expect((await post(path, { verdict: 'passed' })).status).toBe(204);
    const form = { check: 'webcam', verdict: 'failed', remark: 'pixel mort' };
    expect((await onBoard(`/recette/${id}/checks/${form.check}`, form)).status).toBe(303);
    expect(await audited(id)).toMatchObject([
      { action: 'deployment.answer-check', data: { check: 'screen', verdict: 'passed' } },
      {
        action: 'deployment.answer-check',
        actor: { name: 'zoe' },
        data: { check: 'webcam', verdict: 'failed', remark: 'pixel mort' },
      },
    ]);
  });

  it.each(['failed', 'not-applicable'])(
    'needs a remark when it is %s, and nothing is recorded without',
    async (verdict) => {
      const { id } = await newDeployment();
      const answer = await post(`/api/deployments/${id}/manual-checks/screen`, { verdict });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ findings: [{ field: 'remark' }] });
      for (const remark of ['', '   ']) {
        const form = { check: 'screen', verdict, remark };
        expect((await onBoard(`/recette/${id}/checks/${form.check}`, form)).status).toBe(400);
      }
      expect(await server.app.get(ManualChecks).pending(id)).toHaveLength(2);
      expect(await audited(id)).toEqual([]);
    },
  );

  it('may be that the PC does not have the part', async () => {
    const { id } = await newDeployment();
    const body = { verdict: 'not-applicable', remark: 'aucune webcam' };
    expect((await post(`/api/deployments/${id}/manual-checks/webcam`, body)).status).toBe(204);
    expect(await server.app.get(ManualChecks).results(id)).toMatchObject([
      { id: 'screen', verdict: 'unmeasured' },
      { id: 'webcam', verdict: 'not-applicable', remark: 'aucune webcam' },
    ]);
  });

  it('can be changed after a failure, but not once the outcome is final', async () => {
    const failed = await newDeployment('failed');
    const path = (id: string) => `/api/deployments/${id}/manual-checks/screen`;
    expect((await post(path(failed.id), { verdict: 'passed' })).status).toBe(204);
    const ended = await newDeployment('cancelled');
    expect((await post(path(ended.id), { verdict: 'passed' })).status).toBe(409);
    expect((await onBoard(`/recette/${ended.id}/checks/screen`, { verdict: 'passed' })).status).toBe(409);
    expect(await audited(ended.id)).toEqual([]);
  });

  it('on a check that is not expected is 404 in both', async () => {
    const { id } = await newDeployment();
    expect((await post(`/api/deployments/${id}/manual-checks/none`, { verdict: 'passed' })).status).toBe(404);
    const form = { check: 'none', verdict: 'passed' };
    expect((await onBoard(`/recette/${id}/checks/${form.check}`, form)).status).toBe(404);
  });
});

describe('arming a lot that has nothing to arm', () => {
  it('is refused by the API and by the board', async () => {
    const { lotId } = await newDeployment('cancelled');
    const api = await post(`/api/lots/${lotId}/arm`, {});
    expect([api.status, await api.json()]).toMatchObject([
      409,
      { detail: 'the lot has no deployment to arm' },
    ]);
    const board = await onBoard(`/lots/${lotId}/arm`, { understood: 'yes' });
    expect(board.status).toBe(409);
    expect(await board.text()).toContain('the lot has no deployment to arm');
  });

  it('is 404 in both when there is no such lot', async () => {
    const lotId = randomUUID();
    expect((await post(`/api/lots/${lotId}/arm`, {})).status).toBe(404);
    expect((await onBoard(`/lots/${lotId}/arm`, { understood: 'yes' })).status).toBe(404);
  });
});

describe('a failed deployment', () => {
  const close = (id: string, note: unknown) => post(`/api/deployments/${id}/close`, { note });

  it('is closed once, with a note on what happens to the PC, and this is audited', async () => {
    const { id } = await newDeployment('failed');
    expect((await close(id, '  ')).status).toBe(400);
    expect((await close(id, 'disque rendu au fournisseur')).status).toBe(204);
    expect((await close(id, 'again')).status).toBe(409);
    const shown: unknown = await (await server.ask(`/api/deployments/${id}`)).json();
    expect(shown).toMatchObject({
      state: 'failed',
      closingNote: 'disque rendu au fournisseur',
      closedBy: expect.any(String),
      closedAt: expect.any(String),
    });
    expect(await audited(id)).toMatchObject([
      { action: 'deployment.close', data: { note: 'disque rendu au fournisseur' } },
    ]);
  });

  it('is not closed on the board without a note: the page says so next to the field', async () => {
    const { id } = await newDeployment('failed');
    for (const note of ['', '  ']) {
      const answer = await onBoard(`/deployments/${id}/close`, { note });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/id="note"[^>]*aria-invalid="true"/);
    }
    expect(await audited(id)).toEqual([]);
    expect((await onBoard(`/deployments/${id}/close`, { note: ' rendu ' })).status).toBe(303);
    expect(await audited(id)).toMatchObject([{ action: 'deployment.close', data: { note: 'rendu' } }]);
  });

  it('is the only kind of deployment that can be closed', async () => {
    for (const state of ['waiting', 'cancelled']) {
      const { id } = await newDeployment(state);
      expect((await close(id, 'why not')).status).toBe(409);
    }
  });
});
