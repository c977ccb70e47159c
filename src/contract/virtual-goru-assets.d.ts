// Where the provisioned files are; written by runtime-assets/provision/vite-plugin.ts.

declare module 'virtual:goru-assets' {
  export interface InterpreterAsset {
    /** Absolute. The name contains the content's hash, so it may be cached for ever. */
    url: string;
    /** Uncompressed size, for progress: with Content-Encoding the response's own length is another. */
    bytes: number;
    sha256: string;
    /** The smallest `initial` of a WebAssembly.Memory that links as `env.memory`. */
    minPages: number;
    /** How it starts; see `BootRequest`. */
    start: 'command' | 'snapshot';
    /** What its memory holds at the start (src/contract/memory-image.ts); null: the module brings all. */
    memoryImage: BundleAsset | null;
    /** Where src/time/local-time-zone.ts writes the time zone before `_start`; null: a snapshot tells by itself. */
    timeZoneTable: { address: number; capacity: number } | null;
    /** File bundle for /lib/goru: `goru/…` and `_goru/…`, sources and compiled for this interpreter. */
    pythonSide: BundleAsset;
    /** File bundle of the core of pydantic in Python (runtime-assets/pydantic_core), for who installs pydantic-core. */
    pydanticCore: BundleAsset;
    /** Its standard library, where it does not carry that. */
    stdlib: (BundleAsset & { name: string }) | null;
    /** What the site was built with, for /lib/packages; see `npm run deps`. */
    // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an ambient module cannot import
    packages: (BundleAsset & import('./session-packages').BundledPackages) | null;
  }

  export interface BundleAsset {
    url: string;
    bytes: number;
  }

  /** For whoever names none; whoever builds a site may choose it (`GORU_PYTHON`). */
  export const defaultPython: '3.13' | '3.12';
  export const interpreters: Readonly<Record<'3.13' | '3.12', InterpreterAsset>>;
  /** File bundle of the IANA time zones in TZif form; paths are zone names. */
  export const zoneInfo: BundleAsset;
}
