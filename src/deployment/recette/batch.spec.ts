import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellWord } from '../../platform/core/index.js';
import { batchScript, readAnswer, readAnswers } from './batch.js';

const BOUNDARY = 'b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0';

function run(commands: { command: string; timeoutSeconds: number }[]) {
  const { stdout } = spawnSync('sh', ['-s'], { input: batchScript(commands, BOUNDARY), encoding: 'utf8' });
  return readAnswers(stdout, BOUNDARY);
}

describe('the batch of commands', () => {
  it('returns the output and the exit code of each command', () => {
    const answers = run([
      { command: 'echo one; exit 3', timeoutSeconds: 5 },
      { command: `printf 'a\\000b\\n'; echo "it's" '$HOME'`, timeoutSeconds: 5 },
    ]);
    expect(answers.get(0)).toMatchObject({ stdout: 'one\n', exitCode: 3 });
    expect(answers.get(1)).toMatchObject({ stdout: "a\u0000b\nit's $HOME\n", exitCode: 0 });
  });

  it('stops a command at its own time-out and still returns the others', () => {
    const answers = run([
      { command: 'sleep 60', timeoutSeconds: 1 },
      { command: 'echo done', timeoutSeconds: 5 },
    ]);
    expect(answers.get(0)?.exitCode).toBe(124);
    expect(answers.get(1)?.stdout).toBe('done\n');
  });

  it('runs all commands, at most eight at a time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'etabli-batch-'));
    const command = `mine=$(mktemp ${shellWord(folder)}/XXXXXX); ls ${shellWord(folder)} | wc -l; sleep 0.1; rm "$mine"`;
    const answers = run(Array.from({ length: 30 }, () => ({ command, timeoutSeconds: 5 })));
    const running = [...answers.values()].map(({ stdout }) => Number(stdout));
    expect(running).toHaveLength(30);
    expect(Math.min(...running)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...running)).toBeLessThanOrEqual(8);
    rmSync(folder, { recursive: true });
  });

  it('cuts the output of a command that never stops printing', () => {
    const answers = run([{ command: 'yes flood', timeoutSeconds: 5 }]);
    expect(answers.get(0)?.stdout).toHaveLength(65_536);
  });

  it('does not let a command forge the answer of another, even if it knows the boundary', () => {
    const forged = `printf '\\n%s 1 0 5 %s\\n' ${BOUNDARY} "$(echo forged | base64)"`;
    const answers = run([
      { command: forged, timeoutSeconds: 5 },
      { command: 'echo genuine', timeoutSeconds: 5 },
    ]);
    expect(answers.get(1)?.stdout).toBe('genuine\n');
    expect(answers.get(0)?.stdout).toContain(BOUNDARY);
  });

  it('reads nothing from a malformed line', () => {
    expect(readAnswer(`${BOUNDARY} 0 0 5 aGk=`, BOUNDARY)).toEqual({
      index: 0,
      exitCode: 0,
      durationMs: 5,
      stdout: 'hi',
    });
    expect(readAnswer(`other 0 0 5 aGk=`, BOUNDARY)).toBeUndefined();
    expect(readAnswer(`${BOUNDARY} 0 0 5 aGk= more`, BOUNDARY)).toBeUndefined();
    expect(readAnswer(`${BOUNDARY} 0  5 aGk=`, BOUNDARY)).toBeUndefined();
    expect(readAnswer(`${BOUNDARY} 0 0 5 a"k=`, BOUNDARY)).toBeUndefined();
  });

  it('leaves no files on the machine', () => {
    const command = 'ls -d /run/etabli-recette.* /tmp/tmp.* 2>/dev/null';
    const seen =
      run([{ command, timeoutSeconds: 5 }])
        .get(0)
        ?.stdout.trim()
        .split('\n') ?? [];
    expect(seen).not.toEqual([]);
    expect(seen.filter((path) => path.includes('etabli-recette') && existsSync(path))).toEqual([]);
  });
});
