import type { DeploymentShape } from './api-shapes.js';
import { LiveTable } from './live-table.js';
import { Terminal } from './terminal.js';

const title = { fr: 'Écriture du disque', en: 'Writing the disk' };

function deployment(name: string, state: DeploymentShape['state'], more: object = {}): DeploymentShape {
  return {
    id: name,
    hostname: name,
    state,
    rowNumber: 1,
    failure: null,
    ...more,
  } as unknown as DeploymentShape;
}

const running = (name: string, done: number) =>
  deployment(name, 'running', {
    steps: [
      {
        ...{ name: 'apply-master', title, position: 6, state: 'running' },
        ...{ startedAt: '2026-03-01T08:00:00.000Z', progress: { done, total: 100, unit: 'items' } },
      },
    ],
  });

/** A terminal of 100 columns that keeps what is written; its screen is what stands there after all sequences. */
function screen(rows = 30) {
  let written = '';
  const stream = { write: (text: string) => (written += text), isTTY: true, columns: 100, rows };
  const terminal = new Terminal('en', false, { out: { write: () => undefined }, err: stream });
  const table = new LiveTable(
    terminal,
    () => stream,
    () => Date.parse('2026-03-01T08:02:05.000Z'),
  );
  return { table, raw: () => written, shown: () => standing(written) };
}

/** Interprets the few sequences that a redrawn table uses. ECMA-48. */
function standing(text: string): string[] {
  const lines: string[] = [''];
  let [row, column] = [0, 0];
  for (const [part] of text.matchAll(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/g)) {
    const [, count = '1', kind] = /^\u001b\[\??(\d*)([A-Za-z])$/.exec(part) ?? [];
    if (kind === 'A') row = Math.max(0, row - Number(count || 1));
    else if (kind === 'B') row += Number(count || 1);
    else if (kind === 'G') column = 0;
    else if (kind === 'K') lines[row] = count === '2' ? '' : (lines[row] ?? '').slice(0, column);
    else if (kind === 'J') lines.length = row + 1;
    else if (part === '\n') [row, column] = [row + 1, 0];
    else if (!part.startsWith('\u001b')) {
      lines[row] =
        (lines[row] ?? '').slice(0, column).padEnd(column) + part + (lines[row] ?? '').slice(column + 1);
      column += 1;
    }
    lines[row] ??= '';
  }
  return lines.map((line) => line.trimEnd());
}

describe('the table of a watch', () => {
  beforeEach(() => (process.env['NO_COLOR'] = '1'));
  afterEach(() => delete process.env['NO_COLOR']);

  it('is redrawn in place, what needs a person first', () => {
    const { table, shown } = screen();
    table.take(running('PC-1', 25));
    table.take(deployment('PC-2', 'certified'));
    table.draw();
    table.take(running('PC-1', 50));
    table.take(deployment('PC-2', 'failed'));
    table.draw();
    const [totals, titles, ...rows] = shown();
    expect(totals).toBe('2 PC · 1 failed · 1 running');
    expect(titles).toMatch(/^PC +STATE +STEP +PROGRESS +FOR$/);
    expect(rows).toEqual([
      'PC-2  failed',
      'PC-1  running  7/1 Writing the disk  ██████░░░░░░ 50 %  2 min 05 s',
      '',
    ]);
  });

  it('fits into the terminal and says how many more there are', () => {
    const { table, shown } = screen(10);
    for (let index = 0; index < 200; index += 1)
      table.take(running(`PC-${String(index).padStart(3, '0')}`, index));
    table.draw();
    expect(shown()).toHaveLength(10);
    expect(shown()[0]).toBe('200 PC · 200 running');
    expect(shown()[8]).toBe('… and 194 more');
  });

  it('stays at the end, with every PC, and with the cause of each failure below', () => {
    const { table, shown } = screen(8);
    for (let index = 0; index < 20; index += 1) table.take(deployment(`PC-${index}`, 'certified'));
    const failure = { step: 's', cause: { fr: 'panne', en: 'fault' }, remedy: { fr: 'agir', en: 'act' } };
    table.take(deployment('PC-X', 'failed', { failure }));
    table.draw();
    table.stop();
    const last = shown();
    expect(last.filter((line) => /^PC-\d+ /.test(line))).toHaveLength(20);
    expect(last.slice(-4)).toEqual(['PC-X  FAILED', '  cause: fault', '  to do: act', '']);
  });

  it('lets no control character of a name through', () => {
    const { table, raw } = screen();
    table.take(deployment('PC\u001b[2J\u0007', 'running'));
    table.draw();
    expect(raw()).not.toContain('\u001b[2J');
    expect(raw()).not.toContain('\u0007');
  });
});
