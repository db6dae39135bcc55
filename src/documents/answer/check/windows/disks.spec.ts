import { settings, SETUP } from '../../../../../test/support/windows-findings.js';
import { findingsOf, reported } from '../../../../../test/support/windows-rules.js';
import { disks } from './disks.js';
import { installTargets } from './install-target.js';

type Created = [type: string, size?: number | 'rest'];

interface Plan {
  id?: number;
  wiped?: boolean;
  created?: Created[];
  /** PartitionID and Format. */
  modified?: [partition: number, format?: string][];
}

/** One line each: `<Disk>`, then each partition. */
function disk({ id = 0, wiped = true, created = [], modified = [] }: Plan): string[] {
  return [
    `<Disk><DiskID>${id}</DiskID><WillWipeDisk>${wiped}</WillWipeDisk><CreatePartitions>`,
    ...created.map(([type, size], index) => {
      const room =
        size === 'rest' ? '<Extend>true</Extend>' : size === undefined ? '' : `<Size>${size}</Size>`;
      return `<CreatePartition><Order>${index + 1}</Order><Type>${type}</Type>${room}</CreatePartition>`;
    }),
    '</CreatePartitions><ModifyPartitions>',
    ...modified.map(
      ([partition, format = 'NTFS'], index) =>
        `<ModifyPartition><Order>${index + 1}</Order><PartitionID>${partition}</PartitionID><Format>${format}</Format></ModifyPartition>`,
    ),
    '</ModifyPartitions></Disk>',
  ];
}

/** `<Disk>` is on line 5, the first partition on line 6. */
function plan(...plans: Plan[]): string {
  return settings('windowsPE', SETUP, '<DiskConfiguration>', ...plans.flatMap(disk), '</DiskConfiguration>');
}

const GOOD: Created[] = [
  ['EFI', 260],
  ['MSR', 16],
  ['Primary', 'rest'],
];
const SEEN =
  '5 warning windows/disk-wiped-by-number: DiskID 0, WillWipeDisk true | a PC with a single disk, or a check of the disk before it is wiped';

describe('a partition plan', () => {
  it.each<[string, Plan]>([
    ['UEFI', { wiped: false, created: GOOD, modified: [[1, 'FAT32'], [3]] }],
    [
      'BIOS',
      {
        wiped: false,
        created: [
          ['Primary', 500],
          ['Primary', 'rest'],
        ],
        modified: [[1], [2]],
      },
    ],
    ['one that changes partitions that stand already', { wiped: false, modified: [[4]] }],
    [
      'extended and logical partitions',
      {
        wiped: false,
        created: [
          ['Primary', 20_000],
          ['Extended', 'rest'],
          ['Logical', 100],
        ],
      },
    ],
  ])('has nothing to say about it: %s', (_, good) => {
    expect(findingsOf([disks], plan(good))).toEqual([]);
  });

  it('is warned of when it wipes a disk by its number alone', () => {
    expect(findingsOf([disks], plan({ created: GOOD, modified: [[1, 'FAT32'], [3]] }))).toEqual([SEEN]);
  });

  it.each<[string, Plan, string[]]>([
    [
      'no EFI partition',
      {
        created: [
          ['MSR', 16],
          ['Primary', 'rest'],
        ],
      },
      ['5 error windows/no-efi-partition: CreatePartitions | an EFI partition on a GPT disk'],
    ],
    [
      'no MSR partition',
      {
        created: [
          ['EFI', 260],
          ['Primary', 'rest'],
        ],
      },
      ['5 warning windows/no-msr-partition: CreatePartitions | an MSR partition on a GPT disk'],
    ],
    [
      'an MSR partition that is too small',
      {
        created: [
          ['EFI', 260],
          ['MSR', 8],
          ['Primary', 'rest'],
        ],
      },
      ['7 warning windows/small-partition: MSR, 8 MB | at least 16 MB for MSR'],
    ],
    [
      'an EFI partition that is too small',
      {
        created: [
          ['EFI', 50],
          ['MSR', 16],
          ['Primary', 'rest'],
        ],
      },
      [
        '6 warning windows/small-partition: EFI, 50 MB | at least 100 MB for EFI, 260 MB on a disk with sectors of 4 KiB',
      ],
    ],
    [
      'an EFI partition in NTFS',
      { created: GOOD, modified: [[1]] },
      ['10 error windows/efi-format: EFI, NTFS | FAT32 for the EFI partition'],
    ],
    [
      'a partition that is not created',
      { created: GOOD, modified: [[4]] },
      [
        '10 error windows/partition-not-created: PartitionID 4 | one of the 3 partitions that this plan creates',
      ],
    ],
    [
      'no size',
      { created: [['Primary'], ['Primary', 'rest']] },
      ['6 error windows/no-partition-size: 1 primary | Size, or Extend set to true'],
    ],
    [
      'the rest of the disk before the last partition',
      {
        created: [
          ['Primary', 'rest'],
          ['Primary', 500],
        ],
      },
      [
        '7 error windows/partition-after-extend: 2 primary, Size 500 | the partition with Extend last, and once',
      ],
    ],
    [
      'the rest of the disk twice',
      {
        created: [
          ['Primary', 'rest'],
          ['Primary', 'rest'],
        ],
      },
      [
        '7 error windows/partition-after-extend: 2 primary, Extend true | the partition with Extend last, and once',
      ],
    ],
    [
      'five partitions in an MBR',
      { created: [1, 2, 3, 4, 5].map(() => ['Primary', 500]) },
      ['10 error windows/too-many-partitions: 5 primary, Size 500 | at most four partitions on an MBR disk'],
    ],
    [
      'a partition that an MBR cannot address',
      { created: [['Primary', 3_000_000]] },
      ['6 error windows/partition-too-large: 1 primary, Size 3000000 | at most 2 TiB on an MBR disk'],
    ],
  ])('that cannot work is named: %s', (_, wrong, findings) => {
    expect(findingsOf([disks], plan(wrong)).filter((finding) => finding !== SEEN)).toEqual(findings);
  });

  it('that cannot work is named: a size and the rest of the disk', () => {
    const both =
      '<Disk><CreatePartitions><CreatePartition><Order>1</Order><Type>Primary</Type><Size>500</Size><Extend>true</Extend></CreatePartition></CreatePartitions></Disk>';
    expect(
      findingsOf([disks], settings('windowsPE', SETUP, '<DiskConfiguration>', both, '</DiskConfiguration>')),
    ).toEqual([
      '5 error windows/size-and-extend: 1 primary, Size 500, Extend true | Size, or Extend set to true, not both',
    ]);
  });

  it('takes the EFI partition of another disk', () => {
    const found = findingsOf(
      [disks],
      plan(
        { created: GOOD },
        {
          id: 1,
          created: [
            ['MSR', 16],
            ['Primary', 'rest'],
          ],
        },
      ),
    );
    expect(found.filter((finding) => finding.includes('no-efi-partition'))).toEqual([]);
  });

  it('takes the EFI partition that a kept disk may have', () => {
    const found = findingsOf(
      [disks],
      plan(
        { wiped: false },
        {
          id: 1,
          created: [
            ['MSR', 16],
            ['Primary', 'rest'],
          ],
        },
      ),
    );
    expect(found.filter((finding) => finding.includes('no-efi-partition'))).toEqual([]);
  });

  it('tells partitions by Order, wherever they stand', () => {
    const swapped =
      '<Disk><CreatePartitions>' +
      '<CreatePartition><Order>2</Order><Type>Primary</Type><Extend>true</Extend></CreatePartition>\n' +
      '<CreatePartition><Order>1</Order><Type>Primary</Type><Size>500</Size></CreatePartition>' +
      '</CreatePartitions></Disk>';
    expect(
      findingsOf(
        [disks],
        settings('windowsPE', SETUP, '<DiskConfiguration>', swapped, '</DiskConfiguration>'),
      ),
    ).toEqual([]);
  });

  it('says what to do, and where', () => {
    expect(
      reported(
        [disks],
        plan({
          created: [
            ['MSR', 16],
            ['Primary', 'rest'],
          ],
        }),
      )[1],
    ).toEqual({
      rule: 'windows/no-efi-partition',
      severity: 'error',
      line: 5,
      column: 1,
      path: 'windowsPE/Microsoft-Windows-Setup/DiskConfiguration/Disk',
      found: 'CreatePartitions',
      expected: { fr: 'une partition EFI sur un disque GPT', en: 'an EFI partition on a GPT disk' },
      remedy: {
        fr: 'créez une partition de Type EFI, 100 Mo au moins : UEFI ne démarre pas sans elle',
        en: 'create a partition of Type EFI, at least 100 MB: UEFI does not boot without it',
      },
    });
  });
});

/** The target is on the line after the disk. */
function installed(on: Plan, target: string): string {
  return settings(
    'windowsPE',
    SETUP,
    '<DiskConfiguration>',
    disk(on).join(''),
    '</DiskConfiguration>',
    `<ImageInstall><OSImage>\n<InstallTo>${target}</InstallTo></OSImage></ImageInstall>`,
  );
}

const to = (partition: number | string, id = 0) =>
  `<DiskID>${id}</DiskID><PartitionID>${partition}</PartitionID>`;

describe('where Windows is installed to', () => {
  it.each<[string, Plan, string]>([
    ['a partition that is created', { created: GOOD, modified: [[1, 'FAT32'], [3]] }, to(3)],
    ['another disk', { created: GOOD }, to(1, 1)],
    ['a disk that is kept', { wiped: false }, to(4)],
    ['a number that is filled in later', { created: GOOD }, to('{{partition}}')],
  ])('has nothing to say about it: %s', (_, on, target) => {
    expect(findingsOf([installTargets], installed(on, target))).toEqual([]);
  });

  it.each<[string, Plan, string, string]>([
    [
      'a partition that is not created',
      { created: GOOD },
      to(4),
      '8 error windows/install-target-not-created: PartitionID 4 | one of the 3 partitions that this plan creates',
    ],
    [
      'the EFI partition',
      { created: GOOD },
      to(1),
      '8 error windows/install-target-type: PartitionID 1, EFI | a Primary partition',
    ],
    [
      'the MSR partition',
      { created: GOOD },
      to(2),
      '8 error windows/install-target-type: PartitionID 2, MSR | a Primary partition',
    ],
    [
      'a partition in FAT32',
      { created: GOOD, modified: [[3, 'FAT32']] },
      to(3),
      '8 error windows/install-target-format: PartitionID 3, FAT32 | NTFS for the partition of Windows',
    ],
    [
      'a partition that holds no Windows',
      {
        created: [
          ['EFI', 260],
          ['MSR', 16],
          ['Primary', 500],
        ],
      },
      to(3),
      '8 error windows/install-target-size: PartitionID 3, 500 MB | at least 8000 MB for Windows',
    ],
  ])('that cannot work is named: %s', (_, on, target, finding) => {
    expect(findingsOf([installTargets], installed(on, target))).toEqual([finding]);
  });
});
