import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  PermanentError,
  TransientError,
  type QueueName,
  type Signal,
} from '../../src/platform/core/index.js';
import { Deployment } from '../../src/deployment/pipeline/deployment.entity.js';
import { DeploymentStore } from '../../src/deployment/pipeline/deployment.store.js';
import { KeptRemotes } from '../../src/deployment/pipeline/kept-remotes.js';
import { Lot } from '../../src/deployment/pipeline/lot/lot.entity.js';
import type { CapturePlan } from '../../src/deployment/pipeline/plan.js';
import { Progression } from '../../src/deployment/pipeline/progression.js';
import { RunnerContext } from '../../src/deployment/pipeline/runner-context.js';
import { Runner } from '../../src/deployment/pipeline/runner.js';
import { MachineUnreachableError } from '../../src/deployment/pipeline/remotes.js';
import { StandingStepStore } from '../../src/deployment/pipeline/standing-step.store.js';
import { StepLog } from '../../src/deployment/pipeline/step-log.entity.js';
import { StepLogStore } from '../../src/deployment/pipeline/step-log.store.js';
import { StepRow } from '../../src/deployment/pipeline/step.entity.js';

import { StepAttemptStore } from '../../src/deployment/pipeline/step-attempt.store.js';
import { StepStore } from '../../src/deployment/pipeline/step.store.js';
import { done, type Step, type StepOutcome } from '../../src/deployment/pipeline/step.js';
import type { StepContext } from '../../src/deployment/pipeline/step-context.js';
import { Sweep } from '../../src/deployment/pipeline/sweep.js';
import { MachineLife, MachineLifeStore, MachineRow } from '../../src/park/machine/index.js';
import { ProfileVersion } from '../../src/documents/profile/server.js';
import type { StepJob } from '../../src/platform/queue/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { type SshServer, startSshd } from '../support/sshd.js';
import { until } from '../support/until.js';
import type { Revocations } from '../../src/park/directory/index.js';

/** No deployment of this suite joins a domain. */
const NO_REVOCATIONS = { once: () => Promise.resolve() } as unknown as Revocations;

type Run = (context: StepContext) => Promise<StepOutcome>;

/** A step whose work the test gives; time-outs long enough never to matter unless the test says so. */
function step(name: string, run: Run, timeoutMs = 60_000, place: Step['place'] = 'server'): Step {
  const common = { title: { fr: name, en: name }, queue: 'control' as QueueName, place };
  const purposes = ['capture'] as const;
  return { name, ...common, timeoutMs, purposes, systems: ['linux'], run };
}

/** What a queue would carry: the test takes the jobs itself. */
class RecordedQueues {
  readonly jobs: StepJob[] = [];

  add(_queue: QueueName, job: StepJob): Promise<void> {
    this.jobs.push(job);
    return Promise.resolve();
  }
}

const ENTITIES = [Deployment, StepRow, StepLog, Lot, MachineRow, MachineLife, ProfileVersion];

let database: FreshDatabase;
let source: DataSource;
let sshd: SshServer;

beforeAll(async () => {
  sshd = await startSshd();
  database = await freshDatabase();
  source = await database.dataSource(ENTITIES);
});
afterAll(async () => {
  await database.drop();
  await sshd.stop();
});

/** A deployment of the given steps on a machine of its own, and everything that moves it. */
async function begun(...list: Step[]) {
  const queues = new RecordedQueues();
  const steps = new StepStore(source, new StepAttemptStore(source));
  const deployments = new DeploymentStore(source);
  const silent = { publish: () => Promise.resolve() };
  const progression = new Progression(source, steps, deployments, queues as never, silent as never);
  const identity = { privateKeyPem: () => sshd.target.privateKey };
  const kept = new KeptRemotes();
  const lives = new MachineLifeStore(source);
  const proven = {
    protocol: 'ssh',
    proof: undefined as object | undefined,
    address: sshd.target.host,
    port: sshd.target.port,
  };
  const channels = {
    of: (_machine: string, kind: string) => Promise.resolve({ ...proven, kind, pin: sshd.target.hostKey }),
  };
  const context = new RunnerContext(
    steps,
    new StepLogStore(source),
    deployments,
    {} as never,
    lives,
    channels as never,
    kept,
    identity as never,
    {} as never,
  );
  const runner = new Runner(steps, deployments, progression, context, list);
  const sweep = new Sweep(steps, new StandingStepStore(source), lives, progression, NO_REVOCATIONS, list);
  const [id, machineId] = [randomUUID(), randomUUID()];
  await source.query(`INSERT INTO machine (id, serial) VALUES ($1, $2)`, [machineId, `SN-${id}`]);
  const plan: CapturePlan = { purpose: 'capture', name: 'reference', technician: 'Anna' };
  await deployments.insert(source.manager, [
    { id, machineId, rowNumber: 1, purpose: 'capture', state: 'armed', bootTarget: 'environment', plan },
  ]);
  await source.manager.insert(
    StepRow,
    list.map(({ name, queue, timeoutMs }, position) => ({
      id: randomUUID(),
      deploymentId: id,
      position,
      name,
      queue,
      timeoutMs,
      state: 'pending' as const,
    })),
  );
  await progression.begin(id);
  const never = new AbortController().signal;
  return {
    id,
    machineId,
    /** Somebody has typed the code of the PC's screen. */
    prove: () => (proven.proof = { kind: 'code', by: 'Anna', at: new Date() }),
    queues,
    kept,
    steps,
    deployments,
    lives,
    progression,
    runner,
    sweep,
    /** Takes jobs until the queue has none left. */
    async drain() {
      for (let job = queues.jobs.shift(); job !== undefined; job = queues.jobs.shift())
        await runner.take(job, never);
    },
    /** The sweep gives out what was put back to be repeated later, as if its pause had passed. */
    async afterThePause() {
      const past = `now() - interval '1 minute'`;
      await source.query(
        `UPDATE step SET queued_at = ${past} WHERE deployment_id = $1 AND state = 'queued'`,
        [id],
      );
      await sweep.once();
      await this.drain();
    },
    async outcome() {
      const deployment = await deployments.find(id);
      const rows = await steps.ofDeployment(id);
      return { state: deployment?.state, steps: rows.map((row) => `${row.name} ${row.state}`) };
    },
    signal: (signal: Signal) => progression.signalled(id, signal),
  };
}

const ok: Run = () => Promise.resolve(done({ measured: 1 }));

describe('a deployment', () => {
  it('goes through its steps in order and ends in the state of its purpose', async () => {
    const order: string[] = [];
    const note = (name: string) => step(name, () => Promise.resolve(done({ n: order.push(name) })));
    const one = await begun(note('first'), note('second'), note('third'));
    await one.drain();
    expect(order).toEqual(['first', 'second', 'third']);
    expect(await one.outcome()).toEqual({
      state: 'captured',
      steps: ['first done', 'second done', 'third done'],
    });
  });

  it('fails with the step, the cause and what to do, and runs no later step', async () => {
    const broken = step('broken', () =>
      Promise.reject(
        new PermanentError(
          { fr: 'disque mort', en: 'dead disk' },
          { remedy: { fr: 'changez-le', en: 'replace it' } },
        ),
      ),
    );
    const one = await begun(step('first', ok), broken, step('after', ok));
    await one.drain();
    expect(await one.outcome()).toEqual({
      state: 'failed',
      steps: ['first done', 'broken failed', 'after pending'],
    });
    expect((await one.deployments.find(one.id))?.failure).toEqual({
      step: 'broken',
      cause: { fr: 'disque mort', en: 'dead disk' },
      remedy: { fr: 'changez-le', en: 'replace it' },
    });
  });

  it('stores the cause of an error whose text the database would refuse', async () => {
    const one = await begun(
      step('odd', () => Promise.reject(new Error('nul \u0000 and half a pair \ud800'))),
    );
    await one.drain();
    expect((await one.deployments.find(one.id))?.failure?.cause.en).toBe(
      'unexpected error: nul  and half a pair \ufffd',
    );
  });

  it('retries a step after a transient failure, at most three times', async () => {
    let runs = 0;
    const away = step('away', () => {
      runs += 1;
      return Promise.reject(new TransientError({ fr: 'absent', en: 'away' }));
    });
    const one = await begun(away);
    await one.drain();
    expect(runs).toBe(1);
    await one.afterThePause();
    expect(runs).toBe(2);
    await one.afterThePause();
    expect(runs).toBe(3);
    expect((await one.outcome()).state).toBe('failed');
  });

  it('continues when the retry succeeds', async () => {
    let runs = 0;
    const shaky = step('shaky', () =>
      ++runs === 1
        ? Promise.reject(new TransientError({ fr: 'absent', en: 'away' }))
        : Promise.resolve(done()),
    );
    const one = await begun(shaky);
    await one.drain();
    await one.afterThePause();
    expect(await one.outcome()).toEqual({ state: 'captured', steps: ['shaky done'] });
  });

  it('stops a step at its deadline and reports this', async () => {
    const endless = step('endless', () => new Promise<never>(() => undefined), 50);
    const one = await begun(endless);
    await one.drain();
    expect((await one.deployments.find(one.id))?.failure?.cause.en).toBe(
      'the step “endless” did not end in the time allowed (0 min)',
    );
  });
});

describe('a step that waits', () => {
  const waiting = (until: () => boolean, timeoutMs = 60_000) =>
    step('wait', () =>
      Promise.resolve(
        until() ? done() : { kind: 'wait' as const, for: 'environment-booted' as const, timeoutMs },
      ),
    );

  it('is run again when its signal comes, and the deployment goes on', async () => {
    let there = false;
    const one = await begun(
      waiting(() => there),
      step('next', ok),
    );
    await one.drain();
    expect(await one.outcome()).toEqual({ state: 'waiting', steps: ['wait waiting', 'next pending'] });
    there = true;
    await one.signal('environment-booted');
    await one.drain();
    expect((await one.outcome()).state).toBe('captured');
  });

  it('does not miss a signal that comes just before it waits', async () => {
    let runs = 0;
    const racing = step('racing', async () => {
      if (++runs > 1) return done();
      await one.signal('environment-booted');
      return { kind: 'wait', for: 'environment-booted', timeoutMs: 60_000 };
    });
    const one = await begun(racing);
    await one.drain();
    expect(await one.outcome()).toEqual({ state: 'captured', steps: ['racing done'] });
  });

  it('does not run again at another signal', async () => {
    const one = await begun(waiting(() => false));
    await one.drain();
    await one.signal('system-booted');
    expect(one.queues.jobs).toEqual([]);
  });

  it('fails when its machine has not answered for too long', async () => {
    const one = await begun(waiting(() => false, 0));
    await one.drain();
    await one.sweep.once();
    const deployment = await one.deployments.find(one.id);
    expect(deployment?.state).toBe('failed');
    expect(deployment?.failure?.cause.en).toBe(
      'the PC, booted from the network, gave no sign of life during the step “wait”',
    );
  });
});

describe('a step that needs a secret', () => {
  /** In the environment of a PC that nobody has confirmed. */
  function secret(run: Run): Step {
    return { ...step('secret', run), place: 'environment', needsSecret: () => true };
  }

  it('does not run before the PC is confirmed, and then runs at once', async () => {
    let runs = 0;
    const one = await begun(
      step('first', ok),
      secret(() => Promise.resolve(done({ runs: ++runs }))),
      step('last', ok),
    );
    await one.drain();
    expect(await one.outcome()).toEqual({
      state: 'waiting',
      steps: ['first done', 'secret waiting', 'last pending'],
    });
    await one.signal('environment-booted');
    await one.signal('machine-confirmed');
    await one.drain();
    expect(runs).toBe(0);
    one.prove();
    await one.signal('machine-confirmed');
    await one.drain();
    expect(runs).toBe(1);
    expect((await one.outcome()).state).toBe('captured');
  });

  it('says after eight hours that nobody confirmed the PC, and what to do', async () => {
    const one = await begun(secret(ok));
    await one.drain();
    const [row] = await one.steps.ofDeployment(one.id);
    const hours = ((row?.deadlineAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(8);
    await source.query(`UPDATE step SET deadline_at = now() WHERE id = $1`, [row?.id]);
    await one.sweep.once();
    const failure = (await one.deployments.find(one.id))?.failure;
    expect(failure?.cause.en).toBe('nobody confirmed this PC in the time allowed: no secret was given to it');
    expect(failure?.remedy.en).toContain('type the code on its screen into the board');
  });

  it('has its full time limit once the PC is confirmed', async () => {
    const one = await begun({ ...secret(() => new Promise<never>(() => undefined)), timeoutMs: 50 });
    await one.drain();
    one.prove();
    await one.signal('machine-confirmed');
    await one.drain();
    expect((await one.deployments.find(one.id))?.failure?.cause.en).toBe(
      'the step “secret” did not end in the time allowed (0 min)',
    );
  });

  it('of an installed system fails when the system was installed on an unconfirmed PC', async () => {
    let runs = 0;
    const late = { ...secret(() => Promise.resolve(done({ runs: ++runs }))), place: 'system' as const };
    const one = await begun(late);
    await one.deployments.remember(one.id, { identity: { kind: 'none' } });
    await one.drain();
    expect(runs).toBe(0);
    expect((await one.deployments.find(one.id))?.failure).toMatchObject({
      cause: { en: 'this system was installed on a PC that nobody had confirmed: no secret is given to it' },
      remedy: { en: 'Retry the deployment from the start.' },
    });
  });
});

it('stops a running step when the host key of its PC changes, until the PC is confirmed', async () => {
  let runs = 0;
  let stopped: unknown;
  const long = step('long', (context) => {
    if (++runs > 1) return Promise.resolve(done());
    context.signal.addEventListener('abort', () => (stopped = context.signal.reason as unknown));
    return new Promise<never>(() => undefined);
  });
  const one = await begun(long);
  const taken = one.runner.take(one.queues.jobs.shift()!, new AbortController().signal);
  await until(() => runs === 1);
  await source.transaction((manager) => one.progression.hold(manager, one.id));
  await taken;
  expect(stopped).toBe('claim-lost');
  expect(await one.outcome()).toEqual({ state: 'waiting', steps: ['long waiting'] });
  await one.signal('machine-confirmed');
  await one.drain();
  expect(await one.outcome()).toEqual({ state: 'captured', steps: ['long done'] });
});

describe('a step whose worker has died', () => {
  /** The worker took the step, and was never heard of again. */
  async function orphaned(run: Run = ok) {
    const one = await begun(step('heavy', run));
    const job = one.queues.jobs.shift()!;
    await one.steps.claim(job);
    await source.query(`UPDATE step SET heartbeat_at = now() - interval '9 seconds' WHERE id = $1`, [
      job.stepId,
    ]);
    return { ...one, job };
  }

  it('is queued again by the sweep and done by another worker', async () => {
    const one = await orphaned();
    await one.sweep.once();
    expect(one.queues.jobs).toEqual([{ ...one.job, attempt: one.job.attempt + 1 }]);
    await one.drain();
    expect((await one.outcome()).state).toBe('captured');
  });

  it('ignores the old worker if it comes back', async () => {
    const one = await orphaned();
    await one.sweep.once();
    expect(await one.steps.heartbeat(one.job)).toBe(false);
    expect(await one.steps.done(source.manager, one.job, {})).toBe(false);
    expect((await one.outcome()).steps).toEqual(['heavy queued']);
  });

  it('fails when its workers die several times in a row', async () => {
    const one = await orphaned();
    await source.query(`UPDATE step SET orphaned = 4 WHERE id = $1`, [one.job.stepId]);
    await one.sweep.once();
    expect((await one.deployments.find(one.id))?.failure?.cause.en).toBe(
      'the process that ran the step “heavy” stopped several times in a row',
    );
  });

  it('is not taken from a worker that is alive', async () => {
    const one = await begun(step('heavy', ok));
    await one.steps.claim(one.queues.jobs.shift()!);
    await one.sweep.once();
    expect((await one.outcome()).steps).toEqual(['heavy running']);
  });
});

describe('the attempts of a step', () => {
  const away: Run = () => Promise.reject(new TransientError({ fr: 'absent', en: 'away' }));

  async function tries(one: Awaited<ReturnType<typeof begun>>): Promise<number | undefined> {
    return (await one.steps.ofDeployment(one.id))[0]?.tries;
  }

  it('are not used up by workers that stop or die', async () => {
    let work: Run = () => new Promise<never>(() => undefined);
    const one = await begun(step('heavy', (context) => work(context)));
    for (let restart = 0; restart < 3; restart += 1) {
      const shutdown = AbortSignal.abort();
      await one.runner.take(one.queues.jobs.shift()!, shutdown);
    }
    const died = one.queues.jobs.shift()!;
    await one.steps.claim(died);
    await source.query(`UPDATE step SET heartbeat_at = now() - interval '9 seconds' WHERE id = $1`, [
      died.stepId,
    ]);
    await one.sweep.once();
    expect(await tries(one)).toBe(0);
    work = away;
    await one.drain();
    await one.afterThePause();
    expect((await one.outcome()).state).toBe('running');
    work = ok;
    await one.afterThePause();
    expect((await one.outcome()).state).toBe('captured');
  });

  it('are reset when the step makes progress', async () => {
    let at = 10;
    const transfer: Run = (context) => {
      context.progress({ done: at, total: 100, unit: 'bytes' });
      return away(context);
    };
    const one = await begun(step('transfer', transfer));
    await one.drain();
    await one.afterThePause();
    expect(await tries(one)).toBe(2);
    at = 20;
    await one.afterThePause();
    expect(await tries(one)).toBe(1);
    await one.afterThePause(); // at 20 again: no further
    await one.afterThePause();
    expect((await one.outcome()).state).toBe('failed');
  });

  it('end in a failure that mentions the cable and the power', async () => {
    const one = await begun(step('away', away));
    await one.drain();
    await one.afterThePause();
    await one.afterThePause();
    expect((await one.deployments.find(one.id))?.failure?.remedy).toEqual({
      fr: 'Vérifiez l’alimentation et le câble réseau du PC, puis reprenez le déploiement à cette étape.',
      en: 'Check the PC’s power and its network cable, then retry the deployment from this step.',
    });
  });
});

describe('a step that loses its PC', () => {
  const gone: Run = () => Promise.reject(new MachineUnreachableError(new Error('no route to host')));

  /** A step of the environment whose PC is gone; `back` is what it does from then on. */
  async function losing(place: Step['place'] = 'environment') {
    let work = gone;
    const one = await begun(step('transfer', (context) => work(context), 60_000, place));
    await one.drain();
    return { ...one, back: () => void (work = ok) };
  }

  const age = (table: 'step' | 'machine_life', column: string, minutes: number, id: string) =>
    source.query(
      `UPDATE ${table} SET ${column} = now() - $1::integer * interval '1 minute' WHERE ${table === 'step' ? 'deployment_id' : 'machine_id'} = $2`,
      [minutes, id],
    );

  it('waits for the environment, and is run again when the PC has booted it', async () => {
    const one = await losing();
    expect(await one.outcome()).toEqual({ state: 'waiting', steps: ['transfer waiting'] });
    one.back();
    await one.signal('environment-booted');
    await one.drain();
    expect((await one.outcome()).state).toBe('captured');
  });

  it('continues when only the cable was unplugged: the PC answers again from the environment', async () => {
    const one = await losing();
    one.back();
    await one.sweep.once();
    expect(one.queues.jobs).toEqual([]);
    await one.lives.requestedBoot('52:54:00:00:00:01'); // nobody's
    await one.lives.answeredInEnvironment(one.machineId);
    await one.sweep.once();
    await one.drain();
    expect((await one.outcome()).state).toBe('captured');
  });

  it('has its full time limit again when the PC is back', async () => {
    const one = await losing();
    await one.signal('environment-booted');
    await one.steps.claim(one.queues.jobs[0]!);
    const [row] = await one.steps.ofDeployment(one.id);
    const left = row!.deadlineAt!.getTime() - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it('fails in the end when the PC never comes back, with its cause and what to do', async () => {
    const one = await losing();
    await age('step', 'deadline_at', 1, one.id);
    await one.sweep.once();
    expect((await one.deployments.find(one.id))?.failure).toEqual({
      step: 'transfer',
      cause: {
        fr: 'le PC, démarré par le réseau, n’a pas donné signe de vie pendant l’étape « transfer »',
        en: 'the PC, booted from the network, gave no sign of life during the step “transfer”',
      },
      remedy: {
        fr: 'Regardez l’écran du PC, vérifiez son alimentation et son câble réseau, puis reprenez le déploiement.',
        en: 'Look at the PC’s screen, check its power and network cable, then retry the deployment.',
      },
    });
  });

  it('waits from the last sign of life, for two hours in total', async () => {
    const one = await losing();
    await one.lives.requestedSession(one.machineId);
    await age('step', 'deadline_at', 1, one.id);
    await one.sweep.once();
    const [row] = await one.steps.ofDeployment(one.id);
    expect(row?.state).toBe('waiting');
    expect(row!.deadlineAt!.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    await age('step', 'deadline_at', 1, one.id);
    await age('step', 'lost_at', 121, one.id);
    await one.sweep.once();
    expect((await one.outcome()).state).toBe('failed');
  });

  it('does not wait after an old sign of life', async () => {
    const one = await losing();
    await one.lives.requestedSession(one.machineId);
    await age('machine_life', 'at', 16, one.machineId);
    await age('step', 'deadline_at', 1, one.id);
    await one.sweep.once();
    expect((await one.outcome()).state).toBe('failed');
  });

  it('fails when it loses its PC three times without progress', async () => {
    const one = await losing();
    for (let time = 0; time < 2; time += 1) {
      await one.signal('environment-booted');
      await one.drain();
    }
    expect((await one.deployments.find(one.id))?.failure?.cause.en).toBe(
      'the PC does not answer any more: off, unplugged or off the network',
    );
  });

  it('is retried automatically on an installed system', async () => {
    const one = await losing('system');
    expect(await one.outcome()).toEqual({ state: 'running', steps: ['transfer queued'] });
    one.back();
    await one.afterThePause();
    expect((await one.outcome()).state).toBe('captured');
  });
});

it('queues a lost job again', async () => {
  const one = await begun(step('lost', ok));
  const job = one.queues.jobs.shift()!;
  await source.query(`UPDATE step SET queued_at = now() - interval '5 seconds' WHERE id = $1`, [job.stepId]);
  await one.sweep.once();
  expect(one.queues.jobs).toContainEqual(job);
});

it('gives a step to one worker only', async () => {
  const one = await begun(step('once', ok));
  const job = one.queues.jobs[0]!;
  const claims = await Promise.all(Array.from({ length: 8 }, () => one.steps.claim(job)));
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
});

it('stops a running step when its deployment is cancelled', async () => {
  let stopped: unknown;
  let begin: () => void = () => undefined;
  const begins = new Promise<void>((resolve) => (begin = resolve));
  const long = step('long', (context) => {
    begin();
    context.signal.addEventListener('abort', () => {
      stopped = context.signal.reason as unknown;
    });
    return new Promise<never>(() => undefined);
  });
  const one = await begun(long, step('after', ok));
  const taken = one.runner.take(one.queues.jobs.shift()!, new AbortController().signal);
  await begins;
  await one.deployments.move(source.manager, one.id, ['running', 'armed'], { state: 'cancelled' });
  await one.steps.cancelRest(source.manager, [one.id]);
  await taken;
  expect(stopped).toBe('cancelled');
  expect(await one.outcome()).toEqual({ state: 'cancelled', steps: ['long cancelled', 'after cancelled'] });
});

it('requeues a running step when the worker stops', async () => {
  const shutdown = new AbortController();
  const long = step('long', () => {
    shutdown.abort();
    return new Promise<never>(() => undefined);
  });
  const one = await begun(long);
  const job = one.queues.jobs.shift()!;
  await one.runner.take(job, shutdown.signal);
  expect(await one.outcome()).toEqual({ state: 'running', steps: ['long queued'] });
  expect(one.queues.jobs).toEqual([{ ...job, attempt: job.attempt + 1 }]);
});

it('has at most one active deployment for each machine', async () => {
  const one = await begun(step('first', ok));
  const second = { id: randomUUID(), machineId: one.machineId, rowNumber: 1, purpose: 'deploy' as const };
  await expect(one.deployments.insert(source.manager, [{ ...second, state: 'armed' }])).rejects.toThrow(
    'deployment_active_machine_unique',
  );
  await one.deployments.insert(source.manager, [{ ...second, state: 'planned' }]);
});

describe('the channel to the installed system', () => {
  /** Looks at the system; then ends as the test says. */
  const looking = (name: string, then: Run = ok, place: Step['place'] = 'system') =>
    step(
      name,
      async (context) => {
        await context.remember({ systemHostKey: sshd.target.hostKey });
        const { stdout } = await (await context.system()).run('echo $PPID');
        seen.push(stdout.trim());
        return then(context);
      },
      60_000,
      place,
    );
  let seen: string[];
  /** Sooner than a channel that nobody takes closes by itself. */
  const allClosed = () =>
    until(
      () => sshd.sessions().length === 0,
      () => 'a channel stayed open',
      10_000,
    );

  beforeEach(() => {
    seen = [];
  });

  it('is one from the recette to the end of the sealing, which closes it', async () => {
    const one = await begun(looking('recette'), looking('seal', ok, 'server'), step('certificate', ok));
    await one.drain();
    expect(seen).toEqual([seen[0], seen[0]]);
    await allClosed();
  });

  it('is opened again when the kept one has died', async () => {
    const one = await begun(looking('recette'), looking('seal', ok, 'server'));
    await one.runner.take(one.queues.jobs.shift()!, new AbortController().signal);
    for (const pid of sshd.sessions()) process.kill(pid, 'SIGKILL');
    await allClosed();
    await one.drain();
    expect((await one.outcome()).steps).toEqual(['recette done', 'seal done']);
    expect(new Set(seen).size).toBe(2);
  });

  it('is closed by a step that waits or fails', async () => {
    const waits: Run = () =>
      Promise.resolve({ kind: 'wait', for: 'manual-checks-answered', timeoutMs: 60_000 });
    const broken: Run = () => Promise.reject(new PermanentError({ fr: 'panne', en: 'fault' }));
    for (const then of [waits, broken]) {
      const one = await begun(looking('first'), looking('second', then));
      await one.drain();
      await allClosed();
    }
    expect([seen[0], seen[2]]).toEqual([seen[1], seen[3]]);
  });

  it('is not kept for a step that does not use it', async () => {
    const one = await begun(looking('first'), step('between', ok), looking('last'));
    await one.drain();
    expect(new Set(seen).size).toBe(2);
    await one.kept.close();
    await allClosed();
  });

  it('closes when the deployment was cancelled before its next step', async () => {
    const one = await begun(looking('first'), looking('second'));
    await one.runner.take(one.queues.jobs.shift()!, new AbortController().signal);
    expect(sshd.sessions()).not.toEqual([]);
    await source.query("UPDATE deployment SET state = 'cancelled', ended_at = now() WHERE id = $1", [one.id]);
    await source.query("UPDATE step SET state = 'cancelled' WHERE deployment_id = $1", [one.id]);
    await one.drain();
    expect(seen).toHaveLength(1);
    await allClosed();
  });
});
