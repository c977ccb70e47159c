import { lazy } from 'react';
import { loaded } from './not-loaded';
import type { ComponentType, LazyExoticComponent } from 'react';

/** A component that loads when it is first shown, and what loads it ahead of that. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): readonly [part: LazyExoticComponent<ComponentType<Props>>, load: () => Promise<unknown>] {
  const loadPart = () => loaded(load());
  return [lazy(async () => ({ default: await loadPart() })), loadPart];
}
