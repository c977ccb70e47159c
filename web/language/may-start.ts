/** The parts of `navigator` that tell what a device can bear; neither is there in every browser. */
export interface DeviceFacts {
  /** Gigabytes, rounded. */
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean };
}

/** What the language server and ruff need together is too much for a phone of a few years ago. */
const LEAST_MEMORY_GB = 4;

/** Whether megabytes of help may be loaded without being asked for. */
export function mayStartByItself({ deviceMemory, connection }: DeviceFacts): boolean {
  return connection?.saveData !== true && (deviceMemory ?? LEAST_MEMORY_GB) >= LEAST_MEMORY_GB;
}
