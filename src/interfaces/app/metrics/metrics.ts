import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, register, Registry } from 'prom-client';
import { DEPLOYMENT_STATES, QUEUES } from '../../../platform/core/index.js';
import { StepQueues } from '../../../platform/queue/index.js';
import { MetricsStore } from './metrics.store.js';

/** Metrics of the installation, read from the database at each scrape, and of this process. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly deployments = this.gauge('etabli_deployments', 'Deployments by state', ['state']);
  private readonly steps = this.gauge('etabli_steps', 'Ended steps by outcome', ['step', 'outcome']);
  private readonly stepSeconds = this.gauge('etabli_step_seconds_sum', 'Time of ended steps, by outcome', [
    'step',
    'outcome',
  ]);
  private readonly depth = this.gauge('etabli_queue_depth', 'Steps that wait in a queue', [
    'queue',
    'lane', // the label's former name
  ]);

  constructor(
    private readonly store: MetricsStore,
    private readonly queues: StepQueues,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** All metrics, in the text format of Prometheus. */
  async text(): Promise<string> {
    const [states, steps, depths] = await Promise.all([
      this.store.deployments(),
      this.store.steps(),
      Promise.all(QUEUES.map((queue) => this.queues.depth(queue))),
    ]);
    [this.deployments, this.steps, this.stepSeconds].forEach((gauge) => gauge.reset());
    DEPLOYMENT_STATES.forEach((state) => this.deployments.set({ state }, 0));
    states.forEach(({ state, count }) => this.deployments.set({ state }, count));
    steps.forEach(({ step, outcome, count, seconds }) => {
      this.steps.set({ step, outcome }, count);
      this.stepSeconds.set({ step, outcome }, seconds);
    });
    QUEUES.forEach((queue, index) => this.depth.set({ queue, lane: queue }, depths[index] ?? 0));
    return (await Registry.merge([this.registry, register]).metrics()).trimEnd() + '\n';
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
