import { notRendered } from '../../../documents/answer/index.js';
import { profileSchema, type ProfileDocument } from '../../../documents/profile/index.js';
import { type Bilingual, canonicalJson } from '../../../platform/core/index.js';

interface Refused {
  field: string;
  found: unknown;
  reason: Bilingual;
}
type Section = Exclude<keyof ProfileDocument, 'name' | 'title'>;

const inWindows = (section: string): Bilingual => ({
  fr: `ne vaut que pour Linux ; pour Windows : ${section}`,
  en: `is for Linux only; for Windows: ${section}`,
});
const LINUX_ONLY: Bilingual = { fr: 'ne vaut que pour Linux', en: 'is for Linux only' };

let usual: ProfileDocument | undefined;

/** What only Linux has: the options that somebody wrote, each with what says the same to Windows. */
export function linuxOnlySections(document: ProfileDocument): Refused[] {
  usual ??= profileSchema.parse({ name: 'usual' });
  const { disk, kernel, apt, personalise, security } = document;
  const changed: [field: string, found: unknown, least: unknown, reason: Bilingual][] = [
    ['disk.layout', disk.layout, usual.disk.layout, inWindows('windows.disk')],
    ['apt', apt, usual.apt, LINUX_ONLY],
    [
      'personalise',
      personalise,
      usual.personalise,
      inWindows('windows.personalise, windows.comfort, windows.network.firewall'),
    ],
    ['kernel', kernel, usual.kernel, LINUX_ONLY],
    ['security.sshPasswordLogin', security.sshPasswordLogin, usual.security.sshPasswordLogin, LINUX_ONLY],
  ];
  return [
    ...document.users.map(({ name }, index) => ({
      field: `users[${index}].name`,
      found: name,
      reason: inWindows('windows.accounts.users'),
    })),
    ...document.software.flatMap(({ kind }, index) =>
      kind === 'catalogue'
        ? []
        : [
            {
              field: `software[${index}].kind`,
              found: kind,
              reason: inWindows('software (kind: catalogue), windows.scripts'),
            },
          ],
    ),
    ...changed
      .filter(([, found, least]) => canonicalJson(found) !== canonicalJson(least))
      .map(([field, found, , reason]) => ({ field, found, reason })),
  ];
}

/**
 * Carried by the deployment itself, or refused when it is armed. `locale` fills what `windows.language` leaves out.
 */
const NOT_THE_ANSWER_FILES: readonly string[] = [
  ...(['locale', 'disk', 'hardware', 'security', 'recette', 'users', 'software'] satisfies Section[]),
  ...(['personalise', 'apt', 'update', 'kernel', 'userData'] satisfies Section[]),
  ...['directory', 'existing', 'existingInUse', 'groups', 'user', 'account.technicians'].map(
    (name) => `windows.domain.${name}`,
  ),
  ...['windows.disk', 'windows.drivers', 'windows.update', 'windows.activation', 'windows.personalise'],
  'windows.security.bitlocker',
];

const CHOSEN_BY_RULE: Bilingual = {
  fr: 'le disque est choisi par disk.rule',
  en: 'the disk is chosen by disk.rule',
};
const LETTER: Bilingual = {
  fr: 'Windows donne lui-même sa lettre à la partition',
  en: 'Windows itself gives the partition its letter',
};

/** The options of a profile that a deployment of Windows leaves out; the certificate lists them. */
export function notAppliedOnWindows(document: ProfileDocument): { option: string; reason: Bilingual }[] {
  return [
    ...notRendered(document, 'unattend').filter(({ option }) => !NOT_THE_ANSWER_FILES.includes(option)),
    ...diskNotApplied(document),
  ];
}

/** What stands in `windows.disk` for Windows Setup. */
function diskNotApplied({ windows }: ProfileDocument): { option: string; reason: Bilingual }[] {
  const disk = windows?.disk;
  if (disk?.mode !== 'layout') return [];
  return [
    ...(disk.disk === 0 ? [] : [{ option: 'windows.disk.disk', reason: CHOSEN_BY_RULE }]),
    ...disk.data.flatMap(({ letter }, index) =>
      letter === undefined ? [] : [{ option: `windows.disk.data[${index}].letter`, reason: LETTER }],
    ),
  ];
}
