import { outcomeCounts, outcomeOf, type Standing } from './outcome.js';

const certified = (certificate: Standing['certificate']): Standing => ({ state: 'certified', certificate });

describe('how a deployment stands', () => {
  it.each<[Standing, string, string]>([
    [{ state: 'running' }, 'running', 'en cours'],
    [certified({ verdict: 'conforming', reservations: 0, failedChecks: 0 }), 'certified', 'certifié'],
    [certified({ verdict: 'conforming' }), 'certified', 'certifié'],
    [
      certified({ verdict: 'conforming-with-reservations', reservations: 2 }),
      'reserved',
      'certifié avec 2 réserves',
    ],
    [
      certified({ verdict: 'conforming-with-reservations', reservations: 1 }),
      'reserved',
      'certifié avec 1 réserve',
    ],
    [certified({ verdict: 'conforming-with-reservations' }), 'reserved', 'certifié avec réserves'],
    [
      certified({ verdict: 'conforming', failedChecks: 2 }),
      'reserved',
      'certifié, 2 contrôles non conformes',
    ],
    [{ state: 'failed', closedAt: null }, 'failed', 'échec'],
    [{ state: 'failed', closedAt: new Date() }, 'closed', 'échec, clos'],
  ])('%j is %s: %s', (standing, look, words) => {
    expect([outcomeOf(standing).look, outcomeOf(standing).name.fr]).toEqual([look, words]);
  });

  it('has the same names in the summary of a lot', () => {
    const counted = outcomeCounts({
      counts: { planned: 1, certified: 3, failed: 2 },
      closed: 2,
      reserved: 1,
    });
    expect(counted.map(({ look, name, count }) => `${look}: ${count} ${name.en}`)).toEqual([
      'planned: 1 planned',
      'certified: 2 certified',
      'reserved: 1 certified with reservations',
      'closed: 2 failed, closed',
    ]);
  });
});
