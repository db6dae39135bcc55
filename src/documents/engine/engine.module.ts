import { Module } from '@nestjs/common';
import { MachineModule } from '../../park/machine/index.js';
import { ThreadsModule } from '../../platform/threads/index.js';
import { ProfileModule } from '../profile/server.js';
import { DocumentFiles } from './document-files.service.js';

/** What every family of documents needs of the server. */
@Module({
  imports: [MachineModule, ProfileModule, ThreadsModule],
  providers: [DocumentFiles],
  exports: [DocumentFiles, ThreadsModule],
})
export class EngineModule {}
