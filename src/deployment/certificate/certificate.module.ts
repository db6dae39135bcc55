import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CertificateController } from './certificate.controller.js';
import { CertificateRow } from './certificate.entity.js';
import { CertificateStore } from './certificate.store.js';
import { Certificates } from './certificates.js';
import { Letterhead } from './letterhead.js';
import { LotExport } from './lot-export.js';
import { TimeStampAuthority } from './time-stamp-authority.js';
import { VerificationDesk } from './verification-desk.js';

/** The proof that a PC leaves with. */
@Module({
  imports: [TypeOrmModule.forFeature([CertificateRow])],
  controllers: [CertificateController],
  providers: [CertificateStore, Certificates, Letterhead, LotExport, TimeStampAuthority, VerificationDesk],
  exports: [Certificates, Letterhead, LotExport, VerificationDesk],
})
export class CertificateModule {}
