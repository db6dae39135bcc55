import type { CertificateRecordInput } from '../certificate/index.js';
import { type Bilingual, decimalSize, type Language } from '../../platform/core/index.js';
import type { Facts } from './facts.js';
import type { DeployPlan } from './plan.js';
import type { StepRow } from './step.entity.js';

export type Statements = NonNullable<CertificateRecordInput['statements']>;
export type Statement = Statements[number];

/** What statements are made of. */
export interface Said {
  plan: DeployPlan;
  facts: Facts;
  /** What the check of this kind measured. */
  measured: (kind: string) => Statement['measured'];
  /** Of the step with this name; empty when it was not run. */
  evidence: (name: string) => Record<string, unknown>;
}

export const NOT_MEASURED: Bilingual = { fr: 'non mesuré', en: 'not measured' };

export function saidOf(plan: DeployPlan, facts: Facts, steps: readonly StepRow[]): Said {
  return {
    plan,
    facts,
    measured: (kind) => facts.checks?.find((check) => check.kind === kind)?.measured ?? NOT_MEASURED,
    evidence: (name) => steps.find((step) => step.name === name)?.evidence ?? {},
  };
}

/** How the disk was read back; not measured when it was not, or differed. */
export function readBackText({ plan, evidence }: Said): Statement['measured'] {
  const { bytes, differences } = evidence('verify-master');
  const isSampled = plan.profile.document.disk.verify === 'sampled';
  const how = isSampled ? { fr: 'par sondage', en: 'sampled' } : { fr: 'en entier', en: 'in full' };
  const isRead = typeof bytes === 'number' && differences === 0;
  return isRead
    ? {
        fr: `relu ${how.fr} sur le disque : ${bytes} octets, aucune différence`,
        en: `read back ${how.en} from the disk: ${bytes} bytes, no difference`,
      }
    : NOT_MEASURED;
}

export function diskText({ facts: { disk } }: Said): string {
  return disk === undefined
    ? '—'
    : [disk.path, disk.model, disk.serial ?? disk.wwn].filter(Boolean).join(' ');
}

export function secureBootAsked({ plan }: Said): Bilingual {
  return plan.profile.document.security.secureBoot.need === 'required'
    ? { fr: 'exigé', en: 'required' }
    : { fr: 'facultatif', en: 'optional' };
}

export function tracesStatement({ measured }: Said): Statement {
  return {
    subject: { fr: 'Traces d’Établi', en: 'Traces of Établi' },
    asked: { fr: 'aucune', en: 'none' },
    applied: { fr: 'PC scellé, clé d’accès retirée', en: 'PC sealed, access key removed' },
    measured: measured('no-leftover'),
  };
}

/** The disk rule in words, sizes as disks are sold. */
export function ruleText({
  bus,
  minimumBytes,
  maximumBytes,
  model,
}: DeployPlan['profile']['document']['disk']['rule']): Bilingual {
  const inLanguage = (language: Language, only: string): string => {
    const parts = [
      bus?.join(', '),
      minimumBytes === undefined ? undefined : `≥ ${decimalSize(minimumBytes)[language]}`,
      maximumBytes === undefined ? undefined : `≤ ${decimalSize(maximumBytes)[language]}`,
      model,
    ];
    return parts.filter(Boolean).join(', ') || only;
  };
  return { fr: inLanguage('fr', 'le seul disque du PC'), en: inLanguage('en', 'the only disk of the PC') };
}
