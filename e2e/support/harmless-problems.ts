/** What browsers report as a problem of a page although nothing of it is wrong. */
import type { Page } from '@playwright/test';

/**
 * What changed its size while sizes were told is told in the next frame, which the specification calls an error: seen once,
 * in WebKitGTK, when a panel opened beside Monaco. https://drafts.csswg.org/resize-observer/#deliver-resize-loop-error
 */
const HARMLESS_EVERYWHERE =
  /^uncaught: (?:Error: )?ResizeObserver loop completed with undelivered notifications\.(?=\n|$)/;

/**
 * All of these come of the channel for browsers without JSPI, in which a blocked worker asks the service worker with
 * synchronous requests. If one of these were not harmless, the test would fail by itself.
 */
const HARMLESS: readonly RegExp[] = [
  // A request ended without an answer because its service worker was restarted: the worker asks again, by design.
  /^console: Failed to load resource.*\/__goru_channel__/s,
  // Firefox, when a worker is ended during such a request: there is nobody left who could get the answer.
  /^uncaught: (?:Error: )?Failed to load ‘’\. A ServiceWorker intercepted the request and encountered an unexpected error\.(?=\n|$)/,
];

type Channel = 'auto' | 'jspi' | 'service-worker';

/** @param problem As a driver tells it: `console: …` or `uncaught: …`. */
export function isHarmless(problem: string, channel: Channel): boolean {
  if (HARMLESS_EVERYWHERE.test(problem)) return true;
  return channel === 'service-worker' && HARMLESS.some((report) => report.test(problem));
}

/** The errors that escape in a page from now on, for a test that must end without any. */
export function escapedErrors(page: Page, channel: Channel, allowed?: RegExp): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => {
    const problem = `uncaught: ${message}`;
    if (allowed?.test(message) !== true && !isHarmless(problem, channel)) errors.push(problem);
  });
  return errors;
}
