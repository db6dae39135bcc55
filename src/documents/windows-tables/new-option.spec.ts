import { madeOf } from '../../../test/support/made-up-options.js';
import { choice, csp, flag, place, script, setting, toggle } from './option-row.js';

const FANS = {
  quietFans: choice(
    { fr: 'Les ventilateurs tournent moins vite', en: 'Fans run slower' },
    ['off', 'on', 'always'],
    place('machine', 'SOFTWARE\\Fans', 'Quiet', { off: 0, on: 1, always: 2 }),
    setting('specialize', 'Microsoft-Windows-Fans', 'Fans/Quiet', (value) => value !== 'off'),
    csp('./Device/Vendor/MSFT/Fans/Quiet', 'int', { off: 0, on: 1 }),
    script(
      'system',
      'security/smb1-off',
      'fans.exe /quiet',
      (value) => (value === 'off' ? undefined : {}),
      'fans',
    ),
  ),
};
const made = madeOf(FANS);

describe('an option of Windows that is added as a row', () => {
  it('is in the schema, with its words', () => {
    expect([made.takes({ quietFans: 'always' }), made.takes({}), made.takes({ quietFans: 'loud' })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is in the reference, in both languages, with where it lands', () => {
    expect(made.listed()).toEqual([
      {
        path: 'made.quietFans',
        description: 'Fans run slower',
        descriptionFr: 'Les ventilateurs tournent moins vite',
        landsIn: [
          'script system HKLM\\SOFTWARE\\Fans Quiet',
          'specialize Microsoft-Windows-Fans Fans/Quiet',
          'script system fans.exe /quiet',
        ],
        values: 'off | on | always',
        isGroup: false,
      },
    ]);
  });

  it('is in the answer file: setting, registry value and script', () => {
    const { settings, registry, scripts } = made.answerFile({ quietFans: 'on' });
    expect(settings).toEqual(expect.arrayContaining(['<Fans>', '<Quiet>true</Quiet>', '</Fans>']));
    expect(registry).toEqual(['system HKEY_LOCAL_MACHINE\\SOFTWARE\\Fans [Quiet] DWord 1']);
    expect(scripts).toEqual(['system made-up-pc', 'system fans']);
    expect(made.answerFile({ quietFans: 'off' }).scripts).toEqual(['system made-up-pc']);
  });

  it('is in management under the same name, with the values that it has there', () => {
    expect(made.managed({ quietFans: 'on' })).toEqual([
      'made.quietFans: int ./Device/Vendor/MSFT/Fans/Quiet = 1',
    ]);
    expect(made.takes({ quietFans: 'on' }, 'management')).toBe(true);
    expect(made.takes({ quietFans: 'always' }, 'management')).toBe(false);
  });

  it('is a line of the recette, with what is read of the PC', () => {
    expect(made.measured({ quietFans: 'always' })).toEqual({
      lines: [
        {
          option: 'windows.security.quietFans',
          description: { fr: 'Les ventilateurs tournent moins vite', en: 'Fans run slower' },
          asked: 'always',
          expected: [2],
          unread: undefined,
        },
      ],
      script: ["    @{ hive = 'machine'; key = 'SOFTWARE\\Fans'; name = 'Quiet' }"],
    });
  });

  it('is in no schema of whoever has no place to write it', () => {
    const { takes } = madeOf({
      ofFiles: toggle({ fr: 'Des fichiers', en: 'Of answer files' }, flag('machine', 'K', 'N')),
      ofManagement: toggle({ fr: 'De la gestion', en: 'Of management' }, csp('./Device/A', 'bool')),
    });
    expect([takes({ ofFiles: true }), takes({ ofManagement: true })]).toEqual([true, false]);
    expect([takes({ ofFiles: true }, 'management'), takes({ ofManagement: true }, 'management')]).toEqual([
      false,
      true,
    ]);
  });
});
