import { expect, it } from 'vitest';
import { NotLoaded } from './not-loaded';
import { PanelBoundary } from './PanelBoundary';

it('tells a panel that did not come from one that has failed', () => {
  const problemOf = (error: unknown) => PanelBoundary.getDerivedStateFromError(error).problem;
  expect(problemOf(new NotLoaded())).toMatch(/could not be loaded. Reload the page/);
  expect(problemOf(new TypeError('x is undefined'))).toBe('This panel has failed: x is undefined');
});
