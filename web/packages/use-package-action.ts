import { useRef, useState } from 'react';
import { isGoruError } from '../../src/index';
import { messageOf } from '../ui/message-of';
import { spokenLanguage } from '../words/in-language';
import { words } from '../words/packages';
import type {
  ErrorCode,
  PackageInstallOptions,
  PackageProgress,
  SessionPackages,
} from '../../src/index';

/** What is under way or was done last. */
export interface ActionNotice {
  /** A sentence. */
  text: string;
  isProblem: boolean;
  progress: PackageProgress | null;
}

export type PackageAction = (
  packages: SessionPackages,
  options: PackageInstallOptions,
) => Promise<string>;

export interface PackageActions {
  notice: ActionNotice | null;
  isBusy: boolean;
  /** `doing` is what is shown meanwhile; what the action resolves with, afterwards. */
  attempt: (doing: string, action: PackageAction) => void;
  cancel: () => void;
}

/** One thing at a time is done with the packages, by the person in front of the panel. */
export function usePackageAction(packages: SessionPackages | null): PackageActions {
  const [notice, setNotice] = useState<ActionNotice | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const abortRef = useRef<AbortController | null>(null);

  async function run(doing: string, action: PackageAction): Promise<void> {
    const say = (text: string, more: Partial<ActionNotice> = {}): void => {
      setNotice({ text, isProblem: false, progress: null, ...more });
    };
    if (packages === null) {
      say(words().pythonNotLoaded, { isProblem: true });
      return;
    }
    if (abortRef.current !== null) return;
    const abort = new AbortController();
    abortRef.current = abort;
    setIsBusy(true);
    say(`${doing}…`);
    try {
      const onProgress = (progress: PackageProgress): void => {
        if (!abort.signal.aborted) say(doing, { progress });
      };
      say(await action(packages, { signal: abort.signal, onProgress }));
    } catch (error) {
      // What was stopped changed nothing.
      if (abort.signal.aborted) say(words().cancelled);
      else say(explain(error), { isProblem: true });
    } finally {
      abortRef.current = null;
      setIsBusy(false);
    }
  }

  return {
    notice,
    isBusy,
    attempt: (doing, action) => void run(doing, action),
    cancel: () => abortRef.current?.abort(),
  };
}

/** The notes, which are English, often say which package it is about; those about a network do not. */
function explain(error: unknown): string {
  const isNeeded = (code: ErrorCode): boolean => code !== 'network' || spokenLanguage() === 'en';
  const notes = isGoruError(error) && isNeeded(error.code) ? error.notes : [];
  return [messageOf(error), ...notes].join('\n');
}
