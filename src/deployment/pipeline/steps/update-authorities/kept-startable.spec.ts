import type { BootManager } from '../boot-check/boot-manager.js';
import { keptStartable } from './kept-startable.js';
import type { Update } from './wanted-updates.js';

const PCA_2011 = 'Microsoft Windows Production PCA 2011';
const CA_2023 = 'Windows UEFI CA 2023';

function manager(folder: 'EFI' | 'EFI_EX', authority: string): BootManager {
  const signers = [{ subject: 'Microsoft Windows', issuer: authority }];
  return { path: `Windows/Boot/${folder}`, folder, authenticodeSha256: folder, signers, authority };
}
const [OLD, NEW] = [manager('EFI', PCA_2011), manager('EFI_EX', CA_2023)];

function update(variable: Update['variable'], ...subjects: string[]): Update {
  const certificates = subjects.map((subject) => ({ subject, issuer: 'root', sha256: subject }));
  return { name: subjects.join(), variable, sha256: 'file', signers: [], adds: { certificates, digests: 0 } };
}
const REVOCATION = update('dbx', PCA_2011);

describe('updates for a PC that is to start an image', () => {
  it('leave out the revocation of what signed its only boot manager, and say so', () => {
    const db = update('db', CA_2023);
    const others = [db, update('dbx', 'Some Maker'), update('dbx')];
    expect(keptStartable([...others, REVOCATION], [OLD])).toEqual({
      sent: others,
      withheld: [
        {
          update: REVOCATION,
          cause: {
            fr: `elle révoque « ${PCA_2011} » : aucun gestionnaire de démarrage de cette image ne démarrerait`,
            en: `it revokes “${PCA_2011}”: no boot manager of this image would start`,
          },
        },
      ],
    });
  });

  it.each<[string, BootManager[]]>([
    ['has a newer boot manager too', [OLD, NEW]],
    ['has only the newer one', [NEW]],
    ['tells none', []],
  ])('keep it for an image that %s', (_, managers) => {
    expect(keptStartable([REVOCATION], managers)).toEqual({ sent: [REVOCATION], withheld: [] });
  });

  it('keep what db and KEK are given', () => {
    const trusted = [update('db', PCA_2011), update('KEK', PCA_2011)];
    expect(keptStartable(trusted, [OLD])).toEqual({ sent: trusted, withheld: [] });
  });
});
