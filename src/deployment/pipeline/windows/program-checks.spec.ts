import { programSchema } from '../../../park/software/index.js';
import type { DeployPlan } from '../plan.js';
import { programChecks } from './program-checks.js';

const program = (name: string) => ({
  digest: 'd'.repeat(64),
  isAsked: true,
  field: 'software[0]',
  document: programSchema.parse({
    name,
    version: '1.0',
    title: `The ${name}`,
    kind: 'winget',
    package: 'A.B',
  }),
});
const plan = { programs: [program('zip'), program('office')] } as unknown as DeployPlan;
const verdicts = (evidence: unknown) =>
  programChecks(plan, evidence).map(({ title, verdict, measured }) => [
    title.en,
    verdict,
    (measured as { en: string }).en,
  ]);

describe('the certificate', () => {
  it('has a check for each program: what the PC shows at the end', () => {
    const evidence = {
      programs: [
        { name: 'zip', applied: 'installed', exitCode: 3010, measured: '1.0.2' },
        { name: 'office', applied: 'present' },
      ],
    };
    expect(verdicts(evidence)).toEqual([
      ['Program: The zip', 'passed', '1.0.2 on the PC'],
      ['Program: The office', 'passed', 'there on the PC'],
    ]);
  });

  it.each([undefined, {}, { programs: [{ name: 'zip' }] }, { programs: 'all' }])(
    'says of a step that measured nothing that nothing was measured: %j',
    (evidence) => {
      expect(verdicts(evidence).map(([, verdict]) => verdict)).toEqual(['unmeasured', 'unmeasured']);
    },
  );

  it('does not take one program for another', () => {
    expect(
      verdicts({ programs: [{ name: 'zip', applied: 'installed' }] }).map(([, verdict]) => verdict),
    ).toEqual(['passed', 'unmeasured']);
  });

  it('has none where nothing was asked, as in a plan of an earlier release', () => {
    expect(programChecks({} as DeployPlan, {})).toEqual([]);
  });
});
