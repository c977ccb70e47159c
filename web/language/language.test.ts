import { expect, it, vi } from 'vitest';
import { memoryStorage } from '../workspace/testing/memory-storage';
import { NotLoaded } from '../ui/not-loaded';
import { createLanguage } from './language';
import type { HelpedEditor, LanguageParts } from './language';

const OFFLINE = new TypeError('Failed to fetch dynamically imported module: /assets/x.js');
const NOTHING = { dispose: () => undefined };

/** As much of an editor as is asked here. */
function helpedEditor(hasFocus: boolean) {
  const actions = new Map<string, () => unknown>();
  const editor = {
    addAction: ({ id, run }: { id: string; run: () => unknown }) => actions.set(id, run),
    getModel: () => null,
    updateOptions: () => undefined,
    hasTextFocus: () => hasFocus,
    onMouseMove: () => NOTHING,
    onMouseDown: () => NOTHING,
    onKeyDown: () => NOTHING,
    onDidBlurEditorText: () => NOTHING,
    onDidChangeModel: () => NOTHING,
    onDidChangeCursorPosition: () => NOTHING,
  };
  const monaco = {
    KeyMod: {},
    KeyCode: {},
    languages: { registerDocumentFormattingEditProvider: () => NOTHING },
  };
  const runAction = (): Promise<void> => Promise.resolve();
  const helped = { monaco, editor, quickHelp: NOTHING, runAction } as unknown as HelpedEditor;
  return { helped, request: () => actions.get('goru.codeHelp')?.() };
}

function begin({ hasFocus = false } = {}) {
  const startLanguageServer = vi.fn().mockResolvedValue(NOTHING);
  const parts = {
    server: vi.fn<LanguageParts['server']>().mockResolvedValue({ startLanguageServer }),
    ruff: vi.fn<LanguageParts['ruff']>().mockResolvedValue({ loadOwnRuff: vi.fn() }),
    lint: vi.fn<LanguageParts['lint']>().mockResolvedValue({ provideLint: () => NOTHING }),
  };
  const told: string[] = [];
  const language = createLanguage({
    version: '3.13',
    sources: {} as never,
    storage: memoryStorage(),
    whenQuiet: Promise.resolve(),
    startsByItself: hasFocus,
    tell: (text) => told.push(text),
    parts,
  });
  const { helped, request } = helpedEditor(hasFocus);
  language.help(helped);
  return { language, parts, startLanguageServer, told, request };
}

it('is asked for again when it did not come, and then it is there', async () => {
  const { language, parts, told, request } = begin();
  parts.server.mockRejectedValueOnce(OFFLINE);
  await request();
  expect(told).toEqual([
    'Code help is loading…',
    'Code help did not load. Is this device offline?',
  ]);
  expect(language.store.get().server).toBe('failed');
  await request();
  expect(told.at(-1)).toBe('Code help is there');
  expect(parts.server).toHaveBeenCalledTimes(2);
});

it('says the true reason when it came and did not start, which no second try mends', async () => {
  const { language, startLanguageServer, told, request } = begin();
  startLanguageServer.mockRejectedValue(new Error('the language server failed: out of memory'));
  await request();
  await request();
  const reason = 'Code help could not be started. the language server failed: out of memory';
  expect(told.filter((text) => text === reason)).toHaveLength(2);
  expect(startLanguageServer).toHaveBeenCalledTimes(1);
  expect(language.store.get().server).toBe('failed');
});

it('tells whoever has not asked only what is a mistake', async () => {
  vi.stubGlobal('window', { requestIdleCallback: setTimeout });
  const offline = begin({ hasFocus: true });
  offline.parts.server.mockRejectedValue(OFFLINE);
  offline.startLanguageServer.mockRejectedValue(new NotLoaded());
  const broken = begin({ hasFocus: true });
  broken.startLanguageServer.mockRejectedValue(new Error('a mistake'));
  await vi.waitFor(() => {
    expect(broken.told).toEqual(['Code help could not be started. a mistake']);
    expect(offline.parts.lint).toHaveBeenCalled();
  });
  expect(offline.told).toEqual([]);
  vi.unstubAllGlobals();
});
