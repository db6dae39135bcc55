import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.js';
import { AccountPin } from './account-pin.entity.js';
import { Account } from './account.entity.js';
import { AccountStore } from './account.store.js';
import { Accounts } from './accounts.js';
import { ApiToken } from './api-token.entity.js';
import { ApiTokenStore } from './api-token.store.js';
import { ApiTokens } from './api-tokens.js';
import { AuditController } from './audit.controller.js';
import { AuditEntry } from './audit-entry.entity.js';
import { Audit } from './audit.js';
import { AuditStore } from './audit.store.js';
import { LocalToken } from './local-token.js';
import { LoginLimit } from './login-limit.js';
import { PasswordWork } from './password-work.js';
import { PinController } from './pin.controller.js';
import { PinStore } from './pin.store.js';
import { Pins } from './pins.js';
import { RouteRoleCheck } from './route-role-check.js';
import { SessionController } from './session.controller.js';
import { WallScreenController } from './wall-screen.controller.js';
import { WallScreen } from './wall-screen.entity.js';
import { WallScreenStore } from './wall-screen.store.js';
import { WallScreens } from './wall-screens.js';
import { SecretApprovals } from './secret-approvals.js';
import { SecretController } from './secret.controller.js';
import { Session } from './session.entity.js';
import { SessionStore } from './session.store.js';
import { Sessions } from './sessions.js';
import { StandingStore } from './standing.store.js';
import { StreamEnd } from './stream-end.js';
import { TokenController } from './token.controller.js';
import { UserController } from './user.controller.js';

/** Accounts, access and audit. Its guard checks every route of the application. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([Account, AccountPin, Session, ApiToken, AuditEntry, WallScreen]),
    DiscoveryModule,
  ],
  controllers: [
    SessionController,
    PinController,
    UserController,
    TokenController,
    SecretController,
    AuditController,
    WallScreenController,
  ],
  providers: [
    AccountStore,
    SessionStore,
    ApiTokenStore,
    AuditStore,
    Accounts,
    Sessions,
    ApiTokens,
    LocalToken,
    WallScreenStore,
    WallScreens,
    Audit,
    LoginLimit,
    PasswordWork,
    PinStore,
    Pins,
    SecretApprovals,
    RouteRoleCheck,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
    StandingStore,
    { provide: APP_INTERCEPTOR, useClass: StreamEnd },
  ],
  exports: [Accounts, Sessions, Pins, ApiTokens, LocalToken, WallScreens, Audit, SecretApprovals],
})
export class AccountModule {}
