const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** A run this long counts as healthy: the next death starts again at the shortest pause. */
const HEALTHY_MS = 30_000;
/** So many short runs in a row are a crash loop. */
const LOOP = 5;

/** How long to wait before something that died is started again: 0.5 s, doubled at each short run, 10 s at most. */
export class Backoff {
  private shortRuns = 0;

  /** The pause in ms after a run that lasted `ranMs`. */
  pauseAfter(ranMs: number): number {
    this.shortRuns = ranMs >= HEALTHY_MS ? 1 : this.shortRuns + 1;
    return Math.min(FIRST_MS * 2 ** (this.shortRuns - 1), LONGEST_MS);
  }

  /** True at every fifth short run in a row: worth telling a person, without saying it each time. */
  get isLoop(): boolean {
    return this.shortRuns > 0 && this.shortRuns % LOOP === 0;
  }
}
