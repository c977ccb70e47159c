import { DiskSection } from './DiskSection';
import { KvSection } from './KvSection';
import { MountsSection } from './MountsSection';
import { words } from '../words/storage';
import type { KvStore, SessionFiles } from '../../src/index';

interface StoragePanelProps {
  openKv: () => Promise<KvStore>;
  /** Null until Python has loaded. */
  files: SessionFiles | null;
  /** What the browser does not keep, in one sentence; null when it keeps everything. */
  warning: string | null;
}

/** What outlives a run, and where it is. */
export function StoragePanel({ openKv, files, warning }: StoragePanelProps) {
  // Browsers have none outside secure contexts.
  const storage = 'storage' in navigator ? navigator.storage : null;
  return (
    <div className="panel-body">
      {warning === null ? null : <p className="panel-warning">{warning}</p>}
      <KvSection openKv={openKv} />
      <MountsSection files={files} />
      {storage === null ? (
        <p className="panel-hint">{words().keepsNothing}</p>
      ) : (
        <DiskSection storage={storage} isRefused={warning !== null} />
      )}
    </div>
  );
}
