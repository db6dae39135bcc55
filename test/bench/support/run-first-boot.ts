import { text } from 'node:stream/consumers';
import { askUntilAnswered } from '../../support/simulated-pc-network.js';
import { SimulatedDisk } from '../../support/simulated-pc-disk.js';
import { windowsBoot } from '../../support/simulated-windows.js';

/** What a test writes to the standard input of this process. */
export interface FirstBoot {
  /** The unpacked volume of Windows, as the deployment has left it. */
  root: string;
  /** Of the PC: this process has it in its network namespace. */
  address: string;
  identity: { serial: string; uuid: string; macs: string[] };
  /** What scripts of Établi find on this Windows, and change. */
  state: Record<string, unknown>;
}

/**
 * Stands for Windows from its first boot on: everything that it knows of Établi stands on the disk that it is given.
 * Prints a line for each start and for each script that it was asked to run, and ends when it is sealed.
 */
async function run({ root, address, identity, state }: FirstBoot): Promise<number> {
  const disk = new SimulatedDisk(identity.serial);
  disk.tree = root;
  const ca = disk.file('Windows/Etabli/ca.pem');
  if (ca === undefined) throw new Error('the disk has no certificate of Établi');
  state['disk'] = disk;
  for (;;) {
    const power = new AbortController();
    const { signal } = power;
    state['bootedAt'] = Date.now();
    say('windows');
    const ended = windowsBoot({
      ...{ disk, address, identity, state, signal },
      post: async (url, bearer, body) => {
        const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
        const request = { method: 'POST', ca, headers, body: JSON.stringify(body), signal };
        const answer = await askUntilAnswered(address, url, request);
        return { status: answer.status, body: answer.body.toString() };
      },
      midway: (name) => Promise.resolve(say(name)),
      secret: () => undefined,
      received: () => undefined,
      restart: () => void setTimeout(() => power.abort(new Error('a restart')), 50),
    });
    const status = await ended.catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (status !== undefined) return status;
  }
}

function say(what: string): void {
  console.log(what);
}

const given = JSON.parse(await text(process.stdin)) as FirstBoot;
const status = await run(given);
say(`ended ${status}`);
process.exit(status === 200 ? 0 : 1);
