import { abi, fail } from '../wasi/errno';

/** What a name may have in every file system that Python programs know. */
const MAX_NAME_BYTES = 255;
/** How Chromium calls the file behind `createWritable` until that is closed. */
export const SWAP_SUFFIX = '.crswap';
const encoder = new TextEncoder();

/** Browsers differ in what they refuse; files must be able to move from one to the other. */
export function isPossibleName(name: string): boolean {
  return !name.includes('\\') && !name.endsWith(SWAP_SUFFIX);
}

export function requireShortName(name: string): void {
  if (encoder.encode(name).length > MAX_NAME_BYTES) fail(abi.ERRNO_NAMETOOLONG);
}

/** A name that something in a mount which lasts may get. */
export function requireName(name: string): void {
  requireShortName(name);
  if (!isPossibleName(name)) fail(abi.ERRNO_INVAL);
}
