import { z } from 'zod';
import { exitCodeText, titleOf } from '../../../park/software/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import type { CheckResult } from '../../recette/index.js';
import type { DeployPlan, PlannedProgram } from '../plan.js';
import { NOT_MEASURED, type Said, type Statements } from '../statement-parts.js';

const KIND = 'program-installed';

/** The evidence of the step, as far as the certificate says it. */
const evidenceSchema = z.object({
  programs: z.array(
    z.object({
      name: z.string(),
      applied: z.enum(['installed', 'present']),
      exitCode: z.number().optional(),
      measured: z.string().optional(),
    }),
  ),
});
type Found = z.output<typeof evidenceSchema>['programs'][number];

/** One check a program: the step measured that it is there after it was installed. */
export function programChecks(
  { programs = [] }: DeployPlan,
  evidence: unknown,
): Omit<CheckResult, 'startedAt' | 'durationMs'>[] {
  const found = foundIn(evidence);
  return programs.map((program) => {
    const { name, version } = program.document;
    const title = titleOf(program.document);
    const one = found.get(name);
    const expected = { fr: `${version}, installé`, en: `${version}, installed` };
    const common = {
      kind: KIND,
      title: { fr: `Logiciel : ${title}`, en: `Program: ${title}` },
      severity: 'blocking' as const,
      expected,
    };
    if (one === undefined)
      return { ...common, verdict: 'unmeasured' as const, measured: NOT_MEASURED, evidence: {} };
    return { ...common, verdict: 'passed' as const, measured: measuredText(one), evidence: { ...one } };
  });
}

/** What was asked of the catalogue, what each installer said, what the PC shows. */
export function programStatements({ plan, evidence }: Said): Statements {
  const { programs = [] } = plan;
  const found = foundIn(evidence('install-programs'));
  return programs.map((program) => ({
    subject: { fr: `Logiciel : ${titleOf(program.document)}`, en: `Program: ${titleOf(program.document)}` },
    asked: askedText(program),
    applied: appliedText(found.get(program.document.name)),
    measured: found.has(program.document.name)
      ? measuredText(found.get(program.document.name)!)
      : NOT_MEASURED,
  }));
}

function foundIn(evidence: unknown): Map<string, Found> {
  const parsed = evidenceSchema.safeParse(evidence);
  return new Map((parsed.data?.programs ?? []).map((one) => [one.name, one]));
}

function askedText({ document, isAsked }: PlannedProgram): Bilingual {
  const { name, version, kind } = document;
  const why = isAsked
    ? { fr: '', en: '' }
    : { fr: ', un autre logiciel en a besoin', en: ', another program needs it' };
  return { fr: `${name} ${version} (${kind})${why.fr}`, en: `${name} ${version} (${kind})${why.en}` };
}

function appliedText(found: Found | undefined): Bilingual | string {
  if (found === undefined) return '—';
  if (found.applied === 'present') return { fr: 'déjà là', en: 'already there' };
  const { exitCode } = found;
  const how = exitCode === undefined ? undefined : exitCodeText(exitCode);
  return {
    fr: ['installé', how?.fr].filter(Boolean).join(', '),
    en: ['installed', how?.en].filter(Boolean).join(', '),
  };
}

/** Some programs show no version. */
function measuredText({ measured }: Found): Bilingual {
  return measured === undefined
    ? { fr: 'présent sur le PC', en: 'there on the PC' }
    : { fr: `${measured} sur le PC`, en: `${measured} on the PC` };
}
