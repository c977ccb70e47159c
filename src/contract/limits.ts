/** Every limit of a session, with goru's defaults. Units are in the names. */
export const DEFAULT_LIMITS = {
  /** Time one run may take; waiting for a person does not count. 0 = no limit. */
  runTimeoutMs: 30_000,
  /** The interpreter's whole linear memory. */
  memoryBytes: 256 * 1024 * 1024,
  /** Output kept and streamed per run; what comes after is counted and dropped with a notice. */
  outputBytes: 10 * 1024 * 1024,
  /** One frame from the guest (a host call with its payload). */
  frameBytes: 64 * 1024 * 1024,
  /** Host calls of one session that may be pending at once. */
  pendingCalls: 10_000,
  kv: {
    /** A key's UTF-8. */
    keyBytes: 256,
    /** A value's JSON. */
    valueBytes: 65_536,
    entries: 1_000,
    totalBytes: 10 * 1024 * 1024,
  },
  http: {
    requestBytes: 1024 * 1024,
    responseBytes: 1024 * 1024,
    /** One request, redirects and body included. */
    timeoutMs: 30_000,
  },
  fs: {
    /** One read through `fs`; `open()` knows no such limit. */
    readBytes: 10 * 1024 * 1024,
    /** One write through `fs`. */
    writeBytes: 10 * 1024 * 1024,
    /** The in-memory `/tmp`. */
    tmpBytes: 64 * 1024 * 1024,
    /** What a program may add to each mount that lives in memory. */
    mountBytes: 64 * 1024 * 1024,
    /** What a program may add to each mount that lies on the device's disk, until its interpreter ends. */
    storedBytes: 1024 * 1024 * 1024,
  },
  /** Of all installed packages together; what comes with the site does not count. */
  packages: {
    count: 100,
    /** As they lie in site-packages. */
    unpackedBytes: 200 * 1024 * 1024,
  },
};

export type Limits = typeof DEFAULT_LIMITS;

/** Limits as a page gives them: any of them, the rest are the defaults. */
export type LimitOptions = {
  [Key in keyof Limits]?: Limits[Key] extends object ? Partial<Limits[Key]> : Limits[Key];
};
