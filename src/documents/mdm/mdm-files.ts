import { Injectable } from '@nestjs/common';
import { Payloads } from '../../park/master/index.js';
import type { OwnThreads } from '../../platform/threads/index.js';
import type { DocumentFamily, RenderRequest } from '../engine/index.js';
import type { ProfileDocument } from '../profile/index.js';
import type { MdmCheckOptions } from './check/checkers.js';
import { MDM_THREAD } from './mdm-documents.js';
import type { MdmFile } from './order.js';
import { payloadsOf } from './payloads-of.js';
import type { MdmChoice, RenderedMdm } from './render-mdm.js';
import { SigningIdentity } from './signing-identity.js';

/** Files of device management, with the payloads of this server and, where secrets are revealed, its signature. */
@Injectable()
export class MdmFiles implements DocumentFamily<MdmChoice, MdmFile, MdmCheckOptions> {
  readonly name = 'mdm';
  readonly check = MDM_THREAD.check;

  constructor(
    private readonly payloads: Payloads,
    private readonly signing: SigningIdentity,
  ) {}

  /** What a device takes is signed; a file with references in place of secrets is only to be read. */
  async render(threads: OwnThreads, request: RenderRequest<MdmChoice>): Promise<RenderedMdm> {
    const rendered = await MDM_THREAD.render(threads, request, await this.payloadPaths(request.profile));
    if (request.reveal === undefined) return rendered;
    return { ...rendered, files: await this.signing.signed(rendered.files) };
  }

  /** The paths of the payloads that the document names, by digest. */
  private async payloadPaths(document: ProfileDocument): Promise<Map<string, string>> {
    const paths = new Map<string, string>();
    for (const sha256 of payloadsOf(document)) {
      if (await this.payloads.has(sha256)) paths.set(sha256, this.payloads.path(sha256));
    }
    return paths;
  }
}
