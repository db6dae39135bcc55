import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';

/** Ends every open event stream when the server stops: a stream never ends by itself. */
@Injectable()
export class EventStreams {
  private readonly ended = new Subject<void>();

  end(): void {
    this.ended.next();
    this.ended.complete();
  }

  /** Emits once when the server stops. */
  get end$(): Observable<void> {
    return this.ended.asObservable();
  }
}
