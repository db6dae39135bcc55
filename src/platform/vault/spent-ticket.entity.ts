import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A used ticket. The row is deleted when the ticket has expired, since it is refused for that then. */
@Entity('spent_ticket')
@Index('spent_ticket_expires_at_index', ['expiresAt'])
export class SpentTicket {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'spent_ticket_pk' })
  id: string;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  spentAt: Date;
}

/** The newest used ticket of a purpose and subject: older ones are refused. */
@Entity('ticket_horizon')
@Index('ticket_horizon_issued_at_index', ['issuedAt'])
export class TicketHorizon {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ticket_horizon_pk' })
  purpose: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ticket_horizon_pk' })
  subject: string;

  @Column('timestamptz')
  issuedAt: Date;
}
