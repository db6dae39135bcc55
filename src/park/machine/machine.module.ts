import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelStore } from './channel.store.js';
import { Channels } from './channels.service.js';
import { ClosedNetworkController } from './closed-network.controller.js';
import { ClosedNetwork } from './closed-network.entity.js';
import { ClosedNetworkStore } from './closed-network.store.js';
import { ClosedNetworks } from './closed-networks.service.js';
import { MachineSession } from './machine-session.entity.js';
import { MachineSessionStore } from './machine-session.store.js';
import { MachineSessions } from './machine-sessions.service.js';
import { MachineController } from './machine.controller.js';
import { MachineLife } from './machine-life.entity.js';
import { MachineLifeStore } from './machine-life.store.js';
import { MachineAnomaly, MachineChange, MachineChannel, MachineMac, MachineRow } from './machine.entity.js';
import { MachineStore } from './machine.store.js';
import { Machines } from './machines.service.js';
import { Notices } from './notices.service.js';
import { ShortMemory } from './short-memory.entity.js';
import { ShortMemoryStore } from './short-memory.store.js';

/** Machines: identity, inventory, SSH channels. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      MachineRow,
      MachineMac,
      MachineChannel,
      MachineSession,
      MachineChange,
      MachineAnomaly,
      MachineLife,
      ClosedNetwork,
      ShortMemory,
    ]),
  ],
  controllers: [MachineController, ClosedNetworkController],
  providers: [
    MachineStore,
    Machines,
    MachineLifeStore,
    MachineSessionStore,
    MachineSessions,
    ChannelStore,
    Channels,
    ClosedNetworkStore,
    ClosedNetworks,
    ShortMemoryStore,
    Notices,
  ],
  exports: [Machines, MachineLifeStore, MachineSessions, Channels, ClosedNetworks, ShortMemoryStore, Notices],
})
export class MachineModule {}
