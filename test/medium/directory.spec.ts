import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { JoinAccounts, JoinedAccounts, type JoinOrder, Revocations } from '../../src/park/directory/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { SambaDomain, JOIN_PASSWORD, WORKSTATIONS } from '../support/samba-domain.js';

const call = promisify(execFile);
let domain: SambaDomain;
let server: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-directory-'));
  [domain, server] = await Promise.all([SambaDomain.start(), runningServer()]);
  await etabliIn('secret', 'put', 'ad/join');
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await domain?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]) {
  let out = '';
  let err = '';
  const status = await runCommand(['--url', server.base, '--token', server.token, '--language', 'en', ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}
const etabliIn = (..._: string[]) => server.ask('/api/secrets', {
  method: 'PUT', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ reference: 'ad/join', value: JOIN_PASSWORD }),
});
const described = (parts: object = {}) => ({
  name: 'corp',
  domain: domain.dnsName,
  servers: [{ name: domain.name, address: domain.address }],
  certificateAuthority: domain.authority,
  account: { user: 'svc-join', password: { vault: 'ad/join' } },
  organizationalUnit: WORKSTATIONS,
  ...parts,
});
async function add(parts: object = {}) {
  const file = join(folder, 'corp.yaml');
  writeFileSync(file, JSON.stringify(described(parts)));
  return etabli('directory', 'add', file);
}
it('x', async () => {
  console.log(await add());
  console.log(await etabli('directory', 'test', 'corp'));
  const machineId = randomUUID();
  const db = server.app.get(DataSource);
  await db.query(`INSERT INTO machine (id, serial) VALUES ($1, 'x')`, [machineId]).catch((e) => console.log(e));
  const order: JoinOrder = { deploymentId: randomUUID(), orderKey: 'o1', machineId, directory: 'corp', computer: 'PC01' };
  const joins = server.app.get(JoinAccounts);
  console.log(await joins.prepare(order, async () => {}));
  const blob = await joins.blobOf('o1');
  writeFileSync(join(folder, 'b'), Buffer.from(blob!, 'base64'));
  console.log((await call('ndrdump', ['ODJ', 'ODJ_PROVISION_DATA_serialized_ptr', 'struct', join(folder, 'b')])).stdout.slice(-200));
  console.log(await domain.clientWith(blob!, 'PC01'));
  console.log(await server.app.get(JoinedAccounts).read('o1'));
  await db.transaction((m) => joins.callOff(m, [order.deploymentId]));
  await server.app.get(Revocations).once();
  console.log(await db.query('select state from join_account'), await domain.entry('PC01$'));
});
