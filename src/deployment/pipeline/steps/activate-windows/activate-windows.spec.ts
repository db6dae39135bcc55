import { fakeWindowsContext } from '../../../../../test/support/fake-windows-context.js';
import { ACTIVATION } from '../../../../../test/support/windows-scripts/personalise.js';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { Licences } from '../../../../park/licence/index.js';
import type { SecretUses } from '../../../../platform/vault/index.js';
import type { DeployPlan } from '../../plan.js';
import { activationAnswer, activationLicences, judgedActivation } from './judged-activation.js';
import { ActivateWindows } from './activate-windows.step.js';

const KEY = 'VK7JG-NPHTM-C97JM-9MPGT-3V66T';
const OTHER = 'W269N-WFGWX-YVC9B-4J6C9-T83GX';

function activating(from: unknown, pc: Record<string, unknown> = {}, { failed = 'reserve', key = KEY } = {}) {
  const document = parseProfile({ name: 'office', windows: { activation: { from, failed } } });
  const taken: string[] = [];
  const licences = {
    take: (pool: string, machine: string, deployment: string) => {
      taken.push(`take ${pool} ${machine} ${deployment}`);
      return Promise.resolve();
    },
    keyOf: (pool: string, machine: string) => {
      taken.push(`key ${pool} ${machine}`);
      return Promise.resolve(key);
    },
  };
  const uses = {
    reveal: (asked: { reference: string }[]) =>
      Promise.resolve(new Map(asked.map(({ reference }) => [reference, key]))),
  };
  const step = new ActivateWindows(licences as unknown as Licences, uses as unknown as SecretUses);
  const fake = fakeWindowsContext(document, [ACTIVATION], {}, pc);
  return { ...fake, step, taken, run: () => step.run(fake.context), document };
}

describe('the activation of a Windows', () => {
  it('takes a key of the pool, and tells of it the last five characters', async () => {
    const fake = activating({ pool: 'windows-pro' });
    const outcome = await fake.run();
    expect(fake.taken).toEqual(['take windows-pro m-1 d-1', 'key windows-pro m-1']);
    expect(fake.ran).toMatchObject([{ given: { key: KEY, firmware: false, kmsHost: '', kmsPort: 0 } }]);
    expect(fake.facts.checks).toMatchObject([
      {
        kind: 'activate-windows',
        verdict: 'passed',
        severity: 'reserve',
        measured: { en: 'activated, Windows(R), Professional edition, Retail, …3V66T' },
      },
    ]);
    const told = JSON.stringify([outcome, fake.facts, fake.logged, fake.ran.map(({ text }) => text)]);
    expect(told).not.toContain(KEY.slice(0, 23));
    expect(fake.concealed).toEqual([KEY]);
  });

  it('takes a key of the vault', async () => {
    const fake = activating({ key: { vault: 'windows/key' } });
    await fake.run();
    expect(fake.ran[0]?.given['key']).toBe(KEY);
    expect(fake.facts.checks?.[0]?.verdict).toBe('passed');
  });

  it('leaves a Windows alone that is activated with that key already', async () => {
    const fake = activating({ pool: 'windows-pro' }, { licence: { status: 1, key: KEY } });
    await expect(fake.run()).resolves.toMatchObject({ evidence: { stage: 'already' } });
  });

  it('fails with another key, though Windows is activated', async () => {
    const fake = activating({ pool: 'windows-pro' });
    const stuck = { 'activation/activate': () => ({ result: answerWith(1, OTHER, '0xc004f050') }) };
    const { context, facts } = fakeWindowsContext(fake.document, [stuck]);
    await fake.step.run(context);
    expect(facts.checks?.[0]).toMatchObject({
      verdict: 'failed',
      measured: {
        en: 'activated, …T83GX, and not …3V66T, this is not a key of Windows (0xC004F050)',
      },
    });
  });

  it('takes the key of the firmware, and says when there is none', async () => {
    const withKey = activating('firmware', { firmwareKey: OTHER });
    await withKey.run();
    expect(withKey.facts.checks?.[0]?.verdict).toBe('passed');
    const without = activating('firmware', { activationFault: '0xc004f034' });
    await without.run();
    expect(without.facts.checks?.[0]).toMatchObject({
      verdict: 'failed',
      measured: {
        fr: 'non activé (notification), Windows(R), Professional edition, Retail, la licence numérique n’est pas connue chez Microsoft, ou le serveur n’a pas répondu (0xC004F034), le micrologiciel n’a pas de clé',
      },
    });
  });

  it.each([
    ['auto', '', 0],
    ['kms.corp.test', 'kms.corp.test', 1688],
    ['kms.corp.test:2000', 'kms.corp.test', 2000],
  ])('asks the KMS server %s', async (kms, kmsHost, kmsPort) => {
    const fake = activating({ kms });
    await fake.run();
    expect(fake.ran[0]?.given).toEqual({ key: null, firmware: false, kmsHost, kmsPort });
  });

  it('that fails stops the deployment where the profile says so', async () => {
    const fake = activating({ kms: 'auto' }, { activationFault: '0xc004f074' }, { failed: 'fail' });
    await expect(fake.run()).rejects.toThrow('no KMS server answered');
  });

  it('is unmeasured, never passed, where the state cannot be read', async () => {
    const fake = activating('firmware');
    const silent = {
      'activation/activate': () => ({ result: { ...answerWith(1, KEY, null), after: null } }),
    };
    const { context, facts } = fakeWindowsContext(fake.document, [silent]);
    await fake.step.run(context);
    expect(facts.checks?.[0]).toMatchObject({
      verdict: 'unmeasured',
      measured: { en: 'the state could not be read' },
    });
  });

  it('refuses a key of another form before anything is asked of the PC, without showing it', async () => {
    const odd = '$(calc)"; 😀';
    const fake = activating({ pool: 'windows-pro' }, {}, { key: odd });
    const fault = await fake.run().then(
      () => 'none',
      (error: Error) => error.message,
    );
    expect(fault).toContain('XXXXX-XXXXX');
    expect(fault).not.toContain(odd);
    expect(fake.ran).toEqual([]);
  });

  it('is part of a deployment whose profile asks for it, which then waits for a confirmed PC', () => {
    const planOf = (windows: object) =>
      ({ profile: { document: parseProfile({ name: 'office', windows }) } }) as unknown as DeployPlan;
    const { step } = activating('firmware');
    expect(step.onlyIf(planOf({}))).toBe(false);
    expect(step.onlyIf(planOf({ activation: { from: 'firmware' } }))).toBe(true);
    expect(step.needsSecret(planOf({ activation: { from: 'firmware' } }))).toBe(false);
    expect(step.needsSecret(planOf({ activation: { from: { kms: 'auto' } } }))).toBe(false);
    expect(step.needsSecret(planOf({ activation: { from: { pool: 'a' } } }))).toBe(true);
  });
});

describe('an evaluation', () => {
  it.each([
    ['Windows(R), ServerStandardEval edition', 'Retail:TB:Eval'],
    ['Windows(R), EnterpriseEval edition', null],
  ])('%s is no activation, as it ends', (name, channel) => {
    const answer = answerWith(1, KEY, null);
    const after = { ...answer.after, name, channel };
    const check = judgedActivation(activationAnswer.parse({ ...answer, after }), 'reserve', undefined);
    expect(check.verdict).toBe('failed');
    expect(check.measured.en).toContain('evaluation, which ends');
  });
});

describe('the licences of an activation', () => {
  const needs = (windows: object) => activationLicences(parseProfile({ name: 'office', windows }));

  it('are one of its pool, and none otherwise', () => {
    expect(needs({ activation: { from: { pool: 'windows-pro' } } })).toEqual([
      { pool: 'windows-pro', field: 'windows.activation.from.pool' },
    ]);
    expect(needs({ activation: { from: { kms: 'auto' } } })).toEqual([]);
    expect(needs({})).toEqual([]);
  });
});

function answerWith(status: number, key: string, error: string | null) {
  const state = { status, partialKey: key.slice(-5), name: null, channel: null, graceMinutes: 0 };
  return { before: state, after: state, stage: 'activate', error, hasFirmwareKey: null };
}
