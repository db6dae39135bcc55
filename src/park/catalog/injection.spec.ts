import { createHash } from 'node:crypto';
import { LABSCSI, LABVMD, RCBOTTOM, RCRAID } from '../../../test/support/driver-infs.js';
import { PermanentError } from '../../platform/core/index.js';
import { injectionOf } from './injection.js';

const DIGEST = 'a'.repeat(64);
const urlOf = (sha256: string) => `http://etabli/payloads/${sha256}`;
const inject = (inf: string, text: string, model: { decoration: string; section: string }, file: string) =>
  injectionOf(
    { inf, bytes: Buffer.from(text), files: [{ path: file, sha256: DIGEST, bytes: 4096 }] },
    { manufacturer: 0, ...model },
    urlOf,
  );
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('what is written into an image', () => {
  it('for a miniport: service, parameters, file, ids and device', () => {
    const model = { decoration: 'NTamd64.10.0', section: 'scsi_inst' };
    expect(inject('LabScsi.inf', LABSCSI, model, 'LABSCSI.SYS')).toEqual({
      injection: {
        inf: {
          name: 'LabScsi.inf',
          package: `labscsi.inf_amd64_${hash(LABSCSI)}`,
          provider: 'Établi lab',
          classGuid: '{4d36e97b-e325-11ce-bfc1-08002be10318}',
          class: 'SCSIAdapter',
          date: '2025-04-01',
          version: '100.2.104.27100',
        },
        service: {
          name: 'labscsi',
          type: 1,
          start: 0,
          errorControl: 1,
          imagePath: 'System32\\drivers\\labscsi.sys',
          group: 'SCSI miniport',
          values: [
            { key: 'Parameters\\PnpInterface', name: '5', type: 'REG_DWORD', value: 1 },
            { key: 'Parameters', name: 'BusType', type: 'REG_DWORD', value: 10 },
          ],
        },
        files: [
          {
            path: 'Windows/System32/drivers/labscsi.sys',
            url: `http://etabli/payloads/${DIGEST}`,
            sha256: DIGEST,
            bytes: 4096,
          },
          {
            path: 'Windows/System32/DriverStore/FileRepository/labscsi.inf_amd64_4deb8feafd6c37c8/LABSCSI.SYS',
            url: `http://etabli/payloads/${DIGEST}`,
            sha256: DIGEST,
            bytes: 4096,
          },
        ],
        ids: [
          { id: 'PCI\\VEN_1AF4&DEV_1004&SUBSYS_00081AF4&REV_00', configuration: 'scsi_inst', hardware: true },
          { id: 'PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01', configuration: 'scsi_inst', hardware: true },
          { id: 'PCI\\VEN_1AF4&DEV_1004', configuration: 'scsi_inst', hardware: false },
          { id: 'PCI\\VEN_1AF4&DEV_1048', configuration: 'scsi_inst', hardware: false },
        ],
        configuration: {
          name: 'scsi_inst',
          service: 'labscsi',
          device: [
            {
              key: 'Interrupt Management\\MessageSignaledInterruptProperties',
              name: 'MSISupported',
              type: 'REG_DWORD',
              value: 1,
            },
          ],
        },
      },
      left: [],
    });
  });

  it('for a RAID controller: its own service and values, no filter, no null driver', () => {
    const model = { decoration: 'NTamd64.10.0...19041', section: 'Vmd_Inst' };
    const { injection, left } = inject('labvmd.inf', LABVMD, model, 'LabVmd.sys');
    expect(injection.service).toEqual({
      name: 'LabVmd',
      type: 1,
      start: 0,
      errorControl: 1,
      imagePath: 'System32\\drivers\\LabVmd.sys',
      group: 'SCSI miniport',
      values: [
        { key: 'Parameters', name: 'BusType', type: 'REG_DWORD', value: 8 },
        { key: 'Parameters\\Device', name: 'Names', type: 'REG_MULTI_SZ', value: ['one', 'two'] },
        { key: 'Parameters\\Device', name: 'Table', type: 'REG_BINARY', value: '01ff007f' },
        { key: 'Parameters\\Device', name: 'OldNumber', type: 'REG_DWORD', value: 10_000 },
        { key: 'Parameters', name: 'Direct', type: 'REG_DWORD', value: 7 },
        { key: 'Parameters\\Device', name: 'Led', type: 'REG_DWORD', value: 1 },
      ],
    });
    expect(injection.ids).toEqual([
      { id: 'PCI\\VEN_8086&DEV_A77F', configuration: 'Vmd_Inst.NTamd64', hardware: true },
      { id: 'PCI\\VEN_8086&DEV_467F', configuration: 'Vmd_Inst.NTamd64', hardware: true },
    ]);
    expect(injection.configuration).toEqual({
      name: 'Vmd_Inst.NTamd64',
      service: 'LabVmd',
      device: [{ key: '', name: 'DeviceIdleEnabled', type: 'REG_DWORD', value: 1 }],
    });
    expect(left).toEqual([
      'HKR,,UpperFilters,0x00010008,LabFilter',
      'HKLM,SOFTWARE\\Lab,Installed,0x00010001,1',
    ]);
  });

  it('for both halves of a RAID driver', () => {
    const bottom = inject(
      'rcbottom.inf',
      RCBOTTOM,
      { decoration: 'NTamd64', section: 'Bottom_Inst' },
      'rcbottom.sys',
    );
    expect(bottom.injection).toMatchObject({
      service: { name: 'rcbottom', values: [] },
      ids: [{ id: 'PCI\\VEN_1022&DEV_43BD&CC_0104', hardware: true }],
    });
    const raid = inject('rcraid.inf', RCRAID, { decoration: 'NTamd64', section: 'Raid_Inst' }, 'rcraid.sys');
    expect(raid.injection).toMatchObject({
      service: { name: 'rcraid' },
      ids: [{ id: '{54CB850D-A731-8590-0628-1992592BD448}\\RCBOTTOM', hardware: true }],
    });
  });

  it('names the services that it depends on', () => {
    const text = RCBOTTOM.replace('StartType', 'Dependencies = one, two\nStartType');
    const { injection } = inject(
      'x.inf',
      text,
      { decoration: 'NTamd64', section: 'Bottom_Inst' },
      'rcbottom.sys',
    );
    expect(injection.service.values).toEqual([
      { key: '', name: 'DependOnService', type: 'REG_MULTI_SZ', value: ['one', 'two'] },
    ]);
  });

  it.each([
    ['a null driver', LABVMD, 'Null_Inst', 'LabVmd.sys', 'does not describe the service'],
    ['a missing file', LABVMD, 'Vmd_Inst', 'Other.sys', 'the file labvmd.sys is missing'],
    ['a missing section', LABVMD, 'Other_Inst', 'LabVmd.sys', 'its install section is missing'],
    [
      'a file in another folder',
      LABVMD.replace('%13%', '%11%'),
      'Vmd_Inst',
      'LabVmd.sys',
      'neither in %12% nor',
    ],
    ['a path that leaves it', LABVMD.replace('%13%\\', '%13%\\..\\'), 'Vmd_Inst', 'LabVmd.sys', 'is missing'],
  ])('is refused for %s', (_name, text, section, file, expected) => {
    const work = () => inject('it.inf', text, { decoration: 'NTamd64.10.0...19041', section }, file);
    expect(work).toThrow(PermanentError);
    expect(work).toThrow(expected);
  });
});
