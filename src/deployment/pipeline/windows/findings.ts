import { targetsOfImage, windowsDiskLayout, type ProfileDocument } from '../../../documents/profile/index.js';
import type { WindowsImage } from '../../../park/master/index.js';
import type { Bilingual, Finding } from '../../../platform/core/index.js';
import { undeliveredFindings } from '../first-boot/undelivered.js';
import { knownNames, validateChecks, WINDOWS_CHECKS, WINDOWS_KNOWN } from '../../recette/index.js';
import type { PlannedMaster } from '../plan.js';
import { linuxOnlySections } from './not-applied.js';

/**
 * Why this profile cannot make a Windows PC of this master, said before a PC is switched on. What only Linux has is
 * refused rather than left out: a technician would miss it on the delivered PC.
 */
export function windowsFindings(document: ProfileDocument, master: PlannedMaster): Finding[] {
  return [
    ...masterFindings(master),
    ...sectionFindings(document),
    ...assertionFindings(document),
    ...(document.windows && master.image ? imageFindings(document.windows, master.image) : []),
    ...(document.windows && master.kind === 'disk' ? diskFindings(document.windows, master) : []),
    ...linuxFindings(document),
    ...recetteFindings(document),
    ...undeliveredFindings(document),
  ];
}

function masterFindings({ kind }: PlannedMaster): Finding[] {
  if (kind !== 'rootfs') return [];
  const expected = {
    fr: 'wim ou disk : Windows ne s’installe pas d’un système de fichiers racine',
    en: 'wim or disk: Windows is not installed from a root file system',
  };
  return [{ field: 'master', found: kind, expected }];
}

function sectionFindings({ windows }: ProfileDocument): Finding[] {
  if (windows === undefined) {
    const expected = {
      fr: 'une section windows, même vide : windows: {}',
      en: 'a windows section, even an empty one: windows: {}',
    };
    return [{ field: 'windows', found: undefined, expected }];
  }
  if (windowsDiskLayout(windows) !== undefined) return [];
  const expected = {
    fr: 'layout, ou pas de groupe disk : ici c’est Établi qui partitionne, pas l’installation de Windows',
    en: 'layout, or no group disk: here Établi makes the partitions, not Windows Setup',
  };
  return [{ field: 'windows.disk.mode', found: windows.disk?.mode, expected }];
}

/** Conditions that protect a disk: nobody must believe that they hold when another rule chooses it. */
function assertionFindings({ windows }: ProfileDocument): Finding[] {
  const disk = windows?.disk;
  const { exactlyOne: _, noPartitions, ...rest } = (disk?.mode === 'layout' && disk.assertions) || {};
  const asked = Object.entries({ ...rest, noPartitions: noPartitions === true ? true : undefined });
  const expected = {
    fr: 'rien : ici disk.rule choisit le disque ; mettez-y la condition',
    en: 'nothing: here disk.rule chooses the disk; put the condition there',
  };
  return asked
    .filter(([, value]) => value !== undefined)
    .map(([name, found]) => ({ field: `windows.disk.assertions.${name}`, found, expected }));
}

/** The answer file is written for a release and an architecture, which must be those of the image. */
function imageFindings(
  { target, architecture }: NonNullable<ProfileDocument['windows']>,
  image: WindowsImage,
): Finding[] {
  const targets = targetsOfImage(image.build, image.productType);
  const findings: Finding[] = [];
  if (!targets.includes(target)) {
    const known = targets.join(', ');
    const what = `${image.name} ${image.build}`;
    const expected: Bilingual =
      known === ''
        ? {
            fr: `une version que l’image peut être : ${what} n’est aucune de celles d’Établi`,
            en: `a release that the image can be: ${what} is none of those that Établi knows`,
          }
        : { fr: `${known} : l’image est ${what}`, en: `${known}: the image is ${what}` };
    findings.push({ field: 'windows.target', found: target, expected });
  }
  if (image.architecture !== architecture) {
    const expected = {
      fr: `${image.architecture}, l’architecture de l’image`,
      en: `${image.architecture}, the architecture of the image`,
    };
    findings.push({ field: 'windows.architecture', found: architecture, expected });
  }
  return findings;
}

/** The same for a captured disk, of which the build is known at most, and not whether it is a client or a server. */
function diskFindings(
  { target }: NonNullable<ProfileDocument['windows']>,
  { systemVersion }: PlannedMaster,
): Finding[] {
  const known = [...targetsOfImage(systemVersion, 'WinNT'), ...targetsOfImage(systemVersion, 'ServerNT')];
  if (known.length === 0 || known.includes(target)) return [];
  const names = known.join(', ');
  const expected = {
    fr: `${names} : le disque capturé a Windows ${systemVersion}`,
    en: `${names}: the captured disk has Windows ${systemVersion}`,
  };
  return [{ field: 'windows.target', found: target, expected }];
}

function linuxFindings(document: ProfileDocument): Finding[] {
  return linuxOnlySections(document).map(({ field, found, reason }) => ({
    field,
    found,
    expected: { fr: `rien : ${reason.fr}`, en: `nothing: ${reason.en}` },
  }));
}

/** Kinds that Windows does not have, in either list; and one in both, of which nobody would know what it means. */
function recetteFindings({ recette }: ProfileDocument): Finding[] {
  const { checks = [], without = [] } = recette ?? {};
  const twice: Bilingual = {
    fr: 'un contrôle qui n’est pas aussi dans recette.checks',
    en: 'a check that is not in recette.checks too',
  };
  return [
    ...validateChecks(checks, WINDOWS_KNOWN),
    ...without.flatMap((kind, index): Finding[] => {
      const field = `recette.without[${index}]`;
      if (!WINDOWS_CHECKS.has(kind)) return [{ field, found: kind, expected: knownNames(WINDOWS_CHECKS) }];
      return checks.some((one) => one.kind === kind) ? [{ field, found: kind, expected: twice }] : [];
    }),
  ];
}
