import type { SimulatedDisk } from '../simulated-pc-disk.js';
import type { WindowsScripts } from './index.js';

interface Wanted {
  folder: string;
  name: string;
  accounts: string[];
}

/** What the environment put onto the simulated PC, by folder. */
type Returned = Record<string, { files: number; bytes: number }>;

const RETURNED = 'Etabli-UserData';

/**
 * Gives returned data to the accounts `pc.accounts`, and keeps that of nobody. It is what lies on `pc.disk`, and is moved
 * there; without a disk `pc.returned` says what there is.
 */
export const USER_DATA_SCRIPTS: WindowsScripts = {
  'userdata/place': ({ profiles }: { profiles: Wanted[] }, pc) => {
    const accounts = (pc['accounts'] ?? []) as string[];
    const disk = pc['disk'] as SimulatedDisk | undefined;
    const placed = profiles.map(({ folder, name, accounts: tried }) => {
      const account = tried.find((one) => accounts.includes(one)) ?? null;
      const path = account === null ? `C:\\Restored-UserData\\${name}` : `C:\\Users\\${account}`;
      const { files, bytes } = moved(disk, folder, path) ?? ofState(pc, folder);
      const of = { folder, name, account: account && `PC-1\\${account}`, path };
      const owner = account === null ? null : true;
      return {
        ...of,
        sid: account && 'S-1-5-21-1-2-3-1001',
        files,
        bytes,
        different: [],
        owned: owner,
        renamed: [],
      };
    });
    return { result: { profiles: placed }, log: ['placed'] };
  },
  'userdata/clear': (_: never, pc) => {
    pc['returned'] = {};
    const disk = pc['disk'] as SimulatedDisk | undefined;
    return { result: { leftover: (disk?.filesBelow(RETURNED).length ?? 0) > 0 } };
  },
};

function ofState(pc: Record<string, unknown>, folder: string): { files: number; bytes: number } {
  return ((pc['returned'] ?? {}) as Returned)[folder] ?? { files: 0, bytes: 0 };
}

function moved(disk: SimulatedDisk | undefined, folder: string, to: string) {
  const paths = disk?.filesBelow(`${RETURNED}/${folder}`);
  if (disk === undefined || paths === undefined) return undefined;
  const place = to.replace('C:\\', '').replaceAll('\\', '/');
  const bytes = paths.map((path) => disk.move(`${RETURNED}/${folder}/${path}`, `${place}/${path}`));
  return { files: paths.length, bytes: bytes.reduce((sum, one) => sum + one, 0) };
}
