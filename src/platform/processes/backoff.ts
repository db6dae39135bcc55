/** A run this long counts as healthy: the next pause is the shortest again. */
const HEALTHY_MS = 30_000;
/** So many short runs in a row are a crash loop. */
const LOOP = 5;

/** How long to wait before a process that ended is started again: 0.5 s, doubled after each short run, 10 s at most. */
export class Backoff {
  private shortRuns = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly longestMs = 10_000,
  ) {}

  /** The pause in ms after a run that lasted `ranMs`. */
  pauseAfter(ranMs: number): number {
    this.shortRuns = ranMs >= HEALTHY_MS ? 1 : this.shortRuns + 1;
    return Math.min(this.firstMs * 2 ** (this.shortRuns - 1), this.longestMs);
  }

  /** True after every fifth short run in a row: a person is informed, but not each time. */
  get isLoop(): boolean {
    return this.shortRuns > 0 && this.shortRuns % LOOP === 0;
  }
}
