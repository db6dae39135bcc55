import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Network, VirtualPc } from '../../../src/bench/index.js';
import type { Config } from '../../../src/platform/config/index.js';
import { ROOT, run } from './etabli-command.js';

const OPTIONS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=no',
  'UserKnownHostsFile=/dev/null',
  'LogLevel=ERROR',
];

/** Writes the key with which Établi reaches PCs to a file and names it. Nobody else may hold the database yet. */
export async function writeSshKey({ dataDir, keyFile }: Config): Promise<string> {
  const loader = join(ROOT, 'test', 'support', 'typescript.mjs');
  const program = join(ROOT, 'test', 'bench', 'support', 'print-ssh-key.ts');
  const printed = await run(process.execPath, ['--import', loader, program], {
    ETABLI_DATA_DIR: dataDir,
    ETABLI_KEY_FILE: keyFile,
  });
  if (printed.status !== 0) throw new Error(`no SSH key: ${printed.stderr}`);
  const file = join(dirname(dataDir), 'ssh-key');
  await writeFile(file, printed.stdout, { mode: 0o600 });
  return file;
}

/** What a PC says to the key, as root; it must answer at one of the addresses that it was given. */
export async function loginWith(
  keyFile: string,
  network: Network,
  pc: VirtualPc,
): Promise<'admitted' | 'refused'> {
  const leases = (await readFile(join(network.directory, 'site.leases'), 'utf8')).split('\n');
  const addresses = leases
    .filter((line) => line.includes(pc.options.mac))
    .map((line) => line.split(' ')[2] ?? '');
  const said = await Promise.all(addresses.map((address) => ssh(keyFile, network, address)));
  if (said.includes('admitted')) return 'admitted';
  if (said.some((text) => text.includes('Permission denied (publickey'))) return 'refused';
  throw new Error(`the PC does not answer over SSH: ${said.join('; ')}`);
}

async function ssh(keyFile: string, network: Network, address: string): Promise<string> {
  const options = OPTIONS.flatMap((option) => ['-o', option]);
  const line = ['ssh', '-F', 'none', '-i', keyFile, ...options, `root@${address}`, 'true'];
  const child = network.spawn('server', line, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return status === 0 ? 'admitted' : said || `status ${String(status)}`;
}
