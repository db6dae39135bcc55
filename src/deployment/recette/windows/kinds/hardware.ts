import { z } from 'zod';
import { binarySize, same } from '../../../../platform/core/index.js';
import { listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { bad, good, goodIf, NONE, NOT_ASKED, onOff, unknown, windowsKind, without } from '../windows-kind.js';

/** Devices that somebody turned off (22), that the firmware did (29) and that are not plugged in (45). */
const AS_WANTED = [22, 29, 45];

const devices = windowsKind({
  kind: 'device-drivers',
  title: { fr: 'Un pilote pour chaque appareil', en: 'A driver for every device' },
  requirement: { fr: 'Aucun appareil du poste n’est en défaut', en: 'No device of the PC is at fault' },
  severity: 'reserve',
  severityOf: ({ windows }) =>
    (({ fail: 'blocking', reserve: 'reserve', ignore: 'information' }) as const)[
      windows.drivers?.missing ?? 'reserve'
    ],
  probe: 'devices',
  value: z.object({
    seen: z.number().int(),
    ill: z.array(z.object({ name: z.string(), id: z.string(), code: z.number().int() })),
  }),
  expected: NONE,
  judge: ({ value: { seen, ill } }) => {
    // No Windows is without devices: a list of none was not read.
    if (seen === 0) return unknown({ fr: 'aucun appareil vu', en: 'no device seen' });
    const faults = ill.filter(({ code }) => !AS_WANTED.includes(code));
    if (faults.length === 0)
      return good(
        { fr: `${seen} appareils, aucun en défaut`, en: `${seen} devices, none at fault` },
        { seen },
      );
    const list = (none: string): string =>
      listText(faults.map(({ name, id, code }) => `${name || id} : ${code === 28 ? none : `code ${code}`}`));
    return bad(
      { fr: list('sans pilote'), en: list('without driver').replaceAll(' : ', ': ') },
      { seen, ill: faults },
    );
  },
});

const signed = windowsKind({
  kind: 'drivers-signed',
  title: { fr: 'Pilotes signés', en: 'Drivers signed' },
  requirement: { fr: 'Chaque pilote a une signature reconnue', en: 'Every driver has a known signature' },
  hygiene: [14],
  severity: 'reserve',
  probe: 'driver-signatures',
  value: z.object({ seen: z.number().int(), unsigned: z.array(z.string()) }),
  expected: { fr: 'aucun sans signature', en: 'none without a signature' },
  judge: ({ value: { seen, unsigned } }) => {
    if (seen === 0) return unknown({ fr: 'aucun pilote vu', en: 'no driver seen' });
    const all = { fr: `${seen} pilotes signés`, en: `${seen} drivers, all signed` };
    return goodIf(unsigned.length === 0, unsigned.length === 0 ? all : same(listText(unsigned)), {
      seen,
      unsigned,
    });
  },
});

const memory = windowsKind({
  kind: 'memory-size',
  title: { fr: 'Mémoire', en: 'Memory' },
  requirement: {
    fr: 'Windows voit toute la mémoire que le PC avait à l’inventaire',
    en: 'Windows sees all the memory that the PC had in the inventory',
  },
  severity: 'reserve',
  probe: 'memory',
  value: z.object({ modules: z.array(z.number()), usableBytes: z.number().positive() }),
  expected: ({ memoryBytes }) => (memoryBytes === undefined ? same('—') : binarySize(memoryBytes)),
  notFor: ({ memoryBytes }) => (memoryBytes === undefined ? NOT_ASKED : undefined),
  // Firmware and graphics keep a part: a tenth less is no module that is missing.
  judge: ({ value: { modules, usableBytes }, asked: { memoryBytes = 0 } }) =>
    goodIf(usableBytes >= memoryBytes * 0.9, binarySize(usableBytes), {
      modules,
      usableBytes,
      inventory: memoryBytes,
    }),
});

const battery = windowsKind({
  kind: 'battery-health',
  title: { fr: 'État de la batterie', en: 'Battery health' },
  requirement: {
    fr: 'La batterie tient encore une charge utile',
    en: 'The battery still holds a useful charge',
  },
  severity: 'reserve',
  parameters: z.strictObject({ minimumPercent: z.number().min(1).max(100).optional() }),
  probe: 'battery',
  value: z.object({
    present: z.boolean(),
    batteries: z.array(z.object({ full: z.number(), designed: z.number().nullable() })),
  }),
  expected: ({ document }, { minimumPercent }) =>
    same(`≥ ${minimumPercent ?? document.hardware.batteryHealthMinimumPercent ?? 50} %`),
  judge: ({ value: { present, batteries }, asked: { document }, parameters: { minimumPercent } }) => {
    if (!present) return without({ fr: 'pas de batterie', en: 'no battery' });
    const least = minimumPercent ?? document.hardware.batteryHealthMinimumPercent ?? 50;
    const percents = batteries.map(({ full, designed }) =>
      designed !== null && designed > 0 && full > 0 ? Math.round((100 * full) / designed) : undefined,
    );
    if (percents.length === 0 || percents.includes(undefined))
      return unknown({
        fr: 'la batterie ne dit pas sa capacité',
        en: 'the battery does not tell its capacity',
      });
    const lowest = Math.min(...(percents as number[]));
    return goodIf(lowest >= least, same(`${lowest} %`), { batteries });
  },
});

const tpm = windowsKind({
  kind: 'tpm-present',
  title: { fr: 'TPM', en: 'TPM' },
  requirement: {
    fr: 'Un TPM 2.0 actif garde les clés du poste',
    en: 'An active TPM 2.0 keeps the keys of the PC',
  },
  hygiene: [31],
  severity: 'reserve',
  probe: 'tpm',
  value: z.object({
    present: z.boolean(),
    enabled: z.boolean(),
    activated: z.boolean(),
    version: z.string(),
  }),
  expected: { fr: '2.0, actif', en: '2.0, on' },
  notFor: ({ hasTpm }) =>
    hasTpm === false ? { fr: 'le PC n’a pas de TPM', en: 'the PC has no TPM' } : undefined,
  judge: ({ value: { present, enabled, activated, version } }) => {
    if (!present) return bad({ fr: 'absent', en: 'absent' });
    const isOn = enabled && activated;
    return goodIf(isOn && version === '2.0', {
      fr: `${version}, ${onOff(isOn).fr}`,
      en: `${version}, ${onOff(isOn).en}`,
    });
  },
});

/** PEFirmwareType: 1 BIOS, 2 UEFI. "Boot to UEFI Mode or Legacy BIOS mode". */
const FIRMWARE = machine('SYSTEM\\CurrentControlSet\\Control', 'PEFirmwareType');

const firmwareMode = windowsKind({
  kind: 'firmware-mode',
  title: { fr: 'Mode de démarrage', en: 'Boot mode' },
  requirement: { fr: 'Le poste démarre en UEFI', en: 'The PC starts by UEFI' },
  hygiene: [14],
  severity: 'information',
  registry: { firmware: FIRMWARE },
  expected: ({ firmware }) => same(firmware === 'bios' ? 'BIOS' : 'UEFI'),
  judge: ({ stored: { firmware }, asked }) => {
    if (firmware !== 1 && firmware !== 2) return unknown({ fr: 'mode illisible', en: 'unreadable mode' });
    const measured = firmware === 1 ? 'BIOS' : 'UEFI';
    return goodIf(measured === (asked.firmware === 'bios' ? 'BIOS' : 'UEFI'), same(measured));
  },
});

const secureBoot = windowsKind({
  kind: 'secure-boot',
  title: { fr: 'Secure Boot', en: 'Secure Boot' },
  requirement: {
    fr: 'Le micrologiciel ne démarre que ce qui est signé',
    en: 'The firmware starts only what is signed',
  },
  hygiene: [14],
  severity: 'blocking',
  registry: {
    enabled: machine('SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State', 'UEFISecureBootEnabled'),
  },
  expected: { fr: 'actif', en: 'on' },
  notFor: ({ document, firmware }) =>
    document.security.secureBoot.need === 'required' && firmware !== 'bios' ? undefined : NOT_ASKED,
  judge: ({ stored: { enabled } }) => {
    if (enabled === null) return unknown({ fr: 'Windows n’en dit rien', en: 'Windows does not tell' });
    return goodIf(enabled === 1, onOff(enabled === 1));
  },
});

export const HARDWARE_KINDS = [devices, signed, memory, battery, tpm, firmwareMode, secureBoot];
