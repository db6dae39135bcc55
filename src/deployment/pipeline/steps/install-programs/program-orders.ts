import { detectionOf, filesOf, type ProgramDocument } from '../../../../park/software/index.js';
import type { PlannedProgram } from '../../plan.js';

type Fields = Record<string, unknown>;
type RunOf = { [K in ProgramDocument['kind']]: (program: Extract<ProgramDocument, { kind: K }>) => Fields };

type Managed = Extract<ProgramDocument, { kind: 'winget' | 'chocolatey' | 'wapt' }>;
const managed = ({ package: id, version, latest, source }: Managed): Fields => ({
  package: id,
  version: latest ? null : version,
  source: source ?? null,
});

/** What the script starts, by the kind of the program. It reads every field: what is not given is null. */
const RUNS: RunOf = {
  msi: ({ file, arguments: words }) => ({ file: file.name, arguments: words }),
  exe: ({ file, arguments: words }) => ({ file: file.name, arguments: words }),
  msix: ({ file, files }) => ({ file: file.name, files: files.map(({ name }) => name) }),
  winget: managed,
  chocolatey: managed,
  wapt: managed,
  powershell: ({ script }) => ({ script }),
};

/** One line of what `software/detect` is given. */
export function detectionOrder({ document, digest }: PlannedProgram): Fields {
  const rule = detectionOf(document);
  return {
    name: document.name,
    digest,
    rule: rule.by === 'file' ? { ...rule, sha256: rule.sha256 ?? null } : rule,
  };
}

/** What `software/install` is given. The key of a licence travels beside, never in a line that is run. */
export function installOrder(
  { document, digest }: PlannedProgram,
  urlOf: (sha256: string) => string,
  key: string | undefined,
): Fields {
  const { name, kind, timeoutMinutes, licence } = document;
  const run = (RUNS[kind] as (program: ProgramDocument) => Fields)(document);
  const { variable, file } = licence ?? {};
  return {
    program: { name, digest, kind, run, timeoutSeconds: timeoutMinutes * 60 },
    files: filesOf(document).map((one) => ({ ...one, url: urlOf(one.sha256) })),
    environment: key === undefined || variable === undefined ? null : { [variable]: key },
    keyFile:
      key === undefined || file === undefined
        ? null
        : { name: file.name, text: file.text.replaceAll('{{key}}', () => key) },
  };
}

/** Whether the installer is given the key of a licence. */
export function takesKey({ licence }: ProgramDocument): boolean {
  return licence?.variable !== undefined || licence?.file !== undefined;
}
