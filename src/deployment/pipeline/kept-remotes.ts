import { Injectable } from '@nestjs/common';
import type { Remote } from '../../platform/transport/index.js';
import { isSameTarget, type RemoteTarget } from './remote-target.js';

/** From one step to the next it takes seconds at most. */
const KEPT_MS = 20_000;

/** A channel, and what it was opened with. */
export interface OpenRemote {
  remote: Remote;
  target: RemoteTarget;
}

/**
 * The channel to the installed system that a step which was done leaves to the next step of its deployment: a login
 * takes seconds on a slow PC.
 */
@Injectable()
export class KeptRemotes {
  private readonly kept = new Map<string, OpenRemote & { timer: NodeJS.Timeout }>();
  private isOver = false;

  /** It is closed when no step takes it in time. */
  async keep(deploymentId: string, open: OpenRemote): Promise<void> {
    await this.drop(deploymentId);
    if (this.isOver) return open.remote.close();
    const timer = setTimeout(() => void this.drop(deploymentId), KEPT_MS).unref();
    this.kept.set(deploymentId, { ...open, timer });
  }

  /**
   * The channel that was left, if it leads where the caller would connect, with the same login and the same proof of the machine; any other
   * is closed. It is the caller's from now on, who asks first whether it still answers.
   */
  take(deploymentId: string, target: RemoteTarget): Remote | undefined {
    const found = this.remove(deploymentId);
    if (found === undefined || found.remote.isClosed) return undefined;
    if (isSameTarget(found.target, target)) return found.remote;
    void found.remote.close();
    return undefined;
  }

  async drop(deploymentId: string): Promise<void> {
    await this.remove(deploymentId)?.remote.close();
  }

  /** The worker stops: nothing is kept from now on. */
  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all([...this.kept.keys()].map((id) => this.drop(id)));
  }

  private remove(deploymentId: string): OpenRemote | undefined {
    const found = this.kept.get(deploymentId);
    clearTimeout(found?.timer);
    this.kept.delete(deploymentId);
    return found;
  }
}
