/** Engines clamp the height of a box (Firefox at 17.9 million px, others at 33.5): stay below. */
const HEIGHT_SHARE = 0.9;

/** Together within the reach of Firefox's signed layout units; one box this high would be none. */
const PROBE_HEIGHT_PX = 8_000_000;
const PROBES = 4;

/** How many lines of output, as high as they are now, the engine can lay out in one scroller. */
export function measureMaxLines(host: HTMLElement): number {
  const root = document.createElement('div');
  root.style.cssText = 'position: absolute; visibility: hidden; inset-block-start: 0; width: 1px';
  for (let count = 0; count < PROBES; count += 1) {
    const probe = document.createElement('div');
    probe.style.height = `${String(PROBE_HEIGHT_PX)}px`;
    root.append(probe);
  }
  host.append(root);
  const { height } = root.getBoundingClientRect();
  root.remove();
  const lineHeight = Number.parseFloat(getComputedStyle(host).lineHeight);
  return Math.floor((height * HEIGHT_SHARE) / lineHeight);
}
