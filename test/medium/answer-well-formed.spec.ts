import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkAnswer, importAnswer, renderAnswer } from '../../src/documents/answer/index.js';
import { InputError } from '../../src/platform/core/index.js';
import { parseProfile, type ProfileDocument, readProfile } from '../../src/documents/profile/index.js';
import { sampleValues, writtenOptions } from '../support/written-options.js';

const FIXTURES = join(import.meta.dirname, '..', '..', 'src', 'documents', 'answer', 'import', 'fixtures');
const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-xml-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What xmllint, an XML parser that is not ours, says about texts; nothing when all are well-formed. */
async function xmllint(texts: string[]): Promise<string> {
  const files = texts.map((_, index) => join(folder, `${index}.xml`));
  await Promise.all(texts.map((text, index) => writeFile(files[index]!, text)));
  return run('xmllint', ['--noout', '--nonet', ...files]).then(
    ({ stderr }) => stderr,
    ({ stderr }: { stderr: string }) => stderr,
  );
}

const KINDS = ['unattend', 'autounattend'] as const;
const render = (kind: (typeof KINDS)[number], profile: ProfileDocument, reveal?: Map<string, string>) =>
  renderAnswer({ kind, profile, machine: { serial: 'PF123456' }, reveal }).files[0]!.text;

describe('the ready-made profile of Windows', () => {
  let profile: ProfileDocument;

  beforeAll(async () => {
    profile = readProfile(await readFile('profiles/windows-11-atelier.yaml', 'utf8'));
  });

  it.each(KINDS)('gives an %s.xml without findings', (kind) => {
    expect(checkAnswer(Buffer.from(render(kind, profile))).findings).toEqual([]);
  });

  it('is well-formed for xmllint, with references and with any secret', async () => {
    const hostile = `</Value>]]>&"'{{x}}%PATH%é\u202e`;
    const { secrets } = renderAnswer({ kind: 'autounattend', profile, machine: { serial: 'PF123456' } });
    expect(secrets).toEqual(['atelier/administrateur', 'atelier/utilisateur']);
    const values = new Map(secrets.map((reference) => [reference, hostile]));
    const texts = KINDS.flatMap((kind) => [render(kind, profile), render(kind, profile, values)]);
    expect(await xmllint(texts)).toBe('');
  });
});

describe('what is generated', () => {
  it('is well-formed for xmllint with every option', async () => {
    const texts = writtenOptions().flatMap(({ path, node, sectionWith }) =>
      sampleValues(node, path).flatMap((value) => rendered(sectionWith(value))),
    );
    expect(texts.length).toBeGreaterThan(400);
    expect(await xmllint(texts)).toBe('');
  });

  it('is well-formed for xmllint when it was imported', async () => {
    const texts = (await readdir(FIXTURES)).map(async (name) => {
      const { result, values } = importAnswer(await readFile(join(FIXTURES, name)), { fileName: name });
      return render(result.kind, parseProfile(result.draft), new Map(values));
    });
    expect(await xmllint(await Promise.all(texts))).toBe('');
  });
});

/** Nothing for a value that is refused: a schema does not tell all that must stand beside it. */
function rendered(windows: unknown): string[] {
  try {
    return [render('autounattend', parseProfile({ name: 'one', master: { name: 'windows-11' }, windows }))];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
