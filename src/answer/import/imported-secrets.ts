import type { Bilingual } from '../../core/index.js';
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

/** Gives every secret of a file a reference of its own in the vault. */
export class SecretNames {
  readonly values = new Map<string, string>();
  private readonly known = new Map<ImportedElement, string>();
  private readonly list: ImportedSecret[] = [];

  constructor(
    private readonly file: WindowsFile,
    /** Name of the profile: references of two files never meet. */
    private readonly profile: string,
  ) {}

  get told(): ImportedSecret[] {
    return [...this.list].sort((one, other) => one.line - other.line);
  }

  /** The reference of a secret: `import/salle-3/autologon-password`. */
  referenceOf(element: ImportedElement): string {
    const known = this.known.get(element);
    if (known !== undefined) return known;
    const path = this.file.pathOf(element.source);
    const reference = this.free(`import/${this.profile}/${nameOf(path)}`);
    this.known.set(element, reference);
    this.values.set(reference, element.source.text);
    this.list.push({ reference, path, line: element.source.line, put: put(reference, element) });
    return reference;
  }

  private free(wanted: string): string {
    for (let count = 1; ; count += 1) {
      const reference = count === 1 ? wanted : `${wanted}-${count}`;
      if (!this.values.has(reference)) return reference;
    }
  }
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
