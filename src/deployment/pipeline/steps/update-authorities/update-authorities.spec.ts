import type { AuthorityUpdates } from '../../../../park/firmware/index.js';
import type { Addresses } from '../../addresses.js';
import type { StepContext } from '../../step-context.js';
import { UpdateAuthorities } from './update-authorities.step.js';

const key = (subject: string) => ({ subject, issuer: 'root', sha256: subject });
const [OLD, NEW] = ['PCA 2011', 'CA 2023'].map(key) as [ReturnType<typeof key>, ReturnType<typeof key>];
const update = (variable: string, sha256: string, adds: (typeof OLD)[]) => ({
  ...{ variable, sha256, name: `${sha256}.bin`, signers: [key('KEK')] },
  adds: { certificates: adds, digests: 0 },
});
const TRUST = {
  ...{ secureBoot: 'enabled', db: [OLD, NEW], dbHashes: [], kek: [key('KEK')], pk: [key('PK')] },
  dbx: { hashes: [], certificates: [] },
};

/** What the agent was sent, and the evidence, of a PC that is to start an image of before 2023. */
async function run(master: object): Promise<{ sent: unknown; evidence: unknown }> {
  let sent: unknown;
  const imported = [update('db', 'trusts', [NEW]), update('dbx', 'revokes', [OLD])];
  const step = new UpdateAuthorities(
    { available: () => Promise.resolve(imported) } as unknown as AuthorityUpdates,
    { payload: (sha256: string) => `http://server/${sha256}` } as unknown as Addresses,
  );
  const outcome = await step.run({
    known: () => 'uefi',
    facts: { secureBoot: 'enabled' },
    plan: { master },
    confirmMine: () => Promise.resolve(),
    agent: (command: string, parameters: { updates: { sha256: string }[] }) => {
      if (command === 'firmware-trust') return Promise.resolve(TRUST);
      sent = parameters.updates.map(({ sha256 }) => sha256);
      const cause = { fr: 'attend', en: 'waits' };
      const statuses = parameters.updates.map(({ sha256 }) =>
        sha256 === 'trusts' ? { sha256, status: 'unchanged' } : { sha256, status: 'withheld', cause },
      );
      return Promise.resolve({ updates: statuses });
    },
  } as unknown as StepContext<'deploy'>);
  return { sent, evidence: (outcome as { evidence?: unknown }).evidence };
}

describe('the step of the authorities', () => {
  it('does not send the revocation of what signed the only boot manager of the image', async () => {
    const manager = {
      path: 'x.efi',
      folder: 'EFI',
      authenticodeSha256: 'a',
      signers: [],
      authority: 'PCA 2011',
    };
    const { sent, evidence } = await run({ kind: 'wim', image: { bootManagers: [manager] } });
    expect(sent).toEqual(['trusts']);
    expect(evidence).toMatchObject({
      updates: [
        { sha256: 'trusts', status: 'unchanged' },
        {
          ...{ sha256: 'revokes', variable: 'dbx', status: 'withheld' },
          cause: { en: 'it revokes “PCA 2011”: no boot manager of this image would start' },
        },
      ],
    });
  });

  it('sends it for other masters, and keeps why the PC withheld it', async () => {
    const { sent, evidence } = await run({ kind: 'rootfs' });
    expect(sent).toEqual(['trusts', 'revokes']);
    expect(evidence).toMatchObject({
      updates: [{ status: 'unchanged' }, { sha256: 'revokes', status: 'withheld', cause: { en: 'waits' } }],
    });
  });
});
