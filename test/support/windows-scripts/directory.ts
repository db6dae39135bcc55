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
interface Join {
  domain: string;
}

/** A Windows of the domain `pc.domain`, or of a workgroup. */
export const DIRECTORY: WindowsScripts = {
  'directory/membership': (_: never, pc) => {
    const domain = (pc['domain'] as string | undefined) ?? null;
    return {
      result: {
        computerName: pc['computerName'] ?? null,
        partOfDomain: domain !== null,
        domain: domain ?? 'WORKGROUP',
        secureChannel: domain === null ? null : true,
        // Group policy has not been applied yet.
        distinguishedName: null,
      },
    };
  },
  'directory/join': ({ domain }: Join, pc) => {
    const was = (pc['domain'] as string | undefined) ?? null;
    pc['domain'] = domain;
    return { result: { code: 0, was, restartNeeded: was !== domain } };
  },
};
