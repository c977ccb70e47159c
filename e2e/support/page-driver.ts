import type { Engine } from './engines.mjs';

/** An element as a screen reader would name it. A string name must match exactly. */
export interface Target {
  readonly role: 'button' | 'link' | 'log' | 'status' | 'textbox';
  readonly name?: string | RegExp;
}

/**
 * The few things a test does to a browser. Playwright and Selenium implement it, because Playwright cannot drive
 * WebKitGTK; everything above it is written once.
 */
export interface PageDriver {
  readonly engine: Engine;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until exactly one visible element matches, then clicks it. */
  click(target: Target): Promise<void>;
  /** Waits until exactly one element matches, then focuses it; Monaco's text box has no size and so is not "visible". */
  focus(target: Target): Promise<void>;
  /** Presses one key with its modifiers, for example `Control+Enter`, in the focused element. */
  press(keys: string): Promise<void>;
  /** Types into the focused element, as a person would. */
  type(text: string): Promise<void>;
  /** The inner text of every visible element which matches, in document order; none is an empty list. */
  texts(target: Target): Promise<string[]>;
  /** The value of a JavaScript expression, awaited if it is a promise; what comes back is JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Uncaught errors and console errors of the page so far. */
  problems(): Promise<readonly string[]>;
}
