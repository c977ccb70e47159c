import { callMethods, FunctionRegistry } from '../call/service';
import type { Limits } from '../contract/limits';
import type { RunOptions, SessionOptions } from '../contract/options';
import type { RunResult } from '../contract/run-result';
import { disabledMethods } from '../host/disabled-methods';
import type { ServiceMethods } from '../host/host';
import type { Broker } from '../http/broker';
import type { Granting } from '../http/granted';
import { grantedFiles } from '../http/granted-files';
import { HostConsent } from '../http/host-consent';
import { HostGrants } from '../http/host-grants';
import { httpMethods } from '../http/service';
import type { PackageOptions } from '../packages/session-packages';
import { indexFetch } from './index-fetch';
import { LazyPackages } from './lazy-packages';
import { proveByImport } from './prove-by-import';
import { stdinMethods } from './stdin';
import { tell } from './tell';

/** What a program may wait for a person to do. */
export type WaitingFor = 'input' | 'permission';

export interface CapabilityOptions {
  limits: Limits;
  session: SessionOptions;
  /** What of the capabilities is on and works on the page. */
  methods: ServiceMethods;
  /** Sends what programs ask for over http. */
  broker: Broker;
  /** Asks the package index: a broker of its own, so that neither makes the other's frames come and go. */
  indexBroker: Broker;
  /** Where packages come from. */
  packages: Pick<
    PackageOptions,
    'python' | 'fullPython' | 'indexUrl' | 'storeName' | 'bundled' | 'readStandIn' | 'compile'
  >;
}

interface CapabilityHooks {
  /** A program begins, or ends, to wait for a person. */
  onWaiting: (what: WaitingFor, isWaiting: boolean) => void;
  /** Runs a text that nobody sees; undefined where it cannot. */
  runOwn: (source: string, options: RunOptions) => Promise<RunResult | undefined>;
}

/** What programs may ask of the page, and what they were granted of it, whichever interpreter they run in. */
export class Capabilities {
  readonly functions: FunctionRegistry;
  readonly grants: HostGrants;
  readonly packages: LazyPackages;
  readonly #options: CapabilityOptions;
  readonly #hooks: CapabilityHooks;
  readonly #consent: HostConsent;

  constructor(options: CapabilityOptions, hooks: CapabilityHooks) {
    const { session, limits, indexBroker } = options;
    this.#options = options;
    this.#hooks = hooks;
    this.functions = new FunctionRegistry(session.functions);
    this.grants = new HostGrants(session.allowedHosts);
    const onPermission = (isWaiting: boolean): void => {
      hooks.onWaiting('permission', isWaiting);
    };
    this.#consent = new HostConsent({
      grants: this.grants,
      ask: session.onHostRequest,
      onWaiting: onPermission,
      onDefect: reportError,
    });
    this.packages = new LazyPackages({
      ...session,
      ...options.packages,
      limits: limits.packages,
      fetchIndex: indexFetch(indexBroker),
      files: grantedFiles({
        ...this.#granting(),
        onReport: (report) => {
          tell(session.onHttpRequest, report);
        },
      }),
      onWaiting: onPermission,
      onDefect: reportError,
      prove: proveByImport(hooks.runOwn),
    });
  }

  /** What an interpreter's host answers. */
  methods(): ServiceMethods {
    const { methods, session, limits } = this.#options;
    const { onInput, onHttpRequest, onHttpProgress } = session;
    return {
      ...disabledMethods(),
      ...methods,
      ...callMethods(this.functions),
      ...stdinMethods({
        ask: onInput,
        onWaiting: (isWaiting) => {
          this.#hooks.onWaiting('input', isWaiting);
        },
      }),
      ...httpMethods({
        ...this.#granting(),
        limits: limits.http,
        onReport: (report) => {
          tell(onHttpRequest, report);
        },
        onProgress: (progress) => {
          tell(onHttpProgress, progress);
        },
      }),
      ...this.packages.methods,
    };
  }

  beginRun(): void {
    this.#consent.beginRun();
  }

  /** What was allowed or asked for one run ends with it. */
  endRun(): void {
    this.#consent.endRun();
    this.packages.endRun();
  }

  close(): void {
    this.packages.close();
    this.endRun();
    this.#options.broker.close();
    this.#options.indexBroker.close();
  }

  #granting(): Granting {
    const { session, broker } = this.#options;
    return {
      grants: this.grants,
      consent: this.#consent,
      broker,
      isEnabled: () => session.onHostRequest !== undefined || this.grants.hosts.length > 0,
    };
  }
}
