-- The secrets that profiles already name: approved where an account that is an administrator today, or Établi
-- itself, applied a version that names it there; the others wait for an administrator.
-- A field is named as src/profile/secret-references.ts names it.
WITH RECURSIVE walk(version_id, profile, created_by, created_at, field, value) AS (
  SELECT id, name, created_by, created_at, '', document FROM profile_version
  UNION ALL
  SELECT version_id, profile, created_by, created_at, child.field, child.value
    FROM walk
   CROSS JOIN LATERAL (
     SELECT CASE
              WHEN key ~ '^[A-Za-z0-9_-]+$' THEN concat_ws('.', nullif(walk.field, ''), key)
              ELSE walk.field || '[' || to_jsonb(key)::text || ']'
            END,
            member.value
       FROM jsonb_each(CASE jsonb_typeof(walk.value) WHEN 'object' THEN walk.value ELSE '{}' END) AS member
     UNION ALL
     SELECT walk.field || '[' ||
              CASE
                WHEN jsonb_typeof(item.name) IS DISTINCT FROM 'string' THEN ''
                WHEN item.name #>> '{}' ~ '^[A-Za-z0-9_./-]+$' THEN item.name #>> '{}'
                ELSE item.name::text
              END || ']',
            item.value
       FROM (
         SELECT element AS value,
                CASE
                  WHEN walk.field = 'mdm.apple.custom' THEN element -> 'type'
                  WHEN walk.field = 'mdm.android.apps' THEN element -> 'package'
                  WHEN walk.field = 'mdm.windows.custom' THEN element -> 'path'
                  WHEN walk.field = 'windows.raw' THEN element -> 'component'
                  WHEN walk.field ~ '^windows\.raw\[.*\.settings$' THEN element -> 'name'
                END AS name
           FROM jsonb_array_elements(CASE jsonb_typeof(walk.value) WHEN 'array' THEN walk.value ELSE '[]' END)
                AS element
       ) AS item
   ) AS child(field, value)
),
named AS (
  SELECT version_id, profile, created_by, created_at, field, value ->> 'vault' AS reference
    FROM walk
   WHERE jsonb_typeof(value) = 'object'
     AND value - 'vault' = '{}'
     AND jsonb_typeof(value -> 'vault') = 'string'
     AND length(value ->> 'vault') <= 128
     AND value ->> 'vault' ~ '^[a-z0-9]([a-z0-9._-]*/?[a-z0-9._-])*$'
     AND NOT starts_with(value ->> 'vault', 'mdm/signing-')
),
applied AS (
  SELECT entry.subject_id, entry.actor_name, entry.at
    FROM audit_entry AS entry
    LEFT JOIN account ON entry.actor_kind = 'account' AND account.id::text = entry.actor_id
   WHERE entry.action = 'profile.apply'
     AND (entry.actor_kind = 'system' OR (account.role = 'administrator' AND account.disabled_at IS NULL))
)
INSERT INTO secret_use (id, reference, profile, field, asked_by, asked_at, approved_by, approved_at)
SELECT DISTINCT ON (reference, profile, field)
       encode(sha256(convert_to(concat_ws(E'\n', reference, profile, field), 'UTF8')), 'hex'),
       reference, profile, field, created_by, created_at, applied.actor_name, applied.at
  FROM named
  LEFT JOIN applied ON applied.subject_id = named.version_id::text
 ORDER BY reference, profile, field, applied.at NULLS LAST, created_at;
