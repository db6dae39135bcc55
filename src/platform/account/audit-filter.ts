import type { ActorKind } from './actor.js';

/** A filter for entries. */
export interface AuditFilter {
  action?: string;
  actorKind?: ActorKind;
  actorId?: string;
  subjectKind?: string;
  subjectId?: string;
  /** Part of the name of who did it. */
  actorName?: string;
  /** Part of a name, an action, a subject, an address or the details. */
  search?: string;
  /** Found by `search` as well: actions whose title has that text. */
  titled?: readonly string[];
  since?: Date;
  /** Before this time. */
  until?: Date;
}
