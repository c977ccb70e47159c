import { describe, expect, it, vi } from 'vitest';
import { offersLateCompletion } from './late-completion';
import type * as Monaco from 'monaco-editor/editor';

const NOT_SET = 0;
const EXPLICIT = 3;

/** As much of Monaco as tells what a person does, and what is asked of it. */
function begin(text: string, tokenType = 'identifier') {
  const listeners = new Map<string, ((event: unknown) => void)[]>();
  const on = (name: string) => (listener: (event: unknown) => void) => {
    listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    return { dispose: () => listeners.delete(name) };
  };
  const fire = (name: string, event?: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(event);
  };
  const position = { lineNumber: 1, column: text.length + 1 };
  const trigger = vi.fn();
  const editor = {
    onKeyDown: on('key'),
    onDidBlurEditorText: on('blur'),
    onDidChangeModel: on('model'),
    onDidChangeCursorPosition: on('cursor'),
    getModel: () => ({
      getLineContent: () => text,
      getLanguageId: () => 'python',
      getValueInRange: () => text,
    }),
    trigger,
  } as unknown as Monaco.editor.IStandaloneCodeEditor;
  const monaco = {
    editor: {
      CursorChangeReason: { NotSet: NOT_SET },
      tokenize: () => [[{ offset: 0, type: tokenType }]],
    },
    Range: vi.fn(),
  } as unknown as typeof Monaco;
  const late = offersLateCompletion(monaco, editor);
  return {
    late,
    trigger,
    fire,
    type: () => {
      fire('key');
      fire('cursor', { source: 'keyboard', reason: NOT_SET, position });
    },
    listenerCount: () => listeners.size,
  };
}

describe('the help that comes after the first word', () => {
  it.each(['pri', '    x = capi', 'kv.', 'kv.de'])('is offered behind %j', (text) => {
    const { late, type, trigger, listenerCount } = begin(text);
    type();
    late.offer();
    expect(trigger).toHaveBeenCalledWith('late', 'editor.action.triggerSuggest', { auto: true });
    late.dispose();
    expect(listenerCount()).toBe(0);
  });

  it.each(['', 'x = 1', 'print(', 'x '])('is not offered behind %j', (text) => {
    const { late, type, trigger } = begin(text);
    type();
    late.offer();
    expect(trigger).not.toHaveBeenCalled();
  });

  it.each(['string', 'comment'])('is not offered in a %s', (tokenType) => {
    const { late, type, trigger } = begin('pri', tokenType);
    type();
    late.offer();
    expect(trigger).not.toHaveBeenCalled();
  });

  it('is not offered when nobody has typed', () => {
    const { late, trigger } = begin('pri');
    late.offer();
    expect(trigger).not.toHaveBeenCalled();
  });

  it.each([
    ['key', undefined],
    ['blur', undefined],
    ['model', undefined],
    ['cursor', { source: 'mouse', reason: EXPLICIT }],
    ['cursor', { source: 'keyboard', reason: EXPLICIT }],
  ])('is not offered when this has happened since: %s %j', (name, event) => {
    const { late, type, fire, trigger } = begin('pri');
    type();
    fire(name, event);
    late.offer();
    expect(trigger).not.toHaveBeenCalled();
  });
});
