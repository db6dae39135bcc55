import { type Bilingual, decimalSize } from '../../platform/core/index.js';
import type { DiskChoice, DiskRule, JudgedDisk } from './disk-choice.js';
import { diskRefusal } from './disk-refusal.js';

function sizeReasons({ minimumBytes, maximumBytes }: DiskRule, { sizeBytes }: DiskChoice): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (minimumBytes !== undefined && sizeBytes < minimumBytes) {
    const least = decimalSize(minimumBytes);
    reasons.push({
      fr: `trop petit, la règle veut au moins ${least.fr}`,
      en: `too small, the rule wants at least ${least.en}`,
    });
  }
  if (maximumBytes !== undefined && sizeBytes > maximumBytes) {
    const most = decimalSize(maximumBytes);
    reasons.push({
      fr: `trop grand, la règle veut au plus ${most.fr}`,
      en: `too large, the rule wants at most ${most.en}`,
    });
  }
  return reasons;
}

/** Reports whether a model matches a pattern with * and ?. Linear in both, and without a regular expression. */
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

/** Reasons that no rule can change. */
function stateReasons({ removable, readOnly, sizeBytes }: DiskChoice): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (removable) reasons.push({ fr: 'amovible', en: 'removable' });
  if (readOnly) reasons.push({ fr: 'protégé en écriture', en: 'write-protected' });
  if (sizeBytes === 0) reasons.push({ fr: 'vide ou sans support', en: 'empty, or without a medium' });
  return reasons;
}

/** Reasons that come from the rule. */
function ruleReasons(rule: DiskRule, disk: DiskChoice): Bilingual[] {
  const reasons: Bilingual[] = [];
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
  return reasons;
}

/** Partitioning finds the disk again by its serial number or WWN, so it needs a unique one. */
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

/** Every disk of a PC, with the reasons why the rule excludes it. */
export function judgeDisks<D extends DiskChoice>(rule: DiskRule, disks: D[]): JudgedDisk<D>[] {
  return disks.map((disk) => {
    const others = disks.filter((other) => other !== disk);
    const asked = ruleReasons(rule, disk);
    const fixed = [stateReasons(disk), nameless(disk, others)] as const;
    return {
      disk,
      reasons: [...fixed[0], ...asked, ...fixed[1]],
      onlyByRule: asked.length > 0 && fixed.flat().length === 0,
    };
  });
}

/**
 * The one disk that matches the rule. If no disk or more than one matches, rejects with OperatorError, which gives the
 * reason for each disk; it never guesses.
 */
export function selectDisk<D extends DiskChoice>(rule: DiskRule, disks: D[]): { disk: D } {
  const judged = judgeDisks(rule, disks);
  const [first, ...more] = judged.filter(({ reasons }) => reasons.length === 0);
  if (first !== undefined && more.length === 0) return { disk: first.disk };
  throw diskRefusal(judged);
}
