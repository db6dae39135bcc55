import { randomUUID } from 'node:crypto';
import { runningServer, type RunningServer } from '../support/running-server.js';
import type { SimulatedPc } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

describe('two technicians with the same lot', () => {
  let server: RunningServer;
  let workshop: Workshop;
  let anna: Workshop;
  let yann: Workshop;

  beforeAll(async () => {
    server = await runningServer();
    workshop = new Workshop(server.base, server.token);
    await workshop.furnish('tiny', 'mot de passe 7731');
    [anna, yann] = await Promise.all([technician('anna'), technician('yann')]);
  });
  afterAll(() => server.stop());

  /** A technician of that name, who has chosen a password and made an API token. */
  async function technician(name: string): Promise<Workshop> {
    const [given, own] = [randomUUID(), randomUUID()];
    await workshop.well('POST', '/api/users', { name, role: 'technician', password: given });
    const login = async (password: string) => {
      const answer = await fetch(`${server.base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password }),
      });
      const { csrfToken } = (await answer.json()) as { csrfToken: string };
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
    };
    const headers = await login(given);
    const change = JSON.stringify({ current: given, password: own });
    await fetch(`${server.base}/api/session/password`, { method: 'PUT', headers, body: change });
    const answer = await fetch(`${server.base}/api/tokens`, {
      method: 'POST',
      headers: await login(own),
      body: JSON.stringify({ name: 'tests' }),
    });
    expect(answer.status).toBe(201);
    return workshop.as(((await answer.json()) as { token: string }).token);
  }

  const lotOfTwo = (): Promise<string> => {
    const rows = [1, 2].map(() => ({ serial: `SN${randomUUID().slice(0, 8)}` }) as SimulatedPc);
    return workshop.lot('tiny', rows);
  };

  it('arm it at once: one succeeds, the other gets 409, and the steps are frozen once', async () => {
    const lot = await lotOfTwo();
    const answers = await Promise.all([anna, yann].map((one) => one.ask('POST', `/api/lots/${lot}/arm`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]!.status === 200 ? 'anna' : 'yann';
    const { items } = await workshop.get<{ items: { id: string; state: string; armedBy: string }[] }>(
      `/api/deployments?lotId=${lot}`,
    );
    expect(items.map(({ state, armedBy }) => `${state} by ${armedBy}`)).toEqual([
      `armed by ${winner}`,
      `armed by ${winner}`,
    ]);
    for (const { id } of items) {
      const { steps } = await workshop.deployment(id);
      expect(steps.map(({ name }) => name)).toHaveLength(15);
      expect(new Set(steps.map(({ name }) => name)).size).toBe(15);
      const arms = await workshop.get<{ total: number }>(`/api/audit?action=deployment.arm&subjectId=${id}`);
      expect(arms.total).toBe(1);
    }
  });

  it('arm and disarm it at once: it ends armed or planned, never in between', async () => {
    const lot = await lotOfTwo();
    await anna.well('POST', `/api/lots/${lot}/arm`, {});
    await Promise.all([
      anna.ask('POST', `/api/lots/${lot}/disarm`, {}),
      yann.ask('POST', `/api/lots/${lot}/arm`, {}),
    ]);
    const { items } = await workshop.get<{ items: { id: string; state: string }[] }>(
      `/api/deployments?lotId=${lot}`,
    );
    for (const { id, state } of items) {
      const { steps } = await workshop.deployment(id);
      const states = [...new Set(steps.map((step) => step.state))];
      expect([state, states]).toEqual(
        state === 'armed' ? ['armed', ['pending']] : ['planned', ['cancelled']],
      );
    }
  });

  it('cannot both put the same PC into a lot', async () => {
    const serial = `SN${randomUUID().slice(0, 8)}`;
    const csv = `serial\n${serial}\n`;
    const path = '/api/lots?profile=tiny&customer=X';
    const answers = await Promise.all([anna, yann].map((one) => one.ask('POST', path, csv, 'text/csv')));
    expect(answers.map(({ status }) => (status < 300 ? 'made' : 'refused')).sort()).toEqual([
      'made',
      'refused',
    ]);
  });
});
