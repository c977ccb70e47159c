import { expect, it } from 'vitest';
import { askBeforeLeaving } from './ask-before-leaving';
import { createStore } from './ui/store';
import type { KeptState } from './kept';

function open() {
  const kept = createStore<KeptState>({ unkept: [] });
  const page = new EventTarget() as Window;
  const use = { isTouched: true };
  askBeforeLeaving({ kept, place: { isTouched: () => use.isTouched }, page });
  const asks = (): boolean => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { kept, use, asks };
}

it('the browser asks as long as something made here is kept nowhere', () => {
  const { kept, asks } = open();
  expect(asks()).toBe(false);
  kept.update({ unkept: ['values'] });
  expect(asks()).toBe(true);
  kept.update({ unkept: ['code', 'unopened'] });
  expect(asks()).toBe(true);
  kept.update({ unkept: [] });
  expect(asks()).toBe(false);
});

it('nobody is asked who has made nothing, or whose files come back with a reload', () => {
  const { kept, use, asks } = open();
  use.isTouched = false;
  kept.update({ unkept: ['code', 'files', 'values'] });
  expect(asks()).toBe(false);
  use.isTouched = true;
  kept.update({ unkept: ['unopened'] });
  expect(asks()).toBe(false);
});
