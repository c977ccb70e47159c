import { beforeEach, describe, expect, it } from 'vitest';
import { createLayout } from './layout';
import { memoryStorage } from './workspace/testing/memory-storage';

let storage: ReturnType<typeof memoryStorage>;
let width: number;
let resize: () => void;

const open = () =>
  createLayout({
    storage,
    windowWidth: () => width,
    onResize: (listener) => {
      resize = listener;
    },
  });

beforeEach(() => {
  storage = memoryStorage();
  width = 1_300;
});

describe('the layout', () => {
  it('puts the output beside the editor where there is room, unless somebody chose', () => {
    expect(open().store.get().direction).toBe('row');
    width = 1_000;
    expect(open().store.get().direction).toBe('column');
    open().placeOutput('row');
    expect(open().store.get().direction).toBe('row');
  });

  it('stacks everything on a narrow screen, and goes back to the choice on a wide one', () => {
    const layout = open();
    layout.setShare(30);
    width = 390;
    resize();
    expect(layout.store.get()).toMatchObject({ direction: 'column', isNarrow: true, share: 56 });
    width = 1_300;
    resize();
    expect(layout.store.get()).toMatchObject({ direction: 'row', isNarrow: false, share: 30 });
  });

  it('keeps the mode, the place of the panel and a size for each kind of place', () => {
    const layout = open();
    layout.setMode('minimal');
    layout.setPanelPx(400);
    layout.placePanel('bottom');
    layout.setPanelPx(9_999);
    expect(open().store.get()).toMatchObject({
      mode: 'minimal',
      panelPlace: 'bottom',
      panelPx: 560,
    });
    open().placePanel('right');
    expect(open().store.get()).toMatchObject({ panelPlace: 'right', panelPx: 400 });
  });

  it('shows no output in the focus layout before something runs', () => {
    const layout = open();
    layout.setMode('focus');
    expect(layout.store.get().isOutputShown).toBe(false);
    layout.showOutput();
    expect(layout.store.get().isOutputShown).toBe(true);
    layout.hideOutput();
    expect(open().store.get().isOutputShown).toBe(false);
    layout.setMode('normal');
    layout.hideOutput();
    expect(layout.store.get().isOutputShown).toBe(true);
  });

  it('takes what it does not know for nothing', () => {
    storage.write('layout-mode', 'sideways');
    storage.write('panel-place', 'top');
    storage.write('panel-side', 'wide');
    expect(open().store.get()).toMatchObject({ mode: 'normal', panelPlace: 'left', panelPx: 300 });
  });
});
