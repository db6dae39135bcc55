import { type Bilingual, OperatorError } from '../core/index.js';

/** How a disk hangs on a PC, as the inventory tells it. */
export const DISK_BUSES = ['nvme', 'sata', 'usb', 'virtio', 'mmc', 'scsi', 'other'] as const;
export type DiskBus = (typeof DISK_BUSES)[number];

/** What of a disk of the inventory the choice depends on. */
export interface DiskChoice {
  path: string;
  serial?: string | null;
  wwn?: string | null;
  model?: string | null;
  bus: DiskBus;
  sizeBytes: number;
  removable: boolean;
  readOnly: boolean;
}

/** Which disk of a PC a profile may erase; every part narrows. */
export interface DiskRule {
  bus?: DiskBus[];
  minimumBytes?: number;
  maximumBytes?: number;
  /** `Samsung*`, with * and ?; case does not count. */
  model?: string;
}

/** One disk of a PC, and why the rule does not take it: no reason, and it is a candidate. */
export interface JudgedDisk<D extends DiskChoice = DiskChoice> {
  disk: D;
  reasons: Bilingual[];
}

/** `512.1 GB`, as disks are sold. */
function sold(bytes: number, language: 'fr' | 'en'): string {
  const number = (bytes / 1e9).toFixed(1).replace(/\.0$/, '');
  return language === 'fr' ? `${number.replace('.', ',')} Go` : `${number} GB`;
}

function sizeReasons(rule: DiskRule, { sizeBytes }: DiskChoice): Bilingual[] {
  const reasons: Bilingual[] = [];
  const [fr, en] = [sold(sizeBytes, 'fr'), sold(sizeBytes, 'en')];
  if (rule.minimumBytes !== undefined && sizeBytes < rule.minimumBytes) {
    reasons.push({
      fr: `${fr}, la règle veut au moins ${sold(rule.minimumBytes, 'fr')}`,
      en: `${en}, the rule wants at least ${sold(rule.minimumBytes, 'en')}`,
    });
  }
  if (rule.maximumBytes !== undefined && sizeBytes > rule.maximumBytes) {
    reasons.push({
      fr: `${fr}, la règle veut au plus ${sold(rule.maximumBytes, 'fr')}`,
      en: `${en}, the rule wants at most ${sold(rule.maximumBytes, 'en')}`,
    });
  }
  return reasons;
}

/** Whether a model fits a pattern with * and ?. Linear in both: no regular expression is made of it. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [p, t] = [pattern.toLowerCase(), text.toLowerCase()];
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < t.length) {
    if (p[i] === '*') [star, mark, i] = [i, j, i + 1];
    else if (i < p.length && (p[i] === '?' || p[i] === t[j])) [i, j] = [i + 1, j + 1];
    else if (star >= 0) [i, mark, j] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(p.slice(i));
}

function reasonsAgainst(rule: DiskRule, disk: DiskChoice, others: DiskChoice[]): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (disk.removable) reasons.push({ fr: 'amovible', en: 'removable' });
  if (disk.readOnly) reasons.push({ fr: 'protégé en écriture', en: 'write-protected' });
  if (disk.sizeBytes === 0) reasons.push({ fr: 'vide ou sans support', en: 'empty, or without a medium' });
  if (rule.bus !== undefined && !rule.bus.includes(disk.bus)) {
    reasons.push({
      fr: `bus ${disk.bus}, la règle veut ${rule.bus.join(' ou ')}`,
      en: `bus ${disk.bus}, the rule wants ${rule.bus.join(' or ')}`,
    });
  }
  if (rule.bus === undefined && disk.bus === 'usb') {
    reasons.push({ fr: 'USB, que la règle ne nomme pas', en: 'USB, which the rule does not name' });
  }
  reasons.push(...(disk.sizeBytes === 0 ? [] : sizeReasons(rule, disk)));
  if (rule.model !== undefined && !matchesGlob(rule.model, disk.model ?? '')) {
    reasons.push({
      fr: `modèle « ${disk.model ?? ''} », la règle veut « ${rule.model} »`,
      en: `model "${disk.model ?? ''}", the rule wants "${rule.model}"`,
    });
  }
  return [...reasons, ...nameless(disk, others)];
}

/** A disk is found again by serial number or WWN at the moment of partitioning: it must have one of its own. */
function nameless(disk: DiskChoice, others: DiskChoice[]): Bilingual[] {
  if (!disk.serial && !disk.wwn) {
    return [{ fr: 'ni numéro de série ni WWN', en: 'neither serial number nor WWN' }];
  }
  const twin = others.find(
    ({ serial, wwn }) => (serial ?? '') === (disk.serial ?? '') && (wwn ?? '') === (disk.wwn ?? ''),
  );
  if (twin === undefined) return [];
  return [{ fr: `même numéro de série que ${twin.path}`, en: `same serial number as ${twin.path}` }];
}

/** Every disk of a PC, with the reasons why the rule does not take it. */
export function judgeDisks<D extends DiskChoice>(rule: DiskRule, disks: D[]): JudgedDisk<D>[] {
  return disks.map((disk) => ({
    disk,
    reasons: reasonsAgainst(
      rule,
      disk,
      disks.filter((other) => other !== disk),
    ),
  }));
}

/**
 * The one disk that the rule takes. Rejects with OperatorError, which names each disk and why not, when there
 * is none or more than one: it never guesses.
 */
export function selectDisk<D extends DiskChoice>(rule: DiskRule, disks: D[]): { disk: D } {
  const judged = judgeDisks(rule, disks);
  const [first, ...more] = judged.filter(({ reasons }) => reasons.length === 0);
  if (first !== undefined && more.length === 0) return { disk: first.disk };
  const each = { fr: told(judged, 'fr'), en: told(judged, 'en') };
  const text =
    first === undefined
      ? {
          fr: `aucun disque ne convient à la règle du profil : ${each.fr || 'le PC n’a aucun disque'}`,
          en: `no disk fits the profile's rule: ${each.en || 'the PC has no disk'}`,
        }
      : {
          fr: `${more.length + 1} disques conviennent à la règle du profil, il en faut un seul : ${each.fr}`,
          en: `${more.length + 1} disks fit the profile's rule, exactly one must: ${each.en}`,
        };
  throw new OperatorError(text, {
    remedy: {
      fr: 'Précisez disk.rule dans le profil (bus, taille, modèle), ou débranchez le disque de trop.',
      en: 'Narrow disk.rule in the profile (bus, size, model), or unplug the disk that is too many.',
    },
    data: { disks: judged.map(({ disk, reasons }) => ({ path: disk.path, serial: disk.serial, reasons })) },
  });
}

function told(judged: JudgedDisk[], language: 'fr' | 'en'): string {
  const fits = { fr: 'convient', en: 'fits' };
  return judged
    .map(({ disk, reasons }) => {
      const name = [disk.model, disk.serial].filter(Boolean).join(', ');
      const why =
        reasons.length === 0 ? fits[language] : reasons.map((reason) => reason[language]).join(', ');
      return `${disk.path}${name === '' ? '' : ` (${name})`}${language === 'fr' ? ' :' : ':'} ${why}`;
    })
    .join(' ; ');
}
