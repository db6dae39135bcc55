import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MACHINE_SESSIONS } from '../../platform/account/index.js';
import { WindowsBoot, WindowsBootStore } from '../pipeline/index.js';
import { EnvironmentSession } from './environment-session.entity.js';
import { EnvironmentSessionStore } from './environment-session.store.js';
import { EnvironmentSessions } from './environment-sessions.js';
import { MachineTokens } from './machine-tokens.js';
import { WindowsSessions } from './windows-sessions.js';

/** Provides the guard with the sessions of environments and the tokens of first boots. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([EnvironmentSession, WindowsBoot])],
  providers: [
    EnvironmentSessionStore,
    EnvironmentSessions,
    WindowsBootStore,
    WindowsSessions,
    MachineTokens,
    { provide: MACHINE_SESSIONS, useExisting: MachineTokens },
  ],
  exports: [EnvironmentSessionStore, EnvironmentSessions, WindowsSessions, MACHINE_SESSIONS],
})
export class EnvironmentSessionModule {}
