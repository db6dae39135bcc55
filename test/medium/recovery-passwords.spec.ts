import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { Machines } from '../../src/park/machine/index.js';
import { type KeptPasswordDto, RecoveryPasswords } from '../../src/park/recovery/index.js';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const ID = '1FD5F1A0-7C1B-4C6E-9D2A-0A1B2C3D4E5F';
const PASSWORD = '000011-000022-000033-000044-000055-000066-000077-000088';
const OTHER = '000088-000022-000033-000044-000055-000066-000077-000088';
const DEPLOYMENT = '00000000-0000-4000-8000-000000000001';

let server: RunningServer;
let machineId: string;

beforeAll(async () => {
  server = await runningServer();
  const machine = await server.app.get(Machines).register({
    serial: 'SN-RECOVERY-1',
    uuid: '11111111-2222-4333-8444-555555555555',
    macs: ['52:54:00:aa:bb:01'],
  });
  machineId = machine.id;
  await kept(PASSWORD);
});
afterAll(() => server.stop());

const kept = (password: string) =>
  server.app.get(RecoveryPasswords).keep({
    machineId,
    deploymentId: DEPLOYMENT,
    computerName: 'PC-ACCUEIL',
    drive: 'C:',
    protectorId: ID,
    password,
  });
const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  server.app.get(DataSource).query<T[]>(text, values);

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(['--url', server.base, '--token', server.token, ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

describe('the recovery password of a drive', () => {
  it('is sealed in the database, once, however often it is kept', async () => {
    await Promise.all([kept(PASSWORD), kept(PASSWORD), kept(PASSWORD)]);
    const rows = await sql<{ sealed: Buffer }>('SELECT sealed FROM recovery_password');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.sealed.includes(PASSWORD.slice(0, 6))).toBe(false);
  });

  it('is never replaced by another one of the same protector', async () => {
    await expect(kept(OTHER)).rejects.toThrow('the vault keeps another password');
    expect((await etabli('bitlocker', 'show', 'PC-ACCUEIL')).out).toContain(PASSWORD);
  });

  it.each(['PC-ACCUEIL', 'pc-accueil', 'SN-RECOVERY-1', '52:54:00:aa:bb:01', '1FD5F1A0', '1fd5f1a0-7c1b'])(
    'is found by %s, and listed without being shown',
    async (pc) => {
      const { status, out } = await etabli('bitlocker', 'list', pc);
      expect(status).toBe(0);
      expect(out).toContain(ID);
      expect(out).not.toContain(PASSWORD);
    },
  );

  it('is shown with a trace in the audit log, which does not hold it', async () => {
    const before = await sql<{ data: object }>(
      `SELECT data FROM audit_entry WHERE action = 'recovery-password.show'`,
    );
    const { status, out } = await etabli('bitlocker', 'show', '1FD5F1A0');
    expect(status).toBe(0);
    expect(out.split('\n')[1]).toBe(PASSWORD);
    const after = await sql<{ data: object; subject_id: string }>(
      `SELECT data, subject_id FROM audit_entry WHERE action = 'recovery-password.show' ORDER BY id`,
    );
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toEqual({
      data: { drive: 'C:', protectorId: ID, computerName: 'PC-ACCUEIL' },
      subject_id: machineId,
    });
    expect(JSON.stringify(after)).not.toContain(PASSWORD);
  });

  it('of an unknown PC is not there, whatever stands in its name', async () => {
    for (const pc of ['PC-INCONNU', '%', '_', "'; DROP TABLE recovery_password; --"]) {
      const { status, err } = await etabli('bitlocker', 'show', pc);
      expect(status).not.toBe(0);
      expect(err).toContain('aucun mot de passe n’est gardé');
    }
  });

  it('of several PCs of one name is not guessed: each is named with its serial number', async () => {
    const twin = await server.app.get(Machines).register({ serial: 'SN-TWIN', macs: ['52:54:00:aa:bb:02'] });
    await server.app.get(RecoveryPasswords).keep({
      machineId: twin.id,
      deploymentId: DEPLOYMENT,
      computerName: 'PC-ACCUEIL',
      drive: 'C:',
      protectorId: ID.replace('1FD5F1A0', '2FD5F1A0'),
      password: OTHER,
    });
    const { status, out, err } = await etabli('bitlocker', 'show', 'PC-ACCUEIL');
    expect([status === 0, out.includes(OTHER)]).toEqual([false, false]);
    expect(err).toContain('désigne plusieurs PC : PC-ACCUEIL (SN-TWIN), PC-ACCUEIL (SN-RECOVERY-1)');
    expect((await etabli('bitlocker', 'list', 'PC-ACCUEIL')).out).toMatch(/PC-ACCUEIL +SN-TWIN +C:/);
    expect((await etabli('bitlocker', 'show', 'SN-TWIN')).out).toContain(OTHER);
  });

  it('is for administrators alone', async () => {
    for (const role of ['viewer', 'technician'] as const) {
      const name = `only-${role}`;
      const order = { name, displayName: name, role, password: 'a long enough password' };
      const account = await server.app.get(Accounts).create(order);
      const { token } = await server.app.get(ApiTokens).create(account.id, 'test');
      const headers = { authorization: `Bearer ${token}` };
      const list = await fetch(`${server.base}/api/recovery-passwords?search=PC-ACCUEIL`, { headers });
      expect([role, list.status]).toEqual([role, 403]);
    }
    const [row] = (await (
      await server.ask('/api/recovery-passwords?search=PC-ACCUEIL')
    ).json()) as KeptPasswordDto[];
    const repeated = await server.ask(`/api/recovery-passwords/${row!.id}/reveal`, {
      method: 'POST',
      headers: { 'idempotency-key': 'again' },
    });
    expect(repeated.status).toBe(400);
  });

  it('of an id that nobody has is not found', async () => {
    const none = '00000000-0000-4000-8000-00000000dead';
    const answer = await server.ask(`/api/recovery-passwords/${none}/reveal`, { method: 'POST' });
    expect(answer.status).toBe(404);
  });
});
