import { createHash } from 'node:crypto';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { StepContext } from '../../step-context.js';
import type { VolumeFile } from './answer-files.js';
import { WriteAnswers } from './write-answers.step.js';

/** A context that writes down, in order, what is recorded and what is written; `die` ends the work at the agent. */
function begun(die = false) {
  const story: [string, unknown][] = [];
  const written = (files: VolumeFile[]) =>
    files.map(({ path, base64 }) => {
      const bytes = Buffer.from(base64, 'base64');
      return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    });
  const context = {
    deploymentId: 'd',
    machineId: 'm',
    plan: { profile: { document: parseProfile({ name: 'pc', master: { name: 'w' }, windows: {} }) } },
    facts: { hostname: 'PC-001' },
    machine: () => Promise.resolve({}),
    conceal: () => undefined,
    known: (fact: string) => fact,
    identity: () => ({ kind: 'none' }),
    confirmMine: () => Promise.resolve(),
    remember: (facts: object) => Promise.resolve(void story.push(['recorded', facts])),
    agent: (_: string, { files }: { files: VolumeFile[] }) => {
      const { base64 = '' } = files.find(({ path }) => path === 'Windows/Etabli/first-boot.json') ?? {};
      const { ticket } = JSON.parse(Buffer.from(base64, 'base64').toString()) as { ticket: string };
      story.push(['written', ticket]);
      return die ? Promise.reject(new Error('killed')) : Promise.resolve({ files: written(files) });
    },
  };
  return { story, context: context as unknown as StepContext<'deploy'> };
}

let issued = 0;
const step = new WriteAnswers(
  { phoneHome: () => 'https://etabli' } as never,
  { onDisk: () => ({ text: '<unattend/>', secrets: [] }) } as never,
  { forget: () => Promise.resolve() } as never,
  { find: () => Promise.resolve({ id: 'd', armedAt: new Date(0) }) } as never,
  {
    issue: () => `ticket-${++issued}`,
    read: (ticket: string) => ({ id: `id of ${ticket}` }),
  } as never,
  { certificatePem: () => Promise.resolve('PEM') } as never,
);

describe('the ticket of an answer file', () => {
  it('is on record before it is on the disk, also when nothing comes after it', async () => {
    const { story, context } = begun(true);
    await expect(step.run(context)).rejects.toThrow('killed');
    expect(story).toEqual([
      ['recorded', { windowsTicket: 'id of ticket-1' }],
      ['written', 'ticket-1'],
    ]);
  });

  it('is another one each time, and the last one is on record', async () => {
    const { story, context } = begun();
    await step.run(context);
    await step.run(context);
    expect(story).toEqual([
      ['recorded', { windowsTicket: 'id of ticket-2' }],
      ['written', 'ticket-2'],
      ['recorded', { identity: { kind: 'none' } }],
      ['recorded', { windowsTicket: 'id of ticket-3' }],
      ['written', 'ticket-3'],
      ['recorded', { identity: { kind: 'none' } }],
    ]);
  });
});
