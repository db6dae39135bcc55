import { z } from 'zod';
import { binarySize, same } from '../../../../platform/core/index.js';
import { listText } from '../../judgement.js';
import { bad, good, goodIf, unknown, windowsKind } from '../windows-kind.js';

const volumes = z.object({
  system: z.string().min(1),
  volumes: z.array(
    z.object({
      letter: z.string(),
      fileSystem: z.string(),
      bytes: z.number(),
      free: z.number(),
      dirty: z.boolean().nullable(),
    }),
  ),
});
const NO_VOLUME = { fr: 'volume de Windows introuvable', en: 'volume of Windows not found' };

const freeSpace = windowsKind({
  kind: 'free-space',
  title: { fr: 'Espace libre', en: 'Free space' },
  requirement: { fr: 'Le disque a de la place pour travailler', en: 'The disk has room to work' },
  severity: 'reserve',
  parameters: z.strictObject({ minimumPercent: z.number().min(1).max(99).default(15) }),
  probe: 'volumes',
  value: volumes,
  expected: (_asked, { minimumPercent }) => same(`≥ ${minimumPercent} %`),
  judge: ({ value, parameters: { minimumPercent } }) => {
    const own = value.volumes.find(({ letter }) => letter === value.system);
    if (own === undefined || own.bytes <= 0) return unknown(NO_VOLUME);
    const percent = Math.floor((100 * own.free) / own.bytes);
    const [free, all] = [binarySize(own.free), binarySize(own.bytes)];
    return goodIf(
      percent >= minimumPercent,
      { fr: `${percent} % (${free.fr} sur ${all.fr})`, en: `${percent} % (${free.en} of ${all.en})` },
      { free: own.free, bytes: own.bytes },
    );
  },
});

const clean = windowsKind({
  kind: 'filesystem-clean',
  title: { fr: 'Système de fichiers sain', en: 'File system clean' },
  requirement: { fr: 'Aucun volume n’attend chkdsk', en: 'No volume waits for chkdsk' },
  severity: 'reserve',
  probe: 'volumes',
  value: volumes,
  expected: { fr: 'aucun volume à vérifier', en: 'no volume to check' },
  judge: ({ value }) => {
    const own = value.volumes.find(({ letter }) => letter === value.system);
    if (own === undefined) return unknown(NO_VOLUME);
    if (own.dirty === null) return unknown({ fr: 'Windows n’en dit rien', en: 'Windows does not tell' });
    const dirty = value.volumes.filter((one) => one.dirty === true).map(({ letter }) => letter || '?');
    if (dirty.length === 0) return good({ fr: 'aucun volume à vérifier', en: 'no volume to check' });
    return bad({ fr: `à vérifier : ${listText(dirty)}`, en: `to check: ${listText(dirty)}` });
  },
});

/** MSFT_PhysicalDisk.HealthStatus. */
const HEALTH: Record<number, { fr: string; en: string }> = {
  0: { fr: 'sain', en: 'healthy' },
  1: { fr: 'avertissement', en: 'warning' },
  2: { fr: 'défaillant', en: 'unhealthy' },
  5: { fr: 'inconnu', en: 'unknown' },
};

const diskHealth = windowsKind({
  kind: 'disk-health',
  title: { fr: 'Santé des disques', en: 'Disk health' },
  requirement: { fr: 'Aucun disque n’annonce sa fin', en: 'No disk says that it fails' },
  severity: 'reserve',
  probe: 'disks',
  value: z.object({
    failing: z.number().nullable(),
    disks: z.array(
      z.object({
        name: z.string(),
        serial: z.string(),
        health: z.number(),
        wear: z.number().nullable(),
        errors: z.number().nullable(),
      }),
    ),
  }),
  expected: { fr: 'sain', en: 'healthy' },
  judge: ({ value: { failing, disks } }) => {
    if (disks.length === 0) return unknown({ fr: 'aucun disque vu', en: 'no disk seen' });
    const words = (language: 'fr' | 'en'): string =>
      listText(
        disks.map(({ name, health }) => `${name} (${(HEALTH[health] ?? same(String(health)))[language]})`),
      );
    const measured = { fr: words('fr'), en: words('en') };
    const isIll = (failing ?? 0) > 0 || disks.some(({ health }) => health === 1 || health === 2);
    if (isIll) return bad(measured, { failing, disks });
    if (disks.some(({ health }) => health !== 0)) return unknown(measured, { failing, disks });
    return good(measured, { failing, disks });
  },
});

/** GPT types: "PARTITION_INFORMATION_GPT structure". */
const ESP = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const RECOVERY = 'de94bba4-06d1-4d40-a16a-bfd50179d6ac';
const BASIC = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';

const layout = windowsKind({
  kind: 'disk-layout',
  title: { fr: 'Partitions', en: 'Partitions' },
  requirement: {
    fr: 'Le disque a les partitions prévues, dont celle de récupération',
    en: 'The disk has the planned partitions, that of recovery too',
  },
  severity: 'reserve',
  probe: 'partitions',
  value: z.object({
    style: z.string(),
    partitions: z.array(z.object({ type: z.string(), bytes: z.number(), letter: z.string() })),
  }),
  expected: ({ firmware }) =>
    firmware === 'bios'
      ? { fr: 'MBR', en: 'MBR' }
      : { fr: 'GPT : EFI, Windows, récupération', en: 'GPT: EFI, Windows, recovery' },
  judge: ({ value: { style, partitions }, asked: { firmware } }) => {
    if (partitions.length === 0) return unknown({ fr: 'aucune partition vue', en: 'no partition seen' });
    const evidence = { style, partitions };
    if (firmware === 'bios') return goodIf(style === 'MBR', same(style), evidence);
    const has = (type: string): boolean => partitions.some((one) => one.type === type);
    const absent = [
      ...(has(ESP) ? [] : [same('EFI')]),
      ...(has(BASIC) ? [] : [same('Windows')]),
      ...(has(RECOVERY) ? [] : [{ fr: 'récupération', en: 'recovery' }]),
    ];
    if (style === 'GPT' && absent.length === 0)
      return good(
        { fr: `GPT, ${partitions.length} partitions`, en: `GPT, ${partitions.length} partitions` },
        evidence,
      );
    return bad(
      {
        fr: `${style}, sans : ${listText(absent.map(({ fr }) => fr))}`,
        en: `${style}, without: ${listText(absent.map(({ en }) => en))}`,
      },
      evidence,
    );
  },
});

const recovery = windowsKind({
  kind: 'recovery-environment',
  title: { fr: 'Environnement de récupération', en: 'Recovery environment' },
  requirement: { fr: 'Windows sait se réparer', en: 'Windows can repair itself' },
  severity: 'reserve',
  probe: 'recovery',
  value: z.object({ state: z.number().int(), location: z.string() }),
  expected: { fr: 'actif', en: 'on' },
  judge: ({ value: { state, location } }) => {
    const isOn = state === 1 && location !== '';
    return goodIf(isOn, isOn ? same(location) : { fr: 'inactif', en: 'off' }, { state, location });
  },
});

export const STORAGE_KINDS = [freeSpace, clean, diskHealth, layout, recovery];
