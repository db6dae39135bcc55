import { resolvePrograms, type AskedProgram } from './resolve.js';

const program = (name: string, version: string, ...needs: [name: string, version?: string][]) => ({
  name,
  version,
  document: {
    name,
    title: name.toUpperCase(),
    needs: needs.map(([need, least]) => ({ name: need, version: least })),
  },
});
const ask = (...names: (string | [string, string])[]): AskedProgram[] =>
  names.map((one, index) => ({
    ...(typeof one === 'string' ? { name: one } : { name: one[0], version: one[1] }),
    field: `software[${index}]`,
  }));
const told = (asked: AskedProgram[], catalogue: ReturnType<typeof program>[]) => {
  const { programs, findings } = resolvePrograms(asked, catalogue);
  return {
    order: programs.map(({ name, version }) => `${name} ${version}`),
    said: findings.map(
      ({ field, found, expected }) => `${field as string}: ${String(found)}; ${expected.en}`,
    ),
  };
};

describe('the programs of a profile', () => {
  const CATALOGUE = [
    program('office', '16.0', ['dotnet', '8.0'], ['vcredist']),
    program('dotnet', '8.0.10', ['vcredist']),
    program('dotnet', '8.0.9'),
    program('vcredist', '14.40'),
    program('zip', '24.08'),
    program('zip', '9.20'),
  ];

  it('come after what they need, otherwise in the order of the profile', () => {
    expect(told(ask('zip', 'office'), CATALOGUE)).toEqual({
      order: ['zip 24.08', 'vcredist 14.40', 'dotnet 8.0.10', 'office 16.0'],
      said: [],
    });
    expect(told(ask('office', 'zip', 'vcredist'), CATALOGUE).order).toEqual([
      'vcredist 14.40',
      'dotnet 8.0.10',
      'office 16.0',
      'zip 24.08',
    ]);
  });

  it('are of the version that is asked for, otherwise of the newest', () => {
    expect(told(ask('office', ['dotnet', '8.0.9'], ['zip', '9.20']), CATALOGUE).order).toEqual([
      'dotnet 8.0.9',
      'vcredist 14.40',
      'office 16.0',
      'zip 9.20',
    ]);
  });

  it.each([
    [ask('nothing'), 'software[0].name: nothing; a program of the catalogue (etabli software list)'],
    [ask(['zip', '1.0']), 'software[0].version: 1.0; 24.08, 9.20'],
    [ask('zip', 'zip'), 'software[1].name: zip; each program once'],
  ])('are refused when the catalogue has no such one: %j', (asked, said) => {
    expect(told(asked, CATALOGUE).said).toEqual([said]);
  });

  it('are refused when what they need is missing or too old', () => {
    const catalogue = [program('a', '1', ['b'], ['c', '2.0']), program('c', '1.9')];
    expect(told(ask('a'), catalogue).said).toEqual([
      'software[0]: a; b in the catalogue: a needs it',
      'software[0]: c 1.9; c 2.0 or later: A needs it',
    ]);
  });

  it('are refused in a circle, which is named', () => {
    const catalogue = [
      program('start', '1', ['a']),
      program('a', '1', ['b']),
      program('b', '1', ['c']),
      program('c', '1', ['a']),
    ];
    expect(told(ask('start'), catalogue).said).toEqual([
      'software[0]: start; programs that do not need each other in a circle: a → b → c → a',
    ]);
    expect(told(ask('self'), [program('self', '1', ['self'])]).said).toEqual([
      'software[0]: self; programs that do not need each other in a circle: self → self',
    ]);
  });
});

describe('a catalogue of thousands of programs', () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, at) =>
      program(`p${at}`, '1', ...(at === 0 ? [] : [[`p${at - 1}`] as [string]])),
    );

  it('gives a thousand that need each other in a row, and refuses one more', () => {
    const { order, said } = told(ask('p999'), chain(1_000));
    expect([order.length, order[0], order.at(-1), said]).toEqual([1_000, 'p0 1', 'p999 1', []]);
    expect(told(ask('p19999'), chain(20_000)).said).toEqual([
      'software[0]: > 1000; at most 1000 programs, with those that they need',
    ]);
  });

  it('is looked through once, not for each program that is asked for', () => {
    let reads = 0;
    const counted = chain(5_000).map(({ name, ...rest }) => ({
      ...rest,
      get name() {
        reads += 1;
        return name;
      },
    }));
    const { programs } = resolvePrograms(ask(...chain(500).map(({ name }) => name)), counted);
    expect(programs).toHaveLength(500);
    expect(reads).toBeLessThan(4 * 5_000);
  });
});
