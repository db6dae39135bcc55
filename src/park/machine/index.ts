export {
  type ReferencedMachine,
  findReferencedMachine,
  machineReferenceSchema,
  type MachineReference,
} from './machine-reference.js';
export {
  type ComponentChange,
  componentChanges,
  type ComponentKind,
  describeChange,
} from './component-changes.js';
export type { Channel, ChannelKind, ChannelProtocol, Proof } from './channel.js';
export { ChannelStore } from './channel.store.js';
export { Channels } from './channels.service.js';
export type { ClosedNetworkDto } from './closed-network.schema.js';
export { ClosedNetwork } from './closed-network.entity.js';
export { ClosedNetworks } from './closed-networks.service.js';
export { hostKeyFingerprint, pinFingerprint } from './host-key.js';
export { normaliseSerial, normaliseUuid, type ReportedIdentity } from './identity.js';
export {
  type Device,
  type Disk,
  DISK_BUSES,
  type Inventory,
  inventorySchema,
  type Nic,
} from './inventory.schema.js';
export { isSharedMac, normaliseMac } from './mac.js';
export { MachineAnomaly, MachineChange, MachineChannel, MachineMac, MachineRow } from './machine.entity.js';
export type { AnomalyDto, MachineDto } from './machine.schema.js';
export { MachineLife } from './machine-life.entity.js';
export { MachineLifeStore } from './machine-life.store.js';
export { MachineSession } from './machine-session.entity.js';
export { MachineSessionStore } from './machine-session.store.js';
export { MachineSessions } from './machine-sessions.service.js';
export { MachineModule } from './machine.module.js';
export { MachineStore } from './machine.store.js';
export { type Machine, Machines } from './machines.service.js';
export type { Notice } from './notice.js';
export { Notices } from './notices.service.js';
export { isPlaceholderSerial, isPlaceholderUuid, swappedUuid } from './placeholders.js';
export { ShortMemory } from './short-memory.entity.js';
export { LEAST_MEMORY_MIB } from './short-memory-notice.js';
export { ShortMemoryStore } from './short-memory.store.js';
