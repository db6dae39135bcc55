import { Module } from '@nestjs/common';
import { MachineModule } from '../../park/machine/index.js';
import { ProfileModule } from '../profile/server.js';
import { ThreadsModule } from '../../platform/threads/index.js';
import { AnswerController } from './answer.controller.js';
import { Answers } from './answers.service.js';

/** Answer files over HTTP: rendered, checked, imported. */
@Module({
  imports: [MachineModule, ProfileModule, ThreadsModule],
  controllers: [AnswerController],
  providers: [Answers],
})
export class AnswerModule {}
