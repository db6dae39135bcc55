import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import type { WindowsAsked } from '../asked.js';
import { bad, good, goodIf, NOT_ASKED, onOff, unknown, windowsKind } from '../windows-kind.js';
import { optionOf, otherwise } from './by-profile.js';

/** "Win32_EncryptableVolume class", GetEncryptionMethod. */
const METHODS: Record<number, string> = {
  0: '—',
  1: 'aes-cbc-128 (diffuser)',
  2: 'aes-cbc-256 (diffuser)',
  3: 'aes-cbc-128',
  4: 'aes-cbc-256',
  5: 'hardware',
  6: 'xts-aes-128',
  7: 'xts-aes-256',
};
/** GetKeyProtectorType: a recovery password of 48 digits. */
const RECOVERY_PASSWORD = 3;

const volumes = z.object({
  system: z.string().min(1),
  volumes: z.array(
    z.object({
      letter: z.string(),
      protection: z.number(),
      conversion: z.number(),
      percent: z.number(),
      method: z.number(),
      protectors: z.array(z.object({ id: z.string(), type: z.number() })),
    }),
  ),
});
type Volumes = z.output<typeof volumes>;

const ownVolume = ({ system, volumes: all }: Volumes) => all.find(({ letter }) => letter === system);
const NO_VOLUME = { fr: 'volume de Windows introuvable', en: 'volume of Windows not found' };

/** Encryption that the profile itself asks for. */
function encryptionOf({ windows }: WindowsAsked): { method: string } | undefined {
  const asked = windows.security?.bitlocker;
  return asked?.mode === 'on' ? asked : undefined;
}
const onlyAsked = (asked: WindowsAsked) => (encryptionOf(asked) === undefined ? NOT_ASKED : undefined);

const bitlocker = windowsKind({
  kind: 'bitlocker-on',
  title: { fr: 'Disque chiffré (BitLocker)', en: 'Disk encrypted (BitLocker)' },
  requirement: {
    fr: 'Un disque volé ne livre rien',
    en: 'A stolen disk gives nothing away',
  },
  hygiene: [30, 31],
  severity: 'reserve',
  severityOf: (asked) => (encryptionOf(asked) === undefined ? 'information' : 'blocking'),
  probe: 'bitlocker',
  value: volumes,
  expected: { fr: 'chiffré et protégé', en: 'encrypted and protected' },
  notFor: otherwise('security.bitlocker.mode', (mode) => mode === 'prevent'),
  judge: ({ value }) => {
    const own = ownVolume(value);
    if (own === undefined) return unknown(NO_VOLUME);
    const evidence = { protection: own.protection, conversion: own.conversion, percent: own.percent };
    if (own.protection === 2) return unknown({ fr: 'volume verrouillé', en: 'volume locked' }, evidence);
    if (own.conversion === 1 && own.protection === 1)
      return good({ fr: 'chiffré et protégé', en: 'encrypted and protected' }, evidence);
    const protection =
      own.protection === 1
        ? { fr: 'protégé', en: 'protected' }
        : { fr: 'sans protection', en: 'not protected' };
    return bad(
      {
        fr: `chiffré à ${own.percent} %, ${protection.fr}`,
        en: `${own.percent} % encrypted, ${protection.en}`,
      },
      evidence,
    );
  },
});

const method = windowsKind({
  kind: 'bitlocker-method',
  title: { fr: 'Méthode de chiffrement', en: 'Encryption method' },
  requirement: { fr: 'Le chiffrement est celui demandé', en: 'The encryption is the one that was asked for' },
  hygiene: [31],
  severity: 'reserve',
  probe: 'bitlocker',
  value: volumes,
  expected: (asked) => same(encryptionOf(asked)?.method ?? '—'),
  notFor: (asked) => (encryptionOf(asked)?.method === undefined ? NOT_ASKED : undefined),
  judge: ({ value, asked }) => {
    const own = ownVolume(value);
    if (own === undefined) return unknown(NO_VOLUME);
    const measured = METHODS[own.method] ?? String(own.method);
    return goodIf(measured === encryptionOf(asked)?.method, same(measured));
  },
});

const escrow = windowsKind({
  kind: 'bitlocker-recovery-key',
  title: { fr: 'Clé de récupération conservée', en: 'Recovery key kept' },
  requirement: {
    fr: 'La clé de récupération de ce disque est hors du PC',
    en: 'The recovery key of this disk is kept away from the PC',
  },
  hygiene: [31],
  severity: 'reserve',
  probe: 'bitlocker',
  value: volumes,
  expected: { fr: 'hors du PC', en: 'away from the PC' },
  notFor: onlyAsked,
  judge: ({ value, asked: { escrowed } }) => {
    const own = ownVolume(value);
    if (own === undefined) return unknown(NO_VOLUME);
    const ids = own.protectors
      .filter(({ type }) => type === RECOVERY_PASSWORD)
      .map(({ id }) => withoutBraces(id));
    if (ids.length === 0) return bad({ fr: 'aucune clé de récupération', en: 'no recovery key' });
    if (escrowed === undefined)
      return unknown({ fr: 'aucune étape n’a dit où elle est', en: 'no step said where it is' }, { ids });
    const kept = escrowed.map(withoutBraces);
    const lost = ids.filter((id) => !kept.includes(id));
    const list = listText(lost);
    return goodIf(
      lost.length === 0,
      lost.length === 0
        ? { fr: 'hors du PC', en: 'away from the PC' }
        : { fr: `conservée nulle part : ${list}`, en: `kept nowhere: ${list}` },
      { ids },
    );
  },
});

/** Windows writes an id in braces, and people read it without them. */
const withoutBraces = (id: string): string => id.replaceAll(/[{}]/g, '').toUpperCase();

const guard = z.object({ status: z.number(), running: z.array(z.number()), configured: z.array(z.number()) });

const vbs = windowsKind({
  kind: 'vbs-running',
  title: { fr: 'Sécurité basée sur la virtualisation', en: 'Virtualisation-based security' },
  requirement: { fr: 'Les secrets de Windows sont isolés', en: 'The secrets of Windows are isolated' },
  hygiene: [13, 14],
  severity: 'information',
  probe: 'device-guard',
  value: guard,
  expected: { fr: 'en marche', en: 'running' },
  notFor: otherwise('security.virtualisation.enabled', (value) => value === false),
  judge: ({ value: { status } }) => {
    const words: Record<number, { fr: string; en: string }> = {
      0: { fr: 'inactive', en: 'off' },
      1: { fr: 'activée, pas en marche', en: 'on, not running' },
      2: { fr: 'en marche', en: 'running' },
    };
    const measured = words[status];
    return measured === undefined ? unknown(same(String(status))) : goodIf(status === 2, measured);
  },
});

function guardService(kind: string, number: number, title: { fr: string; en: string }, path: string) {
  return windowsKind({
    kind,
    title,
    requirement: { fr: `${title.fr} en marche`, en: `${title.en} running` },
    hygiene: [13, 14],
    severity: 'information',
    severityOf: (asked) =>
      /^(?:on|locked)$/.test(String(optionOf(asked, path))) ? 'reserve' : 'information',
    probe: 'device-guard',
    value: guard,
    expected: { fr: 'actif', en: 'on' },
    notFor: otherwise(path, (value) => value === 'off'),
    judge: ({ value: { running, configured } }) =>
      goodIf(running.includes(number), onOff(running.includes(number)), { running, configured }),
  });
}

const credentialGuard = guardService(
  'credential-guard',
  1,
  { fr: 'Credential Guard', en: 'Credential Guard' },
  'security.credentials.credentialGuard',
);
const memoryIntegrity = guardService(
  'memory-integrity',
  2,
  { fr: 'Intégrité de la mémoire', en: 'Memory integrity' },
  'security.virtualisation.codeIntegrity',
);

export const ENCRYPTION_KINDS = [bitlocker, method, escrow, vbs, credentialGuard, memoryIntegrity];
