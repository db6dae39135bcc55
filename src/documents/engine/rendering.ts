import { PermanentError } from '../../platform/core/index.js';
import type { NotCarried } from '../profile/index.js';

/** The files of a profile as a renderer makes them. */
export interface Drawn<File> {
  files: File[];
  notCarried: NotCarried[];
}

/** The files of a profile for one machine. */
export interface Rendered<File> {
  /** `secret` is true when the file holds the value of a secret. */
  files: (File & { secret: boolean })[];
  /** The references of the secrets that the files need, sorted. */
  secrets: string[];
  /** The options of the profile that these files do not hold. */
  notCarried: NotCarried[];
}

/** The secrets that one rendering needs, each as its value or as `{vault:reference}`. */
export class RenderedSecrets {
  private readonly used = new Set<string>();

  /** `values`: by reference; without it every secret is written as its reference. */
  constructor(private readonly values?: ReadonlyMap<string, string>) {}

  /** Throws PermanentError when the values are given and do not hold this one. */
  readonly secret = ({ vault }: { vault: string }): string => {
    this.used.add(vault);
    if (this.values === undefined) return `{vault:${vault}}`;
    return this.values.get(vault) ?? absent(vault);
  };

  /** What was drawn with these secrets. */
  rendered<File>({ files, notCarried }: Drawn<File>): Rendered<File> {
    const secret = this.values !== undefined && this.used.size > 0;
    return {
      files: files.map((file) => ({ ...file, secret })),
      secrets: [...this.used].sort(),
      notCarried,
    };
  }
}

function absent(reference: string): never {
  throw new PermanentError({
    fr: `le secret ${reference} n’a pas été lu dans le coffre`,
    en: `the secret ${reference} was not read from the vault`,
  });
}
