import { spawnSync } from 'node:child_process';
import { PermanentError } from './errors.js';
import { shellWord } from './shell-word.js';

describe('shellWord', () => {
  it.each([
    'plain',
    '',
    "it's",
    '$(touch /tmp/pwned)',
    '`id`',
    'a"b\\c',
    "'; exit 1; '",
    'é\n\ttab',
    '-n',
    '*',
  ])('gives a real shell exactly %j', (text) => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
    expect(stdout).toBe(text);
  });

  it('refuses the NUL character, which no word can hold', () => {
    expect(() => shellWord('a\u0000b')).toThrow(PermanentError);
  });
});
