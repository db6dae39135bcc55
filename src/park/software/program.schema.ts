import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';
import { detection } from './detection.schema.js';
import {
  fileName,
  line,
  packageId,
  packageSource,
  productCode,
  programFile,
  programName,
  programVersion,
  script,
} from './program-fields.js';

/** What an exit code means. `restart-first`: Windows must restart before it can be installed at all. */
export const OUTCOMES = ['success', 'restart', 'restart-first', 'retry', 'already', 'failure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const PROGRAM_KINDS = ['msi', 'exe', 'msix', 'winget', 'chocolatey', 'wapt', 'powershell'] as const;
export type ProgramKind = (typeof PROGRAM_KINDS)[number];

const ARCHITECTURES = ['amd64', 'arm64', 'x86', 'any'] as const;

const need = z.strictObject({
  name: programName.describe('Name of a program of the catalogue'),
  version: programVersion.optional().describe('Least version'),
});

const licence = z
  .strictObject({
    pool: programName.describe('Pool of licences: each PC takes one (etabli licence add)'),
    variable: z
      .string()
      .max(60)
      .regex(/^[A-Z][A-Z0-9_]*$/, {
        error: expecting('le nom d’une variable : LICENCE_KEY', 'the name of a variable: LICENCE_KEY'),
      })
      .optional()
      .describe('Environment variable with the key, for the installer; no key is ever on a command line'),
    file: z
      .strictObject({
        name: fileName.describe('A file beside the installer, removed afterwards'),
        text: z
          .string()
          .max(65_536)
          .refine((text) => text.includes('{{key}}'), {
            error: expecting('un texte qui contient {{key}}', 'a text that has {{key}}'),
          })
          .describe('Its text; {{key}} becomes the key'),
      })
      .optional(),
  })
  .describe('Licence that each PC takes');

/** No installer has that many; each PC of a lot has all of them in its plan. */
const MOST_CODES = 200;

/** A code as YAML has it, quoted or not; Windows has 32 bits of it. */
const exitCodes = z
  .record(
    z.string().regex(/^-?\d{1,10}$/, { error: expecting('un code de retour : 3010', 'an exit code: 3010') }),
    z.enum(OUTCOMES),
  )
  .refine((codes) => Object.keys(codes).length <= MOST_CODES, {
    error: expecting(`${MOST_CODES} codes de retour au plus`, `at most ${MOST_CODES} exit codes`),
  })
  .default({})
  .describe('What exit codes mean, beside those that every installer of this kind has');

const common = {
  name: programName.describe('Name; profiles and other programs refer to it'),
  version: programVersion.describe('A name and version always mean the same installation'),
  title: line().optional().describe('Name for people; `name` by default'),
  publisher: line().optional().describe('Who made it'),
  architecture: z
    .enum(ARCHITECTURES)
    .default('amd64')
    .describe('Of the program; x86 also runs on amd64 and arm64, amd64 also on arm64'),
  leastBuild: z
    .number()
    .int()
    .min(10_240)
    .max(99_999)
    .optional()
    .describe('Least build of Windows: 19045, 22631, 26100'),
  needs: z.array(need).max(50).default([]).describe('Programs that must be installed before'),
  exitCodes,
  timeoutMinutes: z
    .number()
    .int()
    .min(1)
    .max(240)
    .default(30)
    .describe('After this the installer and what it started are ended'),
  restart: z
    .enum(['now', 'end'])
    .default('end')
    .describe('When Windows restarts, where the installer asks for it: at once, or once after all programs'),
  retry: z
    .strictObject({
      times: z.number().int().min(0).max(20).default(3).describe('More attempts, for exit codes that say so'),
      seconds: z.number().int().min(1).max(1_800).default(60).describe('Between two attempts'),
    })
    .prefault({}),
  licence: licence.optional(),
  uninstall: line(1_000).optional().describe('Line that removes it, for technicians'),
};

const withFile = {
  file: programFile.describe('The installer'),
  files: z.array(programFile).max(50).default([]).describe('Files that it needs beside itself'),
};
const manager = {
  package: packageId.describe('Package in its manager'),
  source: packageSource.optional().describe('Source of the manager; its usual one by default'),
  latest: z
    .boolean()
    .default(false)
    .describe('Install the newest, at least `version`; otherwise exactly `version`'),
  detect: detection.optional().describe('What the manager lists, by default'),
};

/** A program of the catalogue as an administrator writes it, by its kind. */
export const programSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('msi').describe('A package of Windows Installer'),
        ...common,
        ...withFile,
        arguments: line(4_000)
          .default('/qn /norestart REBOOT=ReallySuppress')
          .describe('After msiexec /i FILE'),
        product: z
          .strictObject({ code: productCode, version: programVersion })
          .optional()
          .describe('Read from the file; what is given must be the same'),
        detect: detection.optional().describe('The product code, by default'),
      }),
      z.strictObject({
        kind: z.literal('exe').describe('An installer of its own'),
        ...common,
        ...withFile,
        arguments: line(4_000).describe('Silent arguments, which each installer has its own of: /S, /quiet…'),
        detect: detection,
      }),
      z.strictObject({
        kind: z.literal('msix').describe('An .msix, .appx or bundle; installed for every account'),
        ...common,
        ...withFile,
        package: packageId.describe('Name in its manifest'),
        detect: detection.optional().describe('The package, by default'),
      }),
      z.strictObject({ kind: z.literal('winget'), ...common, ...manager }),
      z.strictObject({ kind: z.literal('chocolatey'), ...common, ...manager }),
      z.strictObject({ kind: z.literal('wapt'), ...common, ...manager }),
      z.strictObject({
        kind: z.literal('powershell').describe('A PowerShell script, run as SYSTEM'),
        ...common,
        files: withFile.files,
        script: script.describe('The script; its exit code says how it went'),
        detect: detection,
      }),
    ],
    {
      error: expecting(
        'kind: msi, exe, msix, winget, chocolatey, wapt ou powershell',
        'kind: msi, exe, msix, winget, chocolatey, wapt or powershell',
      ),
    },
  )
  .superRefine(checkNames)
  .meta({
    id: 'ProgramDocument',
    description: 'How a program is installed on Windows, and how a PC shows it',
  });

/** With the defaults. */
export type ProgramDocument = z.output<typeof programSchema>;

/** The extensions that Windows opens as a package of this kind. */
const EXTENSIONS: Partial<Record<ProgramKind, RegExp>> = {
  msi: /\.msi$/i,
  exe: /\.exe$/i,
  msix: /\.(?:msix|appx)(?:bundle)?$/i,
};

interface Fields {
  kind: ProgramKind;
  licence?: z.output<typeof licence>;
  file?: { name: string };
  files?: { name: string }[];
}

/** Files that lie in one folder have different names, as Windows compares them. */
function checkNames(program: Fields, context: z.RefinementCtx): void {
  const { kind, file, files = [], licence: key } = program;
  const issue = (path: PropertyKey[], fr: string, en: string, input: unknown) =>
    context.addIssue({ code: 'custom', path, message: expecting(fr, en), input });
  const extension = EXTENSIONS[kind];
  if (file && extension && !extension.test(file.name))
    issue(['file', 'name'], `un fichier .${kind}`, `a .${kind} file`, file.name);
  const seen = new Set(file ? [file.name.toLowerCase()] : []);
  files.forEach(({ name }, index) => {
    const is = name.toLowerCase();
    if (seen.has(is)) issue(['files', index, 'name'], 'un autre nom de fichier', 'another file name', name);
    seen.add(is);
  });
  const own = key?.file?.name;
  if (own !== undefined && seen.has(own.toLowerCase()))
    issue(['licence', 'file', 'name'], 'un autre nom de fichier', 'another file name', own);
}

/** All the files that a program brings, the installer first. */
export function filesOf(program: ProgramDocument): { name: string; sha256: string }[] {
  const { file, files = [] } = program as { file?: { name: string; sha256: string }; files?: [] };
  return [...(file ? [file] : []), ...files];
}

export const titleOf = ({ title, name }: Pick<ProgramDocument, 'title' | 'name'>): string => title ?? name;
