import { createHash } from 'node:crypto';
import { CAPTURE_COMMANDS } from './simulated-pc-capture.js';
import { AUTHORITY_COMMANDS } from './simulated-pc-authorities.js';
import { broken, find, mounted, wrongDigest, type Command } from './simulated-pc-command.js';
import type { WantedPartition } from './simulated-pc-disk.js';
import { ask, fetchPayload } from './simulated-pc-network.js';
import { USER_DATA_COMMANDS } from './simulated-pc-user-data.js';
import { WINDOWS_COMMANDS } from './simulated-pc-windows.js';

export { AgentFailure } from './simulated-pc-command.js';

/** The commands of environment/agent that a deployment uses, on simulated disks, with the same answers. */
export const AGENT_COMMANDS: Record<string, Command> = {
  ...WINDOWS_COMMANDS,
  ...CAPTURE_COMMANDS,
  ...AUTHORITY_COMMANDS,
  ...USER_DATA_COMMANDS,
  inventory: async (_, context) => Promise.resolve(context.inventory()),
  disks: async (_, { disks }) => Promise.resolve({ disks: disks.map((disk) => disk.inventory()) }),
  partition: async ({ disk: wanted, partitions }, context) => {
    const disk = find(wanted, context);
    disk.partition(partitions as WantedPartition[] | undefined);
    await context.midway();
    const { path, serial, sizeBytes } = disk;
    return { disk: { path, serial, sizeBytes, logicalSectorBytes: 512 }, partitions: disk.partitions };
  },
  'mount-target': async (target, context) => {
    mounted(target, context);
    return Promise.resolve({ target: '/target' });
  },
  'apply-rootfs': async (parameters, context) => {
    const { url, sha256, bytes } = parameters;
    const disk = mounted(parameters, context);
    disk.beginApply();
    context.say({ progress: { done: 0, total: bytes, unit: 'bytes' } });
    await context.midway();
    const body = await fetchPayload(context.address, String(url), context.signal).catch(broken);
    context.say({ progress: { done: body.length, total: bytes, unit: 'bytes' } });
    const found = createHash('sha256').update(body).digest('hex');
    if (found !== sha256) throw wrongDigest(found, String(sha256));
    disk.unpack(body);
    return { sha256: found, bytes: body.length };
  },
  'verify-rootfs': async (parameters, context) => {
    const { contentsUrl, contentsSha256 } = parameters;
    const disk = mounted(parameters, context);
    await context.midway();
    const { body } = await ask(context.address, String(contentsUrl), { signal: context.signal }).catch(
      broken,
    );
    const found = createHash('sha256').update(body).digest('hex');
    if (found !== contentsSha256) throw wrongDigest(found, String(contentsSha256));
    return disk.compare(body);
  },
  'install-boot': async (target, context) => {
    const disk = mounted(target, context);
    await context.midway();
    disk.bootable = true;
    return { loader: 'shim', bootOrder: ['0001'] };
  },
  identify: async ({ seconds = 60 }) => Promise.resolve({ seconds, lights: 1, cards: ['eth0'] }),
  restart: async (_, context) => {
    await context.midway();
    context.restart();
    return { leaving: true };
  },
};
