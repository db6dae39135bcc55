import { Injectable } from '@nestjs/common';
import { Licences } from '../../../../park/licence/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import { Addresses } from '../../addresses.js';
import type { DeployPlan, PlannedProgram } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { installOrder, takesKey } from './program-orders.js';
import { type ProgramResult, ProgramRun, type Shown } from './program-run.js';
import { cleanedSchema } from './readings.js';
import { notDetected } from './refusals.js';

/**
 * Installs the programs of the catalogue on the running Windows, in the order of the plan. What is there already is
 * left alone; what was installed is measured afterwards, whatever its installer says.
 */
@Injectable()
export class InstallPrograms implements Step<'deploy'> {
  readonly name = 'install-programs';
  readonly title = { fr: 'Installation des logiciels', en: 'Software installation' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 8 * 60 * 60_000;

  constructor(
    private readonly licences: Licences,
    private readonly addresses: Addresses,
  ) {}

  onlyIf({ programs = [] }: DeployPlan): boolean {
    return programs.length > 0;
  }

  needsSecret({ programs = [] }: DeployPlan): boolean {
    return programs.some(({ document }) => takesKey(document));
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { programs = [] } = context.plan;
    await this.takeLicences(context, programs);
    const run = new ProgramRun(context, (program) => this.orderFor(context, program));
    const before = await run.detect(programs);
    const results: ProgramResult[] = [];
    for (const [index, program] of programs.entries()) {
      context.progress({ done: index, total: programs.length, unit: 'packages' });
      const { name } = program.document;
      // What another program brought with it is measured again.
      const shown = before.get(name)!.presence === 'present' ? before.get(name)! : undefined;
      results.push(await run.install(program, shown ?? (await run.detect([program])).get(name)!));
      await this.useLicence(context, program);
    }
    const restarted = await run.restartIfDue();
    const measured = allPresent(programs, await run.detect(programs), results);
    await context.remember({
      software: measured.map(({ title, version, measured: shown }) => ({
        name: title,
        version: shown ?? version,
      })),
    });
    return done({ programs: measured, restarted, left: await clean(context) });
  }

  /** Right before the installer is started: from then on the program may be there, and its licence stays with the PC. */
  private async orderFor(context: StepContext<'deploy'>, program: PlannedProgram): Promise<object> {
    const { licence } = program.document;
    if (!takesKey(program.document)) await this.useLicence(context, program);
    const key =
      licence !== undefined && takesKey(program.document)
        ? await this.licences.keyOf(licence.pool, context.machineId)
        : undefined;
    if (key !== undefined) context.conceal([key]);
    return installOrder(program, (sha256) => this.addresses.payload(sha256), key);
  }

  /** All of them before anything is installed: a PC without one gets nothing half. */
  private async takeLicences(
    context: StepContext<'deploy'>,
    programs: readonly PlannedProgram[],
  ): Promise<void> {
    const pools = new Set(programs.flatMap(({ document }) => document.licence?.pool ?? []));
    for (const pool of pools) {
      const { hasKey } = await this.licences.take(pool, context.machineId, context.deploymentId);
      const needing = programs.find(({ document }) => document.licence?.pool === pool && takesKey(document));
      if (needing !== undefined && !hasKey) throw withoutKeys(pool, needing.document.name);
    }
  }

  private async useLicence(context: StepContext<'deploy'>, { document }: PlannedProgram): Promise<void> {
    if (document.licence !== undefined) await this.licences.use(document.licence.pool, context.machineId);
  }
}

/** With what the PC shows at the end, after every restart. Throws OperatorError for one that is not there any more. */
function allPresent(
  programs: readonly PlannedProgram[],
  shown: ReadonlyMap<string, Shown>,
  results: readonly ProgramResult[],
): ProgramResult[] {
  return programs.map(({ document }, index) => {
    const { presence, version } = shown.get(document.name)!;
    if (presence !== 'present') throw notDetected(document, presence, version);
    return { ...results[index]!, measured: version ?? undefined };
  });
}

/** Installers and their logs; what could not be removed stands in the evidence. */
async function clean(context: StepContext<'deploy'>): Promise<string[]> {
  const { left } = await context.powershell(
    'software/clean',
    {},
    { schema: cleanedSchema, timeoutMs: 10 * 60_000, asSystem: true },
  );
  if (left.length > 0) context.log(`left: ${left.join(', ')}`);
  return left;
}

function withoutKeys(pool: string, program: string): OperatorError {
  return new OperatorError(
    {
      fr: `${program} reçoit une clé, et les licences de « ${pool} » n’en ont pas`,
      en: `${program} is given a key, and the licences of "${pool}" have none`,
    },
    {
      remedy: {
        fr: 'Créez une réserve de clés (etabli licence add --keys-file), et nommez-la dans le logiciel.',
        en: 'Make a pool of keys (etabli licence add --keys-file), and name it in the program.',
      },
    },
  );
}
