import { isLock } from './is-lock';
import { words } from '../words/packages';
import type { PackageLock } from '../../src/index';

/** The lock in a file that somebody has chosen. Throws, in words for people, when it holds none. */
export function readLockFile(fileName: string, text: string): PackageLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(words().notJson(fileName), { cause });
  }
  if (!isLock(value)) throw new Error(words().noLockFile(fileName));
  return value;
}
