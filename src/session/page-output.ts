import type { DisplayFrame } from '../contract/frames';
import type { MimeBundle, OutputChunk, SessionOptions } from '../contract/options';
import type { ActiveRun } from './active-run';

type Listeners = Pick<SessionOptions, 'onOutput' | 'onDisplay' | 'onNews'>;

/** Hands what runs print and show to the page, which may take its time. */
export class PageOutput {
  readonly #listeners: Listeners;

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  /** In order; resolves when the page has dealt with all of it. */
  async show(chunks: readonly OutputChunk[], run: ActiveRun | undefined): Promise<void> {
    const { onOutput } = this.#listeners;
    if (onOutput === undefined || run?.isOwn === true) return;
    try {
      await Promise.all(
        chunks.map(async (chunk) => {
          await onOutput(chunk);
        }),
      );
    } catch (error) {
      reportShowFailure(error, run);
    }
  }

  /** A page may take its time with a value; until then it counts as one that the page is behind with. */
  async display({ data }: DisplayFrame, run: ActiveRun | undefined): Promise<void> {
    const { onNews, onDisplay } = this.#listeners;
    const listener = isNews(data) ? onNews : onDisplay;
    if (listener === undefined || run === undefined || run.isOwn) return;
    const { isKept, notice } = run.takeDisplay(data);
    void this.show(notice, run);
    if (!isKept) return;
    try {
      await listener(data);
    } catch (error) {
      reportShowFailure(error, run);
    }
  }
}

/** Of no interest to whoever shows values. */
function isNews(data: MimeBundle): boolean {
  return Object.keys(data).some((type) =>
    /^application\/vnd\.goru\.(?:tests|checks|debugger)\+json$/.test(type),
  );
}

/** The page's own bug: report it there, go on here. Once is enough of a program that prints. */
function reportShowFailure(error: unknown, run: ActiveRun | undefined): void {
  if (run?.hasFailedToShow === true) return;
  if (run !== undefined) run.hasFailedToShow = true;
  reportError(error);
}
