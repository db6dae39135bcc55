import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { DIRECTORY } from '../../../../../test/support/windows-scripts/directory.js';
import { parseProfile } from '../../../../documents/profile/index.js';
import { EtabliError } from '../../../../platform/core/index.js';
import { powershellScript } from '../../powershell.js';
import type { StepContext } from '../../step-context.js';
import { JoinDomain } from './join-domain.step.js';
import { joiningAccount } from './joining-account.js';

const account = {
  user: 'join',
  password: { vault: 'ad/join' },
  technicians: { anna: { user: 'anna-adm', password: { vault: 'ad/anna' } } },
};
const document = (domain: object) => parseProfile({ name: 'pc', master: { name: 'w' }, windows: { domain } });
const planOf = (technician: string, domain: object = { join: 'corp.test', account }) => ({
  profile: { document: document(domain) },
  row: {},
  technician,
});
const secretUses = {
  reveal: (uses: { reference: string }[]) =>
    Promise.resolve(new Map(uses.map(({ reference }) => [reference, `value of ${reference}`]))),
};
const step = new JoinDomain(secretUses as never);

/** A PC whose scripts are those of the simulated Windows; it restarts when it is asked its start again. */
function contextOf(pc: Record<string, unknown>, technician = 'anna', facts: object = {}) {
  const given: object[] = [];
  const concealed: string[] = [];
  const remembered: object[] = [];
  let starts = 0;
  const context = {
    plan: planOf(technician),
    facts,
    signal: new AbortController().signal,
    confirmMine: () => Promise.resolve(),
    conceal: (secrets: Iterable<string>) => void concealed.push(...secrets),
    remember: (facts: object) => Promise.resolve(void remembered.push(facts)),
    log: () => undefined,
    pause: () => Promise.resolve(),
    closeRemotes: () => Promise.resolve(),
    system: () => Promise.resolve({ run: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' }) }),
    powershell: async (script: string, values: object) => {
      if (script === 'system/boot-time') {
        starts += 1;
        return { bootTime: `2026-05-04T08:0${starts}:00Z`, uptimeSeconds: starts === 1 ? 900 : 0 };
      }
      given.push(values);
      return (await DIRECTORY[script]!(values as never, pc)).result;
    },
  } as unknown as StepContext<'deploy'>;
  return { context, given, concealed, remembered, starts: () => starts };
}

describe('a join with an account', () => {
  it('uses that of the technician who armed the PC, gives it to the script alone, and restarts', async () => {
    const { context, given, concealed, remembered, starts } = contextOf({});
    const outcome = await step.run(context);
    expect(given).toEqual([
      {
        domain: 'corp.test',
        user: 'anna-adm@corp.test',
        password: 'value of ad/anna',
        organizationalUnit: null,
      },
    ]);
    expect(concealed).toEqual(['value of ad/anna']);
    expect(remembered).toEqual([{ onlineJoin: { domain: 'corp.test', at: expect.any(String) as string } }]);
    expect(starts()).toBe(2);
    expect(JSON.stringify(outcome)).not.toContain('value of');
    expect(outcome).toMatchObject({ kind: 'done', evidence: { user: 'anna-adm@corp.test', was: null } });
  });

  it('that is of the domain already keeps the time of its join: the logon has followed that one', async () => {
    const onlineJoin = { domain: 'corp.test', at: '2026-05-04T08:00:00.000Z' };
    const { context, remembered } = contextOf({ domain: 'CORP.test' }, 'anna', { onlineJoin });
    await step.run(context);
    expect(remembered).toEqual([{ onlineJoin }]);
  });

  it('changes nothing the second time', async () => {
    const pc = { domain: 'corp.test' };
    const { context, starts } = contextOf(pc);
    expect(await step.run(context)).toMatchObject({ evidence: { was: 'corp.test', restarted: null } });
    expect(starts()).toBe(0);
  });

  it('that Windows refuses says why, and does not restart', async () => {
    const { context, starts } = contextOf({ joinCode: 8557 });
    const error = await step.run(context).catch((cause: unknown) => cause as EtabliError);
    expect(error).toBeInstanceOf(EtabliError);
    expect((error as EtabliError).text.en).toBe(
      'joining corp.test: anna-adm@corp.test has made as many computer accounts as the domain allows (8557)',
    );
    expect(starts()).toBe(0);
  });

  it('is part of a deployment that asks for it, and only on a confirmed PC', () => {
    const offline = { directory: 'corp', offlineJoin: true };
    expect(step.onlyIf(planOf('anna') as never)).toBe(true);
    expect(step.needsSecret(planOf('anna') as never)).toBe(true);
    expect(step.onlyIf(planOf('anna', offline) as never)).toBe(false);
    expect(step.onlyIf(planOf('anna', { workgroup: 'ATELIER' }) as never)).toBe(false);
  });
});

describe('the account that joins', () => {
  it.each([
    [
      'anna',
      {
        user: 'anna-adm@corp.test',
        reference: 'ad/anna',
        field: 'windows.domain.account.technicians.anna.password',
      },
    ],
    ['bruno', { user: 'join@corp.test', reference: 'ad/join', field: 'windows.domain.account.password' }],
    [
      'constructor',
      { user: 'join@corp.test', reference: 'ad/join', field: 'windows.domain.account.password' },
    ],
  ])('of %s', (technician, expected) => {
    expect(joiningAccount(planOf(technician) as never)).toEqual(expected);
  });

  it('may have a domain of its own', () => {
    const domain = {
      join: 'corp.test',
      account: { ...account, domain: 'other.test', technicians: undefined },
    };
    expect(joiningAccount(planOf('anna', domain) as never).user).toBe('join@other.test');
    const whole = { join: 'corp.test', account: { ...account, user: 'j@corp.test', technicians: {} } };
    expect(joiningAccount(planOf('anna', whole) as never).user).toBe('j@corp.test');
  });
});

describe('the scripts of a join', () => {
  it.each(['directory/join', 'directory/membership'])(
    '%s is what Windows PowerShell 5.1 can parse',
    (name) => {
      expect(powershellFaults(powershellScript(name))).toEqual([]);
    },
  );

  it('take every value from standard input, and print no password', () => {
    const text = powershellScript('directory/join');
    expect(text.match(/\$Given\.\w+/g)).toEqual(
      expect.arrayContaining([
        '$Given.domain',
        '$Given.user',
        '$Given.password',
        '$Given.organizationalUnit',
      ]),
    );
    const printing = text.split('\r\n').filter((line) => /Write-(Log|Result|Step|Fault)/.test(line));
    expect(printing.filter((line) => /password|\$Given\b(?!\.domain)/.test(line))).toEqual([]);
  });
});
