import type { WindowsScripts } from './index.js';

interface Wanted {
  folder: string;
  name: string;
  accounts: string[];
}

/** What the environment put onto the simulated PC, by folder. */
type Returned = Record<string, { files: number; bytes: number }>;

/** Gives returned data to the accounts `pc.accounts`, and keeps that of nobody; `pc.returned` is what there is. */
export const USER_DATA_SCRIPTS: WindowsScripts = {
  'userdata/place': ({ profiles }: { profiles: Wanted[] }, pc) => {
    const accounts = (pc['accounts'] ?? []) as string[];
    const returned = (pc['returned'] ?? {}) as Returned;
    const placed = profiles.map(({ folder, name, accounts: tried }) => {
      const account = tried.find((one) => accounts.includes(one)) ?? null;
      const { files = 0, bytes = 0 } = returned[folder] ?? {};
      const path = account === null ? `C:\\Restored-UserData\\${name}` : `C:\\Users\\${account}`;
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
    return { result: { leftover: false } };
  },
};
