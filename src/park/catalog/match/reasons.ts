import { type Bilingual } from '../../../platform/core/index.js';
import type { Candidate } from './candidate.js';
import type { ImageChoice, PackageChoice } from './choice.js';
import { rankText } from './rank.js';

/** Why a package was chosen: a rule, or its rank, and what it was better than. */
export function chosen(
  best: PackageChoice,
  second: PackageChoice | undefined,
  image: ImageChoice | undefined,
): Bilingual {
  const what = `${named(best.candidate)}, ${best.id.id}, ${rankText(best.rank)}`;
  if (best.rule !== undefined) {
    const { reason } = best.rule;
    return { fr: `imposé par une règle (${reason}) : ${what}`, en: `pinned by a rule (${reason}): ${what}` };
  }
  if (second !== undefined) return better(what, best, second);
  if (image !== undefined) {
    const other = `${image.id}, ${rankText(image.rank)}`;
    return {
      fr: `${what} ; meilleur que le pilote de l’image (${other})`,
      en: `${what}; better than the driver of the image (${other})`,
    };
  }
  return { fr: `${what} ; seul pilote pour ce périphérique`, en: `${what}; the only driver for this device` };
}

/** Why the image's own driver was kept. */
export function inImage(image: ImageChoice, best: PackageChoice | undefined): Bilingual {
  const what = `${image.id}, ${rankText(image.rank)}`;
  if (best === undefined) return { fr: `dans l’image : ${what}`, en: `in the image: ${what}` };
  const other = `${named(best.candidate)}, ${rankText(best.rank)}`;
  return {
    fr: `dans l’image : ${what} ; au moins aussi bon que ${other}`,
    en: `in the image: ${what}; at least as good as ${other}`,
  };
}

/** Why there is no driver: what was found and does not count. */
export function none(
  found: readonly PackageChoice[],
  excluded: readonly PackageChoice[],
  isKnown: boolean,
): Bilingual {
  const [out] = excluded;
  if (out !== undefined) {
    const name = named(out.candidate);
    return { fr: `exclu par une règle : ${name}`, en: `excluded by a rule: ${name}` };
  }
  const [only] = found;
  if (only !== undefined) {
    const name = named(only.candidate);
    return {
      fr: `${name} nomme ce périphérique, mais ne contient pas son pilote`,
      en: `${name} names this device, but does not contain its driver`,
    };
  }
  if (isKnown) {
    return {
      fr: 'le catalogue a un pilote de ce périphérique, mais pas pour cette version de Windows',
      en: 'the catalogue has a driver of this device, but not for this version of Windows',
    };
  }
  return { fr: 'aucun pilote dans le catalogue', en: 'no driver in the catalogue' };
}

function better(what: string, best: PackageChoice, second: PackageChoice): Bilingual {
  const other = `${named(second.candidate)}, ${rankText(second.rank)}`;
  if (best.rank < second.rank) {
    return { fr: `${what} ; meilleur rang que ${other}`, en: `${what}; better rank than ${other}` };
  }
  return {
    fr: `${what} ; même rang, plus récent que ${other}`,
    en: `${what}; same rank, newer than ${other}`,
  };
}

/** `labvmd.inf 20.2.1.1016 (2024-11-05)` */
function named({ inf, version, date }: Candidate): string {
  return `${inf} ${version}${date === '' ? '' : ` (${date})`}`;
}
