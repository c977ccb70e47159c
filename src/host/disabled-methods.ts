import { GoruError } from '../contract/goru-error';
import type { ServiceMethods } from './host';

/** The verbs of every capability; the guest's package calls them by these names. */
const VERBS = {
  kv: ['get', 'set', 'delete', 'keys', 'clear', 'items', 'contains', 'length'],
} as const;

/**
 * What a capability answers while it is off. It still exists, so a program is told what it lacks
 * instead of meeting a missing name. (`http`, `packages` and the worker's `fs` answer for themselves.)
 */
export function disabledMethods(): ServiceMethods {
  return {
    ...refuse('kv', VERBS.kv, 'kv not enabled'),
  };
}

function refuse(capability: string, verbs: readonly string[], message: string): ServiceMethods {
  return Object.fromEntries(
    verbs.map((verb) => [
      `${capability}/${verb}`,
      () => {
        throw new GoruError('permission', message);
      },
    ]),
  );
}
