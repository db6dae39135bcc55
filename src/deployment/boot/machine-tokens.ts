import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { MachineSessionCheck } from '../../platform/account/index.js';
import { EnvironmentSessions } from './environment-sessions.js';
import { WindowsSessions } from './windows-sessions.js';

/** What a machine may authenticate with after its ticket; each route asks for the kind that it serves. */
@Injectable()
export class MachineTokens implements MachineSessionCheck {
  constructor(
    private readonly environments: EnvironmentSessions,
    private readonly windows: WindowsSessions,
  ) {}

  async admits(request: Request): Promise<boolean> {
    return (await this.environments.admits(request)) || (await this.windows.admits(request));
  }
}
