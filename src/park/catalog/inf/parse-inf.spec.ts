import { LABNET, LABSCSI, LABVMD, LABVMD_EXTENSION } from '../../../../test/support/driver-infs.js';
import { parseInf } from './parse-inf.js';

const read = (text: string | Buffer) => parseInf(Buffer.from(text as string));
const inf = (text: string | Buffer) => {
  const reading = read(text);
  if (reading.inf === undefined) throw new Error(reading.refused.en);
  return reading.inf;
};
/** Byte order mark and text, in UTF-16 of either order. */
const utf16 = (text: string, order: 'le' | 'be', mark = '\ufeff') => {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('an INF', () => {
  it('says its class, provider, date, version and catalog file', () => {
    expect(inf(LABSCSI).version).toEqual({
      class: 'SCSIAdapter',
      classGuid: '{4d36e97b-e325-11ce-bfc1-08002be10318}',
      provider: 'Établi lab',
      date: '2025-04-01',
      version: '100.2.104.27100',
      catalogFiles: ['labscsi.cat'],
      pnpLockdown: true,
    });
    expect(inf(LABNET).version.catalogFiles).toEqual(['labnet64.cat']);
  });

  it('lists the models of each decoration', () => {
    const [manufacturer] = inf(LABSCSI).manufacturers;
    expect(manufacturer?.name).toBe('Établi lab');
    expect(manufacturer?.models.map(({ decoration, models }) => [decoration, models.length])).toEqual([
      ['NTamd64.6.3', 1],
      ['NTamd64.10.0', 2],
    ]);
    expect(manufacturer?.models[1]?.models[1]).toEqual({
      description: 'Lab SCSI controller',
      section: 'scsi_inst',
      hardwareId: 'PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01',
      compatibleIds: ['PCI\\VEN_1AF4&DEV_1048'],
    });
  });

  it('says the function service and feature score of each install section', () => {
    expect(inf(LABVMD).installs).toEqual({
      vmd_inst: { name: 'Vmd_Inst.NTamd64', service: 'LabVmd', featureScore: 0x80 },
      null_inst: { name: 'Null_Inst.NTamd64', featureScore: 0xff },
    });
    expect(inf(LABNET).installs).toEqual({
      nic_inst: { name: 'Nic_Inst.NT', service: 'labnet', featureScore: 0xff },
    });
  });

  it('names the section of another INF that gives the service', () => {
    const text = LABNET.replace(
      'AddService = labnet, 2, Nic_Service',
      'Include=mf.inf\nNeeds=MFINSTALL.mf.Services',
    );
    expect(inf(text).installs['nic_inst']).toEqual({
      name: 'Nic_Inst.NT',
      serviceFrom: 'MFINSTALL.mf.Services',
      featureScore: 0xff,
    });
  });

  it('takes the service of a section that it needs in the same file', () => {
    const text =
      LABNET.replace('AddService = labnet, 2, Nic_Service', 'Needs=Common.Services') +
      '[Common.Services]\nAddService=shared,0x00000802,Nic_Service\n';
    expect(inf(text).installs['nic_inst']?.service).toBe('shared');
  });

  it('lists the files that it copies where they are in the package', () => {
    expect(inf(LABNET).files).toEqual([
      { path: 'x64/labnet.sys', target: 'labnet.sys' },
      { path: 'more/labnet.dll', target: 'labnetc.dll' },
    ]);
    expect(inf(LABVMD).files.map(({ path }) => path)).toEqual(['LabVmd.sys', 'LabFilter.sys']);
  });

  it('takes no file from outside its folder', () => {
    const reading = read(LABNET.replace('labnet.sys = 1,x64', 'labnet.sys = 1,..\\..\\etc'));
    expect(reading.inf?.files.map(({ path }) => path)).toEqual(['more/labnet.dll']);
    expect(reading.findings).toEqual([
      {
        text: {
          fr: 'chemin hors du dossier : ../../etc/labnet.sys',
          en: 'path outside the folder: ../../etc/labnet.sys',
        },
      },
    ]);
  });

  it('says which architectures it is for', () => {
    expect(inf(LABNET).architectures).toEqual(['amd64', 'x86']);
    expect(inf(LABVMD_EXTENSION)).toMatchObject({
      architectures: ['amd64'],
      version: { class: 'Extension' },
    });
  });

  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(LABSCSI), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${LABSCSI}`), 'utf-8'],
    ['UTF-16LE with a mark', utf16(LABSCSI, 'le'), 'utf-16le'],
    ['UTF-16BE with a mark', utf16(LABSCSI, 'be'), 'utf-16be'],
    ['UTF-16LE without a mark', utf16(LABSCSI, 'le', ''), 'utf-16le'],
    ['UTF-16BE without a mark', utf16(LABSCSI, 'be', ''), 'utf-16be'],
    ['Windows-1252', Buffer.from(LABSCSI, 'latin1'), 'code-page'],
  ])('is the same in %s', (_name, bytes, encoding) => {
    const read = inf(bytes);
    expect(read.encoding).toBe(encoding);
    expect({ ...read, encoding: 'utf-8' }).toEqual(inf(LABSCSI));
  });

  it('is read with any line ends', () => {
    expect(inf(LABSCSI.replaceAll('\n', '\r\n'))).toEqual(inf(LABSCSI));
    expect(inf(LABSCSI.replaceAll('\n', '\r'))).toEqual(inf(LABSCSI));
  });

  it('reads a localised section in the code page of its language', () => {
    const japanese = Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]); // テスト in Shift_JIS
    const bytes = Buffer.concat([
      Buffer.from(LABSCSI.replace('Provider=%Lab%', 'Provider=%Maker%'), 'latin1'),
      Buffer.from('\n[Strings.0411]\nMaker = "'),
      japanese,
      Buffer.from('"\n'),
    ]);
    expect(inf(bytes).version.provider).toBe('テスト');
  });

  it('prefers [Strings], then English, to other languages', () => {
    const strings = '[Strings.040c]\nMaker="Fabricant"\nLab="Labo"\n[Strings.0409]\nMaker="Maker"\n';
    const read = inf(LABSCSI.replace('Provider=%Lab%', 'Provider="%Maker% %Lab% %12%"') + strings);
    expect(read.version.provider).toBe('Maker Établi lab %12%');
  });

  it('joins the parts of a section that is written twice', () => {
    const models = '[LabScsi.NTamd64.10.0]\n%Lab.Device% = scsi_inst, PCI\\VEN_1AF4&DEV_9999\n';
    const [manufacturer] = inf(LABSCSI + models).manufacturers;
    expect(manufacturer?.models[1]?.models.map(({ hardwareId }) => hardwareId)).toContain(
      'PCI\\VEN_1AF4&DEV_9999',
    );
  });

  it.each([
    ['nothing', '', 'no [Version] section with a Signature of Windows: this is no INF of a driver'],
    ['random bytes', '\u0007\u0000[[[===,,,"\u0000;\\', 'no [Version] section with a Signature'],
    ['autorun.inf', '[autorun]\nopen=setup.exe\n', 'no [Version] section with a Signature'],
    ['a signature of nothing', '[Version]\nSignature="$Other$"\n', 'no [Version] section with a Signature'],
    ['no manufacturers', '[Version]\nSignature="$Windows NT$"\n', 'no device in [Manufacturer]'],
    [
      'no models',
      '[Version]\nSignature="$Windows NT$"\n[Manufacturer]\na=b,NTamd64\n',
      'no device in [Manufacturer]',
    ],
  ])('is refused with %s', (_name, text, expected) => {
    expect(read(text).refused?.en).toContain(expected);
  });

  it('is refused above 16 MiB', () => {
    expect(read(Buffer.alloc((16 << 20) + 1, 0x20)).refused?.en).toContain('more than 16 MiB');
  });

  it('is read with findings for what is wrong in it', () => {
    const reading = read(
      LABSCSI.replace('DriverVer=04/01/2025,100.2.104.27100', 'DriverVer=31/31/2025,1.99999')
        .replace('NTamd64.6.3,', 'amd64,')
        .replace('[scsi_old]', '[other]') + '[unclosed\na=b\n',
    );
    expect(reading.inf?.version).toMatchObject({ date: '', version: '0.0.0.0' });
    expect(reading.findings).toEqual([
      { line: 77, text: { fr: 'section sans « ] » : [unclosed', en: 'section without “]”: [unclosed' } },
      {
        text: {
          fr: 'DriverVer invalide : 31/31/2025,1.99999',
          en: 'invalid DriverVer: 31/31/2025,1.99999',
        },
      },
      {
        line: 22,
        text: { fr: 'décoration invalide : amd64', en: 'invalid decoration: amd64' },
      },
    ]);
  });

  it('never throws, whatever is cut off or changed', () => {
    const bytes = utf16(LABVMD, 'le');
    for (let at = 0; at < bytes.length; at += 97) {
      expect(read(bytes.subarray(0, at))).toHaveProperty('findings');
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(read(changed)).toHaveProperty('findings');
    }
  });

  it('that repeats one section or string a million times stays small', () => {
    const twice = (name: string, next: string) => `${name} = "${`%${next}%`.repeat(400)}"\n`;
    const bomb = ['a', 'b', 'c', 'd'].map((name, at, all) => twice(name, all[at + 1] ?? 'end')).join('');
    const lists = `CopyFiles = ${'LabScsi_Files,'.repeat(200_000)}\n`;
    const text = LABSCSI.replace('CopyFiles = LabScsi_Files\n', lists).replace(
      '[Strings]',
      `[Strings]\n${bomb}`,
    );
    expect(inf(text).files).toEqual([{ path: 'labscsi.sys', target: 'labscsi.sys' }]);
  });

  it('whose many installs need one large section is read up to a limit', () => {
    const ids = Array.from({ length: 100 }, (_, index) => index);
    const text = [
      '[Version]\nSignature="$Windows NT$"\nDriverVer=01/31/2026,1.0',
      '[Manufacturer]\nx=Models,NTamd64\n[Models.NTamd64]',
      ...ids.map((id) => `"device" = i${id}, PCI\\${id}`),
      ...ids.map((id) => `[i${id}]\n[i${id}.Services]\nNeeds=Large`),
      `[Large]\nAddService=own,2,Own\n${'AddService=other,0,Other\n'.repeat(200_000)}`,
    ].join('\n');
    const reading = read(text);
    expect(reading.inf?.installs['i0']?.service).toBe('own');
    expect(reading.findings.map((finding) => finding.text.en)).toEqual([
      'too many install lines: the next sections are not read',
    ]);
  });
});
