import { packBundle } from '../contract/file-bundle';
import { defaultPython, interpreters } from 'virtual:goru-assets';
import { siteNames } from '../contract/offline-wire';
import { FULL_PYTHON_VERSIONS } from '../contract/options';
import type { PythonVersion, SessionOptions } from '../contract/options';
import type { Session } from '../contract/session';
import type { BootMount } from '../contract/worker-api';
import { kvMethods } from '../kv/service';
import { FrameBroker } from '../http/broker.page';
import { closedError } from './closed-error';
import { GoruSession } from './goru-session';
import { compileApart } from './compile-apart';
import { takeEarlyWorker } from './early-worker';
import { AssetLoader } from './interpreter-assets';
import { InterpreterStore } from './interpreter-store';
import { hasMemoryToSpare, hasPowerToSpare, type Hints } from './machine';
import { InterpreterPool } from './interpreter-pool';
import { sessionKvStore } from './open-kv-store';
import { ServiceWorkerLink } from './service-worker-link';
import { WorkerLink } from './worker-link';
import { MountStorage } from './mount-storage';
import { siteUrl } from './site-url';
import { mayInstall } from './lazy-packages';
import { localTimeZone } from './local-time-zone';
import {
  checkEnv,
  checkMemory,
  checkMounts,
  checkSessionOptions,
  resolveLimits,
} from './validate-options';

/** One page compiles an interpreter once and has one end of the fallback channel. */
interface PageResources {
  assets: AssetLoader;
  serviceWorker: ServiceWorkerLink;
  /** Whose hot code was run so that the browser compiles it well: workers share what it compiled. */
  exercised: Set<PythonVersion>;
}

let pageResources: PageResources | undefined;

/**
 * Starts a Python in this page. Resolves when it is ready to run; rejects with a `GoruError` when
 * it cannot be loaded or an option makes no sense.
 *
 * @example
 * const session = await createSession({ onOutput: ({ text }) => console.log(text) });
 * const result = await session.run('print(1 + 1)');
 */
export async function createSession(options: SessionOptions = {}): Promise<Session> {
  checkSessionOptions(options);
  const limits = resolveLimits(options.limits);
  const mounts = options.mounts ?? [];
  const env = options.env ?? {};
  checkMounts(mounts);
  checkEnv(env);
  if (options.signal?.aborted === true) throw closedError();

  pageResources ??= {
    assets: new AssetLoader(
      // public/before-paint.js knows this name, too.
      new InterpreterStore(siteNames(siteUrl().pathname), globalThis.caches),
    ),
    serviceWorker: new ServiceWorkerLink(new URL('goru-sw.js', siteUrl())),
    exercised: new Set(),
  };
  const { assets, serviceWorker, exercised } = pageResources;
  const python = options.python ?? defaultPython;
  const channel = options.channel === 'auto' ? undefined : options.channel;
  const mayExercise = async (): Promise<boolean> => {
    if (exercised.has(python)) return false;
    exercised.add(python);
    return hasPowerToSpare(navigator as Hints);
  };
  const earlyWorker = takeEarlyWorker(interpreters[python].url);
  const early = earlyWorker && new WorkerLink(serviceWorker, earlyWorker);
  if (early !== undefined) assets.expectModule(python, early.earlyModule());
  const pool = new InterpreterPool({
    serviceWorker,
    channel,
    early,
    keepSpare:
      options.hotSpare === undefined || options.hotSpare === 'auto'
        ? hasMemoryToSpare(navigator as Hints)
        : options.hotSpare,
    bootRequest: async (role) => {
      const [files, program] = await Promise.all([
        assets.files(python),
        role === 'early'
          ? role
          : assets.program(python, (loadedBytes, totalBytes) => {
              session.reportLoading(loadedBytes, totalBytes);
            }),
      ]);
      checkMemory(limits.memoryBytes, files.minPages);
      return {
        ...files,
        program,
        memoryBytes: limits.memoryBytes,
        timeZone: localTimeZone(),
        mounts: mounts.map(toBootMount),
        env,
        fs: limits.fs,
        frameBytes: limits.frameBytes,
        pendingCalls: limits.pendingCalls,
        installs: mayInstall(options),
        exercise: role === 'spare' && (await mayExercise()),
      };
    },
  });
  const kv = sessionKvStore(options.kv, limits.kv);
  const methods = { ...(kv === undefined ? {} : kvMethods(kv)) };
  const storage = new MountStorage({
    mounts: mounts.flatMap(({ path, source }) =>
      source.kind === 'opfs' ? [{ path, source }] : [],
    ),
    sitePath: siteUrl().pathname,
    // Neither exists in a page that came over plain http, whatever the types say.
    locks: (navigator as Partial<Navigator>).locks,
  });
  void storage.claim();
  const brokerUrl = new URL('broker.html', siteUrl());
  const session = new GoruSession({
    pool,
    storage,
    limits,
    session: options,
    methods,
    broker: new FrameBroker(brokerUrl, { keptFrames: 1 }),
    // An index names files of another host.
    indexBroker: new FrameBroker(brokerUrl, { keptFrames: 2 }),
    packages: {
      python,
      fullPython: FULL_PYTHON_VERSIONS[python],
      indexUrl: options.packageIndex,
      storeName: `goru:${siteUrl().pathname}:wheels`,
      bundled: assets.bundledPackages(python),
      compile: {
        build: interpreters[python].sha256,
        modules: async (sources, signal) => {
          // Power is no question: it saves more in every later session.
          if (!hasMemoryToSpare(navigator as Hints)) return null;
          const [files, program] = await Promise.all([
            assets.files(python),
            assets.program(python, () => undefined),
          ]);
          const { memoryBytes } = limits;
          const request = { ...files, program, memoryBytes, sources: packBundle(sources) };
          return compileApart(new WorkerLink(serviceWorker), request, signal);
        },
      },
      readStandIn: () => assets.pydanticCore(python),
    },
  });
  options.signal?.addEventListener('abort', () => {
    session.close();
  });
  try {
    await session.start();
  } catch (error) {
    // Nobody gets to close it: give back what it holds.
    session.close();
    throw error;
  }
  void assets.followInBackground(python);
  return session;
}

function toBootMount({
  path,
  mode,
  source,
}: NonNullable<SessionOptions['mounts']>[number]): BootMount {
  if (source.kind === 'opfs') return { path, mode, files: null };
  const encoder = new TextEncoder();
  const files = Object.entries(source.files).map(
    ([name, content]) =>
      [name, typeof content === 'string' ? encoder.encode(content) : content] as const,
  );
  return { path, mode, files: new Map(files) };
}
