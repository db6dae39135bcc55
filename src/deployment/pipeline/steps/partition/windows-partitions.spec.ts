import { parseProfile, type ProfileDocument } from '../../../../documents/profile/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import { windowsPartitions } from './windows-partitions.js';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const windows = (disk?: object): ProfileDocument['windows'] =>
  parseProfile({ name: 'office', windows: disk === undefined ? {} : { disk } }).windows;

describe('the partitions of Windows', () => {
  it('of a profile that says nothing: ESP, MSR, Windows, and a recovery partition after it', () => {
    expect(windowsPartitions(windows(), 'uefi')).toEqual({
      table: 'gpt',
      partitions: [
        { role: 'esp', sizeBytes: 300 * MIB, label: 'System' },
        { role: 'msr', sizeBytes: 16 * MIB },
        { role: 'windows', sizeBytes: null, label: 'Windows' },
        { role: 'recovery', sizeBytes: GIB, label: 'Recovery' },
      ],
    });
  });

  it('are those of the firmware that the PC has, not of the one that the profile names', () => {
    const asked = windows({ mode: 'layout', firmware: 'uefi' });
    expect(windowsPartitions(asked, 'bios')).toEqual({
      table: 'mbr',
      partitions: [
        { role: 'system', sizeBytes: 500 * MIB, label: 'System Reserved' },
        { role: 'windows', sizeBytes: null, label: 'Windows' },
      ],
    });
    const other = windows({ mode: 'layout', firmware: 'bios' });
    expect(windowsPartitions(other, 'uefi').partitions.map(({ role }) => role)).toEqual([
      'esp',
      'msr',
      'windows',
    ]);
  });

  it('are as the profile lays them out', () => {
    const asked = windows({
      mode: 'layout',
      espBytes: '512MiB',
      windows: { sizeBytes: '100GiB', label: 'Poste' },
      recovery: { position: 'before', sizeBytes: '2GiB' },
      data: [{ label: 'Travail', sizeBytes: '20GiB' }, {}],
    });
    expect(windowsPartitions(asked, 'uefi').partitions).toEqual([
      { role: 'recovery', sizeBytes: 2 * GIB, label: 'Recovery' },
      { role: 'esp', sizeBytes: 512 * MIB, label: 'System' },
      { role: 'msr', sizeBytes: 16 * MIB },
      { role: 'windows', sizeBytes: 100 * GIB, label: 'Poste' },
      { role: 'data', sizeBytes: 20 * GIB, label: 'Travail' },
      { role: 'data', sizeBytes: null, label: 'Data' },
    ]);
  });

  it('that an MBR cannot hold are refused, with the way out', () => {
    const asked = windows({
      mode: 'layout',
      windows: { sizeBytes: '64GiB' },
      recovery: {},
      data: [{ sizeBytes: '1GiB' }, {}],
    });
    expect(windowsPartitions(asked, 'uefi').partitions).toHaveLength(6);
    const refused = (): unknown => windowsPartitions(asked, 'bios');
    expect(refused).toThrow(OperatorError);
    expect(refused).toThrow('whose MBR has at most 4 partitions: the profile asks for 5');
  });
});
