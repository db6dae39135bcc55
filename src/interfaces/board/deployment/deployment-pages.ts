import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Deployments, Lots } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { DeploymentView, type RefusedForm } from './deployment.view.js';
import { pageOf, readerOf } from '../frame/reader.js';

/** The page of one deployment, also the answer to a refused form. */
@Injectable()
export class DeploymentPages {
  constructor(
    private readonly view: DeploymentView,
    private readonly deployments: Deployments,
    private readonly lots: Lots,
  ) {}

  async of(id: string, request: Request, refused?: RefusedForm): Promise<string> {
    const view = await this.view.of(id, readerOf(request), refused);
    const { lotId } = await this.deployments.get(id);
    const lot = lotId === null ? undefined : await this.lots.get(lotId);
    return renderTemplate('board/deployment/deployment.html', {
      ...pageOf(request, view.name, 'lots'),
      ...view,
      lot,
    });
  }
}
