import type { WindowsScripts } from './index.js';

/** What the system itself answers; `bootedAt` and `computerName` are kept by the simulated Windows. */
export const SYSTEM: WindowsScripts = {
  'system/boot-time': (_: never, pc) => ({
    result: {
      bootTime: new Date(Number(pc['bootedAt'])).toISOString(),
      uptimeSeconds: (Date.now() - Number(pc['bootedAt'])) / 1000,
      computerName: pc['computerName'],
    },
  }),
  'system/who-am-i': (_: never, pc) => ({
    result: {
      account: `${String(pc['computerName'])}\\${String(pc['account'])}`,
      administrator: pc['administrator'] ?? true,
      computerName: pc['computerName'],
      build: '26100.1742',
      edition: 'Professional',
      bootTime: new Date(Number(pc['bootedAt'])).toISOString(),
    },
  }),
};
