import { CertificateModule } from '../../../deployment/certificate/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { VerifyPageController } from './verify-page.controller.js';

export const VERIFY_PAGES: SubjectPages = {
  imports: [CertificateModule],
  controllers: [VerifyPageController],
  providers: [],
};
