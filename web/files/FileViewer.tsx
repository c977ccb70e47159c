import { useEffect, useMemo, useRef, useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { Dialog } from '../ui/Dialog';
import { CloseButton } from '../ui/CloseButton';
import { messageOf } from '../ui/message-of';
import { nameOf } from './paths';
import { viewContent } from './view-content';
import { words } from '../words/files';
import type { SessionFiles } from '../../src/index';
import type { ViewContent } from './view-content';

/** More would take the page's memory to show nothing that somebody reads. */
const VIEWED_MAX_BYTES = 100_000_000;

interface FileViewerProps {
  files: SessionFiles;
  path: string;
  /** Null for what no editor shows. */
  onEdit: (() => void) | null;
  onDownload: () => void;
  onClose: () => void;
}

/** A file over the page, to look at. */
export function FileViewer({ files, path, onEdit, onDownload, onClose }: FileViewerProps) {
  const { bytes, problem } = useBytes(files, path);
  const content = useMemo(
    () => (bytes === null ? null : viewContent(nameOf(path), bytes)),
    [bytes, path],
  );
  const note = content && 'note' in content ? content.note : '';

  return (
    <Dialog className="file-viewer" labelledBy="viewer-title" onClose={onClose}>
      <div className="viewer-frame">
        <header className="dialog-head viewer-head">
          <h2 id="viewer-title">{nameOf(path)}</h2>
          <span className="viewer-note">
            {bytes === null ? '' : formatBytes(bytes.length)}
            {note === '' ? '' : ` · ${note}`}
          </span>
          {onEdit === null || content === null || !isText(content) ? null : (
            <button type="button" className="button button-quiet button-outline" onClick={onEdit}>
              {words().edit}
            </button>
          )}
          <button type="button" className="button button-quiet button-outline" onClick={onDownload}>
            {words().download}
          </button>
          <CloseButton label={words().closeViewer} title={words().close} onClick={onClose} />
        </header>
        <div
          className="viewer-body"
          tabIndex={0}
          role="region"
          aria-label={words().contentOf(path)}
        >
          {problem === null ? null : <p className="field-problem">{problem}</p>}
          {content ? <Content name={nameOf(path)} content={content} /> : null}
        </div>
      </div>
    </Dialog>
  );
}

function Content({ name, content }: { name: string; content: ViewContent }) {
  switch (content.kind) {
    case 'text':
      return <pre className="viewer-text">{content.text}</pre>;
    case 'image':
      return <Picture name={name} source={content.source} />;
    case 'table':
      return (
        <table className="viewer-table">
          <thead>
            <tr>
              {content.header.map((cell, column) => (
                <th key={column} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, column) => (
                  <td key={column} data-number={isNumber(cell) || undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'binary':
      return <p className="panel-hint">{words().noTextNoPicture}</p>;
  }
}

function Picture({ name, source }: { name: string; source: Blob }) {
  const imageRef = useRef<HTMLImageElement>(null);
  const [isBroken, setIsBroken] = useState(false);
  useEffect(() => {
    const url = URL.createObjectURL(source);
    if (imageRef.current) imageRef.current.src = url;
    return () => {
      URL.revokeObjectURL(url);
    };
  }, [source]);
  if (isBroken) return <p className="panel-hint">{words().cannotShowPicture}</p>;
  return (
    <img
      ref={imageRef}
      className="viewer-image"
      alt={name}
      onError={() => {
        setIsBroken(true);
      }}
    />
  );
}

function isText({ kind }: ViewContent): boolean {
  return kind === 'text' || kind === 'table';
}

interface Bytes {
  bytes: Uint8Array<ArrayBuffer> | null;
  problem: string | null;
}

function useBytes(files: SessionFiles, path: string): Bytes {
  const [state, setState] = useState<Bytes>({ bytes: null, problem: null });
  useEffect(() => {
    let isGone = false;
    files.read(path, { maxBytes: VIEWED_MAX_BYTES }).then(
      (bytes) => {
        if (!isGone) setState({ bytes, problem: null });
      },
      (error: unknown) => {
        if (!isGone) setState({ bytes: null, problem: messageOf(error) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [files, path]);
  return state;
}

function isNumber(cell: string): boolean {
  return /^-?[\d.,]+(e[+-]?\d+)?%?$/i.test(cell);
}
