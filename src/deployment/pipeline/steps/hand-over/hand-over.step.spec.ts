import type { StepContext } from '../../step-context.js';
import { HandOver } from './hand-over.step.js';

const WHO = {
  account: 'PC-001\\etabli-1',
  administrator: true,
  computerName: 'PC-001',
  build: '26100.1742',
  edition: 'Professional',
  bootTime: '2026-05-04T08:00:00.0000000Z',
};
const OPENED = { account: 'etabli-1', certificate: 'f'.repeat(64), openedAt: new Date(0) };

function run(access: object | null, who: object = WHO, accessFault: string | null = null) {
  const hostname = 'pc-001';
  const asked: string[] = [];
  const facts = { hostname } as Record<string, unknown>;
  const context = {
    deploymentId: 'd',
    facts,
    system: () => Promise.resolve(void asked.push('system')),
    channel: () => Promise.resolve({ address: '10.0.0.7', port: 5986 }),
    remember: (more: object) => Promise.resolve(void Object.assign(facts, more)),
    powershell: (script: string, given: object, { schema }: { schema: { parse(it: unknown): unknown } }) => {
      asked.push(script);
      return Promise.resolve(schema.parse(who));
    },
  };
  const step = new HandOver(
    {
      of: () => Promise.resolve({ accessFault }),
      accessFault: (_: string, fault: string | null) => Promise.resolve(void asked.push(`fault ${fault}`)),
    } as never,
    { of: () => Promise.resolve(access) } as never,
  );
  return { outcome: step.run(context as unknown as StepContext<'deploy'>), asked, facts };
}

describe('the hand-over of a Windows', () => {
  it.each([null, { ...OPENED, openedAt: null }])('waits until the PC has opened: %j', async (access) => {
    const { outcome, asked } = run(access);
    expect(await outcome).toEqual({ kind: 'wait', for: 'system-opened', timeoutMs: 1_800_000 });
    expect(asked).toEqual([]);
  });

  it('is done once a command has run there, and says who and where', async () => {
    const { outcome, asked, facts } = run(OPENED);
    expect(await outcome).toEqual({
      kind: 'done',
      evidence: { ...WHO, address: '10.0.0.7', port: 5986, certificate: 'f'.repeat(64) },
    });
    expect(asked).toEqual(['system', 'system/who-am-i']);
    expect(facts['windowsAccess']).toEqual({ account: 'etabli-1' });
  });

  it('fails with the words of a PC that could not open', async () => {
    const { outcome, asked } = run(null, WHO, 'WinRM allows Basic');
    await expect(outcome).rejects.toMatchObject({
      text: { en: 'the PC could not open the access to Windows: WinRM allows Basic' },
      remedy: { en: expect.stringContaining('tries again every minute') as string },
    });
    // A retry waits for what the PC says then.
    expect(asked).toEqual(['fault null']);
  });

  it('fails where another Windows has answered', async () => {
    await expect(run(OPENED, { ...WHO, computerName: 'PC-002' }).outcome).rejects.toMatchObject({
      text: { en: 'the Windows that answered is named PC-002, not pc-001' },
    });
  });

  it('fails where Windows takes the rights of the account away', async () => {
    await expect(run(OPENED, { ...WHO, administrator: false }).outcome).rejects.toMatchObject({
      text: { en: 'the account PC-001\\etabli-1 has no rights of an administrator over the network' },
    });
  });

  it.each([{ administrator: 'yes' }, { bootTime: 'yesterday' }, { computerName: null }])(
    'is never done with an answer of another form: %j',
    async (more) => {
      await expect(run(OPENED, { ...WHO, ...more }).outcome).rejects.toThrow();
    },
  );
});
