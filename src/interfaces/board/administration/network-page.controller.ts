import { Controller, Get, Header, HttpCode, Post, Redirect, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { NetworkTests, type BootServiceState, type NetworkFinding } from '../../../deployment/boot/index.js';
import { actorOf, Audit, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { momentOf } from '../frame/moment.js';
import { administrationPage } from './administration-page.js';

const VERDICTS: Record<NetworkFinding['verdict'], { look: string; name: Bilingual }> = {
  good: { look: 'certified', name: { fr: 'bon', en: 'good' } },
  fault: { look: 'failed', name: { fr: 'panne', en: 'fault' } },
  unmeasured: { look: 'reserved', name: { fr: 'non mesuré', en: 'not measured' } },
};

const MODES: Record<'proxy' | 'dhcp', Bilingual> = {
  proxy: { fr: 'à côté du DHCP du site', en: 'beside the DHCP server of the site' },
  dhcp: { fr: 'seul serveur DHCP', en: 'the only DHCP server' },
};

/** The boot service, and the test of its network. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('administration/network')
@Roles('administrator')
export class NetworkPageController {
  constructor(
    private readonly tests: NetworkTests,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(@Req() request: Request): string {
    const page = administrationPage(request, 'network');
    const state = this.tests.state();
    return renderTemplate('board/administration/network.html', {
      ...page,
      now: momentOf(new Date(), page.language),
      ...serviceView(state, page.language),
      ...(state.latest && {
        latest: {
          at: momentOf(state.latest.at, page.language),
          findings: state.latest.findings.map((finding) => findingView(finding, page.language)),
        },
      }),
    });
  }

  @Post('test')
  @HttpCode(303)
  @Redirect('/administration/network#result', 303)
  async test(@CurrentAccount() account: KnownAccount): Promise<void> {
    const subject = { kind: 'boot-service', id: 'network' };
    await this.audit.record({ actor: actorOf(account), action: 'boot.test-network', subject });
    await this.tests.run();
  }
}

function serviceView({ service, heardAt, isAlive }: BootServiceState, language: Language) {
  const alive = isAlive
    ? { look: 'certified', name: { fr: 'en service', en: 'running' } }
    : { look: 'failed', name: { fr: 'ne répond pas', en: 'does not answer' } };
  return {
    isAlive,
    sign: { look: alive.look, name: say(alive.name, language) },
    ...(service && {
      service: {
        interface: `${service.interfaceName}, ${service.address}`,
        mode: say(MODES[service.mode], language),
        startedAt: momentOf(new Date(service.startedAt), language),
      },
    }),
    ...(heardAt && { heardAt: momentOf(heardAt, language) }),
  };
}

function findingView({ id, verdict, title, found, remedy }: NetworkFinding, language: Language) {
  const { look, name } = VERDICTS[verdict];
  return {
    id,
    sign: { look, name: say(name, language) },
    isFault: verdict === 'fault',
    title: say(title, language),
    found: say(found, language),
    ...(remedy && { remedy: say(remedy, language) }),
  };
}
