import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepShape } from '../api-shapes.js';
import { HOME } from '../paths.js';
import { checkOutcomes, stepOutcomes } from './outcomes.js';
import { withRun } from './proof-page.js';

const PAGE =
  '# Proof\n\n<!-- lab rows: start -->\n\n| a |\n| - |\n| old |\n\n<!-- lab rows: end -->\n\nEnd.\n';
const IMAGE = { name: 'Windows 11 Pro', edition: 'Professional', build: '26100.1742', architecture: 'amd64' };

function step(name: string, more: Partial<StepShape>): StepShape {
  const title = { fr: name, en: `The ${name}` };
  return {
    name,
    title,
    state: 'pending',
    startedAt: null,
    endedAt: null,
    failure: null,
    evidence: null,
    ...more,
  } as StepShape;
}

describe('a run in a lab', () => {
  const [startedAt, endedAt] = ['2026-11-28T20:00:00.000Z', '2026-11-28T20:00:42.000Z'];

  it('is a row for each part, after those of earlier runs', () => {
    const outcomes = [{ part: 'Image', outcome: 'measured: 3 | files\nread', isProven: true }];
    const page = withRun(PAGE, { date: '2026-11-28', image: IMAGE, firmware: 'UEFI', outcomes }, 'p.md');
    expect(page).toBe(
      PAGE.replace(
        '| old |\n',
        '| old |\n| 2026-11-28 | Windows 11 Pro (Professional) 26100.1742 amd64 | UEFI | Image | measured: 3 \\| files read |\n',
      ),
    );
  });

  it('needs the table of the page', () => {
    const run = { date: '', image: IMAGE, firmware: '', outcomes: [] };
    expect(() => withRun('# Other\n', run, 'p.md')).toThrow(/p\.md/);
    expect(withRun(readFileSync(join(HOME, 'docs', 'windows-proof.md'), 'utf8'), run, 'p.md')).toContain(
      'lab rows',
    );
  });

  it('says of each step what was measured, or why it was not', () => {
    const failure = { step: 'apply-master', cause: { fr: 'plein', en: 'full' }, remedy: { fr: '', en: '' } };
    const steps = [
      step('partition', { state: 'done', startedAt, endedAt, evidence: { partitions: 4 } }),
      step('apply-master', { state: 'failed', startedAt, failure }),
      step('seal', {}),
    ];
    expect(stepOutcomes(steps, 90)).toEqual([
      { part: 'The partition (`partition`)', outcome: 'measured: 42 s, {"partitions":4}', isProven: true },
      { part: 'The apply-master (`apply-master`)', outcome: 'failed: full', isProven: false },
      { part: 'The seal (`seal`)', outcome: 'not reached', isProven: false },
    ]);
  });

  it.each(['running', 'waiting', 'queued'] as const)('is no success while the call home is %s', (state) => {
    const [found] = stepOutcomes([step('wait-windows', { state, startedAt })], 90);
    expect(found).toMatchObject({ outcome: 'Windows did not call home within 90 minutes', isProven: false });
  });

  it('counts a check of the certificate only when it passed', () => {
    const title = { fr: 'Pilotes', en: 'Drivers' };
    const measured = { fr: 'aucun', en: 'none' };
    const check = (verdict: 'passed' | 'unmeasured') => ({
      kind: 'device-drivers',
      title,
      verdict,
      measured,
    });
    expect(checkOutcomes([check('passed'), check('unmeasured')])).toEqual([
      { part: 'Drivers (`device-drivers`)', outcome: 'passed: none', isProven: true },
      { part: 'Drivers (`device-drivers`)', outcome: 'unmeasured: none', isProven: false },
    ]);
  });
});
