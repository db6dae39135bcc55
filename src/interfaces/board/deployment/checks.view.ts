import { Injectable } from '@nestjs/common';
import { Certificates, VERDICT_TEXT } from '../../../deployment/certificate/index.js';
import {
  durationText,
  isActive,
  outcomeOf,
  type Bilingual,
  type Language,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { Deployment } from '../../../deployment/pipeline/index.js';
import { inBoth } from '../../../deployment/proof/index.js';
import {
  ManualChecks,
  type CheckResult,
  type ManualCheckResult,
  type Verdict,
} from '../../../deployment/recette/index.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { mayAct, type Reader } from '../frame/reader.js';

const VERDICTS: Record<Verdict, { look: string; name: Bilingual }> = {
  passed: { look: 'done', name: { fr: 'conforme', en: 'passed' } },
  failed: { look: 'failed', name: { fr: 'non conforme', en: 'failed' } },
  unmeasured: { look: 'waiting', name: { fr: 'non mesuré', en: 'not measured' } },
  'not-applicable': { look: 'planned', name: { fr: 'sans objet', en: 'not applicable' } },
};
const SEVERITIES: Record<string, Bilingual> = {
  blocking: { fr: 'bloquant', en: 'blocking' },
  reserve: { fr: 'réserve', en: 'reservation' },
  information: { fr: 'information', en: 'information' },
};

/** The checks of a PC, by Établi and by technicians, and its certificate. */
@Injectable()
export class ChecksView {
  constructor(
    private readonly manual: ManualChecks,
    private readonly certificates: Certificates,
  ) {}

  async of(deployment: Deployment, reader: Reader) {
    const { language } = reader;
    const answers = await this.manual.results(deployment.id);
    const results = deployment.facts.checks ?? [];
    const rows = [
      ...results.map((one) => checkRow(one, language)),
      ...answers.map((one) => answerRow(one, language)),
    ];
    return {
      checks: rows,
      checkTally: tally([...results, ...answers], language),
      manual: mayAct(reader) ? toAnswer(answers, deployment, language) : '',
      ...(deployment.facts.certificate && { certificate: await this.certificate(deployment, language) }),
    };
  }

  /** Every check with its evidence, as it was measured. */
  async evidence(deployment: Deployment, language: Language) {
    const answers = await this.manual.results(deployment.id);
    const results = deployment.facts.checks ?? [];
    return {
      checks: [
        ...results.map((one) => ({ ...checkRow(one, language), ...evidenceOf(one, language) })),
        ...answers.map((one) => ({
          ...answerRow(one, language),
          ...(one.at && { at: momentOf(new Date(one.at), language) }),
        })),
      ],
      checkTally: tally([...results, ...answers], language),
    };
  }

  private async certificate({ id, state, facts }: Deployment, language: Language) {
    const row = await this.certificates.ofDeployment(id);
    if (row === undefined) return undefined;
    // The record is large (it lists every package), and this runs every two seconds.
    const reservations = row.reservationCount === 0 ? [] : await this.reservationsOf(row.id, language);
    const { look } = outcomeOf({ state, certificate: facts.certificate });
    return {
      id: row.id,
      number: row.number,
      verdict: say(VERDICT_TEXT[row.verdict], language),
      look: look === 'certified' ? 'good' : 'warn',
      reservations,
    };
  }

  private async reservationsOf(certificateId: string, language: Language) {
    const { reservations } = await this.certificates.record(certificateId);
    return reservations.map(({ text, acceptedBy }) => ({ text: say(inBoth(text), language), acceptedBy }));
  }
}

/** How many checks are open or, after a failed deployment, did not pass; empty when none can be answered. */
function toAnswer(answers: ManualCheckResult[], { state }: Deployment, language: Language): string {
  const isOpen = ({ verdict }: ManualCheckResult) =>
    isActive(state) ? verdict === 'unmeasured' : state === 'failed' && verdict !== 'passed';
  const count = answers.filter(isOpen).length;
  if (count === 0) return '';
  return say(
    { fr: `${count} sur ${answers.length} à faire`, en: `${count} of ${answers.length} to do` },
    language,
  );
}

function checkRow({ title, severity, expected, measured, verdict }: CheckResult, language: Language) {
  return {
    title: say(title, language),
    severity: severityName(severity, language),
    expected: say(expected, language),
    measured: say(measured, language),
    look: VERDICTS[verdict].look,
    verdict: say(VERDICTS[verdict].name, language),
  };
}

/** A longer reading fills the page and is in the certificate anyway. */
const LONGEST_EVIDENCE = 20_000;

function evidenceOf(
  { requirement, evidence, startedAt, durationMs }: CheckResult,
  language: Language,
): { requirement?: string; at: Moment; took: string; evidence?: string } {
  const text = JSON.stringify(evidence, null, 2);
  return {
    ...(requirement && { requirement: say(requirement, language) }),
    at: momentOf(new Date(startedAt), language),
    took: durationText(durationMs),
    ...(text !== '{}' && {
      evidence: text.length > LONGEST_EVIDENCE ? `${text.slice(0, LONGEST_EVIDENCE)}…` : text,
    }),
  };
}

function answerRow({ title, severity, verdict, remark, by }: ManualCheckResult, language: Language) {
  const measured = [by, remark].filter(Boolean).join(' : ');
  const expected = { fr: 'bon', en: 'good' };
  const text = { fr: measured || '—', en: measured || '—' };
  return checkRow({ title, severity, verdict, expected, measured: text } as CheckResult, language);
}

function severityName(severity: string, language: Language): string {
  return say(SEVERITIES[severity] ?? { fr: severity, en: severity }, language);
}

/** The number of checks by verdict: `12 conformes, 1 non conforme`. */
function tally(results: { verdict: Verdict }[], language: Language): string {
  return Object.entries(VERDICTS)
    .map(([verdict, { name }]) => ({ count: results.filter((one) => one.verdict === verdict).length, name }))
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count} ${say(name, language)}`)
    .join(', ');
}
