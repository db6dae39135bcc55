import { z } from 'zod';
import type { WindowsSection } from '../../../../documents/profile/index.js';
import { protectorIdText, recoveryPasswordText } from '../../../../park/recovery/index.js';
import { joined, type Bilingual, same } from '../../../../platform/core/index.js';
import { type StepCheck } from '../../windows/step-check.js';

export type BitLocker = Extract<
  NonNullable<NonNullable<WindowsSection['security']>['bitlocker']>,
  { mode: 'on' }
>;

/** Whether the deployment encrypts: only it can keep the password in the vault. The answer file does so otherwise. */
export function vaultBitLocker(windows: WindowsSection | undefined): BitLocker | undefined {
  const asked = windows?.security?.bitlocker;
  return asked?.mode === 'on' && asked.escrow.some(({ to }) => to === 'vault') ? asked : undefined;
}

const text = z.string().max(4_000);
const volume = z.strictObject({
  drive: z.string().regex(/^[A-Z]:$/),
  status: text,
  protection: text,
  method: text,
  percent: z.int().min(0).max(100),
  protectors: z.array(text).max(50),
});

/** The answer of `bitlocker/prepare`. */
export const prepareAnswer = z.strictObject({
  tpm: z.boolean().nullable(),
  before: volume.nullable(),
  recovery: z
    .array(z.strictObject({ id: protectorIdText, password: recoveryPasswordText }))
    .min(1)
    .max(20)
    .nullable(),
  fault: text.nullable(),
});
export type PrepareAnswer = z.output<typeof prepareAnswer>;

/** The answer of `bitlocker/encrypt`. */
export const encryptAnswer = z.strictObject({
  kept: z.array(z.enum(['active-directory', 'entra', 'share'])).max(10),
  after: volume.nullable(),
  fault: text.nullable(),
});
export type EncryptAnswer = z.output<typeof encryptAnswer>;

/** EncryptionMethod of Enable-BitLocker. */
export const METHODS: Record<BitLocker['method'], string> = {
  'aes-cbc-128': 'Aes128',
  'aes-cbc-256': 'Aes256',
  'xts-aes-128': 'XtsAes128',
  'xts-aes-256': 'XtsAes256',
};

const EXPECTED: Bilingual = {
  fr: 'disque protégé, mot de passe de récupération gardé',
  en: 'drive protected, recovery password kept',
};
const NO_TPM: Bilingual = { fr: 'pas de TPM prêt', en: 'no TPM that is ready' };
const UNREAD: Bilingual = {
  fr: 'l’état du disque n’a pas pu être lu',
  en: 'the state of the drive could not be read',
};

/** Why nothing was encrypted; undefined where the recovery password can be kept. */
export function refusedBitLocker({ tpm, recovery, fault, before }: PrepareAnswer): StepCheck | undefined {
  if (recovery !== null && fault === null) return undefined;
  const measured = tpm === false ? NO_TPM : same(fault ?? '—');
  return check(tpm === false || fault !== null ? 'failed' : 'unmeasured', measured, { tpm, before, fault });
}

/** Whether the drive is protected as it is asked, and its password is in each place that was asked for. */
export function judgedBitLocker(
  asked: BitLocker,
  { kept, after, fault }: EncryptAnswer,
  protectorId: string,
): StepCheck {
  const places = ['vault', ...kept];
  const evidence = { protectorId, kept: places, after, fault };
  if (after === null) return check('unmeasured', fault === null ? UNREAD : same(fault), evidence);
  const wanted = ['RecoveryPassword', asked.protector === 'tpm-pin' ? 'TpmPin' : 'Tpm'];
  const missing = wanted.filter((kind) => !after.protectors.includes(kind));
  // Beside a PIN, the TPM alone opens the drive without it.
  const surplus = asked.protector === 'tpm-pin' && after.protectors.includes('Tpm');
  const unkept = asked.escrow.filter(({ to }) => !places.includes(to)).map(({ to }) => to);
  const isGood =
    fault === null &&
    after.protection === 'On' &&
    after.method === METHODS[asked.method] &&
    missing.length === 0 &&
    !surplus &&
    unkept.length === 0;
  const state = `${after.drive} ${after.status}, ${after.percent} %, ${after.method}, protection ${after.protection}`;
  const measured = joined(
    [
      state,
      missing.length > 0 ? { fr: `sans ${missing.join(', ')}`, en: `without ${missing.join(', ')}` } : null,
      surplus ? { fr: 'le TPM l’ouvre aussi sans code', en: 'the TPM opens it without the PIN too' } : null,
      unkept.length > 0
        ? { fr: `pas gardé : ${unkept.join(', ')}`, en: `not kept: ${unkept.join(', ')}` }
        : null,
      fault,
      { fr: `gardé : ${places.join(', ')}`, en: `kept: ${places.join(', ')}` },
    ],
    ', ',
  );
  return check(isGood ? 'passed' : 'failed', measured, evidence);
}

const DIRECTORIES = ['active-directory', 'entra'] as const;

/**
 * Windows says that a directory took the password; whether it has it is read there, where Établi may: never at Entra.
 * @param seen ids of the passwords that the directory has for this PC; null where nobody could look
 */
export function judgedDirectoryEscrow(
  { kept }: EncryptAnswer,
  protectorId: string,
  seen: readonly string[] | null,
): StepCheck | undefined {
  const places = DIRECTORIES.filter((place) => kept.includes(place));
  if (places.length === 0) return undefined;
  const isRead = (place: string) =>
    place === 'active-directory' && seen?.includes(protectorId.toUpperCase()) === true;
  const words = (accepted: string, read: string) =>
    places.map((place) => `${place}: ${isRead(place) ? read : accepted}`).join(', ');
  return {
    kind: 'bitlocker-directory',
    title: {
      fr: 'Mot de passe de récupération dans l’annuaire',
      en: 'Recovery password in the directory',
    },
    severity: 'reserve',
    verdict: places.every(isRead) ? 'passed' : 'unmeasured',
    expected: { fr: 'relu dans l’annuaire', en: 'read back in the directory' },
    measured: { fr: words('accepté, non relu', 'relu'), en: words('accepted, not read back', 'read back') },
    evidence: { protectorId, places, seen: seen === null ? null : [...seen] },
  };
}

function check(
  verdict: StepCheck['verdict'],
  measured: Bilingual,
  evidence: StepCheck['evidence'],
): StepCheck {
  return {
    kind: 'bitlocker-escrow',
    title: {
      fr: 'BitLocker et son mot de passe de récupération',
      en: 'BitLocker and its recovery password',
    },
    severity: 'blocking',
    verdict,
    expected: EXPECTED,
    measured,
    evidence,
  };
}
