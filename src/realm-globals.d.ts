/**
 * Globals that every realm has (page, worker, service worker). Code which may run on any thread is
 * compiled against ES and these alone, so that reaching for `document` is a compile error.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class URL {
  constructor(url: string, base?: string);
  static parse(url: string, base?: string): URL | null;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly href: string;
  readonly pathname: string;
  readonly search: string;
  readonly username: string;
  readonly password: string;
}

// Only named here: what carries a Module or a MessagePort across never looks into it.
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
}
interface MessagePort {
  readonly [Symbol.toStringTag]: string;
}

declare const performance: { now(): number };
declare function setTimeout(callback: () => void, delayMs: number): number;
declare function clearTimeout(timer: number | undefined): void;

/** Bytes that cross to a worker without being copied. */
interface Blob {
  arrayBuffer(): Promise<ArrayBuffer>;
}
