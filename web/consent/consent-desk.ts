import { createStore } from '../ui/store';
import type { HostDecision, HostRequest, PackageRequest, PlannedPackage } from '../../src/index';
import type { DoubtfulName } from '../spelling/well-known';
import type { Store } from '../ui/store';

interface Question {
  id: number;
  /** The line of the program that asks, and what is written there, as far as both are known. */
  line: number | null;
  code: string | null;
}

export interface HostQuestion extends Question {
  about: 'host';
  host: string;
  method: string;
  url: string;
}

export interface PackageQuestion extends Question {
  about: 'packages';
  /** What the program asks for: `requests>=2.32`. */
  requirements: readonly string[];
  /** Asks the index what would come; see `PackageRequest`. */
  plan: () => Promise<readonly PlannedPackage[]>;
  /** Names among them that are nearly a well-known one, which may be what is meant. */
  doubtful: readonly DoubtfulName[];
}

/** A question to the person in front of the page. */
export type ConsentQuestion = HostQuestion | PackageQuestion;

export interface ConsentState {
  /** The first one is on the screen. */
  questions: readonly ConsentQuestion[];
  /** How many questions the current run has asked. */
  asked: number;
  /** What was answered in the current run, by host. */
  decisions: ReadonlyMap<string, HostDecision>;
}

/** Asks the person, one question per host, and remembers what was said about hosts until the run ends. */
export interface ConsentDesk {
  readonly store: Store<ConsentState>;
  /** A run of this program begins: what was allowed once or denied counts no more. */
  startRun: (code: string) => void;
  /** It is over, with all that belongs to it: what it was allowed once is no leave for what comes of it later. */
  endRun: () => void;
  ask: (request: HostRequest) => Promise<HostDecision>;
  askForPackages: (
    request: PackageRequest,
    doubtful?: readonly DoubtfulName[],
  ) => Promise<HostDecision>;
  answer: (id: number, decision: HostDecision) => void;
  /** Forgets the answer for a host: it was put on the list, or taken off it. */
  forget: (host: string) => void;
}

interface Waiting {
  /** Everybody who waits for this answer. */
  resolvers: Set<(decision: HostDecision) => void>;
  /** Null: it is not about a host. */
  host: string | null;
}

type Asked = { [Kind in ConsentQuestion as Kind['about']]: Omit<Kind, 'id' | 'line' | 'code'> };

export function createConsentDesk(): ConsentDesk {
  const store = createStore<ConsentState>({ questions: [], asked: 0, decisions: new Map() });
  const waiting = new Map<number, Waiting>();
  let codeLines: readonly string[] = [];
  let isRunOver = true;
  let lastId = 0;

  function open(asked: Asked[keyof Asked], claimed: number | null): Waiting {
    lastId += 1;
    // The program says where it asks; a line that it has not got is none.
    const code = claimed === null ? null : (codeLines[claimed - 1]?.trim() ?? null);
    const line = code === null ? null : claimed;
    const question: ConsentQuestion = { ...asked, id: lastId, line, code };
    const entry: Waiting = {
      resolvers: new Set(),
      host: asked.about === 'host' ? asked.host : null,
    };
    waiting.set(lastId, entry);
    const { questions } = store.get();
    store.update({ questions: [...questions, question], asked: store.get().asked + 1 });
    return entry;
  }

  function wait(entry: Waiting, signal: AbortSignal): Promise<HostDecision> {
    return new Promise((resolve) => {
      entry.resolvers.add(resolve);
      signal.addEventListener('abort', () => {
        leave(entry, resolve);
      });
    });
  }

  function close(id: number): void {
    waiting.delete(id);
    store.update({ questions: store.get().questions.filter((question) => question.id !== id) });
  }

  function leave(entry: Waiting, resolve: (decision: HostDecision) => void): void {
    entry.resolvers.delete(resolve);
    resolve('deny');
    if (entry.resolvers.size > 0) return;
    // The program was stopped or gave up: nothing is left to be decided.
    for (const [id, other] of waiting) if (other === entry) close(id);
  }

  return {
    store,
    startRun: (code) => {
      codeLines = code.split(/\r\n|\r|\n/);
      isRunOver = false;
      store.update({ asked: 0, decisions: new Map() });
    },
    endRun: () => {
      isRunOver = true;
    },
    ask: (request) => {
      const { host, method, url, line, signal } = request;
      // A program that asks again and again must not wear its person down.
      const earlier = store.get().decisions.get(host);
      // What was always allowed is on the list, and nobody is asked about it; who asks was taken off, by another tab.
      const isPast = earlier === 'always' || (isRunOver && earlier === 'once');
      if (earlier !== undefined && !isPast) return Promise.resolve(earlier);
      if (signal.aborted) return Promise.resolve('deny');
      const same = [...waiting.values()].find((entry) => entry.host === host);
      return wait(same ?? open({ about: 'host', host, method, url }, line), signal);
    },
    askForPackages: ({ requirements, line, plan, signal }, doubtful = []) => {
      if (signal.aborted) return Promise.resolve('deny');
      return wait(open({ about: 'packages', requirements, plan, doubtful }, line), signal);
    },
    answer: (id, decision) => {
      const entry = waiting.get(id);
      if (!entry) return;
      if (entry.host !== null) {
        store.update({ decisions: new Map(store.get().decisions).set(entry.host, decision) });
      }
      close(id);
      for (const resolve of entry.resolvers) resolve(decision);
    },
    forget: (host) => {
      const decisions = new Map(store.get().decisions);
      if (decisions.delete(host)) store.update({ decisions });
    },
  };
}
