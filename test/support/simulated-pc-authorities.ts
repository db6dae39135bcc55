import { createHash } from 'node:crypto';
import { readUpdate, type Variable } from '../../src/park/firmware/index.js';
import { broken, wrongDigest, type Command } from './simulated-pc-command.js';
import { fetchPayload } from './simulated-pc-network.js';

interface Authority {
  subject: string;
  sha256: string;
}
/** What the firmware of a simulated PC holds of it. */
interface Keys {
  db: Authority[];
  dbx: { certificates: Authority[] };
  kek: Authority[];
  pk: Authority[];
}
/** Without it the agent revokes no authority. */
const REPLACEMENT = 'Windows UEFI CA 2023';
const HELD: Record<Variable, (keys: Keys) => Authority[]> = {
  KEK: ({ kek }) => kek,
  db: ({ db }) => db,
  dbx: ({ dbx }) => dbx.certificates,
};

/** What the agent reads of firmware, and changes in it, with the same answers. */
export const AUTHORITY_COMMANDS: Record<string, Command> = {
  'firmware-trust': async (_, { trust }) => Promise.resolve(trust),
  'update-authorities': async ({ updates }, context) => {
    const { address, signal } = context;
    const keys = context.trust as Keys;
    const done: object[] = [];
    for (const { variable, url, sha256 } of updates as {
      variable: Variable;
      url: string;
      sha256: string;
    }[]) {
      const body = await fetchPayload(address, url, signal).catch(broken);
      const found = createHash('sha256').update(body).digest('hex');
      if (found !== sha256) throw wrongDigest(found, sha256);
      await context.midway();
      done.push({ variable, sha256, status: append(keys, variable, body) });
    }
    return { updates: done };
  },
};

function append(keys: Keys, variable: Variable, update: Buffer): string {
  const { adds, signers } = readUpdate(update);
  const held = HELD[variable](keys);
  const added = adds.certificates.filter(({ sha256 }) => held.every((one) => one.sha256 !== sha256));
  if (added.length === 0) return 'unchanged';
  if (variable === 'dbx' && keys.db.every(({ subject }) => subject !== REPLACEMENT)) return 'withheld';
  const allowing = (variable === 'KEK' ? keys.pk : keys.kek).map(({ subject }) => subject);
  if (!signers.some(({ subject, issuer }) => allowing.includes(subject) || allowing.includes(issuer))) {
    return 'not-allowed';
  }
  held.push(...added.map(({ subject, sha256 }) => ({ subject, sha256 })));
  return 'updated';
}
