import { parseProfile } from '../../documents/profile/index.js';
import { authorityStatements } from './authority-statement.js';
import type { Said } from './statement-parts.js';

function said(secureBoot: unknown, found: Record<string, unknown> = {}) {
  const document = parseProfile({ name: 'office', security: { secureBoot } });
  const evidence = (name: string) => (name === 'update-authorities' ? found : {});
  return authorityStatements({ plan: { profile: { document } }, evidence } as unknown as Said);
}
const UPDATE = { authorities: 'update' };
const one = (variable: string, status: string, adds: string[], digests = 0) => ({
  variable,
  status,
  adds,
  digests,
});

describe('what a certificate says of the authorities', () => {
  it('is nothing when the profile does not ask for new ones', () => {
    expect(said('required')).toEqual([]);
  });

  it('is which were added, which were there, which this PC does not allow, and what was read back', () => {
    const updates = [
      one('KEK', 'updated', ['KEK 2023']),
      one('db', 'updated', ['Windows UEFI CA 2023']),
      one('db', 'unchanged', ['Microsoft UEFI CA 2023']),
      one('dbx', 'not-allowed', ['PCA 2011'], 3),
    ];
    const db = ['PCA 2011', 'Microsoft UEFI CA 2023', 'Windows UEFI CA 2023'];
    const found = { state: 'checked', updates, lacking: ['KEK 2026'], db, kek: ['KEK 2011', 'KEK 2023'] };
    expect(said(UPDATE, found)).toEqual([
      {
        subject: { fr: 'Autorités de Secure Boot', en: 'Authorities of Secure Boot' },
        asked: { fr: 'mises à jour', en: 'updated' },
        applied: {
          fr: 'ajoutées : KEK 2023 (KEK), Windows UEFI CA 2023 (db) ; déjà là : Microsoft UEFI CA 2023 (db) ; refusées par les clés de ce PC : PCA 2011, 3 SHA-256 (dbx) ; sans mise à jour du fabricant de ce PC : KEK 2026 (KEK)',
          en: 'added: KEK 2023 (KEK), Windows UEFI CA 2023 (db); there before: Microsoft UEFI CA 2023 (db); not allowed by the keys of this PC: PCA 2011, 3 SHA-256 (dbx); without an update of the maker of this PC: KEK 2026 (KEK)',
        },
        measured: {
          fr: 'relu dans le micrologiciel : db PCA 2011, Microsoft UEFI CA 2023, Windows UEFI CA 2023 ; KEK KEK 2011, KEK 2023',
          en: 'read back in the firmware: db PCA 2011, Microsoft UEFI CA 2023, Windows UEFI CA 2023; KEK KEK 2011, KEK 2023',
        },
      },
    ]);
  });

  it('is what was withheld, each with its cause', () => {
    const cause = { fr: 'db sans CA 2023', en: 'db lacks CA 2023' };
    const updates = [
      { ...one('dbx', 'withheld', ['PCA 2011']), cause },
      one('dbx', 'withheld', [], 1),
      one('db', 'not-allowed', ['CA 2023']),
    ];
    const found = { state: 'checked', updates, lacking: [], db: ['PCA 2011'], kek: [] };
    expect(said(UPDATE, found)).toMatchObject([
      {
        applied: {
          fr: 'refusées par les clés de ce PC : CA 2023 (db) ; laissées de côté : PCA 2011 (dbx ; db sans CA 2023), 1 SHA-256 (dbx)',
          en: 'not allowed by the keys of this PC: CA 2023 (db); withheld: PCA 2011 (dbx; db lacks CA 2023), 1 SHA-256 (dbx)',
        },
      },
    ]);
  });

  it('is why there was nothing to update', () => {
    const reason = { fr: 'pas de Secure Boot', en: 'no Secure Boot' };
    expect(said(UPDATE, { state: 'not-applicable', reason })).toMatchObject([
      { applied: reason, measured: { en: 'not measured' } },
    ]);
  });

  it('is no success when the step left nothing', () => {
    expect(said(UPDATE)).toMatchObject([{ applied: '—', measured: { en: 'not measured' } }]);
  });
});
