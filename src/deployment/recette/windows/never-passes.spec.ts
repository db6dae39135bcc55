import { measuredResult } from '../../../../test/support/healthy-windows.js';
import { askedOf, judge, said, healthy, but } from '../../../../test/support/windows-judging.js';
import { WINDOWS_CHECKS } from './checks.js';
import { measuringOrder } from './run-windows.js';

const HOSTILE: unknown[] = [
  ...[null, true, 0, '', 'x', [], {}, [null], { seen: null }, { volumes: null, system: null }, 1e308],
  { users: [{}], members: [{}], adapters: [{}], values: null, products: 'many' },
];

describe('a check of Windows never passes', () => {
  it.each([
    ['without an answer', { milliseconds: 1, answers: [] }],
    ['with no result at all', {}],
    ['with answers of another form', { answers: [{ probe: 7 }, null, 'devices'] }],
    ['with a list that is none', { answers: 'no' }],
  ])('%s', (_, measured) => {
    const results = judge(undefined, {}, measured);
    expect(results.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')).toEqual([]);
  });

  it('where its probe could not measure, and says why', () => {
    const faults = Object.keys(healthy).map((probe) => ({
      probe,
      value: null,
      fault: 'not measured within 20 s',
    }));
    const results = judge(undefined, {}, { milliseconds: 1, answers: faults });
    expect(results.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')).toEqual([]);
    expect(results.find(({ kind }) => kind === 'tpm-present')?.measured.en).toBe(
      'not measured: the PC could not measure it (not measured within 20 s)',
    );
  });

  it.each(HOSTILE.map((value) => [JSON.stringify(value), value]))('where probes answer %s', (_, value) => {
    const probes = Object.fromEntries(Object.keys(healthy).map((probe) => [probe, value]));
    const results = judge(undefined, {}, measuredResult({ ...probes, registry: value }));
    expect(results.filter(({ verdict }) => verdict === 'passed').map(({ kind }) => kind)).toEqual([]);
  });

  it('where the JSON of its probe is cut', () => {
    const measured = measuredResult(healthy);
    const cut = measured.answers.map((one) => ({ ...one, value: one.value!.slice(0, -1) }));
    const results = judge(undefined, {}, { ...measured, answers: cut });
    expect(results.filter(({ verdict }) => verdict === 'passed').map(({ kind }) => kind)).toEqual([]);
  });

  it.each(Object.keys(healthy))('where parts of the probe %s are null', (probe) => {
    const nulls = Object.fromEntries(Object.keys(healthy[probe]!).map((name) => [name, null]));
    const kinds = [...WINDOWS_CHECKS.values()].filter((one) => one.probe === probe).map(({ kind }) => kind);
    const results = judge(undefined, { probes: { [probe]: nulls } });
    const passed = results.filter(({ kind, verdict }) => kinds.includes(kind) && verdict === 'passed');
    expect(passed.map(({ kind }) => kind)).toEqual([]);
  });

  it('where registry values could not be read', () => {
    const { reads } = measuringOrder(askedOf({}));
    const unreadable = {
      reads: reads.map(({ hive, key, name }) => ({
        hive,
        key,
        name,
        state: 'unreadable',
        value: 'Access is denied.',
      })),
    };
    const results = judge(undefined, { probes: { registry: unreadable } });
    const kinds = [...WINDOWS_CHECKS.values()].filter(({ registry }) => Object.keys(registry).length > 0);
    const wrong = results.filter(
      ({ kind, verdict }) => kinds.some((one) => one.kind === kind) && verdict !== 'unmeasured',
    );
    expect(wrong.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(['laps not-applicable']);
  });

  it('by an answer that comes twice: the first one counts', () => {
    const measured = measuredResult({
      ...healthy,
      tpm: { present: false, enabled: false, activated: false, version: '' },
    });
    const twice = { ...measured, answers: [...measured.answers, ...measuredResult(healthy).answers] };
    expect(said('tpm-present', {}, twice)).toEqual(['failed: absent']);
  });

  it('by an answer without an end: it is not read, and what is kept of a long one is bounded', () => {
    const endless = 'x'.repeat(400_001);
    expect(said('no-crash', but('crashes', { dumps: [endless] }))).toEqual([
      'unmeasured: not measured: answer too long',
    ]);
    const long = 'x'.repeat(399_000);
    const [result] = judge('no-crash', but('crashes', { dumps: [long] }));
    expect([result?.verdict, result?.measured.en.length, result?.evidence]).toEqual([
      'failed',
      2_001,
      { characters: 399_027 },
    ]);
  });
});
