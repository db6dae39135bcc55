import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Lots } from '../../../deployment/pipeline/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { momentOf } from '../frame/moment.js';
import { mayAct, pageOf } from '../frame/reader.js';
import { LotPageView, type PcsShown } from './lot-page.view.js';
import { lotWords } from './words.js';

/** The details of a lot as they were typed, and what is wrong with each. */
export interface RefusedDetails {
  values: Record<string, string>;
  problems: Record<string, string>;
}

/** Draws a lot's page, also with a form that was refused. */
@Injectable()
export class LotPages {
  constructor(
    private readonly lots: Lots,
    private readonly view: LotPageView,
  ) {}

  async of(id: string, request: Request, shown: PcsShown, refused?: RefusedDetails): Promise<string> {
    const lot = await this.lots.get(id);
    const page = pageOf(request, lot.number, 'lots');
    const { language } = page;
    const t = lotWords(language);
    const live = await this.view.standing(lot, shown, mayAct(page), language);
    const { page: number, state } = shown;
    const stored: Record<string, string> = {
      customer: lot.customer,
      orderNumber: lot.orderNumber ?? '',
      site: lot.site ?? '',
      dueOn: lot.dueOn ?? '',
      beginAt: lot.beginAt === null ? '' : localTime(lot.beginAt),
      notes: lot.notes ?? '',
    };
    const field = (name: string) => ({
      value: refused?.values[name] ?? stored[name] ?? '',
      problem: refused?.problems[name] ?? '',
    });
    return renderTemplate('board/lot/lot.html', {
      ...page,
      t,
      ...live,
      liveQuery: `?page=${number}${state === undefined ? '' : `&state=${state}`}`,
      filters: this.view.filters(lot, state, language),
      isRefused: refused !== undefined,
      customer: field('customer'),
      orderNumber: field('orderNumber'),
      site: field('site'),
      dueOn: field('dueOn'),
      beginAt: field('beginAt'),
      notes: field('notes'),
      clock: momentOf(new Date(), language).text,
      ...(mayAct(page) && (await this.view.erasures(id, language))),
    });
  }
}

/** As a field for a date and a time holds it, on the server's clock: `2026-12-24T06:30`. */
function localTime(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
