import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { People } from '../../src/deployment/pipeline/index.js';
import { ManualChecks, Signatures } from '../../src/deployment/recette/index.js';
import { pngOf } from '../support/png.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const PIN = '271828';
const SCREEN = { id: 'screen', title: { fr: 'Écran', en: 'Screen' }, severity: 'reserve' as const };
const WEBCAM = { id: 'webcam', title: { fr: 'Webcam', en: 'Webcam' }, severity: 'reserve' as const };
const PORTS = { id: 'ports', title: { fr: 'Prises', en: 'Ports' }, severity: 'reserve' as const };
/** One black pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: RunningServer;
const tokens: Record<string, string> = {};
let count = 0;

beforeAll(async () => {
  server = await runningServer();
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  for (const [name, displayName, role] of [
    ['zoe', 'Zoé', 'technician'],
    ['yann', 'Yann', 'technician'],
    ['vera', 'Vera', 'viewer'],
  ] as const) {
    await server.app.get(Accounts).create({ name, displayName, role, password: PASSWORD });
    const login = await json('/api/session', 'POST', { name, password: PASSWORD }, '');
    const { csrfToken } = (await login.json()) as { csrfToken: string };
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const made = await fetch(`${server.base}/api/tokens`, {
      method: 'POST',
      body: JSON.stringify({ name: 'spec' }),
      headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken },
    });
    tokens[name] = ((await made.json()) as { token: string }).token;
  }
});

afterAll(async () => {
  await server.stop();
});

function json(path: string, method: string, body: unknown, as = 'zoe'): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: as && `Bearer ${tokens[as]}` };
  return server.ask(path, { method, body: JSON.stringify(body), headers });
}

const query = <T>(sql: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(sql, values);

/** A deployment in this state, with three checks that wait for a technician. */
async function newDeployment(state = 'waiting'): Promise<string> {
  count += 1;
  const response = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial\nHAND${count}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const lotId = ((await response.json()) as { id: string }).id;
  const [row] = await query<{ id: string }>('SELECT id FROM deployment WHERE lot_id = $1', [lotId]);
  await query('UPDATE deployment SET state = $2 WHERE id = $1', [row!.id, state]);
  await server.app.get(ManualChecks).expect(row!.id, [SCREEN, WEBCAM, PORTS]);
  return row!.id;
}

const checksOf = (id: string) => `/api/deployments/${id}/manual-checks`;
const answer = (id: string, check: string, body: object, as = 'zoe') =>
  json(`${checksOf(id)}/${check}`, 'POST', body, as);
const passAll = (id: string, body: object = {}, as = 'zoe') =>
  json(checksOf(id), 'POST', { verdict: 'passed', ...body }, as);

/** Of each check: its name, verdict, author and number of answers. */
async function verdicts(id: string): Promise<string[]> {
  const checks = (await (await server.ask(checksOf(id))).json()) as Partial<Record<string, string>>[];
  return checks.map((check) =>
    [check['id'], check['verdict'], check['by'] ?? '-', check['revision']].join(' '),
  );
}

async function audited(id: string): Promise<Record<string, unknown>[]> {
  const response = await server.ask(`/api/audit?subjectId=${id}&pageSize=50`);
  const { items } = (await response.json()) as { items: { action: string; data: Record<string, unknown> }[] };
  return items.reverse().map(({ action, data }) => ({ action, ...data }));
}

const problem = async (response: Response) => {
  const { status, detail } = (await response.json()) as { status: number; detail: string };
  return { status, detail };
};

describe('the answers of a recette by hand', () => {
  it('are given together in one request, and each is audited', async () => {
    const id = await newDeployment();
    await answer(id, 'webcam', { verdict: 'failed', remark: 'floue' });
    const passed = await passAll(id);
    expect(await passed.json()).toEqual({ answered: ['screen', 'ports'], already: ['webcam'] });
    expect(await verdicts(id)).toEqual(['screen passed Zoé 1', 'webcam failed Zoé 1', 'ports passed Zoé 1']);
    expect(await audited(id)).toEqual([
      { action: 'deployment.answer-check', check: 'webcam', verdict: 'failed', remark: 'floue' },
      { action: 'deployment.answer-check', check: 'screen', verdict: 'passed', together: 2 },
      { action: 'deployment.answer-check', check: 'ports', verdict: 'passed', together: 2 },
    ]);
  });

  it('are given once when two technicians say at once that everything passed', async () => {
    const id = await newDeployment();
    const outcomes = await Promise.all(
      ['zoe', 'yann', 'zoe', 'yann'].map(async (as) => {
        const outcome: unknown = await (await passAll(id, {}, as)).json();
        return (outcome as { answered: string[] }).answered;
      }),
    );
    const answered = outcomes.flat();
    expect(answered.sort()).toEqual(['ports', 'screen', 'webcam']);
    expect(await audited(id)).toHaveLength(3);
  });

  it('are only given to the checks that were seen open', async () => {
    const id = await newDeployment();
    expect(await (await passAll(id, { checks: ['screen'] })).json()).toEqual({
      answered: ['screen'],
      already: [],
    });
    expect((await passAll(id, { checks: ['ports', 'none'] })).status).toBe(404);
    expect(await verdicts(id)).toEqual([
      'screen passed Zoé 1',
      'webcam unmeasured - 0',
      'ports unmeasured - 0',
    ]);
  });

  it('are corrected until the certificate, and every one is kept', async () => {
    const id = await newDeployment();
    await answer(id, 'screen', { verdict: 'passed', revision: 0 });
    await answer(id, 'screen', { verdict: 'failed', remark: 'rayé', revision: 1 }, 'yann');
    const history = await (await server.ask(`${checksOf(id)}/screen/history`)).json();
    expect(history).toEqual([
      { revision: 1, verdict: 'passed', by: 'Zoé', at: expect.any(String) },
      { revision: 2, verdict: 'failed', remark: 'rayé', by: 'Yann', at: expect.any(String) },
    ]);
    expect((await audited(id))[1]).toEqual({
      action: 'deployment.answer-check',
      check: 'screen',
      verdict: 'failed',
      remark: 'rayé',
      corrected: { verdict: 'passed', by: 'Zoé' },
    });
    await query("UPDATE deployment SET state = 'certified' WHERE id = $1", [id]);
    for (const refused of [await answer(id, 'screen', { verdict: 'passed' }), await passAll(id)])
      expect(await problem(refused)).toEqual({
        status: 409,
        detail: 'the certificate is made of the answers that were given: they cannot be corrected any more',
      });
    expect((await verdicts(id))[0]).toBe('screen failed Yann 2');
  });

  it('are closed while the certificate is made of them, and open again when none was made', async () => {
    const id = await newDeployment('running');
    const manual = server.app.get(ManualChecks);
    await manual.close(id);
    await manual.close(id);
    expect((await answer(id, 'screen', { verdict: 'passed' })).status).toBe(409);
    expect((await passAll(id)).status).toBe(409);
    await query("UPDATE deployment SET state = 'failed' WHERE id = $1", [id]);
    expect((await answer(id, 'screen', { verdict: 'passed' })).status).toBe(204);
    await query("UPDATE deployment SET state = 'running' WHERE id = $1", [id]);
    expect((await answer(id, 'webcam', { verdict: 'passed' })).status).toBe(204);
  });

  it('do not overwrite what somebody else has just answered: the second one is told', async () => {
    const id = await newDeployment();
    const both = await Promise.all([
      answer(id, 'screen', { verdict: 'failed', remark: 'rayé', revision: 0 }, 'yann'),
      answer(id, 'screen', { verdict: 'passed', revision: 0 }, 'zoe'),
    ]);
    const statuses = both.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([204, 409]);
    const isYannFirst = statuses[0] === 204;
    expect((await problem(both[isYannFirst ? 1 : 0])).detail).toBe(
      isYannFirst
        ? '"Screen": Yann has just answered "failed"; your answer was not recorded'
        : '"Screen": Zoé has just answered "passed"; your answer was not recorded',
    );
    expect((await verdicts(id))[0]).toBe(isYannFirst ? 'screen failed Yann 1' : 'screen passed Zoé 1');
  });

  it('that are given twice by a button pressed twice count once', async () => {
    const id = await newDeployment();
    const twice = await Promise.all(
      [0, 1].map(() => answer(id, 'screen', { verdict: 'passed', revision: 0 })),
    );
    expect(twice.map(({ status }) => status)).toEqual([204, 204]);
    expect((await verdicts(id))[0]).toBe('screen passed Zoé 1');
    expect(await audited(id)).toHaveLength(1);
  });

  it('are not given by a viewer', async () => {
    const id = await newDeployment();
    expect((await answer(id, 'screen', { verdict: 'passed' }, 'vera')).status).toBe(403);
    expect((await passAll(id, {}, 'vera')).status).toBe(403);
    expect((await photo(id, 'screen', Buffer.from(PIXEL, 'base64'), 'image/png', 'vera')).status).toBe(403);
    expect((await sign(id, { role: 'technician', pin: PIN }, 'vera')).status).toBe(403);
  });
});

function photo(id: string, check: string, bytes: Buffer, type: string, as = 'zoe'): Promise<Response> {
  const headers = { 'content-type': type, authorization: `Bearer ${tokens[as]}` };
  return server.ask(`${checksOf(id)}/${check}/photos`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers,
  });
}

const sign = (id: string, body: object, as = 'zoe') =>
  json(`/api/deployments/${id}/signatures`, 'POST', body, as);

describe('a photo of a check', () => {
  it('is evidence of the answer, is shown to viewers with its own type, and can be taken back', async () => {
    const id = await newDeployment();
    const added = await photo(id, 'screen', Buffer.from(PIXEL, 'base64'), 'image/png');
    expect(added.status).toBe(201);
    const { digest } = (await added.json()) as { digest: string };
    await photo(id, 'screen', Buffer.from(PIXEL, 'base64'), 'image/png');
    const listed = await (await server.ask(`/api/deployments/${id}/photos`)).json();
    expect(listed).toEqual([
      { checkId: 'screen', digest, mediaType: 'image/png', takenAt: expect.any(String), by: 'Zoé' },
    ]);
    const shown = await server.ask(`/api/deployments/${id}/photos/${digest}`, {
      headers: { authorization: `Bearer ${tokens['vera']}` },
    });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await shown.arrayBuffer()).toString('base64')).toBe(PIXEL);
    const file = join(server.config.dataDir, 'evidence', digest);
    expect(existsSync(file)).toBe(true);
    expect((await server.ask(`/api/deployments/${await newDeployment()}/photos/${digest}`)).status).toBe(404);
    const path = `${checksOf(id)}/screen/photos/${digest}`;
    expect((await json(path, 'DELETE', {}, 'vera')).status).toBe(403);
    expect((await json(path, 'DELETE', {})).status).toBe(204);
    expect((await json(path, 'DELETE', {})).status).toBe(404);
    expect(existsSync(file)).toBe(false);
    expect((await audited(id)).map(({ action }) => action)).toEqual([
      'deployment.add-photo',
      'deployment.add-photo',
      'deployment.remove-photo',
    ]);
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/png', 400],
    ['a page that calls itself a JPEG', Buffer.from('<html><script>alert(1)</script>'), 'image/jpeg', 400],
    ['nothing', Buffer.alloc(0), 'image/png', 400],
    ['half a picture', Buffer.from(PIXEL, 'base64').subarray(0, 50), 'image/png', 400],
    ['an SVG by its own name', Buffer.from('<svg/>'), 'image/svg+xml', 415],
    ['more than 10 MB', Buffer.alloc(10_000_001), 'image/jpeg', 413],
  ])('that is %s is refused, and nothing is kept', async (_, bytes, type, status) => {
    const id = await newDeployment();
    const refused = await photo(id, 'screen', bytes, type);
    expect(refused.status).toBe(status);
    if (status === 400)
      expect(await refused.json()).toMatchObject({
        findings: [{ field: 'photo', found: expect.any(String) }],
      });
    expect(await (await server.ask(`/api/deployments/${id}/photos`)).json()).toEqual([]);
  });

  it('is refused for an unknown check and after the certificate, and its bytes are not kept', async () => {
    const id = await newDeployment();
    const other = Buffer.from(PIXEL, 'base64');
    expect((await photo(id, 'none', other, 'image/png')).status).toBe(404);
    await query("UPDATE deployment SET state = 'certified' WHERE id = $1", [id]);
    expect((await photo(id, 'screen', other, 'image/png')).status).toBe(409);
    const digest = createHash('sha256').update(other).digest('hex');
    expect(existsSync(join(server.config.dataDir, 'evidence', digest))).toBe(false);
  });
});

describe('a PIN', () => {
  const setPin = (pin: string, password = PASSWORD, as = 'zoe') =>
    json('/api/session/pin', 'PUT', { password, pin }, as);

  it.each(['12345', '111111', '123456', '987654', '012345', 'abcdef', '1234567890123'])(
    'like %s is refused',
    async (pin) => {
      const refused = await setPin(pin);
      expect(refused.status).toBe(400);
      expect(JSON.stringify(await refused.json())).not.toContain(`"${pin}"`);
    },
  );

  it('is chosen with the password, is not in the database, and counts no longer with another password', async () => {
    expect((await setPin(PIN, 'wrong password')).status).toBe(403);
    expect((await setPin(PIN)).status).toBe(204);
    const headers = { authorization: `Bearer ${tokens['zoe']}` };
    const state = async (): Promise<unknown> => (await server.ask('/api/session/pin', { headers })).json();
    expect(await state()).toEqual({ set: true });
    const [row] = await query<Record<string, string>>('SELECT * FROM account_pin');
    expect(JSON.stringify(row)).not.toContain(PIN);
    const [{ id }] = (await query<{ id: string }>("SELECT id FROM account WHERE name = 'zoe'")) as [
      { id: string },
    ];
    const [{ hash }] = (await query<{ hash: string }>(
      'SELECT password_hash AS hash FROM account WHERE id = $1',
      [id],
    )) as [{ hash: string }];
    await query("UPDATE account SET password_hash = 'other' WHERE id = $1", [id]);
    expect(await state()).toEqual({ set: false });
    await query('UPDATE account SET password_hash = $2 WHERE id = $1', [id, hash]);
    expect(await state()).toEqual({ set: true });
  });

  it('signs a finished recette, also of another technician on the same tablet', async () => {
    expect((await setPin('314159', PASSWORD, 'yann')).status).toBe(204);
    const id = await newDeployment();
    expect(await problem(await sign(id, { role: 'technician', pin: PIN }))).toEqual({
      status: 409,
      detail: 'only a finished acceptance is signed; still to answer: Screen, Webcam, Ports',
    });
    await passAll(id);
    const { answers } = (await (await server.ask(`/api/deployments/${id}/signatures`)).json()) as {
      answers: string;
    };
    const order = { role: 'technician', account: 'Yann', pin: '314159', drawing: PIXEL, answers };
    expect((await sign(id, order)).status).toBe(204);
    const signed = await server.app.get(Signatures).ofDeployment(id);
    const drawing = { mediaType: 'image/png', digest: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(signed).toEqual([
      { role: 'technician', name: 'Yann', signedAt: expect.any(String), drawing, byPin: true },
    ]);
    expect((await audited(id)).at(-1)).toEqual({
      action: 'deployment.sign',
      role: 'technician',
      name: 'Yann',
      answers,
      drawing: signed[0]?.drawing?.digest,
    });
    const shown = await server.ask(`/api/deployments/${id}/drawings/${signed[0]?.drawing?.digest}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('signs only what was read, and a corrected answer is signed again', async () => {
    const id = await newDeployment();
    await passAll(id);
    const { answers } = (await (await server.ask(`/api/deployments/${id}/signatures`)).json()) as {
      answers: string;
    };
    await answer(id, 'screen', { verdict: 'failed', remark: 'rayé' }, 'yann');
    const drawn = pngOf(3, 2);
    const drawing = drawn.toString('base64');
    expect((await problem(await sign(id, { role: 'technician', pin: PIN, answers, drawing }))).detail).toBe(
      'an answer or a photo has changed since you read them; nothing was signed',
    );
    const digest = createHash('sha256').update(drawn).digest('hex');
    expect(existsSync(join(server.config.dataDir, 'evidence', digest))).toBe(false);
    expect((await sign(id, { role: 'technician', pin: PIN })).status).toBe(204);
    await answer(id, 'screen', { verdict: 'passed' }, 'yann');
    expect(await server.app.get(Signatures).ofDeployment(id)).toEqual([]);
  });

  it('is of a technician: not of an unknown, a disabled or another account', async () => {
    const id = await newDeployment();
    await passAll(id);
    for (const [account, pin] of [
      ['nobody', PIN],
      ['yann', PIN],
      ['vera', PIN],
    ]) {
      expect(await problem(await sign(id, { role: 'technician', account, pin }))).toEqual({
        status: 403,
        detail: 'wrong account or PIN; nothing was signed',
      });
    }
    expect(await server.app.get(Signatures).ofDeployment(id)).toEqual([]);
  });

  it('is locked after five wrong ones, also for the right one, and the board is not', async () => {
    const id = await newDeployment();
    await passAll(id);
    const wrong = () => sign(id, { role: 'technician', account: 'yann', pin: '000001' });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) statuses.push((await wrong()).status);
    const locked = await sign(id, { role: 'technician', account: 'yann', pin: '314159' });
    expect([...statuses, locked.status]).toEqual([403, 403, 403, 403, 429, 429]);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    const login = await json('/api/session', 'POST', { name: 'yann', password: PASSWORD }, '');
    expect(login.status).toBe(201);
    expect((await sign(id, { role: 'technician', pin: PIN })).status).toBe(204);
  });

  it('and a customer’s signature are needed where the profile asks for both', async () => {
    const id = await newDeployment();
    await passAll(id);
    for (const body of [
      { role: 'customer', name: '  ', drawing: PIXEL },
      { role: 'customer', name: 'Mme Petit', drawing: Buffer.from('<svg/>').toString('base64') },
      { role: 'customer', name: 'Mme Petit' },
    ])
      expect((await sign(id, body)).status).toBe(400);
    expect((await sign(id, { role: 'customer', name: 'Mme Petit', drawing: PIXEL })).status).toBe(204);
    expect(await server.app.get(Signatures).ofDeployment(id)).toMatchObject([
      { role: 'customer', name: 'Mme Petit', byPin: false },
    ]);
  });
});

describe('the end of a recette', () => {
  const context = (deploymentId: string, recette: object) =>
    ({
      deploymentId,
      plan: { purpose: 'deploy', profile: { document: { recette: { manual: ['screen'], ...recette } } } },
    }) as never;
  const WAIT = { kind: 'wait', for: 'manual-checks-answered', timeoutMs: 604_800_000 };

  it('waits for the answers, then for each signature that the profile asks for', async () => {
    const id = await newDeployment();
    const people = server.app.get(People);
    const end = () => people.wait(context(id, { signatures: ['technician', 'customer'] }), []);
    expect(await end()).toEqual(WAIT);
    expect(await verdicts(id)).toEqual(['screen unmeasured - 0']);
    await passAll(id);
    expect(await end()).toEqual(WAIT);
    expect((await sign(id, { role: 'technician', pin: PIN })).status).toBe(204);
    expect(await end()).toEqual(WAIT);
    expect((await sign(id, { role: 'customer', name: 'Mme Petit', drawing: PIXEL })).status).toBe(204);
    expect(await end()).toBeUndefined();
    expect(await people.wait(context(id, {}), [])).toBeUndefined();
  });

  it('is a failure only once a blocking answer was signed: until then it can be corrected', async () => {
    const id = await newDeployment();
    const manual = [{ id: 'screen', severity: 'blocking' }];
    const end = () => server.app.get(People).wait(context(id, { manual, signatures: ['technician'] }), []);
    await end();
    await answer(id, 'screen', { verdict: 'failed', remark: 'rayé' });
    expect(await end()).toEqual(WAIT);
    expect((await sign(id, { role: 'technician', pin: PIN })).status).toBe(204);
    await expect(end()).rejects.toMatchObject({ name: 'PermanentError' });
    await answer(id, 'screen', { verdict: 'passed' });
    expect(await end()).toEqual(WAIT);
  });

  it('writes the reservations again after a correction: what passes now needs no acceptance', async () => {
    const id = await newDeployment();
    const end = () => server.app.get(People).wait(context(id, { reservations: 'account' }), []);
    await end();
    await answer(id, 'screen', { verdict: 'failed', remark: 'rayé' });
    expect(await end()).toEqual(WAIT);
    const open = async (): Promise<unknown> =>
      (await server.ask(`/api/deployments/${id}/reservations`)).json();
    expect(await open()).toMatchObject([{ id: 'screen', text: { en: 'Screen without fault: rayé' } }]);
    await answer(id, 'screen', { verdict: 'passed' });
    expect(await end()).toBeUndefined();
    expect(await open()).toEqual([]);
  });
});
