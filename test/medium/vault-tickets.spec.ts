import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { SpentTicket, TicketHorizon } from '../../src/platform/vault/spent-ticket.entity.js';
import { writeTicket } from '../../src/platform/vault/ticket-form.js';
import { TicketStore } from '../../src/platform/vault/ticket.store.js';
import { Tickets } from '../../src/platform/vault/tickets.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

const key = randomBytes(32);
const HOUR = 3_600_000;
let database: FreshDatabase;
let source: DataSource;
let tickets: Tickets;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0010' });
  source = await database.dataSource([SpentTicket, TicketHorizon]);
  tickets = new Tickets(new TicketStore(), key);
});
afterAll(() => database.drop());
beforeEach(() => source.query('TRUNCATE spent_ticket, ticket_horizon'));

/** A ticket that was issued some time ago. */
function issuedAgo(agoMs: number, subject = 'machine-1', ttlMs = 10 * HOUR): string {
  return writeTicket(key, 'phone-home', subject, ttlMs, Date.now() - agoMs);
}

/** Spends a ticket in a transaction of its own. */
const spend = (ticket: string, purpose = 'phone-home') =>
  source.transaction((manager) => tickets.spend(ticket, purpose, manager));

describe('a ticket', () => {
  it('writes nothing when it is issued or read', async () => {
    const ticket = tickets.issue('phone-home', 'machine-1', 60);
    expect(tickets.read(ticket, 'phone-home').subject).toBe('machine-1');
    expect(await source.query('SELECT * FROM spent_ticket')).toEqual([]);
  });

  it('is used once', async () => {
    const ticket = tickets.issue('phone-home', 'machine-1', 60);
    expect((await spend(ticket)).subject).toBe('machine-1');
    await expect(spend(ticket)).rejects.toMatchObject({
      message: 'this ticket was already used',
      reason: 'spent',
    });
  });

  it('is used once by concurrent requests', async () => {
    const ticket = tickets.issue('phone-home', 'machine-1', 60);
    const uses = await Promise.allSettled(Array.from({ length: 12 }, () => spend(ticket)));
    expect(uses.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });

  it('is refused once a newer one of the same machine was used, and not before', async () => {
    const [older, middle, newer] = [issuedAgo(3000), issuedAgo(2000), issuedAgo(1000)];
    await spend(older);
    await spend(newer);
    await expect(spend(middle)).rejects.toMatchObject({ reason: 'superseded' });
  });

  it('does not affect another machine, or another purpose', async () => {
    const older = issuedAgo(3000, 'machine-2');
    const system = writeTicket(key, 'system', 'machine-1', HOUR, Date.now() - 5000);
    await spend(issuedAgo(1000, 'machine-1'));
    expect((await spend(older)).subject).toBe('machine-2');
    expect((await spend(system, 'system')).subject).toBe('machine-1');
  });

  it('stays unused when the transaction around its use is rolled back', async () => {
    const ticket = tickets.issue('phone-home', 'machine-1', 60);
    const failing = source.transaction(async (manager) => {
      await tickets.spend(ticket, 'phone-home', manager);
      throw new Error('the machine was not recorded');
    });
    await expect(failing).rejects.toThrow('the machine was not recorded');
    expect((await spend(ticket)).subject).toBe('machine-1');
  });

  it('is refused when expired, and no row is written for it', async () => {
    await expect(spend(issuedAgo(2 * HOUR, 'm', HOUR))).rejects.toMatchObject({
      reason: 'expired',
    });
    expect(await source.query('SELECT * FROM spent_ticket')).toEqual([]);
  });

  it('is valid for at most 30 days', () => {
    expect(() => tickets.issue('phone-home', 'm', 31 * 86_400)).toThrow(
      'a ticket is valid from 1 second to 30 days',
    );
  });
});

describe('used tickets', () => {
  it('are removed a day after they expired, and horizons once no older ticket can be valid', async () => {
    await source.query(`INSERT INTO spent_ticket (id, expires_at) VALUES
      ('long ago', now() - interval '25 hours'), ('just now', now() - interval '1 hour')`);
    await source.query(`INSERT INTO ticket_horizon (purpose, subject, issued_at) VALUES
      ('phone-home', 'gone', now() - interval '32 days'), ('phone-home', 'kept', now() - interval '30 days')`);
    await spend(tickets.issue('phone-home', 'machine-1', 60));
    const spent = await source.query(`SELECT id FROM spent_ticket WHERE id LIKE '% %'`);
    expect(spent).toEqual([{ id: 'just now' }]);
    const horizons = await source.query('SELECT subject FROM ticket_horizon ORDER BY subject');
    expect(horizons).toEqual([{ subject: 'kept' }, { subject: 'machine-1' }]);
  });
});
