import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const AGENT = join(import.meta.dirname, '..', '..', '..', '..', 'environment', 'agent');

/** Runs the Python tests of the agent, so that one command runs all tests. */
describe('the environment’s agent', () => {
  it('passes its own tests', () => {
    const run = spawnSync('/usr/bin/python3', ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'], {
      cwd: AGENT,
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PYTHONDONTWRITEBYTECODE: '1' },
    });
    // Shown when it fails: which of the tests, and why.
    if (run.status !== 0) throw new Error(run.stderr.slice(-8_000));
    expect(run.stderr).toMatch(/\nRan [1-9]\d* tests? in /);
    expect(run.stderr.trimEnd().split('\n').at(-1)).toMatch(/^OK/);
    expect(run.status).toBe(0);
  }, 600_000);
});
