import {
  exe,
  failure,
  FILE,
  type PlannedExe,
  windowsWith,
} from '../../../../../test/support/program-installation.js';
import { programsOf, type SimulatedInstaller } from '../../../../../test/support/windows-scripts/software.js';

describe('programs', () => {
  it('are installed in the order of the plan, measured, and put into the certificate', async () => {
    const pc = windowsWith([exe('zip'), exe('office', { title: 'Office' })], {
      zip: [{ installs: ['1.0.2'] }],
      office: [{ installs: ['1.0', '0.9'] }],
    });
    expect((await pc.run()).programs).toMatchObject([
      { name: 'zip', applied: 'installed', exitCode: 0, attempts: 1, measured: '1.0.2' },
      { name: 'office', applied: 'installed', exitCode: 0, measured: '1.0' },
    ]);
    expect(pc.story).toEqual(['install zip', 'install office']);
    expect(pc.remembered).toEqual([
      {
        software: [
          { name: 'zip', version: '1.0.2' },
          { name: 'Office', version: '1.0' },
        ],
      },
    ]);
    expect(programsOf(pc.pc).runs[0]).toMatchObject({
      files: [{ name: 'setup.exe', sha256: FILE.sha256, url: `http://etabli/payloads/${FILE.sha256}` }],
      run: { file: 'setup.exe', arguments: '/S' },
    });
  });

  it('that are there already are left alone, and older ones are not', async () => {
    const pc = windowsWith([exe('zip'), exe('old')]);
    programsOf(pc.pc).installed = { zip: ['2.0'], old: ['0.9'] };
    expect((await pc.run()).programs).toMatchObject([
      { name: 'zip', applied: 'present', attempts: 0, measured: '2.0' },
      { name: 'old', applied: 'installed', attempts: 1 },
    ]);
    expect(pc.story).toEqual(['install old']);
  });

  it('are installed once, when the step is run twice', async () => {
    const pc = windowsWith([exe('zip'), exe('office')]);
    await pc.run();
    await pc.run();
    expect(pc.story).toEqual(['install zip', 'install office']);
  });
});

describe('an installer', () => {
  it('that asks for a restart gets one after all of them', async () => {
    const pc = windowsWith([exe('one'), exe('two')], {
      one: [{ exitCode: 3010, installs: ['1.0'] }],
      two: [{ exitCode: 3010, installs: ['1.0'] }],
    });
    expect(await pc.run()).toMatchObject({
      restarted: true,
      programs: [{ exitCode: 3010 }, { exitCode: 3010 }],
    });
    expect(pc.story).toEqual(['install one', 'install two', 'restart']);
  });

  it('that asks for a restart gets it at once when the program says so', async () => {
    const pc = windowsWith([exe('one', { restart: 'now' }), exe('two')], {
      one: [{ exitCode: 1641, installs: ['1.0'] }],
    });
    await pc.run();
    expect(pc.story).toEqual(['install one', 'restart', 'install two']);
  });

  it('whose program comes with the restart is measured after it', async () => {
    const pc = windowsWith([exe('driver'), exe('two')], {
      driver: [{ exitCode: 3010, installsAtRestart: ['1.0'] }],
    });
    await pc.run();
    expect(pc.story).toEqual(['install driver', 'restart', 'install two']);
  });

  it('that needs a restart first is run again after one', async () => {
    const pc = windowsWith([exe('choco', { exitCodes: { 350: 'restart-first' } })], {
      choco: [{ exitCode: 350 }, { exitCode: 0, installs: ['1.0'] }],
    });
    await pc.run();
    expect(pc.story).toEqual(['install choco', 'restart', 'install choco']);
    const never = windowsWith([exe('choco', { exitCodes: { 350: 'restart-first' } })], {
      choco: [{ exitCode: 350 }],
    });
    expect(await failure(never.run())).toBe('choco 1.0 : l’installeur a échoué, code 350');
    expect(never.story.filter((what) => what === 'restart')).toHaveLength(3);
  });

  it('that finds another installation in progress is run again after a while, not for ever', async () => {
    const pc = windowsWith([exe('zip')], { zip: [{ exitCode: 1618 }, { exitCode: 0, installs: ['1.0'] }] });
    expect((await pc.run()).programs).toMatchObject([{ attempts: 2, exitCode: 0 }]);
    expect(pc.story).toEqual(['install zip', 'pause 7 s', 'install zip']);
    const busy = windowsWith([exe('zip')], { zip: [{ exitCode: 1618 }] });
    expect(await failure(busy.run())).toBe('zip 1.0 : une autre installation ne finit pas : 3 essais');
    expect(busy.story).toHaveLength(5);
  });

  it.each<[SimulatedInstaller, string]>([
    [
      { exitCode: 1603 },
      'l’installeur a échoué, code 1603 : erreur fatale pendant l’installation : lisez la fin du journal (return value 3)',
    ],
    [
      { exitCode: 1633 },
      'l’installeur a échoué, code 1633 : le paquet n’est pas pour cette architecture de Windows',
    ],
    [{ exitCode: 0 }, 'l’installeur a fini, mais le PC ne montre pas le logiciel'],
    [{ exitCode: 0, installs: ['0.9'] }, 'le PC montre 0.9 ; attendu : 1.0'],
    [
      { exitCode: 0, installs: ['unknown'] },
      'l’installeur a fini, mais rien n’a pu être mesuré : version illisible, ou détection impossible',
    ],
    [{ exitCode: 3010 }, 'l’installeur a fini, mais le PC ne montre pas le logiciel'],
    [{ exitCode: 1638 }, 'l’installeur a fini, mais le PC ne montre pas le logiciel'],
    [
      { state: 'timed-out' },
      'l’installeur n’a pas fini en 30 min : il a été arrêté, avec ce qu’il avait lancé',
    ],
    [{ state: 'digest' }, 'le PC a reçu un autre fichier que celui du catalogue ; rien n’a été lancé'],
    [{ state: 'busy' }, 'une installation commencée plus tôt tourne encore sur le PC'],
    [{ state: 'no-manager' }, 'exe n’est pas sur ce PC'],
  ])('that ends with %j fails the step with words', async (installer, words) => {
    const pc = windowsWith([exe('zip'), exe('next')], { zip: [installer] });
    expect(await failure(pc.run())).toBe(`zip 1.0 : ${words}`);
    expect(pc.story).not.toContain('install next');
    expect(pc.remembered).toEqual([]);
  });

  it('that restarts Windows by itself is measured once Windows is back', async () => {
    const pc = windowsWith([exe('one'), exe('two')], { one: [{ exitCode: 1641, installs: ['1.0'] }] });
    pc.restartsItself();
    expect(await pc.run()).toMatchObject({
      restarted: false,
      programs: [{ name: 'one', applied: 'installed', exitCode: 1641, attempts: 1 }, { name: 'two' }],
    });
    expect(pc.story).toEqual(['install one', 'install two']);
  });

  it('that is cut off each time is not run for ever', async () => {
    const pc = windowsWith([exe('one')], { one: [{ state: 'waited' }] });
    expect(await failure(pc.run())).toContain('le PC ne montre pas le logiciel');
    expect(pc.story).toEqual(['install one', 'install one', 'install one']);
  });

  it('whose log ends with the reason has it in the log of the step', async () => {
    const pc = windowsWith([exe('zip')], { zip: [{ exitCode: 1603, log: ['Return value 3.'] }] });
    await failure(pc.run());
    expect(pc.log).toEqual(['  Return value 3.', 'zip: ended, 1603, 1 s']);
  });

  it('that the PC cannot measure is not a success', async () => {
    const pc = windowsWith([exe('zip')]);
    programsOf(pc.pc).unmeasured = ['zip'];
    expect(await failure(pc.run())).toContain('rien n’a pu être mesuré');
  });

  it('whose program is gone at the end is not a success', async () => {
    const pc = windowsWith([exe('zip'), exe('two')], { two: [{ exitCode: 3010, installs: ['1.0'] }] });
    programsOf(pc.pc).installers['zip'] = [{ installs: ['1.0'], installsAtRestart: ['0.1'] }];
    expect(await failure(pc.run())).toBe('zip 1.0 : le PC montre 0.1 ; attendu : 1.0');
  });
});

describe('a step that is cut off', () => {
  it.each([
    ['before an installer', false, ['install one', 'install two', 'restart']],
    ['while an installer ended', true, ['install one', 'install two', 'restart']],
  ])('%s goes on, and the restart that was asked for is not forgotten', async (_, after, story) => {
    const pc = windowsWith([exe('one'), exe('two')], { one: [{ exitCode: 3010, installs: ['1.0'] }] });
    pc.cutOff('software/install', after ? 1 : 2, after);
    await expect(pc.run()).rejects.toThrow('killed');
    const { programs } = await pc.run();
    expect(pc.story).toEqual(story);
    expect(programs).toMatchObject([{ applied: 'installed', exitCode: 3010 }, { applied: 'installed' }]);
  });

  it('before a restart with which its program comes is not run again', async () => {
    const pc = windowsWith([exe('driver')], { driver: [{ exitCode: 3010, installsAtRestart: ['1.0'] }] });
    pc.cutOff('software/install', 1, true);
    await expect(pc.run()).rejects.toThrow('killed');
    expect((await pc.run()).programs).toMatchObject([{ applied: 'installed', exitCode: 3010 }]);
    expect(pc.story).toEqual(['install driver', 'restart']);
  });

  it('before the last measurement restarts no second time', async () => {
    const pc = windowsWith([exe('one')], { one: [{ exitCode: 3010, installs: ['1.0'] }] });
    pc.cutOff('software/clean', 1);
    await expect(pc.run()).rejects.toThrow('killed');
    await pc.run();
    expect(pc.story).toEqual(['install one', 'restart']);
  });

  it('waits for an installer that still runs, and runs it again only when its program is not there', async () => {
    const there = windowsWith([exe('one')], { one: [{ state: 'waited', installs: ['1.0'] }] });
    await there.run();
    expect(there.story).toEqual(['install one']);
    const absent = windowsWith([exe('one')], { one: [{ state: 'waited' }, { installs: ['1.0'] }] });
    await absent.run();
    expect(absent.story).toEqual(['install one', 'install one']);
  });
});

describe('the key of a licence', () => {
  const keyed = exe('office', {
    licence: { pool: 'office', variable: 'KEY', file: { name: 'k.xml', text: '<k>{{key}}</k>' } },
  });

  it('goes to the installer alone, as it is, and is concealed', async () => {
    const pc = windowsWith([keyed]);
    await pc.run();
    expect(programsOf(pc.pc).runs[0]).toMatchObject({
      environment: { KEY: 'KEY-$&-00000' },
      keyFile: { name: 'k.xml', text: '<k>KEY-$&-00000</k>' },
    });
    expect(JSON.stringify(programsOf(pc.pc).runs[0]!.run)).not.toContain('KEY-');
    expect(pc.concealed()).toEqual(['KEY-$&-00000']);
    expect(pc.story).toEqual(['install office', 'use office']);
  });

  it('is not revealed for a program that is there, whose licence counts all the same', async () => {
    const pc = windowsWith([keyed]);
    programsOf(pc.pc).installed = { office: ['1.0'] };
    await pc.run();
    expect(pc.concealed()).toEqual([]);
    expect(pc.story).toEqual(['use office']);
  });

  it('that is only counted stays with the PC from the start of the installer, however that ends', async () => {
    const pc = windowsWith([exe('office', { licence: { pool: 'counted' } })], { office: [{ exitCode: 0 }] });
    await failure(pc.run());
    expect(pc.story).toEqual(['use counted', 'install office']);
  });

  it('must be there before anything is installed', async () => {
    const counted = exe('office', { licence: { pool: 'counted', variable: 'KEY' } });
    const pc = windowsWith([exe('zip'), counted]);
    expect(await failure(pc.run())).toContain('« counted » n’en ont pas');
    expect(pc.story).toEqual([]);
  });

  it('makes the step wait until the PC is confirmed', () => {
    const needs = (programs: PlannedExe[]) => windowsWith([]).step.needsSecret({ programs } as never);
    expect([
      needs([exe('zip')]),
      needs([keyed]),
      needs([exe('a', { licence: { pool: 'counted' } })]),
    ]).toEqual([false, true, false]);
  });
});
