import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectionOf, judgeDetection, programSchema, readMsi } from '../../src/park/software/index.js';
import { madeMsi, MSI } from '../support/msi.js';
import { Wine } from '../support/wine.js';

/** As wine's own Windows Installer sees it: Z: is the root of this machine. */
const zPath = (path: string) => `Z:${path.replaceAll('/', '\\')}`;
const UNINSTALL = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

let wine: Wine;
let folder: string;

beforeAll(async () => {
  wine = await Wine.create();
  folder = mkdtempSync(join(tmpdir(), 'etabli wine msi-')); // with a space, for the quotes
});
afterAll(async () => {
  await wine.remove();
  rmSync(folder, { recursive: true });
});

/** The line that the script of an MSI starts, with its values filled in. */
function msiexecLine(values: Record<string, string>): string {
  const kinds = readFileSync('templates/windows/software/kinds.ps1.hbs', 'utf8');
  const text = /msiexec\.exe"; arguments = "(.*?)"; log =/.exec(kinds)![1]!;
  const filled = text.replaceAll('`"', '"').replace(/\$\(\$run\.(\w+)\)|\$(\w+)/g, (found, field, own) => {
    const value = values[(field ?? own) as string];
    if (value === undefined) throw new Error(`no value for ${found}`);
    return value;
  });
  return `msiexec.exe ${filled}`;
}
async function uninstallEntry(code: string): Promise<Record<string, string>> {
  const { stdout } = await wine.run('reg', 'query', `${UNINSTALL}\\${code}`);
  return Object.fromEntries(
    [...stdout.matchAll(/^ {4}(\S+) +REG_SZ +(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.trim(),
    ]),
  );
}

it('an MSI leaves, after our own line, the entry by which it is detected', async () => {
  const msi = madeMsi(folder, 'the editor.msi');
  const { code, version } = await readMsi(msi);
  const program = programSchema.parse({
    ...{ name: 'editor', version: '2.10', kind: 'msi', product: { code, version } },
    file: { name: 'the editor.msi', sha256: 'a'.repeat(64) },
  });
  if (program.kind !== 'msi') throw new Error('not an MSI');
  const rule = detectionOf(program);
  expect(rule).toMatchObject({ by: 'product', code: MSI.code });
  expect(await uninstallEntry(code)).toEqual({});
  const values = { work: zPath(folder), file: program.file.name, arguments: program.arguments };
  await wine.runLines([msiexecLine(values)]);
  const entry = await uninstallEntry(code);
  expect(entry['DisplayVersion']).toBe('2.10.3');
  expect(judgeDetection(rule, { found: true, version: entry['DisplayVersion'] })).toBe('present');
  expect(existsSync(join(folder, 'etabli-install.log'))).toBe(true);
});
