import { PermanentError } from '../../platform/core/index.js';
import { PrintedLines } from './printed-lines.js';
import { powershellScript } from './powershell.js';

const PROGRAM = { fr: 'l’agent', en: 'the agent' };
const ENDED = { exitCode: 0, stdout: '', stderr: '' };
const lines = (...texts: string[]) => {
  const printed = new PrintedLines({ log: () => undefined, progress: () => undefined });
  for (const text of texts) printed.line(text);
  return printed;
};

describe('a result that is longer than a line may be', () => {
  it('fails for good, as the same program would say the same again', () => {
    const cut = lines(`{"result":"${'x'.repeat(1_000)}`, `${'x'.repeat(1_000)}"}`);
    expect(() => cut.result(PROGRAM, ENDED)).toThrow(PermanentError);
    expect(() => cut.result(PROGRAM, ENDED)).toThrow(
      'the agent answered more than a megabyte: its answer was not read',
    );
  });

  it('is not taken for one that never came', () => {
    expect(() => lines('{"log":"began"}').result(PROGRAM, ENDED)).toThrow('status 0 and no result');
  });

  it('is none that the probes of the recette print: together they stay below a line', () => {
    const most = /^\$MOST_PRINTED = (\d+)\r$/m.exec(powershellScript('recette/measure'))?.[1];
    // Around the answers: a name, a time and a fault of 300 characters for each probe.
    expect(Number(most) + 100 * 1_000).toBeLessThan(1 << 20);
  });
});
