export type ChannelKind = 'environment' | 'system';

/** The proof that the PC with a host key is the machine. */
export type Proof =
  /** A person typed the code on the PC's screen. */
  | { kind: 'code'; by: string; at: Date }
  /** An administrator declared its network closed. */
  | { kind: 'closed-network'; by: string; at: Date; network: string };

/** Where a machine answers SSH; the host key is pinned. */
export interface Channel {
  kind: ChannelKind;
  address: string;
  port: number;
  /** `ssh-ed25519 AAAA…` */
  hostKey: string;
  /** The environment session with this key. */
  sessionId?: string;
  /** Undefined until the PC is confirmed. */
  proof?: Proof;
}
