import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/interfaces/cli/index.js';

let folder: string;
const scripts: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-completion-'));
  for (const shell of ['bash', 'zsh']) {
    let out = '';
    const streams = { out: { write: (text: string) => (out += text) }, err: { write: () => undefined } };
    expect(await runCommand(['--language', 'fr', 'completion', shell], streams)).toBe(0);
    scripts[shell] = join(folder, `etabli.${shell}`);
    writeFileSync(scripts[shell], out);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(shell: string, script: string): { words: string[]; errors: string } {
  const flags = shell === 'bash' ? ['--norc', '--noprofile'] : ['-f'];
  const { stdout, stderr, error } = spawnSync(shell, [...flags, '-c', script], { encoding: 'utf8' });
  if (error) throw error;
  return { words: stdout.split('\n').filter(Boolean), errors: stderr };
}

/** What bash proposes after these words, the last one being typed. */
function inBash(...words: string[]): string[] {
  const line = ['etabli', ...words].map((word) => `'${word}'`).join(' ');
  const { words: found, errors } = run(
    'bash',
    `source ${scripts['bash']}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _etabli; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
  expect(errors).toBe('');
  return found;
}

/** The same in zsh, of which `_describe` shows what it is given. */
function inZsh(...words: string[]): string[] {
  const line = ['etabli', ...words].map((word) => `'${word}'`).join(' ');
  const { words: found, errors } = run(
    'zsh',
    `compdef() { :; }; _describe() { print -l -- \${(P)2}; }; _files() { print FILES; };
     source ${scripts['zsh']}; words=(${line}); CURRENT=${words.length + 1}; _etabli`,
  );
  expect(errors).toBe('');
  return found;
}

describe('completion in bash', () => {
  it('is known for etabli, and the script has no fault that the shell sees', () => {
    expect(run('bash', `source ${scripts['bash']}; complete -p etabli`).words).toEqual([
      'complete -o default -F _etabli etabli',
    ]);
    const { stdout } = spawnSync('shellcheck', ['-s', 'bash', '-e', 'SC2034', scripts['bash']!], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it('knows commands, options and choices', () => {
    expect(inBash('lo')).toEqual(['login', 'logout', 'lot']);
    expect(inBash('lot', 'ar')).toEqual(['arm']);
    expect(inBash('lot', 'arm', '--y')).toEqual(['--yes']);
    expect(inBash('user', 'create', 'anna', '--role', '')).toEqual(['viewer', 'technician', 'administrator']);
    expect(inBash('completion', 'z')).toEqual(['zsh']);
    expect(inBash('--language', '')).toEqual(['fr', 'en']);
  });

  it('takes the value of an option for no command, and proposes files where it knows nothing', () => {
    expect(inBash('--url', 'lot', 'machine', 'sh')).toEqual(['show']);
    expect(inBash('lot', 'import', '--profile', '')).toEqual([]);
    expect(inBash('lot', 'import', 'x.c')).toEqual([]);
  });

  it('does not run what is typed', () => {
    const mark = join(folder, 'mark');
    expect(inBash('lot', `$(touch ${mark})`)).toEqual([]);
    expect(inBash(`$(touch ${mark})`, '')).not.toEqual([]);
    expect(run('bash', `ls ${mark}`).words).toEqual([]);
  });
});

describe('completion in zsh', () => {
  it('is a script that zsh reads', () => {
    expect(run('zsh', `zsh -n ${scripts['zsh']}`).errors).toBe('');
  });

  it('knows commands with what they do, options and choices', () => {
    expect(inZsh('lot', '')).toContain('show:Un lot et ses PC');
    expect(inZsh('lot', 'arm', '')).toContain('--yes:sans demander');
    expect(inZsh('user', 'create', 'anna', '--role', '')).toEqual(['viewer', 'technician', 'administrator']);
    expect(inZsh('--url', 'lot', 'machine', '')).toContain('show:Une machine et son inventaire');
    expect(inZsh('lot', 'import', '--profile', '')).toEqual(['FILES']);
  });
});
