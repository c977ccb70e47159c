import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { InputRequest, SessionOptions } from '../contract/options';
import type { ServiceMethods } from '../host/host';
import { orAborted } from '../host/or-aborted';
import { objectParams } from '../host/params';
import { describe } from './option-checks';

interface StdinOptions {
  ask: SessionOptions['onInput'];
  onWaiting: (isWaiting: boolean) => void;
}

const encoder = new TextEncoder();

/**
 * Standard input, a line at a time: the payload is the line with its newline, empty at the end of
 * the file.
 */
export function stdinMethods({ ask, onWaiting }: StdinOptions): ServiceMethods {
  let isReading = false;
  return {
    'stdin/read': async ({ params, signal }) => {
      if (ask === undefined) return { value: null };
      if (isReading) throw new GoruError('busy', 'standard input is being read already');
      isReading = true;
      onWaiting(true);
      try {
        // The page need not heed the signal: nobody waits for its line any more.
        const line: unknown = await orAborted(
          Promise.resolve(ask({ reader: readerOf(params), signal })),
          signal,
        );
        if (line === null) return { value: null };
        if (typeof line === 'string') return { value: null, payload: encoder.encode(`${line}\n`) };
        throw wrongAnswer(line);
      } finally {
        isReading = false;
        onWaiting(false);
      }
    },
  };
}

/** Anything that is not the word for it is the program. */
function readerOf(params: JsonValue): InputRequest['reader'] {
  return objectParams(params)['reader'] === 'debugger' ? 'debugger' : 'program';
}

/**
 * The page's bug, so the page hears of it; and the program's input failed, so that is told as well.
 * A made-up end of file would look like the program's own mistake.
 */
function wrongAnswer(line: unknown): GoruError {
  const error = new GoruError(
    'invalid-argument',
    `onInput answered ${describe(line)}; it must answer a string, or null at the end of the input`,
  );
  reportError(error);
  return error;
}
