import type { TicketPurpose } from './environment-session.entity.js';

/** What the boot script's ticket is for; the installed system's own is `system`. */
export const ENVIRONMENT_TICKETS: readonly TicketPurpose[] = ['deployment', 'inventory'];
export const SYSTEM_TICKET = 'system';
