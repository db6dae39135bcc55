import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { Templates } from './templates.js';

const templates = new Templates(join(import.meta.dirname, 'fixtures'));

const HOSTILE = [
  "it's",
  '$(touch /tmp/etabli-attack)',
  '`id`',
  '${HOME} $HOME $$ $0',
  '"; id; "',
  "'; id; '",
  "'\\''",
  '\\',
  'a\\',
  '\\n\\t\\0',
  '&& id || id | id > /dev/null < /dev/null &',
  '*?[a-z]{a,b}~!#',
  '-n',
  '--help',
  '',
  ' two  spaces ',
  '\ttab',
  'é €  𝒻 🖥',
  '%s %d %%',
  '; id #',
];

describe('sh', () => {
  const run = (value: string) => execFileSync('bash', ['-c', templates.render('print.sh', { value })]);

  it.each([...HOSTILE, 'a\nb\r\nc', '\u0001\u001b[31m'])('gives %p to a command as it is', (value) => {
    expect(run(value).toString('utf8')).toBe(value);
  });

  it('gives any text to a command as it is', () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
    fc.assert(
      fc.property(texts, (value) => run(value).toString('utf8') === value),
      { numRuns: 25 },
    );
  });

  it('is a word for dash and for a POSIX shell too', () => {
    const script = templates.render('print.sh', { value: "a'b\n$(id)" });
    expect(execFileSync('sh', ['-c', script]).toString()).toBe("a'b\n$(id)");
  });

  it('refuses NUL, which would end the value early', () => {
    expect(() => templates.render('print.sh', { value: 'a\u0000b' })).toThrow(
      'print.sh: the NUL character cannot be given to a shell',
    );
  });
});

describe('grub', () => {
  const render = (title: string) => templates.render('menu.cfg', { title });
  const check = (script: string) => spawnSync('grub-script-check', { input: script }).status;

  it.each(HOSTILE.filter((value) => !/[\t]/.test(value)))('makes %p one word of a script', (title) => {
    expect(check(render(title))).toBe(0);
  });

  it('keeps all of a value inside its quotes', () => {
    expect(render(`'; linux /evil #" $x {`)).toBe(
      `menuentry ''\\''; linux /evil #" $x {' {\n  linux /vmlinuz name=''\\''; linux /evil #" $x {'\n}\n`,
    );
  });

  it('detects a script that a value breaks', () => {
    expect(check(render('a').replaceAll("'a'", "'a"))).not.toBe(0);
  });

  it.each(['a\nlinux /evil', 'a\rb', 'a\u0000b', 'a\u0085b', 'a\u2028b'])('refuses %p', (title) => {
    expect(() => render(title)).toThrow(/^menu\.cfg: the character U\+[0-9A-F]{4} cannot be written here/);
  });
});

describe('ps', () => {
  const render = (value: string) => templates.render('write.ps1', { value });

  it('doubles every quote that PowerShell knows, and expands nothing', () => {
    expect(render("it's $(Get-Date) `n $env:X")).toBe("Write-Output 'it''s $(Get-Date) `n $env:X'\n");
    expect(render('a\u2019; id \u2018\u201a\u201b')).toBe(
      "Write-Output 'a\u2019\u2019; id \u2018\u2018\u201a\u201a\u201b\u201b'\n",
    );
  });

  it('refuses NUL', () => {
    expect(() => render('a\u0000b')).toThrow(
      'write.ps1: the character U+0000 cannot be written here (PowerShell)',
    );
  });
});

describe('cmd', () => {
  const render = (value: string) => templates.render('set.cmd', { value }).split('\r\n')[1];

  it('keeps operators inside quotes, doubles percent signs and a final backslash', () => {
    expect(render('a & del C:\\*.* | more > x ^ (y)')).toBe('set NAME="a & del C:\\*.* | more > x ^ (y)"');
    expect(render('%PATH% 50%')).toBe('set NAME="%%PATH%% 50%%"');
    expect(render('C:\\Temp\\')).toBe('set NAME="C:\\Temp\\\\"');
  });

  it.each(['a"b', 'a\nb', 'a\rb', 'a\u0000b', 'a\u001ab'])('refuses %p', (value) => {
    expect(() => render(value)).toThrow(/^set\.cmd: the character U\+[0-9A-F]{4} cannot be written here/);
  });

  it('refuses a template under which ! would be expanded', () => {
    expect(() => templates.render('delayed.cmd', { value: 'a' })).toThrow(
      'delayed.cmd: with EnableDelayedExpansion, cmd.exe would expand the values',
    );
  });
});

describe('json and line', () => {
  it('writes JSON that cannot end an HTML script element', () => {
    const text = templates.render('name.json', { name: { a: '</script>\u2028&', b: [1, true, null] } });
    expect(text).toBe('{ "name": {"a":"\\u003c/script\\u003e\\u2028\\u0026","b":[1,true,null]} }\n');
  });

  it('refuses what has no JSON form', () => {
    expect(() => templates.render('name.json', { name: () => 1 })).toThrow('this value has no JSON form');
  });

  it('keeps a setting on its own line', () => {
    expect(templates.render('wifi.conf', { ssid: 'Café #1' })).toBe('ssid=Café #1\n');
    expect(() => templates.render('wifi.conf', { ssid: 'a\npsk=b' })).toThrow(
      'wifi.conf: the character U+000A cannot be written here (line)',
    );
  });
});
