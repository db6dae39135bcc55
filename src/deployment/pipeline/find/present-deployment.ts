/**
 * SQL: the deployment that a machine `m` is seen with, as `d` of a lateral join: its active one, else its latest. A row of
 * a lot names a PC by its serial number or MAC only, until the PC has announced itself.
 */
export const PRESENT_DEPLOYMENT = `LATERAL (
  SELECT o.* FROM deployment o
   WHERE o.machine_id = m.id
      OR (o.machine_id IS NULL AND o.serial = m.serial)
      OR (o.machine_id IS NULL AND o.serial IS NULL
          AND o.mac = ANY(ARRAY(SELECT a.mac FROM machine_mac a WHERE a.machine_id = m.id AND a.own)))
   ORDER BY o.state IN ('armed', 'running', 'waiting') DESC, o.created_at DESC, o.id LIMIT 1) d`;

/** SQL: the name of the PC of a deployment `d`: the one that it was given, else the one that was asked for. */
export const HOSTNAME = `coalesce(d.facts ->> 'hostname', d.hostname)`;
