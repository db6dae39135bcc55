import { Global, Module } from '@nestjs/common';
import { LaneQueues } from './lane-queues.js';

/** The lanes; needs the DatabaseModule. */
@Global()
@Module({ providers: [LaneQueues], exports: [LaneQueues] })
export class QueueModule {}
