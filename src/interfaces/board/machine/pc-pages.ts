import { randomUUID } from 'node:crypto';
import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import type { Change } from '../../../platform/database/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import type { RefusedForm } from '../deployment/deployment.view.js';
import { LiveMessage } from '../frame/live-drawing.js';
import { LivePages } from '../frame/live-pages.js';
import { mayAct, pageOf, readerOf, type Reader } from '../frame/reader.js';
import { wordsIn } from '../frame/words.js';
import { PcView } from './pc.view.js';
import { machineWords } from './words.js';

/** What a page says once of the act before it, by `?done=`: a word of `machineWords`. */
const DONE = ['woken', 'retried'] as const;

/** In drawings that several readers share; each reader’s own takes its place. */
const CSRF = randomUUID();

type Subject = { machine: string } | { deployment: string };

/** The page of a PC, whether it is opened by its machine or by one of its deployments. */
@Injectable()
export class PcPages {
  constructor(
    private readonly view: PcView,
    private readonly live: LivePages,
  ) {}

  async of(subject: Subject, request: Request, refused?: RefusedForm): Promise<string> {
    const reader = readerOf(request);
    const view = await this.viewOf(subject, reader, refused);
    const t = machineWords(reader.language);
    const done = DONE.find((name) => name === request.query['done']);
    return renderTemplate('board/machine/pc.html', {
      ...pageOf(request, view.name, 'machines'),
      ...view,
      t,
      mayAct: mayAct(reader),
      ...(done && { notice: t[done] }),
    });
  }

  /** Drawn once for all readers of one language who may do the same. */
  follow(subject: Subject, request: Request): Observable<MessageEvent> {
    const { language, role, csrf } = readerOf(request);
    const shared: Reader = { language, role, csrf: CSRF };
    /** What was drawn last. A deployment that is new to the PC is seen with the next regular drawing. */
    let shown: unknown[] = Object.values(subject);
    const draw = async () => {
      const view = await this.viewOf(subject, shared);
      shown = [view.machine?.id, view.deployment?.id];
      return renderTemplate('board/machine/pc-live.html', {
        ...shared,
        w: wordsIn(language),
        t: machineWords(language),
        mayAct: mayAct(shared),
        ...view,
      });
    };
    const concerns = ({ channel, id }: Change) =>
      (channel === 'machine' || channel === 'deployment') && shown.includes(id);
    return this.live
      .followTogether(`pc ${JSON.stringify(subject)} ${language} ${role}`, draw, concerns)
      .pipe(map((message) => ownCsrf(message, csrf)));
  }

  private viewOf(subject: Subject, reader: Reader, refused?: RefusedForm) {
    if ('machine' in subject) return this.view.ofMachine(subject.machine, reader);
    return this.view.ofDeployment(subject.deployment, reader, refused);
  }
}

function ownCsrf(message: MessageEvent, csrf: string): MessageEvent {
  return message instanceof LiveMessage ? LiveMessage.complete(message.data.replaceAll(CSRF, csrf)) : message;
}
