import type { CommandOutput, Judgement, KnownFacts } from '../check.js';
import { failed, notMeasured, passed, unmeasured } from '../judgement.js';

/**
 * SMART or NVMe health. Without smartctl on the system, uses the health that the environment measured before the
 * deployment; the certificate says so.
 */
export function judgeDiskHealth(
  output: CommandOutput,
  maximumPercentUsed: number,
  facts: KnownFacts<'disk'>,
): Judgement {
  const expected = {
    fr: `bonne, usure ≤ ${maximumPercentUsed} %`,
    en: `good, wear ≤ ${maximumPercentUsed} %`,
  };
  const broken = notMeasured(output, expected, 'sh');
  if (broken) return broken;
  const text = output.stdout;
  const disk = /^DISK (\S+)$/m.exec(text)?.[1];
  const result = /(?:overall-health self-assessment test result|SMART Health Status): *(\S+)/.exec(text)?.[1];
  const usedText = /Percentage Used: *(\d+)%/.exec(text)?.[1];
  const percentUsed = usedText === undefined ? undefined : Number(usedText);
  const evidence = { disk, result, percentUsed, environment: facts.disk.health };
  if (result !== undefined) {
    const good = (result === 'PASSED' || result === 'OK') && (percentUsed ?? 0) <= maximumPercentUsed;
    const wear = percentUsed === undefined ? '' : `, ${percentUsed} %`;
    const measured = { fr: `SMART : ${result}${wear}`, en: `SMART: ${result}${wear}` };
    return good ? passed(expected, measured, evidence) : failed(expected, measured, evidence);
  }
  const before = facts.disk.health?.state;
  if (before === 'failed')
    return failed(
      expected,
      { fr: 'défaillante, mesurée avant l’installation', en: 'failing, measured before installation' },
      evidence,
    );
  if (before === 'passed')
    return passed(
      expected,
      { fr: 'bonne, mesurée avant l’installation', en: 'good, measured before installation' },
      evidence,
    );
  return unmeasured(
    expected,
    { fr: 'le disque ne donne pas son état de santé', en: 'the disk reports no health status' },
    evidence,
  );
}
