import { Body, Controller, Get, Header, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, CurrentAccount, type KnownAccount, Roles } from '../../../platform/account/index.js';
import { describe, EtabliError, httpStatusOf } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { WallPositions } from '../../../park/wall/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { BoardFilter } from '../frame/board.filter.js';
import { languageOfReader, pageOf } from '../frame/reader.js';
import { sendPage } from '../frame/send-page.js';
import { WallFeed, type Spot, type WallState } from './wall-feed.js';
import { wallLinks } from './wall-links.js';
import { wallWords } from './words.js';

const text = z.string().trim().max(100).catch('');
const placeQuery = z.object({ placed: text, at: text });
const placeForm = z.object({ position: text, serial: text });
const clearForm = z.object({ position: text });
/** PCs to choose from, besides typing a serial number. */
const MOST_CHOICES = 200;

/** What was refused, beside its field. */
interface Refused {
  serial: string;
  position: string;
  problem: string;
}

/** The page where a technician walks along the bench, and scans the PC on each position. */
@ApiExcludeController()
@UseFilters(BoardFilter)
@Controller('wall/place')
@Roles('technician')
export class PlacePageController {
  constructor(
    private readonly positions: WallPositions,
    private readonly feed: WallFeed,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(
    @Query({ schema: placeQuery }) { placed, at }: z.output<typeof placeQuery>,
    @Req() request: Request,
  ): Promise<string> {
    return placePage(request, await this.feed.current(), { placed, at });
  }

  @Post()
  async place(
    @Body({ schema: placeForm }) { position, serial }: z.output<typeof placeForm>,
    @CurrentAccount() account: KnownAccount,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.positions.place(position, { serial }, actorOf(account));
      const query = new URLSearchParams({ placed: position, at: position });
      response.redirect(303, `/wall/place?${query.toString()}`);
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      const problem = say(describe(error).text, languageOfReader(request));
      const html = placePage(request, await this.feed.current(), {
        placed: '',
        at: position,
        refused: { serial, position, problem },
      });
      sendPage(response.status(httpStatusOf(error)), html);
    }
  }

  @Post('clear')
  async clear(
    @Body({ schema: clearForm }) { position }: z.output<typeof clearForm>,
    @CurrentAccount() account: KnownAccount,
    @Res() response: Response,
  ): Promise<void> {
    await this.positions.clear(position, actorOf(account));
    response.redirect(303, `/wall/place?${new URLSearchParams({ at: position }).toString()}`);
  }
}

function placePage(
  request: Request,
  { workshop, spots }: WallState,
  { placed, at, refused }: { placed: string; at: string; refused?: Refused },
): string {
  const page = pageOf(request, '', 'workshop');
  const t = wallWords(page.language);
  const chosen = refused?.position ?? nextFree(spots, at);
  const standing = new Set(spots.flatMap(({ pc }) => pc?.id ?? []));
  const choices = [...workshop.present.values()].filter(
    ({ id, serial }) => !standing.has(id) && serial !== null,
  );
  const last = spots.find(({ position }) => position.name === placed);
  return renderTemplate('board/wall/place.html', {
    ...page,
    title: t.placeTitle,
    t,
    links: wallLinks(request, 'place'),
    positions: spots.map((spot) => ({
      name: spot.position.name,
      text: isFree(spot) ? spot.position.name : `${spot.position.name} · ${nameOf(spot)}`,
      chosen: spot.position.name === chosen,
    })),
    serial: refused?.serial ?? '',
    problem: refused?.problem ?? '',
    ...(last && !isFree(last) && { done: `${placed} · ${nameOf(last)}`, isUnknown: last.pc === undefined }),
    choices: choices.slice(0, MOST_CHOICES).map(({ serial, name }) => ({ serial: serial ?? '', name })),
    standing: spots
      .filter((spot) => !isFree(spot))
      .map((spot) => ({ name: spot.position.name, pc: nameOf(spot) })),
  });
}

/** The first free position after this one, else the first free one. */
function nextFree(spots: readonly Spot[], at: string): string {
  const free = (from: number) => spots.slice(from).find(isFree);
  const after = free(spots.findIndex(({ position }) => position.name === at) + 1) ?? free(0);
  return after?.position.name ?? '';
}

function isFree({ position }: Spot): boolean {
  return position.serial === null && position.machineId === null;
}

function nameOf({ pc, position }: Spot): string {
  return pc?.name ?? position.serial ?? '–';
}
