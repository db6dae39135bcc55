import { type Detection, detectionOf, type ProgramRow, titleOf } from '../../../park/software/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { momentOf, type Moment } from '../frame/moment.js';

const KINDS: Record<ProgramRow['kind'], Bilingual> = {
  msi: { fr: 'Windows Installer (MSI)', en: 'Windows Installer (MSI)' },
  exe: { fr: 'Installeur (EXE)', en: 'Installer (EXE)' },
  msix: { fr: 'Application (MSIX)', en: 'App (MSIX)' },
  winget: { fr: 'WinGet', en: 'WinGet' },
  chocolatey: { fr: 'Chocolatey', en: 'Chocolatey' },
  wapt: { fr: 'WAPT', en: 'WAPT' },
  powershell: { fr: 'Script PowerShell', en: 'PowerShell script' },
};

const SHOWN_BY: Record<Detection['by'], Bilingual> = {
  product: { fr: 'son code produit', en: 'its product code' },
  uninstall: { fr: 'la liste des programmes installés', en: 'the list of installed programs' },
  file: { fr: 'un fichier', en: 'a file' },
  command: { fr: 'une commande', en: 'a command' },
  script: { fr: 'un script', en: 'a script' },
  appx: { fr: 'les applications de Windows', en: 'the apps of Windows' },
  winget: { fr: 'WinGet', en: 'WinGet' },
  chocolatey: { fr: 'Chocolatey', en: 'Chocolatey' },
  wapt: { fr: 'WAPT', en: 'WAPT' },
};

/** One version of a program, as a page shows it. */
export interface ProgramView {
  name: string;
  title: string;
  version: string;
  kind: string;
  publisher: string;
  shownBy: string;
  needs: string[];
  /** The pool that each PC takes a licence from; empty for none. */
  pool: string;
  by: string;
  at: Moment;
}

export function programView(
  { name, version, kind, document, createdBy, createdAt }: ProgramRow,
  language: Language,
): ProgramView {
  return {
    name,
    title: titleOf(document),
    version,
    kind: say(KINDS[kind], language),
    publisher: document.publisher ?? '',
    shownBy: say(SHOWN_BY[detectionOf(document).by], language),
    needs: document.needs.map((need) =>
      [need.name, need.version && `≥ ${need.version}`].filter(Boolean).join(' '),
    ),
    pool: document.licence?.pool ?? '',
    by: createdBy,
    at: momentOf(createdAt, language),
  };
}
