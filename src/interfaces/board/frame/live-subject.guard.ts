import { applyDecorators, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { RecordIdPipe } from '../../../platform/database/index.js';
import { Deployments, Lots } from '../../../deployment/pipeline/index.js';
import { Machines } from '../../../park/machine/index.js';

type Kind = 'lot' | 'deployment' | 'machine';

const KIND = 'etabli:live-subject';

/** Answers 404 for a missing subject before its event stream begins, when a status can still be sent. */
@Injectable()
export class LiveSubjectGuard implements CanActivate {
  private readonly find: Record<Kind, (id: string) => Promise<unknown>>;

  constructor(
    private readonly reflector: Reflector,
    lots: Lots,
    deployments: Deployments,
    machines: Machines,
  ) {
    this.find = {
      lot: (id) => lots.get(id),
      deployment: (id) => deployments.get(id),
      machine: (id) => machines.findById(id),
    };
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { id } = context.switchToHttp().getRequest<Request<{ id: string }>>().params;
    const kind = this.reflector.get<Kind>(KIND, context.getHandler());
    await this.find[kind](new RecordIdPipe().transform(id, { type: 'param', data: 'id' }));
    return true;
  }
}

/** On an `@Sse()` route with `:id`: what kind of record the id is of. 404 when there is none. */
export function LiveSubject(kind: Kind): MethodDecorator {
  return applyDecorators(SetMetadata(KIND, kind), UseGuards(LiveSubjectGuard));
}
