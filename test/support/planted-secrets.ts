import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodingsOf } from './secret-windows.js';

/** Shorter forms occur by chance. */
const LEAST = 6;

/** Each form of a secret in which a file could hold it, as its bytes, by what people call the secret. */
function formsOf(secrets: ReadonlyMap<string, string>): Map<string, string> {
  const forms = new Map<string, string>();
  for (const [name, value] of secrets) {
    const utf16 = Buffer.from(value, 'utf16le').toString('latin1');
    const bytes = encodingsOf(value).map((form) =>
      form === utf16 ? form : Buffer.from(form, 'utf8').toString('latin1'),
    );
    const capitals = bytes.filter((form) => /^[0-9a-f]+$/.test(form)).map((hex) => hex.toUpperCase());
    for (const form of [...bytes, ...capitals]) if (form.length >= LEAST) forms.set(form, name);
  }
  return forms;
}

/**
 * The secrets that stand anywhere in these files and folders, in any form: `name in path`. grep looks for all of them at
 * once; it is another program than those that wrote.
 */
export function foundIn(secrets: ReadonlyMap<string, string>, paths: readonly string[]): string[] {
  const forms = formsOf(secrets);
  const folder = mkdtempSync(join(tmpdir(), 'etabli-planted-'));
  try {
    const list = join(folder, 'forms');
    writeFileSync(list, [...forms.keys()].join('\n'), 'latin1');
    const found = grep(['-aoF', '-r', '--null', '-f', list, ...paths]);
    const lines = found.split('\n').filter((line) => line !== '');
    return [...new Set(lines.map((line) => named(line, forms)))].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function named(line: string, forms: ReadonlyMap<string, string>): string {
  const at = line.indexOf('\0');
  return `${forms.get(line.slice(at + 1)) ?? 'a form'} in ${line.slice(0, at)}`;
}

/** Whether the text stands in one of these files, whatever else does. */
export function standsIn(text: string, paths: readonly string[]): boolean {
  return grep(['-aoF', '-r', '-h', '-e', text, ...paths]) !== '';
}

/** Status 1: nothing found. */
function grep(args: string[]): string {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  try {
    return execFileSync('grep', args, { env, maxBuffer: 1 << 28 }).toString('latin1');
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    if (status === 1) return '';
    throw new Error(`grep ended with ${status}: ${stderr.toString()}`, { cause: error });
  }
}

/** The text in a file of its own, to be searched as files are. */
export class SearchedTexts {
  readonly folder = mkdtempSync(join(tmpdir(), 'etabli-searched-'));

  put(name: string, text: string | Buffer): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
