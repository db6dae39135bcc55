import { OperatorError } from '../../../../platform/core/index.js';
import { chooseBootManager, type BootManager, type BootTrust } from './boot-manager.js';

const PCA_2011 = 'Microsoft Windows Production PCA 2011';
const CA_2023 = 'Windows UEFI CA 2023';

const OLD: BootManager = {
  path: 'Windows/Boot/EFI/bootmgfw.efi',
  folder: 'EFI',
  authenticodeSha256: 'a'.repeat(64),
  signers: [
    { subject: 'Microsoft Windows', issuer: PCA_2011, tbsSha256: '1'.repeat(64) },
    { subject: PCA_2011, issuer: 'Microsoft Root Certificate Authority 2010', tbsSha256: '2'.repeat(64) },
  ],
  authority: PCA_2011,
  svn: '7.0',
};
const NEW: BootManager = {
  path: 'Windows/Boot/EFI_EX/bootmgfw_EX.efi',
  folder: 'EFI_EX',
  authenticodeSha256: 'b'.repeat(64),
  signers: [{ subject: 'Microsoft Windows', issuer: CA_2023, tbsSha256: '3'.repeat(64) }],
  authority: CA_2023,
  svn: '7.0',
};

function trust(
  names: string[],
  more: Partial<BootTrust> = {},
  dbx: Partial<BootTrust['dbx']> = {},
): BootTrust {
  const db = names.map((subject) => ({ subject, sha256: '0'.repeat(64) }));
  return {
    secureBoot: 'enabled',
    db,
    dbHashes: [],
    dbx: { hashes: [], certificates: [], ...dbx },
    ...more,
  };
}

const folder = (found: BootTrust, ...managers: BootManager[]): string =>
  chooseBootManager(found, managers).folder;

function refusal(found: BootTrust, ...managers: BootManager[]): OperatorError {
  try {
    chooseBootManager(found, managers);
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the boot manager for a PC', () => {
  it.each<[string, string[], BootManager[], string]>([
    ['of before 2023', [PCA_2011], [OLD, NEW], 'EFI'],
    ['that knows both authorities', [PCA_2011, CA_2023], [OLD, NEW], 'EFI_EX'],
    ['that knows both, with an older image', [PCA_2011, CA_2023], [OLD], 'EFI'],
    ['that knows only the new one', [CA_2023], [OLD, NEW], 'EFI_EX'],
  ])('%s is one that it trusts, the newer first', (_, names, managers, expected) => {
    expect(folder(trust(names), ...managers)).toBe(expected);
  });

  it('that has revoked the authority of 2011 is the one of 2023', () => {
    const revoked = { certificates: [{ subject: PCA_2011, sha256: 'c'.repeat(64) }] };
    expect(folder(trust([PCA_2011, CA_2023], {}, revoked), OLD, NEW)).toBe('EFI_EX');
  });

  it('that has revoked the newer file is the older one', () => {
    expect(folder(trust([PCA_2011, CA_2023], {}, { hashes: ['b'.repeat(64)] }), OLD, NEW)).toBe('EFI');
  });

  it('that trusts a file by its digest is that file', () => {
    expect(folder(trust([], { dbHashes: ['a'.repeat(64)] }), OLD, NEW)).toBe('EFI');
  });

  it('that trusts the root above the authority is taken as trusted', () => {
    expect(folder(trust(['Microsoft Root Certificate Authority 2010']), OLD)).toBe('EFI');
  });

  it('with several signatures needs the authority of one of them', () => {
    const twice = { ...OLD, signers: [], authorities: ['Nobody', CA_2023], authority: 'Nobody' };
    expect(folder(trust([CA_2023]), twice)).toBe('EFI');
  });

  it.each<['disabled' | 'unsupported']>([['disabled'], ['unsupported']])(
    'with Secure Boot %s is any, the one that would start with it first',
    (secureBoot) => {
      expect(folder(trust([], { secureBoot }), OLD, NEW)).toBe('EFI');
      expect(folder(trust([CA_2023], { secureBoot }), OLD, NEW)).toBe('EFI_EX');
      expect(folder(trust([], { secureBoot }, { hashes: ['a'.repeat(64)] }), OLD)).toBe('EFI');
    },
  );
});

describe('an image that a PC would not start', () => {
  it('is refused with the authority that the firmware lacks, and what to do', () => {
    const error = refusal(trust(['Microsoft Corporation UEFI CA 2011']), OLD, NEW);
    expect(error.text).toEqual({
      fr: 'Secure Boot refuserait le démarrage de cette image : Windows/Boot/EFI_EX/bootmgfw_EX.efi demande l’autorité « Windows UEFI CA 2023 », absente de ce micrologiciel (db) ; Windows/Boot/EFI/bootmgfw.efi demande l’autorité « Microsoft Windows Production PCA 2011 », absente de ce micrologiciel (db). Rien n’a été effacé',
      en: 'Secure Boot would refuse to start this image: Windows/Boot/EFI_EX/bootmgfw_EX.efi needs the authority “Windows UEFI CA 2023”, which this firmware lacks (db); Windows/Boot/EFI/bootmgfw.efi needs the authority “Microsoft Windows Production PCA 2011”, which this firmware lacks (db). Nothing was erased',
    });
    expect(error.remedy?.en).toBe(
      'Update the PC’s firmware, or restore the factory keys of Secure Boot in its menu, so that it knows “Windows UEFI CA 2023” or “Microsoft Windows Production PCA 2011”.',
    );
  });

  it.each<[string, Partial<BootTrust['dbx']>, string]>([
    [
      'its digest',
      { hashes: ['a'.repeat(64)] },
      'Windows/Boot/EFI/bootmgfw.efi is revoked by its digest (dbx)',
    ],
    [
      'its authority',
      { certificates: [{ subject: PCA_2011, sha256: 'c'.repeat(64) }] },
      'Windows/Boot/EFI/bootmgfw.efi is signed by “Microsoft Windows Production PCA 2011”, which this firmware has revoked (dbx)',
    ],
    [
      'the digest of its authority',
      { certificateHashes: ['2'.repeat(64)] },
      'Windows/Boot/EFI/bootmgfw.efi is signed by “Microsoft Windows Production PCA 2011”, which this firmware has revoked (dbx)',
    ],
    [
      'its security version',
      { bootManagerSvn: '7.1' },
      'Windows/Boot/EFI/bootmgfw.efi has the security version 7.0, this firmware takes none below 7.1 any more (dbx)',
    ],
  ])('is refused for %s that was revoked, although its authority is trusted', (_, dbx, cause) => {
    const error = refusal(trust([PCA_2011], {}, dbx), OLD);
    expect(error.text.en).toBe(`Secure Boot would refuse to start this image: ${cause}. Nothing was erased`);
    expect(error.remedy?.en).toBe(
      'Take a newer image of Windows, with this year’s updates, and import it again.',
    );
  });

  it.each<[BootManager['svn'], string | null | undefined]>([
    ['7.1', '7.1'],
    ['10.0', '7.1'],
    [9, '7.1'],
    [undefined, '7.1'],
    [null, '7.1'],
    ['7.0', null],
    ['7.0', undefined],
  ])('is not refused for the version %s where %s is the lowest', (svn, bootManagerSvn) => {
    expect(folder(trust([PCA_2011], {}, { bootManagerSvn: bootManagerSvn ?? null }), { ...OLD, svn })).toBe(
      'EFI',
    );
  });

  it('is refused with one more remedy where an authority is missing, and only there', () => {
    const other = { fr: 'Ou autre chose.', en: 'Or something else.' };
    const remedy = (found: BootTrust): string | undefined => {
      try {
        return chooseBootManager(found, [OLD], other).folder;
      } catch (error) {
        return (error as OperatorError).remedy?.en;
      }
    };
    expect(remedy(trust([]))).toBe(
      'Update the PC’s firmware, or restore the factory keys of Secure Boot in its menu, so that it knows “Microsoft Windows Production PCA 2011”. Or something else.',
    );
    expect(remedy(trust([PCA_2011], {}, { hashes: ['a'.repeat(64)] }))).toBe(
      'Take a newer image of Windows, with this year’s updates, and import it again.',
    );
  });

  it('is refused when nobody signed it', () => {
    const unsigned = { ...OLD, signers: [], authority: '' };
    expect(refusal(trust([PCA_2011]), unsigned).text.en).toContain(
      'Windows/Boot/EFI/bootmgfw.efi is not signed',
    );
  });

  it('is refused when it has no boot manager for UEFI at all', () => {
    expect(refusal(trust([CA_2023])).text.en).toBe(
      'this PC starts in UEFI mode and the image has no UEFI boot manager (Windows/Boot/EFI). Nothing was erased',
    );
  });
});
