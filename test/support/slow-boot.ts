import pg from 'pg';

/**
 * A real PC takes longer to boot again than the seconds after which its former session is no rival of the new one: as
 * if they had passed.
 */
export async function bootsSlowly(databaseUrl: string, deploymentId: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client
    .query(
      `UPDATE machine_session SET seen_at = now() - interval '5 minutes'
        WHERE machine_id = (SELECT machine_id FROM deployment WHERE id = $1)`,
      [deploymentId],
    )
    .finally(() => client.end());
}
