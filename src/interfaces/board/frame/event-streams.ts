import { Injectable } from '@nestjs/common';
import { ReplaySubject, type Observable } from 'rxjs';

/** Ends all open event streams when the server stops. */
@Injectable()
export class EventStreams {
  private readonly ended = new ReplaySubject<void>(1);

  end(): void {
    this.ended.next();
    this.ended.complete();
  }

  /** Emits once when the server stops. */
  get end$(): Observable<void> {
    return this.ended.asObservable();
  }
}
