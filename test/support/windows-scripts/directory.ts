import type { WindowsScripts } from './index.js';

interface JoinGiven {
  domain: string;
  user: string;
  password: string;
  organizationalUnit: string | null;
}

/** What the scripts of a join do. `pc.domain`: the one that it is of; `pc.joinCode`: how a join ends, 0 by default. */
export const DIRECTORY: WindowsScripts = {
  'directory/join': ({ domain, password }: JoinGiven, pc) => {
    const was = pc['domain'] ?? null;
    const refused = password === '' ? 1326 : 0;
    const code = was === domain ? 0 : (pc['joinCode'] ?? refused);
    if (code === 0) pc['domain'] = domain;
    return { result: { code, was, restartNeeded: was !== domain } };
  },
  'directory/membership': (_: object, pc) => {
    const domain = pc['domain'] ?? null;
    return {
      result: {
        computerName: pc['computerName'] ?? 'PC-001',
        partOfDomain: domain !== null,
        domain,
        secureChannel: domain === null ? null : (pc['secureChannel'] ?? true),
        distinguishedName: null,
      },
    };
  },
};
