-- The driver packs that makers publish, from their catalogues: one row for each system and release of Windows.
CREATE TABLE vendor_pack (
  maker text NOT NULL CONSTRAINT vendor_pack_maker_check CHECK (maker IN ('dell', 'hp', 'lenovo')),
  system_id text NOT NULL,
  os text NOT NULL CONSTRAINT vendor_pack_os_check CHECK (os IN ('win10', 'win11')),
  release text NOT NULL,
  url text NOT NULL,
  model text NOT NULL,
  file_name text NOT NULL,
  digest_kind text CONSTRAINT vendor_pack_digest_check CHECK (digest_kind IN ('sha256', 'md5')),
  digest text,
  bytes bigint,
  released text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT vendor_pack_pk PRIMARY KEY (maker, system_id, os, release, url)
);
CREATE INDEX vendor_pack_file_index ON vendor_pack (file_name);
