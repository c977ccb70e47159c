import { useEffect, useRef } from 'react';
import { createEditorSwitch } from './editor-switch';
import type { ExtendEditor } from './editor-extension';
import type { EditorFiles } from './editor-files';
import type { EditorHandle } from './editor-handle';
import type { EditorSwitch } from './editor-switch';

interface EditorPaneProps {
  files: EditorFiles;
  /** The id of the tab that stands for what is shown. */
  labelledBy: string;
  isDark: boolean;
  /** How much bigger the text is than the screen's own, in pixels. */
  textGrowth: number;
  onRun: () => void;
  onStop: () => void;
  onFailure: (error: unknown) => void;
  whenQuiet: Promise<void>;
  extend: ExtendEditor;
  /** Hands over the editor once it exists; the returned function is called before it goes. */
  connect: (editor: EditorHandle) => () => void;
}

export function EditorPane(props: EditorPaneProps) {
  const { files, labelledBy, isDark, textGrowth, onRun, onStop, onFailure } = props;
  const { whenQuiet, extend, connect } = props;
  const hostRef = useRef<HTMLDivElement>(null);
  const editorRef = useRef<EditorSwitch | null>(null);
  const isDarkRef = useRef(isDark);
  const textGrowthRef = useRef(textGrowth);

  useEffect(() => {
    isDarkRef.current = isDark;
    editorRef.current?.setDark(isDark);
  }, [isDark]);

  useEffect(() => {
    textGrowthRef.current = textGrowth;
    editorRef.current?.setTextGrowth(textGrowth);
  }, [textGrowth]);

  useEffect(() => {
    const host = hostRef.current;
    if (!host) return;
    const editor = createEditorSwitch({
      host,
      files,
      isDark: () => isDarkRef.current,
      textGrowth: () => textGrowthRef.current,
      onRun,
      onStop,
      onFailure,
      whenQuiet,
      extend,
    });
    editorRef.current = editor;
    const disconnect = connect(editor);
    return () => {
      disconnect();
      editor.dispose();
    };
  }, [files, onRun, onStop, onFailure, whenQuiet, extend, connect]);

  return (
    <div
      ref={hostRef}
      id="editor-panel"
      className="editor"
      role="tabpanel"
      aria-labelledby={labelledBy}
    />
  );
}
