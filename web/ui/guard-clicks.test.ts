import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardClicks, QUIET_MS } from './guard-clicks';

/** What a keyboard or a screen reader presses has no pointer, and so no count. */
const WITHOUT_POINTER = 0;

describe('the guard of clicks', () => {
  let page: EventTarget;
  let frameMs: number;

  beforeEach(() => {
    vi.useFakeTimers();
    page = new EventTarget();
    vi.stubGlobal('window', page);
    frameMs = 0;
    vi.stubGlobal('requestAnimationFrame', (task: () => void) => {
      if (frameMs === 0) task();
      else setTimeout(task, frameMs);
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets a click through that began after a pause', () => {
    const { press, click } = guarded();
    vi.advanceTimersByTime(QUIET_MS);
    press();
    expect(click()).toBe(true);
  });

  it('swallows clicks until there was a pause, however often somebody clicks', () => {
    const { press, click, armed } = guarded();
    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(QUIET_MS - 100);
      press();
      expect(click()).toBe(false);
    }
    expect(armed.at(-1)).toBe(false);
    vi.advanceTimersByTime(QUIET_MS);
    expect(armed.at(-1)).toBe(true);
    press();
    expect(click()).toBe(true);
  });

  it('takes no click that was pressed somewhere else, and each press for one click', () => {
    const { press, click } = guarded();
    vi.advanceTimersByTime(QUIET_MS);
    expect(click()).toBe(false);
    press();
    expect(click()).toBe(true);
    expect(click()).toBe(false);
  });

  it('takes a click without a pointer when it is armed, and no sooner', () => {
    const { click } = guarded();
    expect(click(WITHOUT_POINTER)).toBe(false);
    vi.advanceTimersByTime(QUIET_MS);
    expect(click(WITHOUT_POINTER)).toBe(true);
  });

  it('waits anew when another window has lain over this one', () => {
    const { press, click, armed } = guarded();
    vi.advanceTimersByTime(10 * QUIET_MS);
    page.dispatchEvent(new Event('focus'));
    expect(armed.at(-1)).toBe(false);
    press();
    expect(click()).toBe(false);
    expect(click(WITHOUT_POINTER)).toBe(false);
    vi.advanceTimersByTime(QUIET_MS);
    press();
    expect(click()).toBe(true);
  });

  it('takes no click from before it could be seen, however long the page had no time to paint', () => {
    frameMs = 2_000;
    const { press, click, armed } = guarded();
    vi.advanceTimersByTime(3 * QUIET_MS);
    press();
    expect(click()).toBe(false);
    expect(click(WITHOUT_POINTER)).toBe(false);
    page.dispatchEvent(new Event('focus'));
    vi.advanceTimersByTime(2 * frameMs - 3 * QUIET_MS);
    press();
    expect(click()).toBe(false);
    expect(armed).not.toContain(true);
    vi.advanceTimersByTime(QUIET_MS);
    press();
    expect(click()).toBe(true);
  });

  it('guards and tells nothing any more when it is ended', () => {
    const { click, armed, end } = guarded();
    end();
    const told = armed.length;
    page.dispatchEvent(new Event('focus'));
    vi.advanceTimersByTime(QUIET_MS);
    expect(armed).toHaveLength(told);
    expect(click()).toBe(true);
  });
});

function guarded() {
  const area = new EventTarget();
  const armed: boolean[] = [];
  const end = guardClicks(area as HTMLElement, (isArmed) => armed.push(isArmed));
  return {
    armed,
    end,
    press: () => {
      area.dispatchEvent(pointerEvent('pointerdown', 0));
    },
    /** Whether it goes on to what lies in the area. */
    click: (detail = 1): boolean => {
      const event = pointerEvent('click', detail);
      const stop = vi.spyOn(event, 'stopPropagation');
      area.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(stop.mock.calls.length > 0);
      return !event.defaultPrevented;
    },
  };
}

/** Its time is that of the test's clock. */
function pointerEvent(type: string, detail: number): Event {
  const event = new Event(type, { cancelable: true, bubbles: true });
  return Object.defineProperties(event, {
    timeStamp: { value: performance.now() },
    detail: { value: detail },
  });
}
