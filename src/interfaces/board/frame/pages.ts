import type { Provider, Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AssetsController } from './assets.controller.js';
import { EventStreams } from './event-streams.js';
import { KeepUp } from './keep-up.js';
import { LivePages } from './live-pages.js';
import { LoginController } from './login.controller.js';

/** What one subject adds to the board's module. */
export interface SubjectPages {
  imports: Type[];
  controllers: Type[];
  providers: Provider[];
}

/** What all pages share, and the pages of the login. */
export const FRAME: SubjectPages = {
  imports: [],
  controllers: [AssetsController, LoginController],
  providers: [EventStreams, LivePages, { provide: APP_INTERCEPTOR, useClass: KeepUp }],
};
