import { summaryCsv } from './summary-csv.js';
import { fileName } from './lot-export.js';
import { set } from './pdf/typography.js';
import { certificateRecordSchema, type CertificateRecordInput, verdictOf } from '../proof/index.js';

const SHA = 'a'.repeat(64);
const at = '2026-03-17T10:00:00Z';
const title = { fr: 'Son', en: 'Sound' };
const check = (
  severity: 'blocking' | 'reserve' | 'information',
  verdict: 'passed' | 'failed' | 'unmeasured',
) => ({
  kind: 'k',
  title,
  severity,
  verdict,
  expected: 'x',
  measured: { fr: 'rien', en: 'nothing' },
  startedAt: at,
  durationMs: 1,
});

function verdict(changes: Partial<CertificateRecordInput>) {
  return verdictOf(
    certificateRecordSchema.parse({
      deploymentId: '6b0f7a54-6d0c-4f0e-9f39-0a3a3f3f2a10',
      lot: { id: '0d9a6a7e-3f27-4c44-8a52-7a27a1a4f001', name: 'L' },
      customer: { name: 'C' },
      intervention: { beganAt: at, endedAt: at, technician: { name: 'T' } },
      machine: { hostname: 'H' },
      profile: { name: 'p', version: 1, digest: SHA },
      master: { name: 'm', version: '1', sha256: SHA },
      steps: [],
      checks: [],
      ...changes,
    }),
  );
}

describe('the verdict', () => {
  it('is conforming when all passed, whatever is only information', () => {
    expect(verdict({ checks: [check('blocking', 'passed'), check('information', 'failed')] })).toEqual({
      verdict: 'conforming',
      blocking: [],
      reservations: [],
    });
  });

  it('writes a failed or unmeasured reserve out as a reservation', () => {
    const text = { fr: 'Son : rien', en: 'Sound: nothing' };
    for (const outcome of ['failed', 'unmeasured'] as const)
      expect(verdict({ checks: [check('reserve', outcome)] })).toEqual({
        verdict: 'conforming-with-reservations',
        blocking: [],
        reservations: [{ text, check: 'k' }],
      });
  });

  it('keeps a reservation that somebody accepted instead of writing it again', () => {
    const accepted = { text: 'Son faible', check: 'k', acceptedBy: 'M. Durand' };
    expect(verdict({ checks: [check('reserve', 'failed')], reservations: [accepted] }).reservations).toEqual([
      accepted,
    ]);
  });

  it('is non-conforming when a blocking check failed or was not measured, by machine or by hand', () => {
    expect(verdict({ checks: [check('blocking', 'unmeasured')] }).verdict).toBe('non-conforming');
    const manual = {
      id: 'sound',
      title,
      severity: 'blocking' as const,
      verdict: 'failed' as const,
      remark: 'muet',
    };
    expect(verdict({ manualChecks: [manual] })).toMatchObject({
      verdict: 'non-conforming',
      blocking: [{ fr: 'Son : muet', en: 'Sound: muet' }],
    });
  });
});

describe('the summary for spreadsheets', () => {
  it.each(['=1+1', '+33', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|calc', '%0a', '＝1+1'])(
    'makes text of %j',
    (hostname) => {
      const csv = summaryCsv([{ hostname, look: 'planned', state: 'x' }], 'en');
      expect(csv).toContain(`"'${hostname}"`);
    },
  );

  it('keeps quotes, separators and line ends inside their field', () => {
    const csv = summaryCsv(
      [{ hostname: 'a"b;c\nd', look: 'failed', state: { fr: 'échec', en: 'failed' } }],
      'fr',
    );
    expect(csv.split('\r\n')[1]).toBe('"a""b;c\nd";"";"échec";"";"";"";"";"";""');
    expect(csv.codePointAt(0)).toBe(0xfeff);
  });
});

describe('names and typography', () => {
  it.each([
    ['PC-1', 'C-1-PC-1'],
    ['../../etc/passwd', 'C-1-etc-passwd'],
    ['Évariste', 'C-1-Evariste'],
    ['張', 'C-1'],
    ['', 'C-1'],
  ])('a machine called %j has a file called %j', (hostname, expected) => {
    expect(fileName('C-1', hostname)).toBe(expected);
  });

  it('sets the no-break spaces that French wants, and leaves MAC addresses and times alone', () => {
    expect(set('Santé : 12 % « bien » !', 'fr')).toBe('Santé\u00a0: 12\u00a0% «\u00a0bien\u00a0»\u00a0!');
    expect(set('52:54:00 à 14:05', 'fr')).toBe('52:54:00 à 14:05');
    expect(set('Health : 4 GiB', 'en')).toBe('Health : 4\u00a0GiB');
  });
});
