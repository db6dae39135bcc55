import { join } from 'node:path';
import type { Network, VirtualPc } from '../../../src/bench/index.js';
import { command } from '../../../src/bench/command.js';
import type { FirstBoot } from './run-first-boot.js';

const HOOKS = join(import.meta.dirname, '../../support/typescript.mjs');
const SCRIPT = join(import.meta.dirname, 'run-first-boot.ts');

/**
 * Lets the stand-in of `run-first-boot.ts` be the Windows of a PC that is off: from its address, with its identity and
 * what is on its disk. @returns what it printed, line by line, once it was sealed
 */
export async function firstBoot(
  network: Network,
  { options: { serialNumber, uuid, mac } }: VirtualPc,
  { root, state }: Pick<FirstBoot, 'root' | 'state'>,
): Promise<string[]> {
  const address = (await network.leases()).get(mac.toLowerCase());
  if (address === undefined) throw new Error(`the site has given no address to ${mac}`);
  const lan = network.namespace('lan');
  await command('ip', ['-n', lan, 'address', 'add', `${address}/24`, 'dev', 'br0']);
  try {
    const identity = { serial: serialNumber, uuid, macs: [mac] };
    return await standIn(network, { root, address, identity, state });
  } finally {
    await command('ip', ['-n', lan, 'address', 'del', `${address}/24`, 'dev', 'br0']);
  }
}

function standIn(network: Network, given: FirstBoot): Promise<string[]> {
  const child = network.spawn('lan', [process.execPath, '--import', HOOKS, SCRIPT], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin?.end(JSON.stringify(given));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(out.trim().split('\n'));
      else reject(new Error(`the stand-in ended with ${status}: ${out}${err}`));
    });
  });
}
