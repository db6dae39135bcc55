import { Module } from '@nestjs/common';

/** The technicians' web board. */
@Module({})
export class BoardModule {}
