import { groupOf, type PresentStep } from './pc.js';

const step = (given: Partial<PresentStep>): PresentStep => ({
  name: 'recette',
  state: 'waiting',
  position: 1,
  count: 9,
  progress: null,
  waitsFor: null,
  isLost: false,
  ...given,
});
const group = (state: string, given?: Partial<PresentStep>, closedAt: Date | null = null) =>
  groupOf({ state: state as 'failed', closedAt, step: given ? step(given) : null });

describe('what a PC asks of people', () => {
  it('is to see to it when it failed, until somebody closes it', () => {
    expect([group('failed'), group('failed', undefined, new Date())]).toEqual(['failed', 'ended']);
  });

  it('is an answer, a code, or to switch it on, when its step waits for that', () => {
    expect([
      group('waiting', { waitsFor: 'manual-checks-answered' }),
      group('waiting', { waitsFor: 'machine-confirmed' }),
      group('waiting', { waitsFor: 'environment-booted', isLost: true }),
    ]).toEqual(['checks', 'code', 'power']);
  });

  it('is nothing while it works, restarts, or has ended', () => {
    expect([
      group('running', { state: 'running' }),
      group('waiting', { waitsFor: 'system-booted' }),
      group('running', { state: 'queued', waitsFor: 'machine-confirmed' }),
      group('armed', { state: 'pending' }),
      group('cancelled'),
      group('certified'),
    ]).toEqual(['running', 'running', 'running', 'armed', 'ended', 'ended']);
  });
});
