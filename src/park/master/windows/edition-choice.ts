import { type Bilingual, type Finding, InputError } from '../../../platform/core/index.js';
import type { Edition } from './wim-xml.js';

const DEPLOYED: readonly string[] = ['Client', 'Server', 'Server Core'];

/** Why an image cannot be a master; undefined when it can. */
export function unfitness(edition: Edition): Bilingual | undefined {
  const { architecture, build, installationType } = edition;
  if (architecture === '' || build === '')
    return { fr: 'ce n’est pas une image de Windows', en: 'it is not an image of Windows' };
  if (installationType === 'WindowsPE')
    return {
      fr: 'c’est Windows PE, qui démarre mais ne s’installe pas',
      en: 'it is Windows PE, which boots but is not installed',
    };
  if (!DEPLOYED.includes(installationType))
    return {
      fr: `type d’installation « ${installationType} » ; attendu : ${DEPLOYED.join(', ')}`,
      en: `installation type “${installationType}”; expected: ${DEPLOYED.join(', ')}`,
    };
  if (architecture !== 'amd64')
    return {
      fr: `architecture ${architecture} ; Établi déploie des PC amd64`,
      en: `architecture ${architecture}; Établi deploys amd64 PCs`,
    };
  return undefined;
}

/**
 * The edition that was asked for by its index, its name or its EDITIONID, in any case of letters; without a word, the
 * only one that can be deployed. Throws InputError with the list of all.
 */
export function chosenEdition(editions: Edition[], word: string | undefined, file: string): Edition {
  const found = word === undefined ? editions.filter((one) => !unfitness(one)) : matching(editions, word);
  const [only, ...more] = found;
  if (!only)
    throw word === undefined ? nothingToDeploy(editions, file) : unknownEdition(editions, word, file);
  if (more.length > 0) throw severalEditions(found, word, file);
  const reason = unfitness(only);
  if (reason) throw unfit(only, reason, file);
  return only;
}

/** `Windows 11 Pro (Professional), fr-FR, 26100.1742, amd64` */
function wordsOf({ name, edition, languages, build, architecture }: Edition): string {
  const known = [languages.join(' '), build, architecture].filter((word) => word !== '');
  return [`${name}${edition && ` (${edition})`}`, ...known].join(', ');
}

function matching(editions: Edition[], word: string): Edition[] {
  const wanted = word.trim().toLowerCase();
  if (/^\d+$/.test(wanted)) return editions.filter(({ index }) => index === Number(wanted));
  const called = (value: (one: Edition) => string) =>
    editions.filter((one) => value(one).toLowerCase() === wanted);
  const byName = called(({ name }) => name);
  if (byName.length > 0) return byName;
  const byDisplayName = called(({ displayName }) => displayName);
  return byDisplayName.length > 0 ? byDisplayName : called(({ edition }) => edition);
}

function severalEditions(found: Edition[], word: string | undefined, file: string): InputError {
  const which = word === undefined ? { fr: '', en: '' } : { fr: ` « ${word} »`, en: ` “${word}”` };
  return listed(found, {
    fr: `${file} a ${found.length} éditions${which.fr}`,
    en: `${file} has ${found.length} editions${which.en}`,
  });
}

function unknownEdition(editions: Edition[], word: string, file: string): InputError {
  return listed(editions, {
    fr: `${file} n’a pas d’édition « ${word} »`,
    en: `${file} has no edition “${word}”`,
  });
}

function nothingToDeploy(editions: Edition[], file: string): InputError {
  const [only, ...more] = editions;
  const reason = only && more.length === 0 ? unfitness(only) : undefined;
  if (only && reason) return unfit(only, reason, file);
  return new InputError(
    { fr: `${file} n’a aucune image à déployer`, en: `${file} has no image to deploy` },
    editions.map((edition) => findingOf(edition, unfitness(edition)!)),
    { remedy: INSTALLATION_IMAGE },
  );
}

function unfit(edition: Edition, reason: Bilingual, file: string): InputError {
  return new InputError(
    {
      fr: `${file}, image ${edition.index} (${edition.name}) : ${reason.fr}`,
      en: `${file}, image ${edition.index} (${edition.name}): ${reason.en}`,
    },
    [],
    { remedy: INSTALLATION_IMAGE },
  );
}

const INSTALLATION_IMAGE: Bilingual = {
  fr: 'Prenez une image d’installation de Windows pour PC 64 bits (amd64) : sources/install.wim ou install.esd.',
  en: 'Take an installation image of Windows for 64-bit PCs (amd64): sources/install.wim or install.esd.',
};

function listed(editions: Edition[], text: Bilingual): InputError {
  const choose = { fr: 'à choisir avec --edition', en: 'to be chosen with --edition' };
  const findings = editions.map((edition) => findingOf(edition, unfitness(edition) ?? choose));
  const index = editions.find((one) => !unfitness(one))?.index ?? 1;
  return new InputError(text, findings, {
    remedy: {
      fr: `Choisissez-en une par son nom ou son numéro, par exemple : --edition ${index}`,
      en: `Choose one by its name or its number, for example: --edition ${index}`,
    },
  });
}

function findingOf(edition: Edition, expected: Bilingual): Finding {
  const { index } = edition;
  return { field: { fr: `édition ${index}`, en: `edition ${index}` }, found: wordsOf(edition), expected };
}
