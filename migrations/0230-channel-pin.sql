-- A machine answers SSH or WinRM. What it must prove itself with is pinned either way: the SSH host key
-- (`ssh-ed25519 AAAA…`), or the SHA-256 of the certificate of its WinRM listener (64 hexadecimal digits).
ALTER TABLE machine_channel RENAME COLUMN host_key TO pin;
ALTER TABLE machine_channel
  ADD COLUMN protocol text NOT NULL DEFAULT 'ssh'
    CONSTRAINT machine_channel_protocol_check CHECK (protocol IN ('ssh', 'winrm'));
