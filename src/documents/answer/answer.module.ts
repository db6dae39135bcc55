import { Module } from '@nestjs/common';
import { EngineModule } from '../engine/server.js';
import { AnswerController } from './answer.controller.js';

/** Answer files over HTTP: rendered, checked, imported. */
@Module({ imports: [EngineModule], controllers: [AnswerController] })
export class AnswerModule {}
