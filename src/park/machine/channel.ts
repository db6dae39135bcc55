export type ChannelKind = 'environment' | 'system';

/** The proof that the PC with a host key is the machine. */
export type Proof =
  /** A person typed the code on the PC's screen. */
  | { kind: 'code'; by: string; at: Date }
  /** An administrator declared its network closed. */
  | { kind: 'closed-network'; by: string; at: Date; network: string };

export type ChannelProtocol = 'ssh' | 'winrm';

/** Where a machine answers, and what it must prove itself with. */
export interface Channel {
  kind: ChannelKind;
  protocol: ChannelProtocol;
  address: string;
  port: number;
  /** SSH: its host key, `ssh-ed25519 AAAA…`. WinRM: the SHA-256 of its certificate, hexadecimal. */
  pin: string;
  /** The environment session with this key. */
  sessionId?: string;
  /** Undefined until the PC is confirmed. */
  proof?: Proof;
}
