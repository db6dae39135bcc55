import { scryptSync } from 'node:crypto';
import type { Bilingual } from '../../../platform/core/index.js';
import type { WindowsFile } from '../check/windows/windows-file.js';
import type { ImportedElement } from './imported-element.js';

/** A secret of the file, by the reference that the draft names. */
export interface ImportedSecret {
  reference: string;
  line: number;
  path: string;
  /** What to put in the vault, and how. */
  put: Bilingual;
}

/** Enough for one office's files never to meet. */
const DIGEST_BYTES = 4;

/** Gives every secret of a file a reference of its own in the vault. */
export class SecretNames {
  readonly values = new Map<string, string>();
  private readonly known = new Map<ImportedElement, string>();
  private readonly list: ImportedSecret[] = [];
  /** How many references of a name there are. */
  private readonly counts = new Map<string, number>();
  private inFolder: string | undefined;

  constructor(
    private readonly file: WindowsFile,
    /** What its references begin with, worked out at the first one. */
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
 * Where the secrets of a file stand in the vault: `import/salle-3-1a2b3c4d`. Many files are called autounattend.xml:
 * a digest tells them apart, and the same file has the same references each time. The file holds its passwords, and
 * references are shown: the digest is that of scrypt, so that a guessed password is not quickly tried against it.
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
    fr: `${command} : la valeur de la ligne ${source.line}, telle qu’elle y est`,
    en: `${command}: the value of line ${source.line}, as it stands there`,
  };
}
