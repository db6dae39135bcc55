import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCRIPTS } from '../../../../test/support/simulated-pc-scripts.js';
import { factNames, readStep } from '../../../../test/support/step-sources.js';
import type { DeployPlan, Plan } from '../plan.js';
import { appliesTo } from '../step-list.js';
import type { Step } from '../step.js';
import { STEPS } from './index.js';

const ROOT = join(import.meta.dirname, '../../../..');
const TEMPLATES = join(ROOT, 'templates');
const AGENT = join(ROOT, 'environment/agent/etabli_agent/commands');

const files = readdirSync(import.meta.dirname, { encoding: 'utf8', recursive: true }).filter((file) =>
  file.endsWith('.step.ts'),
);
/** The data of each step; its parts are needed only when it is run. */
const list = STEPS.map((type) => new (type as new () => Step)());
const fileOf = (name: string): string => join(import.meta.dirname, name, `${name}.step.ts`);
const sources = list.map(({ name }) => readStep(fileOf(name)));

describe('the list of steps', () => {
  it('has every step of this folder, each under the name of its file', () => {
    expect(list.map(({ name }) => `${name}/${name}.step.ts`).sort()).toEqual(files.sort());
  });

  it.each(list.map((step) => [step.name, step] as const))('%s says what it is', (_, step) => {
    expect(step.title.fr).toMatch(/\S/);
    expect(step.title.en).toMatch(/\S/);
    expect(['environment', 'system', 'server']).toContain(step.place);
    expect(step.purposes.length).toBeGreaterThan(0);
    expect(step.systems.length).toBeGreaterThan(0);
    expect(step.timeoutMs).toBeGreaterThan(0);
  });

  it('begins with the step that makes sure of the environment', () => {
    expect(list[0]?.name).toBe('wait-environment');
  });
});

describe('the steps of a plan', () => {
  const deploy = (update: string, master: object): DeployPlan =>
    ({ purpose: 'deploy', profile: { document: { update } }, master }) as unknown as DeployPlan;
  const stepsOf = (plan: Plan): string[] =>
    list.filter((step) => appliesTo(step, plan)).map(({ name }) => name);
  const DISK_WITHOUT_UPDATES = [
    ...['wait-environment', 'inventory', 'hardware-check', 'apply-master', 'verify-master', 'configure'],
    ...['install-boot', 'restart', 'wait-first-boot', 'install-software', 'personalise', 'recette', 'seal'],
    'certificate',
  ];

  it('that deploys a captured disk without updates', () => {
    expect(stepsOf(deploy('none', { kind: 'disk', system: 'debian' }))).toEqual(DISK_WITHOUT_UPDATES);
  });

  it('that deploys a root file system with updates partition and update the PC too', () => {
    const more = stepsOf(deploy('security', { kind: 'rootfs', system: 'ubuntu' }));
    expect(more.filter((name) => !DISK_WITHOUT_UPDATES.includes(name))).toEqual(['partition', 'update']);
    expect(more).toHaveLength(16);
  });

  it.each([
    { kind: 'rootfs', system: 'ubuntu' },
    { kind: 'wim', system: 'windows' },
  ])(
    'that updates the authorities of the firmware do it before anything is judged or erased: %j',
    (master) => {
      const plan = deploy('none', master);
      const security = { secureBoot: { need: 'required', authorities: 'update' } };
      Object.assign(plan.profile.document, { security });
      const names = stepsOf(plan);
      const at = names.indexOf('update-authorities');
      expect(names.slice(0, at)).toEqual(['wait-environment', 'inventory', 'hardware-check']);
      expect(stepsOf(deploy('none', master))).toEqual(names.toSpliced(at, 1));
    },
  );

  it('that saves user data do it before anything is erased, and put it back before Windows starts', () => {
    const plan = deploy('none', { kind: 'wim', system: 'windows' });
    Object.assign(plan.profile.document, { userData: { backup: {}, restore: true, keepDays: 30 } });
    const names = stepsOf(plan);
    const before = (one: string, other: string) => names.indexOf(one) < names.indexOf(other);
    expect(names).toEqual(expect.arrayContaining(['backup', 'restore-user-data', 'restore-profiles']));
    expect([before('backup', 'partition'), before('inject-drivers', 'restore-user-data')]).toEqual([
      true,
      true,
    ]);
    expect([before('restore-user-data', 'restart'), before('restart', 'restore-profiles')]).toEqual([
      true,
      true,
    ]);
    const captured = deploy('none', { kind: 'disk', system: 'debian' });
    Object.assign(captured.profile.document, { userData: { backup: {}, restore: false, keepDays: 30 } });
    const steps = stepsOf(captured);
    expect(steps.indexOf('backup')).toBe(steps.indexOf('apply-master') - 1);
    expect(steps).not.toContain('restore-profiles');
  });

  it('that captures a disk end with the capture', () => {
    const plan: Plan = { purpose: 'capture', name: 'reference', technician: 'Anna' };
    expect(stepsOf(plan)).toEqual(['wait-environment', 'inventory', 'capture-disk']);
  });

  it('that captures a disk is the same when it says so', () => {
    const plan: Plan = { purpose: 'capture', kind: 'disk', name: 'reference', technician: 'Anna' };
    expect(stepsOf(plan)).toEqual(['wait-environment', 'inventory', 'capture-disk']);
  });

  it('that captures an image of Windows reads the volume on the PC, and registers it on the server', () => {
    const plan: Plan = { purpose: 'capture', kind: 'wim', name: 'reference', technician: 'Anna' };
    expect(stepsOf(plan)).toEqual(['wait-environment', 'inventory', 'capture-image', 'register-image']);
  });

  /** From power-on to the restart; what follows it is for the installed Windows. */
  const untilRestart = (plan: Plan): string[] => {
    const names = stepsOf(plan);
    return names.slice(0, names.indexOf('restart') + 1);
  };

  it('that deploys a Windows image judge the start-up of the PC before its disk is partitioned', () => {
    const windows = untilRestart(deploy('none', { kind: 'wim', system: 'windows' }));
    expect(windows.filter((name) => name !== 'write-answers')).toEqual([
      ...['wait-environment', 'inventory', 'hardware-check', 'boot-check', 'partition', 'apply-master'],
      ...['verify-master', 'inject-drivers', 'install-windows-boot', 'restart'],
    ]);
  });

  it('that deploys a captured disk of Windows keep its partitions and its boot files', () => {
    const master = { kind: 'disk', system: 'windows', systemVersion: '26100.1742' };
    expect(stepsOf(deploy('none', master))).toEqual([
      ...['wait-environment', 'inventory', 'hardware-check', 'apply-master', 'verify-master'],
      ...['inject-drivers', 'write-answers', 'restart', 'wait-windows', 'hand-over', 'windows-recette'],
      ...['seal-windows', 'certificate'],
    ]);
  });

  it.each(['', '11', 'Windows 11'])(
    'that deploys a captured disk of Windows of an unknown build (%s) put no drivers into it',
    (systemVersion) => {
      const windows = untilRestart(deploy('none', { kind: 'disk', system: 'windows', systemVersion }));
      expect(windows.filter((name) => name !== 'write-answers')).toEqual([
        ...['wait-environment', 'inventory', 'hardware-check', 'apply-master', 'verify-master', 'restart'],
      ]);
    },
  );

  it('that deploys Windows end with the certificate, and do nothing over SSH', () => {
    const names = stepsOf(deploy('all', { kind: 'wim', system: 'windows' }));
    expect(names.at(-1)).toBe('certificate');
    const ofLinux = ['configure', 'install-boot', 'wait-first-boot', 'install-software', 'update', 'recette'];
    expect(names.filter((name) => ofLinux.includes(name))).toEqual([]);
  });
});

describe('what a step runs on the PC', () => {
  const templates = sources.flatMap((source) => source.templates);
  const commands = sources.flatMap((source) => source.commands);

  it('is a template that exists, and no template is left over', () => {
    const stored = readdirSync(join(TEMPLATES, 'steps')).map((file) => `steps/${file.replace('.hbs', '')}`);
    expect([...new Set(templates)].sort()).toEqual(stored.sort());
  });

  it('is a template that the simulated PC knows', () => {
    const known = Object.keys(SCRIPTS).map((name) => `steps/${name}.sh`);
    expect(known.sort()).toEqual([...new Set(templates)].sort());
  });

  it.each(Object.entries(SCRIPTS))('is told by words that only %s has', (name, words) => {
    const having = Object.keys(SCRIPTS).filter((other) =>
      readFileSync(join(TEMPLATES, 'steps', `${other}.sh.hbs`), 'utf8').includes(words),
    );
    expect(having).toEqual([name]);
  });

  it('is a command that the agent has', () => {
    expect(commands).toContain('apply-rootfs');
    const missing = commands.filter((name) => !existsSync(join(AGENT, `${name.replaceAll('-', '_')}.py`)));
    expect(missing).toEqual([]);
  });
});

describe('a fact', () => {
  /** What a step needs because of where it acts. */
  const ofPlace = ({ place, needsTarget }: Step): string[] => [
    ...(place === 'system' ? ['systemHostKey'] : []),
    ...(needsTarget === true ? ['disk', 'partitions'] : []),
  ];
  const writtenBefore = (index: number): string[] => sources.slice(0, index).flatMap(({ writes }) => writes);

  it.each(list.map(({ name }, index) => [name, index] as const))(
    'that %s must know is written by an earlier step',
    (_, index) => {
      const needs = [...sources[index]!.needs, ...ofPlace(list[index]!)];
      expect(needs.filter((fact) => !writtenBefore(index).includes(fact))).toEqual([]);
    },
  );

  it.each(list.map(({ name }, index) => [name, index] as const))(
    'that %s reads is written by an earlier step, or by itself in an earlier try',
    (_, index) => {
      const written = writtenBefore(index + 1);
      expect(sources[index]!.reads.filter((fact) => !written.includes(fact))).toEqual([]);
    },
  );

  it('is written by some step, whichever it is', () => {
    const written = sources.flatMap(({ writes }) => writes);
    expect(factNames().filter((fact) => !written.includes(fact))).toEqual([]);
  });

  it('that is read from the evidence of a step comes from a step before', () => {
    const names = (index: number) => list.slice(0, index).map(({ name }) => name);
    const wrong = sources.flatMap(({ evidence }, index) =>
      evidence.filter((name) => !names(index).includes(name)),
    );
    expect(wrong).toEqual([]);
    expect(sources.at(-1)?.evidence).toContain('verify-master');
  });
});
