import { jest } from '@jest/globals';
import { powershellFaults } from '../../../test/support/powershell-syntax.js';
import { askedOptions, parseProfile } from '../../documents/profile/index.js';
import { resolveCheck } from './checks.js';
import { optionChecks, optionsScript } from './kinds/windows-options.js';
import { judgeReported } from './run-recette.js';

const SYSTEM = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const ADVANCED = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced';

const windows = parseProfile({
  name: 'poste',
  master: { name: 'windows-11' },
  windows: {
    security: {
      uac: { filterAdministrator: true },
      credentials: { cachedLogons: 2, complexPasswords: true },
      logon: { lockAfterSeconds: 900 },
    },
    comfort: { explorer: { fileExtensions: true }, theme: { system: 'dark' } },
  },
}).windows!;

const found = (hive: string, key: string, name: string, kind: string, value: unknown) => ({
  hive,
  key,
  name,
  state: 'found',
  kind,
  value,
});
/** What the script prints on a PC where all holds. */
const READS = [
  found('machine', SYSTEM, 'FilterAdministratorToken', 'DWord', 1),
  found(
    'machine',
    'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
    'CachedLogonsCount',
    'String',
    '2',
  ),
  found('machine', SYSTEM, 'InactivityTimeoutSecs', 'DWord', 900),
  found('defaultUser', ADVANCED, 'HideFileExt', 'DWord', 0),
];

const output = (reads: object[] | string, exitCode = 0) => ({
  stdout: typeof reads === 'string' ? reads : JSON.stringify({ reads }),
  exitCode,
  startedAt: new Date(0),
  durationMs: 1,
});

/** `option: verdict, expected → measured` for each line of the recette, in English. */
function lines(result: ReturnType<typeof output>): string[] {
  return optionChecks(windows).map((request) => {
    const { kind, parameters } = resolveCheck(request);
    const { verdict, expected, measured } = kind.judge(result, parameters, { windows } as never);
    const { option } = request.parameters as { option: string };
    return `${option}: ${verdict}, ${expected.en} → ${measured.en}`;
  });
}

const whole = (option: string, result: ReturnType<typeof output>) => {
  const { kind, parameters } = resolveCheck({ kind: 'windows-options', parameters: { option } });
  return kind.judge(result, parameters, { windows } as never);
};

const NOT_SHOWN = [
  'windows.security.credentials.complexPasswords: unmeasured, true → not measured: no registry value shows this option',
  'windows.comfort.theme.system: unmeasured, dark → not measured: is written for each account at its first logon',
];
const PASSED = [
  'windows.security.uac.filterAdministrator: passed, true → true',
  'windows.security.credentials.cachedLogons: passed, 2 → 2',
  'windows.security.logon.lockAfterSeconds: passed, 900 → 900',
  'windows.comfort.explorer.fileExtensions: passed, true → true',
];

describe('the options of Windows on a delivered PC', () => {
  it('are a line of the recette each, asked and measured', () => {
    expect(
      optionChecks(windows).map(({ kind, severity, requirement }) => [kind, severity, requirement]),
    ).toEqual(
      [
        [
          'reserve',
          'Le compte Administrateur intégré est interrogé aussi',
          'Whether the built-in administrator is asked too',
          'security.uac.filterAdministrator',
        ],
        [
          'reserve',
          'Combien de comptes du domaine peuvent ouvrir une session sans le domaine',
          'How many domain accounts can log on without the domain',
          'security.credentials.cachedLogons',
        ],
        [
          'information',
          'Les mots de passe doivent mêler plusieurs sortes de caractères',
          'Whether passwords must mix kinds of characters',
          'security.credentials.complexPasswords',
        ],
        [
          'reserve',
          'La session est verrouillée après ce temps sans activité ; 0 : jamais',
          'The session is locked after so long without anyone; 0 never',
          'security.logon.lockAfterSeconds',
        ],
        [
          'reserve',
          'Affiche les extensions des types de fichiers connus',
          'Shows the extensions of known file types',
          'comfort.explorer.fileExtensions',
        ],
        ['information', 'Barre des tâches et Démarrer', 'Taskbar and Start', 'comfort.theme.system'],
      ].map(([severity, fr, en, option]) => [
        'windows-options',
        severity,
        {
          fr: `${fr} (windows.${option})`,
          en: `${en} (windows.${option})`,
        },
      ]),
    );
  });

  it('pass where the registry holds what was asked, and never where nothing shows it', () => {
    const all = lines(output(READS));
    expect(all.filter((line) => line.includes(': passed'))).toEqual(PASSED);
    expect(all.filter((line) => !line.includes(': passed'))).toEqual(NOT_SHOWN);
  });

  it.each<[string, object, string]>([
    [
      'holds another number',
      { value: 0 },
      `failed, true → HKLM\\${SYSTEM} FilterAdministratorToken = 0 (≠ 1)`,
    ],
    [
      'is not there',
      { state: 'absent', kind: undefined, value: undefined },
      `failed, true → HKLM\\${SYSTEM} FilterAdministratorToken = ∅ (≠ 1)`,
    ],
    [
      'is a text and no number',
      { kind: 'String', value: '1' },
      `failed, true → HKLM\\${SYSTEM} FilterAdministratorToken = 1 (≠ 1)`,
    ],
    [
      'may not be read',
      { state: 'unreadable', value: 'Access is denied.' },
      `unmeasured, true → not measured: unreadable values: HKLM\\${SYSTEM} FilterAdministratorToken`,
    ],
  ])('say it where a value %s', (_title, change, expected) => {
    const [first, ...others] = READS;
    const [line, ...rest] = lines(output([{ ...first, ...change }, ...others]));
    expect(line).toBe(`windows.security.uac.filterAdministrator: ${expected}`);
    expect(rest.filter((one) => one.includes(': passed'))).toEqual(PASSED.slice(1));
  });

  it.each<[string, ReturnType<typeof output>]>([
    ['nothing', output('')],
    ['no JSON', output('At line:1 char:1')],
    ['no values', output([])],
    ['JSON of another shape', output('{"reads":[{"hive":1}]}')],
    ['a failure', output(READS, 1)],
    ['no PowerShell', output(READS, 90)],
    ['a time-out', output(READS, 124)],
  ])('are all unmeasured where the PC answers %s', (_title, result) => {
    expect(lines(result).filter((line) => !line.includes(': unmeasured,'))).toEqual([]);
  });

  it('are judged together where a profile asks for a part of them', () => {
    const { verdict, measured } = whole('windows.security.uac', output(READS));
    expect([verdict, measured.en]).toEqual(['passed', 'true']);
    expect(whole('windows.security', output(READS))).toMatchObject({
      verdict: 'unmeasured',
      measured: { en: 'not measured: no registry value shows this option' },
    });
    const wrong = whole('windows', output(READS.map((read) => ({ ...read, value: 7 }))));
    expect(wrong.verdict).toBe('failed');
    expect(whole('windows.accessibility', output(READS)).verdict).toBe('not-applicable');
  });

  it('are judged by one reading of what the PC printed, however many they are', () => {
    const printed = output(READS);
    const parse = jest.spyOn(JSON, 'parse');
    const results = judgeReported(optionChecks(windows), { windows }, printed);
    const readings = parse.mock.calls.filter(([text]) => text === printed.stdout);
    parse.mockRestore();
    expect(results.filter(({ verdict }) => verdict === 'passed')).toHaveLength(4);
    expect(readings).toHaveLength(1);
  });

  it('are read by one script, of these values and no others', () => {
    const text = optionsScript(askedOptions(windows));
    expect(text.split('\n').filter((line) => line.startsWith('    @{'))).toEqual([
      `    @{ hive = 'machine'; key = '${SYSTEM}'; name = 'FilterAdministratorToken' }`,
      `    @{ hive = 'machine'; key = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'; name = 'CachedLogonsCount' }`,
      `    @{ hive = 'machine'; key = '${SYSTEM}'; name = 'InactivityTimeoutSecs' }`,
      `    @{ hive = 'defaultUser'; key = '${ADVANCED}'; name = 'HideFileExt' }`,
    ]);
    expect(powershellFaults(text)).toEqual([]);
    expect(powershellFaults(optionsScript([]))).toEqual([]);
  });

  it('are read by a script that no name of a profile can change', () => {
    const { security } = parseProfile({
      name: 'poste',
      master: { name: 'windows-11' },
      windows: { security: { defender: { exclusions: { paths: ["C:\\it's'; Remove-Item C:\\ #"] } } } },
    }).windows!;
    const text = optionsScript(askedOptions({ ...windows, comfort: undefined, security }));
    expect(text).toContain(`name = 'C:\\it''s''; Remove-Item C:\\ #' }`);
    expect(powershellFaults(text)).toEqual([]);
  });
});
