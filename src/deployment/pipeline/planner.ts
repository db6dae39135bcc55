import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  InputError,
  fieldIn,
  oneAfterAnother,
  type Finding,
  type Language,
} from '../../platform/core/index.js';
import { Directories, nameOfDomain } from '../../park/directory/index.js';
import { AuthorityUpdates } from '../../park/firmware/index.js';
import { Masters, Payloads } from '../../park/master/index.js';
import { secretsOf, usesOf, type ProfileDocument } from '../../documents/profile/index.js';
import { Profiles } from '../../documents/profile/server.js';
import { SecretUses, Vault } from '../../platform/vault/index.js';
import { authorityFindings } from './authority-findings.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore, type Order } from './deployment.store.js';
import type { Facts } from './facts.js';
import { linuxFindings } from './linux-findings.js';
import { LotStore } from './lot/lot.store.js';
import {
  plannedMaster,
  systemOfMaster,
  type DeployPlan,
  type PlannedMaster,
  type PlannedProgram,
  type PlannedRow,
  type SystemKind,
} from './plan.js';
import type { StepRow } from './step.entity.js';
import { StepStore } from './step.store.js';
import { repetitionFrom, type Repetition, retryChoices, type RetryChoice, type RetryFrom } from './retry.js';
import { STEP_LIST, appliesTo } from './step-list.js';
import type { Step } from './step.js';
import { directoryFindings, rowFindings } from './windows/directory-findings.js';
import { domainOf } from './windows/domain.js';
import { windowsFindings } from './windows/findings.js';
import { PlannedPrograms } from './windows/planned-programs.js';

/** What a system cannot make of a profile. */
const SYSTEM_FINDINGS: Record<SystemKind, (document: ProfileDocument, master: PlannedMaster) => Finding[]> = {
  linux: linuxFindings,
  windows: windowsFindings,
};

/** Turns what was asked into a frozen plan and its frozen steps. */
@Injectable()
export class Planner {
  constructor(
    private readonly lots: LotStore,
    private readonly deployments: DeploymentStore,
    private readonly steps: StepStore,
    private readonly profiles: Profiles,
    private readonly masters: Masters,
    private readonly payloads: Payloads,
    private readonly vault: Vault,
    private readonly secretUses: SecretUses,
    private readonly authorityUpdates: AuthorityUpdates,
    private readonly directories: Directories,
    private readonly programs: PlannedPrograms,
    @Inject(STEP_LIST) private readonly list: readonly Step[],
  ) {}

  /**
   * Resolves the profile version and the master of planned deployments, once for all that share them; throws an
   * InputError for what is missing.
   * @param future their lot, when it is not made yet
   */
  async plansOf(
    deployments: readonly Deployment[],
    technician: string,
    future?: DeployPlan['lot'],
  ): Promise<DeployPlan[]> {
    const shared = new Map<string, Omit<DeployPlan, 'row'>>();
    const plans = await oneAfterAnother(deployments, async (deployment) => {
      const key = `${deployment.lotId} ${deployment.profileVersionId}`;
      const plan = shared.get(key) ?? (await this.sharedPlan(deployment, technician, future));
      shared.set(key, plan);
      return this.withSteps({ ...plan, row: rowOf(deployment) });
    });
    await this.checkRows(plans, deployments);
    return plans;
  }

  /** What the directory cannot have of a row, said before any PC is switched on. */
  private async checkRows(plans: readonly DeployPlan[], deployments: readonly Deployment[]): Promise<void> {
    const findings: Finding[] = [];
    const bases = new Map<string, string>();
    for (const [index, plan] of plans.entries()) {
      const name = domainOf(plan)?.directory;
      if (name === undefined) continue;
      const base = bases.get(name) ?? nameOfDomain((await this.directories.get(name)).document.domain);
      bases.set(name, base);
      findings.push(...rowFindings(plan, deployments[index]!.rowNumber, base));
    }
    if (findings.length > 0) throw undeployable('le lot', 'the lot', findings);
  }

  /** The plan itself. Throws InputError when no step is written for the system that it installs. */
  private withSteps(plan: DeployPlan): DeployPlan {
    if (this.list.some((step) => appliesTo(step, plan))) return plan;
    throw new InputError(
      {
        fr: 'cette version d’Établi ne sait pas déployer le système de ce master',
        en: 'this release of Établi cannot deploy the system of this master',
      },
      [
        {
          field: 'master',
          found: plan.master.system,
          expected: { fr: 'un système Linux', en: 'a Linux system' },
        },
      ],
    );
  }

  private async sharedPlan(
    { lotId, profileVersionId }: Deployment,
    technician: string,
    future?: DeployPlan['lot'],
  ): Promise<Omit<DeployPlan, 'row'>> {
    if (lotId === null || profileVersionId === null) {
      throw new Error('a deployment that is armed belongs to a lot with a profile');
    }
    const lot = future ?? (await this.lots.get(lotId));
    const profile = await this.profiles.version(profileVersionId);
    const { name, version } = profile.document.master ?? withoutMaster();
    const master = await this.masters.find(name, version);
    const planned = plannedMaster(master);
    const programs = await this.check(profile.document, planned);
    return {
      purpose: 'deploy',
      lot: { id: lot.id, number: lot.number, customer: lot.customer },
      profile: {
        id: profile.id,
        name: profile.name,
        version: profile.version,
        digest: profile.digest,
        document: profile.document,
      },
      master: planned,
      ...(programs.length > 0 && { programs }),
      technician,
    };
  }

  /** Writes the plan of each, and the steps that apply to it, in order, all pending. */
  async freeze(manager: EntityManager, orders: readonly Order[]): Promise<void> {
    await this.deployments.keepPlans(manager, orders);
    const steps = orders.flatMap(({ id: deploymentId, plan }) =>
      this.list
        .filter((step) => appliesTo(step, plan))
        .map(({ name, queue, timeoutMs }, position) => ({ deploymentId, position, name, queue, timeoutMs })),
    );
    const ids = orders.map(({ id }) => id);
    await this.steps.freeze(manager, ids, steps);
  }

  /** The steps that a retry runs again, where it needs the machine, and which facts of the earlier try it forgets. */
  repeated(rows: StepRow[], from: RetryFrom): Repetition & { forgotten: (keyof Facts)[] } {
    const again = repetitionFrom(this.list, rows, from);
    const steps = this.list.filter(({ name }) => again.names.includes(name));
    return { ...again, forgotten: steps.flatMap(({ forgets = [] }) => forgets) };
  }

  /** Where a failed deployment may begin again, and what that erases. */
  retryChoices(rows: StepRow[]): RetryChoice[] {
    return retryChoices(this.list, rows);
  }

  /**
   * Said before a PC is switched on, not on the fortieth: unknown checks, connections that the system cannot
   * make, secrets, programs, package files and updates of authorities that are missing, secrets that no administrator approved for this profile.
   */
  private async check(document: ProfileDocument, master: PlannedMaster): Promise<PlannedProgram[]> {
    const { programs, findings: unfit } = await this.programs.of(document, master);
    const findings: Finding[] = [
      ...SYSTEM_FINDINGS[systemOfMaster(master)](document, master),
      ...unfit,
      ...(await authorityFindings(document, this.authorityUpdates)),
      ...(await directoryFindings(document, this.directories)),
    ];
    for (const { field, reference } of secretsOf(document)) {
      if (await this.vault.has(reference)) continue;
      findings.push({
        field,
        found: reference,
        expected: {
          fr: 'une référence qui existe dans le coffre',
          en: 'a reference that exists in the vault',
        },
      });
    }
    for (const [index, item] of document.software.entries()) {
      if (item.kind !== 'deb' || (await this.payloads.has(item.sha256))) continue;
      findings.push({
        field: `software[${index}].sha256`,
        found: item.sha256,
        expected: { fr: 'un fichier déposé dans Établi', en: 'a file that was put into Établi' },
      });
    }
    if (findings.length > 0) throw undeployable('le profil', 'the profile', findings);
    await this.secretUses.mustBeApproved(usesOf(document));
    return programs;
  }
}

function undeployable(fr: string, en: string, findings: Finding[]): InputError {
  const fields = (language: Language): string =>
    findings.map((finding) => fieldIn(finding, language)).join(', ');
  return new InputError(
    {
      fr: `${fr} ne peut pas être déployé : ${fields('fr')}`,
      en: `${en} cannot be deployed: ${fields('en')}`,
    },
    findings,
  );
}

/** The lot's row, as it was asked for. */
function rowOf(deployment: Deployment): PlannedRow {
  return {
    serial: deployment.serial ?? undefined,
    mac: deployment.mac ?? undefined,
    hostname: deployment.hostname ?? undefined,
    user: deployment.userName ?? undefined,
    assetTag: deployment.assetTag ?? undefined,
    organizationalUnit: deployment.organizationalUnit ?? undefined,
    position: deployment.position ?? undefined,
    notes: deployment.notes ?? undefined,
  };
}

function withoutMaster(): never {
  const expected = { fr: 'le nom d’un master', en: 'the name of a master' };
  throw new InputError(
    {
      fr: 'le profil ne peut pas être déployé : il ne nomme aucun master',
      en: 'the profile cannot be deployed: it names no master',
    },
    [{ field: 'master', found: undefined, expected }],
  );
}
