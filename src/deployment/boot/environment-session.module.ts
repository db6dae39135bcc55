import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MACHINE_SESSIONS } from '../../platform/account/index.js';
import { EnvironmentSession } from './environment-session.entity.js';
import { EnvironmentSessionStore } from './environment-session.store.js';
import { EnvironmentSessions } from './environment-sessions.js';

/** Provides the guard with the sessions of environments. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([EnvironmentSession])],
  providers: [
    EnvironmentSessionStore,
    EnvironmentSessions,
    { provide: MACHINE_SESSIONS, useExisting: EnvironmentSessions },
  ],
  exports: [EnvironmentSessionStore, EnvironmentSessions, MACHINE_SESSIONS],
})
export class EnvironmentSessionModule {}
