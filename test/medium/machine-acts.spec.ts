import ssh2 from 'ssh2';
import { DataSource } from 'typeorm';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { inTransaction } from '../../src/platform/database/index.js';
import { SshIdentity } from '../../src/platform/vault/index.js';
import { Channels, MachineLifeStore, Machines } from '../../src/park/machine/index.js';
import { Deployments } from '../../src/deployment/pipeline/index.js';
import { madeDeployment, madeLot, madeProfile, type MadeStep } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { SimulatedSsh } from '../support/simulated-pc-ssh.js';

const PASSWORD = 'correct horse battery';
const PC = '127.77.4.1';
let server: RunningServer;
let lotId: string;
const tokens: Record<string, string> = {};

const query = <T>(sql: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(sql, values);

beforeAll(async () => {
  server = await runningServer();
  const database = server.app.get(DataSource);
  lotId = await madeLot(database, await madeProfile(database, 'tiny'), 'L-2026-0001');
  for (const [name, role] of [
    ['anna', 'technician'],
    ['yann', 'technician'],
    ['vera', 'viewer'],
  ] as const) {
    const account = await server.app
      .get(Accounts)
      .create({ name, displayName: name, role, password: PASSWORD });
    tokens[name] = (await server.app.get(ApiTokens).create(account.id, 'tests')).token;
  }
});
afterAll(() => server.stop());

function as(name: string, method: string, path: string, body?: object): Promise<Response> {
  return server.ask(path, {
    method,
    headers: { authorization: `Bearer ${tokens[name]}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const audited = (id: string) =>
  query<{ action: string; by: string }>(
    `SELECT action, actor_name AS by FROM audit_entry WHERE subject_id = $1 ORDER BY id`,
    [id],
  ).then((rows) => rows.map(({ action, by }) => `${action} by ${by}`));

const STEPS: MadeStep[] = [
  { name: 'wait-environment', state: 'done', began: 900, ended: 880 },
  { name: 'partition', state: 'done', began: 880, ended: 870 },
  { name: 'apply-master', state: 'done', began: 870, ended: 600 },
  { name: 'wait-first-boot', state: 'done', began: 600, ended: 500 },
  { name: 'install-software', state: 'done', began: 500, ended: 400 },
  { name: 'recette', state: 'failed', began: 400, ended: 300 },
  { name: 'seal', state: 'pending' },
];
const failure = { step: 'recette', cause: { fr: 'panne', en: 'fault' }, remedy: { fr: 'agir', en: 'act' } };
let rows = 0;
function failed() {
  rows += 1;
  const made = { state: 'failed', lotId, failure, ended: 300, steps: STEPS };
  return madeDeployment(server.app.get(DataSource), made, rows);
}

describe('a retry', () => {
  it('names where it may begin and what that erases', async () => {
    const { id } = await failed();
    const answer = await as('vera', 'GET', `/api/deployments/${id}/retry-choices`);
    const choices = (await answer.json()) as { from: string; step: string; erases: string; title: object }[];
    expect(choices.map(({ from, step, erases }) => [from, step, erases])).toEqual([
      ['failed-step', 'recette', 'no'],
      ['install-software', 'install-software', 'no'],
      ['start', 'wait-environment', 'again'],
    ]);
    expect(choices[1]?.title).toEqual({ fr: 'Installation des logiciels', en: 'Software installation' });
  });

  it('begins at the chosen step and runs all after it again', async () => {
    const { id } = await failed();
    const body = { from: 'install-software' };
    expect((await as('anna', 'POST', `/api/deployments/${id}/retry`, body)).status).toBe(204);
    const steps = await query<{ name: string; state: string }>(
      'SELECT name, state FROM step WHERE deployment_id = $1 ORDER BY position',
      [id],
    );
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'wait-environment done',
      'partition done',
      'apply-master done',
      'wait-first-boot queued',
      'install-software pending',
      'recette pending',
      'seal pending',
    ]);
  });

  it.each(['partition', 'seal', 'nonsense', 'no step'])(
    'from %s is refused, and nothing changes',
    async (from) => {
      const { id } = await failed();
      expect((await as('anna', 'POST', `/api/deployments/${id}/retry`, { from })).status).toBe(400);
      expect(await query('SELECT state FROM deployment WHERE id = $1', [id])).toEqual([{ state: 'failed' }]);
      expect(await audited(id)).toEqual([]);
    },
  );

  it('that two technicians ask for at once happens once', async () => {
    const { id } = await failed();
    const ask = (name: string) => as(name, 'POST', `/api/deployments/${id}/retry`, { from: 'failed-step' });
    const answers = await Promise.all([ask('anna'), ask('yann'), ask('anna'), ask('yann')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409]);
    expect(await audited(id)).toHaveLength(1);
    expect(
      await query('SELECT name, attempt FROM step WHERE deployment_id = $1 AND attempt > 0', [id]),
    ).toEqual([{ name: 'wait-first-boot', attempt: 1 }]);
  });
});

describe('a local boot', () => {
  it('sends the PC to its own disk until it is taken back, and the deployment stays armed', async () => {
    const { id, serial } = await madeDeployment(server.app.get(DataSource), { state: 'armed', lotId }, 90);
    await query(`UPDATE deployment SET boot_target = 'environment' WHERE id = $1`, [id]);
    const decision = () => server.app.get(Deployments).bootDecision({ mac: '52:54:00:aa:00:01', serial });
    expect((await decision()).kind).toBe('environment');
    for (let times = 0; times < 2; times += 1)
      expect((await as('anna', 'POST', `/api/deployments/${id}/local-boot`)).status).toBe(204);
    expect((await decision()).kind).toBe('disk');
    const view = (await (await as('vera', 'GET', `/api/deployments/${id}`)).json()) as Record<
      string,
      unknown
    >;
    expect([view['state'], view['localBootBy']]).toEqual(['armed', 'anna']);
    expect((await as('yann', 'DELETE', `/api/deployments/${id}/local-boot`)).status).toBe(204);
    expect((await decision()).kind).toBe('environment');
    expect(await audited(id)).toEqual(['deployment.local-boot by anna', 'deployment.network-boot by yann']);
  });

  it('ends with a retry, and is refused for what is not under way', async () => {
    const { id } = await failed();
    expect((await as('anna', 'POST', `/api/deployments/${id}/local-boot`)).status).toBe(409);
    await as('anna', 'POST', `/api/deployments/${id}/retry`, {});
    await as('anna', 'POST', `/api/deployments/${id}/local-boot`);
    await query(`UPDATE deployment SET state = 'failed' WHERE id = $1`, [id]);
    await query(`UPDATE step SET state = 'failed' WHERE deployment_id = $1 AND name = 'recette'`, [id]);
    expect((await as('anna', 'POST', `/api/deployments/${id}/retry`, {})).status).toBe(204);
    expect(await query('SELECT local_boot_by FROM deployment WHERE id = $1', [id])).toEqual([
      { local_boot_by: null },
    ]);
  });
});

describe('a PC that is looked for', () => {
  const said: { command: string; input: string }[] = [];
  let answer = '{"result":{"seconds":60,"lights":1,"cards":["eth0"]}}\n';
  let ssh: SimulatedSsh;
  let machineId: string;

  beforeAll(async () => {
    const made = { state: 'running', lotId, hostname: 'PC-<b>7</b>', serial: 'SN-LOOK' };
    ({ machineId } = await madeDeployment(server.app.get(DataSource), made, 7));
    const key = ssh2.utils.generateKeyPairSync('ed25519');
    ssh = new SimulatedSsh({
      address: PC,
      hostKey: key.private,
      authorizedKeys: () => [server.app.get(SshIdentity).publicKey()],
      answer: (run) => {
        said.push({ command: run.command, input: run.input });
        run.out(answer);
        return Promise.resolve(0);
      },
    });
    await ssh.listen();
    await inTransaction(server.app.get(DataSource), (manager) =>
      server.app.get(Channels).pin(manager, machineId, {
        kind: 'environment',
        protocol: 'ssh',
        address: PC,
        port: 22,
        pin: key.public.trim().split(' ').slice(0, 2).join(' '),
      }),
    );
  });
  afterAll(() => ssh.close());

  it('is asked only while it is in the environment', async () => {
    const refused = await as('anna', 'POST', `/api/machines/${machineId}/identify`);
    expect([refused.status, said]).toEqual([409, []]);
    await server.app.get(MachineLifeStore).answeredInEnvironment(machineId);
    const shown = await as('anna', 'POST', `/api/machines/${machineId}/identify`);
    expect(await shown.json()).toEqual({ seconds: 60, lights: 1, cards: ['eth0'] });
    expect(said).toEqual([
      {
        command: 'etabli-agent identify',
        input: '{"lines":["7","PC-<b>7</b>","SN-LOOK"],"seconds":60}',
      },
    ]);
    expect(await audited(machineId)).toEqual(['machine.identify by anna']);
  });

  it('stops before its time when it is told to', async () => {
    await server.app.get(MachineLifeStore).answeredInEnvironment(machineId);
    expect((await as('anna', 'DELETE', `/api/machines/${machineId}/identify`)).status).toBe(204);
    expect(JSON.parse(said.at(-1)?.input ?? '')).toMatchObject({ seconds: 0 });
  });

  it('that answers garbage, or nothing, is no success', async () => {
    await server.app.get(MachineLifeStore).answeredInEnvironment(machineId);
    for (const garbage of [
      '',
      'x\n',
      '{"result":{}}\n',
      '{"result":{"seconds":60,"lights":-1,"cards":[]}}\n',
    ]) {
      answer = garbage;
      const { status } = await as('anna', 'POST', `/api/machines/${machineId}/identify`);
      expect([garbage, status >= 400]).toEqual([garbage, true]);
    }
  });
});

describe('waking a PC', () => {
  it('sends the packet to each address of its own', async () => {
    const known = { serial: 'SN-WAKE', macs: ['52:54:00:0a:77:01'] };
    const { id } = await server.app.get(Machines).register(known);
    const answer = await as('anna', 'POST', `/api/machines/${id}/wake`);
    expect([answer.status, await answer.json()]).toEqual([202, { macs: ['52:54:00:0a:77:01'] }]);
    expect(await audited(id)).toEqual(['machine.wake by anna']);
  });

  it('is refused when no address of it is known, with what to do instead', async () => {
    const { machineId } = await madeDeployment(server.app.get(DataSource), { state: 'certified' }, 91);
    const answer = await as('anna', 'POST', `/api/machines/${machineId}/wake`);
    expect([answer.status, await answer.json()]).toMatchObject([409, { remedy: 'Power it on by hand.' }]);
    expect(await audited(machineId)).toEqual([]);
  });
});

describe('the board', () => {
  const form = (name: string, path: string, fields: Record<string, string> = {}) =>
    server.ask(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[name]}`, 'accept-language': 'fr' },
      body: new URLSearchParams(fields),
    });

  it('retries once when the button is pressed twice, and says so to both', async () => {
    const { id } = await failed();
    const press = (name: string) => form(name, `/deployments/${id}/retry`, { from: 'install-software' });
    const answers = await Promise.all([press('anna'), press('anna'), press('yann')]);
    for (const answer of answers)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/deployments/${id}?done=retried`,
      ]);
    expect(await audited(id)).toHaveLength(1);
  });

  it('erases nothing again unless the box was ticked, and shows the form again with the choice', async () => {
    const { id } = await failed();
    const refused = await form('anna', `/deployments/${id}/retry`, { from: 'start' });
    const html = await refused.text();
    expect(refused.status).toBe(400);
    expect(html).toMatch(/value="start" required +checked/);
    expect(html).toMatch(/id="retry-problem" class="problem" role="alert" +>/);
    expect(await audited(id)).toEqual([]);
    const done = await form('anna', `/deployments/${id}/retry`, { from: 'start', understood: 'yes' });
    expect([done.status, await audited(id)]).toEqual([303, ['deployment.retry by anna']]);
  });

  it('sends a PC to its own disk, says so on its page, and takes it back', async () => {
    const { id } = await madeDeployment(server.app.get(DataSource), { state: 'armed', lotId }, 93);
    await query(`UPDATE deployment SET boot_target = 'environment' WHERE id = $1`, [id]);
    const page = async () =>
      (await as('vera', 'GET', `/deployments/${id}`)).text().then((html) => html.replace(/\s+/g, ' '));
    expect((await form('anna', `/deployments/${id}/local-boot`)).status).toBe(303);
    expect(await page()).toContain('Boots its own disk');
    expect((await form('anna', `/deployments/${id}/network-boot`)).status).toBe(303);
    expect(await page()).not.toContain('Boots its own disk');
  });

  it('shows no act to a viewer, and refuses each', async () => {
    const { id, machineId } = await failed();
    const html = await (await as('vera', 'GET', `/machines/${machineId}`)).text();
    expect(html).not.toMatch(
      /action="\/(?:deployments|machines)\/[^"]*\/(?:retry|wake|identify|close|local-boot)"/,
    );
    for (const path of [
      `/deployments/${id}/retry`,
      `/deployments/${id}/local-boot`,
      `/deployments/${id}/network-boot`,
      `/machines/${machineId}/wake`,
      `/machines/${machineId}/identify`,
      `/machines/${machineId}/identify-end`,
    ])
      expect([path, (await form('vera', path, { understood: 'yes' })).status]).toEqual([path, 403]);
    expect(await audited(id)).toEqual([]);
  });

  it('asks who scans to log in, and goes on to what was scanned', async () => {
    const answer = await server.ask('/find?q=SN-1', { headers: { authorization: '' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login?back=%2Ffind%3Fq%3DSN-1']);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    '/\\evil.example',
    'https://x/machines/..%2f..%2fevil',
    '%0d%0aLocation: https://evil.example',
    '\u0000',
  ])('never leaves this site for %j', async (text) => {
    const answer = await as('vera', 'GET', `/find?q=${encodeURIComponent(text)}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([text === '\u0000' ? 200 : 404, null]);
  });

  it('reads garbage in the address of a list or a log as nothing', async () => {
    const { id } = await failed();
    for (const path of [
      '/machines?page=-1&sort=x&order=y&state=z&q=%00',
      '/machines?sort=name&sort=seen&q[a]=1',
      `/deployments/${id}/log?page=1e99&step='%20OR%201=1&q=%25`,
      `/machines?page=10000`,
    ])
      expect([path, (await as('vera', 'GET', path)).status]).toEqual([path, 200]);
  });
});

describe('every act on a PC', () => {
  it('needs a technician', async () => {
    const { id, machineId } = await failed();
    for (const [method, path] of [
      ['POST', `/api/deployments/${id}/retry`],
      ['POST', `/api/deployments/${id}/local-boot`],
      ['DELETE', `/api/deployments/${id}/local-boot`],
      ['POST', `/api/machines/${machineId}/identify`],
      ['DELETE', `/api/machines/${machineId}/identify`],
      ['POST', `/api/machines/${machineId}/wake`],
    ] as const)
      expect([path, (await as('vera', method, path)).status]).toEqual([path, 403]);
    expect(await audited(id)).toEqual([]);
  });

  it('of a PC that does not exist is not found', async () => {
    const none = '00000000-0000-4000-8000-000000000000';
    for (const [method, path] of [
      ['POST', `/api/deployments/${none}/local-boot`],
      ['GET', `/api/deployments/${none}/retry-choices`],
      ['POST', `/api/machines/${none}/identify`],
      ['POST', `/api/machines/${none}/wake`],
    ] as const)
      expect([path, (await as('anna', method, path)).status]).toEqual([path, 404]);
  });
});
