export type ChannelKind = 'environment' | 'system';

/** On what it rests that the PC behind a host key is the machine. */
export type Proof =
  /** Somebody read the code on the PC's screen and typed it. */
  | { kind: 'code'; by: string; at: Date }
  /** An administrator declared the network that it stands on closed. */
  | { kind: 'closed-network'; by: string; at: Date; network: string };

/** Where a machine answers SSH; the host key is pinned. */
export interface Channel {
  kind: ChannelKind;
  address: string;
  port: number;
  /** `ssh-ed25519 AAAA…` */
  hostKey: string;
  /** The environment session whose key it is. */
  sessionId?: string;
  /** Undefined while nobody has confirmed the PC. */
  proof?: Proof;
}
