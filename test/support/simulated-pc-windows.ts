import { createHash } from 'node:crypto';
import {
  AgentFailure,
  broken,
  mounted,
  wrongDigest,
  type AgentContext,
  type Command,
} from './simulated-pc-command.js';
import type { SimulatedDisk } from './simulated-pc-disk.js';
import { ask, fetchPayload } from './simulated-pc-network.js';

interface OrderedFile {
  path: string;
  url: string;
  sha256: string;
  bytes: number;
}
interface OrderedInjection {
  inf: { name: string };
  service: { name: string };
  files: OrderedFile[];
  ids: { id: string }[];
}
interface OrderedPackage {
  folder: string;
  files: OrderedFile[];
  infs: { path: string; class: string; provider: string; version: string }[];
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The commands of environment/agent for Windows masters, with the same answers. */
export const WINDOWS_COMMANDS: Record<string, Command> = {
  devices: async (_, { devices }) => Promise.resolve({ devices }),
  'apply-wim': async (parameters, context) => {
    const { url, sha256, rawBytes } = parameters;
    const disk = mounted(parameters, context);
    disk.beginApply('apply-wim');
    context.say({ progress: { done: 0, total: rawBytes, unit: 'bytes' } });
    await context.midway();
    const body = await fetchPayload(context.address, String(url), context.signal).catch(broken);
    if (sha256Of(body) !== sha256) throw wrongDigest(sha256Of(body), String(sha256));
    const { files } = disk.unpackWim(body);
    return { bytes: body.length, files };
  },
  'verify-wim': async (parameters, context) => {
    const disk = mounted(parameters, context);
    await context.midway();
    const url = String(parameters['contentsUrl']);
    const { body } = await ask(context.address, url, { signal: context.signal }).catch(broken);
    const wanted = String(parameters['contentsSha256']);
    if (sha256Of(body) !== wanted) throw wrongDigest(sha256Of(body), wanted);
    return disk.compareWim(body);
  },
  'inject-drivers': async (parameters, context) => {
    const disk = mounted(parameters, context);
    await context.midway();
    const boot = parameters['boot'] as OrderedInjection[];
    const packages = parameters['packages'] as OrderedPackage[];
    for (const { files } of boot) await fetchAll(files, '', disk, context);
    for (const { folder, files } of packages)
      await fetchAll(files, `Windows/Etabli/Drivers/${folder}/`, disk, context);
    const listed = packages.flatMap(({ folder, infs }) =>
      infs.map(({ path, ...inf }) => ({ folder, inf: path.replaceAll('/', '\\'), ...inf })),
    );
    disk.put('Windows/Etabli/Drivers/packages.json', JSON.stringify({ packages: listed }));
    return { boot: boot.map(readBack), packages: listed, winre: boot.length > 0 ? 'absent' : 'unchanged' };
  },
  'write-answers': async (parameters, context) => {
    const disk = mounted(parameters, context);
    await context.midway();
    const files = parameters['files'] as { path: string; base64: string }[];
    return {
      files: files.map(({ path, base64 }) => {
        const bytes = Buffer.from(base64, 'base64');
        disk.put(path, bytes);
        return { path, sha256: sha256Of(bytes), bytes: bytes.length };
      }),
    };
  },
  'install-windows-boot': async (parameters, context) => {
    const disk = mounted(parameters, context);
    const folder = String(parameters['bootManager']);
    await context.midway();
    const source = folder === 'EFI' ? 'EFI/bootmgfw.efi' : 'EFI_EX/bootmgfw_EX.efi';
    const manager = disk.file(`Windows/Boot/${source}`);
    if (manager === undefined) {
      throw new AgentFailure('permanent', `${source} manque dans l’image`, `the image has no ${source}`);
    }
    disk.bootable = true;
    const sha256 = sha256Of(Buffer.from(manager));
    const names = ['EFI/Microsoft/Boot/bootmgfw.efi', 'EFI/Boot/bootx64.efi'];
    return {
      firmware: parameters['firmware'],
      esp: { sizeBytes: disk.partitions[0]?.sizeBytes },
      bcd: { path: 'EFI/Microsoft/Boot/BCD', sha256: 'b'.repeat(64), locale: parameters['locale'] },
      entry: '0001',
      bootOrder: ['0001'],
      bootNext: '0001',
      files: names.map((path) => ({ path, sha256, bytes: manager.length })),
    };
  },
};

async function fetchAll(
  files: readonly OrderedFile[],
  below: string,
  disk: SimulatedDisk,
  { address, signal }: AgentContext,
): Promise<void> {
  for (const { path, url, sha256 } of files) {
    const body = await fetchPayload(address, url, signal).catch(broken);
    if (sha256Of(body) !== sha256) throw wrongDigest(sha256Of(body), sha256);
    disk.put(`${below}${path}`, body);
  }
}

function readBack({ inf, service, files, ids }: OrderedInjection, index: number) {
  const [file] = files;
  return {
    service: service.name,
    id: ids[0]?.id ?? inf.name,
    file: file?.path ?? '',
    sha256: file?.sha256 ?? '',
    inf: `oem${index}.inf`,
    readBack: true,
  };
}
