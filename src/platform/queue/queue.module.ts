import { Global, Module } from '@nestjs/common';
import { StepQueues } from './step-queues.js';

/** The queues; needs the DatabaseModule. */
@Global()
@Module({ providers: [StepQueues], exports: [StepQueues] })
export class QueueModule {}
