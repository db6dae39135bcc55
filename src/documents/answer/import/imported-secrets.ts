import { scryptSync } from 'node:crypto';
import type { Bilingual } from '../../../platform/core/index.js';
import type { WindowsFile } from '../check/windows/windows-file.js';
import type { ImportedElement } from './imported-element.js';

/** A secret of the file, with its vault reference in the draft. */
export interface ImportedSecret {
  reference: string;
  line: number;
  path: string;
  /** The command that stores the secret in the vault. */
  put: Bilingual;
}

/** Long enough to avoid collisions between the files of one organisation. */
const DIGEST_BYTES = 4;

/** Assigns a unique vault reference to every secret of a file. */
export class SecretNames {
  readonly values = new Map<string, string>();
  private readonly known = new Map<ImportedElement, string>();
  private readonly list: ImportedSecret[] = [];
  /** Number of references per name. */
  private readonly counts = new Map<string, number>();
  private inFolder: string | undefined;

  constructor(
    private readonly file: WindowsFile,
    /** Prefix of the references, computed on first use. */
    private readonly folder: () => string,
  ) {}

  get named(): ImportedSecret[] {
    return [...this.list].sort((one, other) => one.line - other.line);
  }

  /** The reference of a secret: `import/salle-3-1a2b3c4d/autologon-password`. */
  referenceOf(element: ImportedElement): string {
    const known = this.known.get(element);
    if (known !== undefined) return known;
    const path = this.file.pathOf(element.source);
    const reference = this.free(`${(this.inFolder ??= this.folder())}/${nameOf(path)}`);
    this.known.set(element, reference);
    this.values.set(reference, element.source.text);
    this.list.push({ reference, path, line: element.source.line, put: put(reference, element) });
    return reference;
  }

  private free(wanted: string): string {
    for (let count = (this.counts.get(wanted) ?? 0) + 1; ; count += 1) {
      this.counts.set(wanted, count);
      const reference = count === 1 ? wanted : `${wanted}-${count}`;
      if (!this.values.has(reference)) return reference;
    }
  }
}

/**
 * The vault prefix for the secrets of a file: `import/salle-3-1a2b3c4d`. Many files are called autounattend.xml:
 * a digest distinguishes them, and the same file always gives the same references. The digest covers passwords and
 * is visible: it is made with scrypt, so that guessing passwords from it is slow.
 */
export function secretFolder(name: string, bytes: Uint8Array): string {
  const digest = scryptSync(bytes, 'etabli import', DIGEST_BYTES).toString('hex');
  return `import/${name}-${digest}`;
}

/** `oobeSystem/…/AutoLogon/Password/Value` -> `autologon-password` */
function nameOf(path: string): string {
  const words = path
    .split('/')
    .map((word) => word.replace(/\[\d+\]$/, '').toLowerCase())
    .filter((word) => word !== 'value');
  return (
    words
      .slice(-2)
      .map((word) => word.replace(/[^a-z0-9]/g, ''))
      .filter(Boolean)
      .join('-') || 'secret'
  );
}

function put(reference: string, { source }: ImportedElement): Bilingual {
  const command = `etabli secret put ${reference}`;
  return {
    fr: `${command} : la valeur de la ligne ${source.line}, sans la modifier`,
    en: `${command}: the value of line ${source.line}, unchanged`,
  };
}
