import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { untilOf } from './backoff.js';
import { DeliveryStore, type NewDelivery } from './delivery.store.js';
import { pcName, type EventKind, type Told } from './event.js';
import { EventStore } from './event.store.js';
import { GlpiDeliveries } from './glpi/glpi-deliveries.js';
import type { NotificationEvent } from './notification.entity.js';
import { TargetStore } from './target.store.js';

const AT_ONCE = 100;

/**
 * Makes messages of what happened, for every target that listens. An event and its messages are one transaction: after a
 * kill either all of them are there, or the event is taken again.
 */
@Injectable()
export class Dispatch {
  constructor(
    private readonly events: EventStore,
    private readonly deliveries: DeliveryStore,
    private readonly targets: TargetStore,
    private readonly glpi: GlpiDeliveries,
  ) {}

  /** Everything that nobody has handled. @returns the number of events */
  async once(now = new Date()): Promise<number> {
    for (let total = 0; ;) {
      const handled = await this.some(now);
      total += handled;
      if (handled < AT_ONCE) return total;
    }
  }

  private some(now: Date): Promise<number> {
    return this.events.database.transaction(async (manager) => {
      const events = await this.events.take(manager, AT_ONCE);
      for (const event of events) await this.tell(manager, event, now);
      for (const lotId of new Set(events.flatMap(({ lotId }) => lotId ?? [])))
        await this.tellOfLot(manager, lotId, now);
      await this.events.handled(
        manager,
        events.map(({ id }) => id),
        now,
      );
      return events.length;
    });
  }

  private async tell(manager: EntityManager, event: NotificationEvent, now: Date): Promise<void> {
    if (event.kind === 'deployment.ended') return;
    const told = await this.told(manager, event, event.kind);
    // What it was about is gone: there is nothing to tell of.
    if (told === undefined) return;
    const rows = (await this.targets.listening(event.kind, manager)).map((target): NewDelivery => ({
      ...{ eventId: event.id, targetId: target.id, channel: target.kind, kind: event.kind },
      ...{ recipient: target.name, subject: subjectOf(told), body: JSON.stringify(told) },
    }));
    const glpi =
      event.kind === 'deployment.certified' ? await this.glpi.ofCertified(manager, event.id, told) : [];
    await this.deliveries.add([...rows, ...glpi], now, untilOf(now), manager);
  }

  /** Only once everything of a lot has ended, and once for that: several workers may see the last PC end. */
  private async tellOfLot(manager: EntityManager, lotId: string, now: Date): Promise<void> {
    const { open, done, total, lastAt, counts } = await this.events.lotStanding(manager, lotId);
    if (open > 0 || done === 0) return;
    const key = `lot.done ${lotId} ${lastAt?.toISOString() ?? ''} ${total}`;
    const event = await this.events.addOnce(
      manager,
      { kind: 'lot.done', lotId, detail: { counts }, key },
      now,
    );
    if (event) await this.tell(manager, event, now);
  }

  private async told(
    manager: EntityManager,
    { id, deploymentId, lotId, detail, occurredAt }: NotificationEvent,
    kind: EventKind,
  ): Promise<Told | undefined> {
    const deployment =
      deploymentId === null ? undefined : await this.events.deployment(manager, deploymentId);
    const lot = lotId === null ? undefined : await this.events.lot(manager, lotId);
    if (kind === 'lot.done' ? lot === undefined : deployment === undefined) return undefined;
    const certificate =
      kind === 'deployment.certified' && deploymentId !== null
        ? await this.events.certificate(manager, deploymentId)
        : undefined;
    const { failure, counts } = detail as Pick<Told, 'failure'> & { counts?: Record<string, number> };
    return {
      id,
      event: kind,
      occurredAt: occurredAt.toISOString(),
      ...(deployment && { deployment: { ...deployment, state: stateAt(kind, deployment.state) } }),
      ...(lot && { lot: { ...lot, ...(counts && { counts }) } }),
      ...(failure && { failure }),
      ...(certificate && { certificate }),
    };
  }
}

/** As it was when this happened: somebody may have retried it since. */
function stateAt(kind: EventKind, state: string): string {
  if (kind === 'deployment.failed') return 'failed';
  return kind === 'deployment.certified' ? 'certified' : state;
}

function subjectOf({ deployment, lot }: Told): string {
  return deployment ? pcName(deployment) : (lot?.number ?? '');
}
