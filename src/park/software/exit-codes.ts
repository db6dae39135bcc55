import type { Bilingual } from '../../platform/core/index.js';
import type { Outcome, ProgramDocument, ProgramKind } from './program.schema.js';

type Codes = Record<number, Outcome>;

/** Windows Installer (learn.microsoft.com/windows/win32/msi/error-codes). Installers that wrap one answer the same. */
const INSTALLER: Codes = {
  0: 'success',
  3010: 'restart',
  1641: 'restart',
  1618: 'retry',
  1638: 'already',
};

/** What exit codes mean by the kind of the installer; all others are failures. */
const CODES: Record<ProgramKind, Codes> = {
  msi: INSTALLER,
  exe: INSTALLER,
  powershell: { 0: 'success', 3010: 'restart', 1641: 'restart' },
  // The script of Établi itself ends with these.
  msix: { 0: 'success', 3010: 'restart' },
  // Of APPINSTALLER_CLI_ERROR: 0x8A150109, 0x8A15010B, 0x8A15010A, 0x8A150102, 0x8A150103, 0x8A15010D, 0x8A150061.
  winget: {
    ...INSTALLER,
    [-1978334967]: 'restart',
    [-1978334965]: 'restart',
    [-1978334966]: 'restart-first',
    [-1978334974]: 'retry',
    [-1978334973]: 'retry',
    [-1978334963]: 'already',
    [-1978335135]: 'already',
    [-1978335189]: 'already', // 0x8A15002B: nothing newer applies
  },
  chocolatey: { ...INSTALLER, 350: 'restart-first', 1604: 'restart-first' },
  wapt: { 0: 'success', 3010: 'restart' },
};

const WORDS: Record<number, Bilingual> = {
  1601: {
    fr: 'le service Windows Installer ne répond pas',
    en: 'the Windows Installer service does not answer',
  },
  1602: { fr: 'quelqu’un a annulé l’installation', en: 'somebody cancelled the installation' },
  1603: {
    fr: 'erreur fatale pendant l’installation : lisez la fin du journal (return value 3)',
    en: 'fatal error during the installation: read the end of the log (return value 3)',
  },
  1605: { fr: 'ce produit n’est pas installé', en: 'this product is not installed' },
  1612: {
    fr: 'la source de l’installation est introuvable',
    en: 'the source of the installation cannot be found',
  },
  1613: {
    fr: 'ce paquet veut un Windows Installer plus récent',
    en: 'this package needs a newer Windows Installer',
  },
  1618: { fr: 'une autre installation est en cours', en: 'another installation is in progress' },
  1619: {
    fr: 'le paquet ne s’ouvre pas : est-ce bien un MSI complet ?',
    en: 'the package cannot be opened: is it a complete MSI?',
  },
  1620: { fr: 'ce n’est pas un paquet MSI valide', en: 'it is not a valid MSI package' },
  1622: { fr: 'le journal n’a pas pu être écrit', en: 'the log could not be written' },
  1623: {
    fr: 'la langue du paquet n’est pas celle de Windows',
    en: 'Windows does not have the language of the package',
  },
  1624: { fr: 'une transformation (.mst) ne convient pas', en: 'a transform (.mst) does not fit' },
  1625: {
    fr: 'une stratégie de Windows interdit cette installation',
    en: 'a policy of Windows forbids this installation',
  },
  1632: {
    fr: 'le dossier temporaire est plein ou interdit',
    en: 'the temporary folder is full or forbidden',
  },
  1633: {
    fr: 'le paquet n’est pas pour cette architecture de Windows',
    en: 'the package is not for this architecture of Windows',
  },
  1638: {
    fr: 'une autre version de ce produit est installée',
    en: 'another version of this product is installed',
  },
  1639: { fr: 'les arguments de msiexec sont faux', en: 'the arguments of msiexec are wrong' },
  1643: { fr: 'une stratégie interdit cette correction', en: 'a policy forbids this patch' },
  1644: { fr: 'une stratégie interdit cette transformation', en: 'a policy forbids this transform' },
  1654: { fr: 'le paquet n’est pas pour ce Windows', en: 'the package is not for this Windows' },
};

/** Windows gives an exit code as 32 bits without a sign, or with one. */
const signed = (code: number): number => code | 0;

/** What an exit code of a program means: its own words first. */
export function outcomeOf(program: Pick<ProgramDocument, 'kind' | 'exitCodes'>, code: number): Outcome {
  const own = Object.entries(program.exitCodes).find(([key]) => signed(Number(key)) === signed(code))?.[1];
  return own ?? CODES[program.kind][signed(code)] ?? 'failure';
}

/** The code for people: with what Windows Installer means by it, where it is one of its own. */
export function exitCodeText(code: number): Bilingual {
  const words = WORDS[code];
  const shown =
    signed(code) < 0 ? `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}` : `${code}`;
  return words === undefined
    ? { fr: `code ${shown}`, en: `exit code ${shown}` }
    : { fr: `code ${shown} : ${words.fr}`, en: `exit code ${shown}: ${words.en}` };
}
