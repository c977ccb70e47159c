import { DiskSection } from './DiskSection';
import { KvSection } from './KvSection';
import { MountsSection } from './MountsSection';
import type { KvStore, SessionFiles } from '../../src/index';

interface StoragePanelProps {
  openKv: () => Promise<KvStore>;
  /** Null until Python has loaded. */
  files: SessionFiles | null;
}

/** What outlives a run, and where it is. */
export function StoragePanel({ openKv, files }: StoragePanelProps) {
  // Browsers have none outside secure contexts.
  const storage = 'storage' in navigator ? navigator.storage : null;
  return (
    <div className="panel-body">
      <KvSection openKv={openKv} />
      <MountsSection files={files} />
      {storage === null ? (
        <p className="panel-hint">
          This browser keeps nothing for the page: the window is private, or the page did not come
          over https. What you make here is gone when you close it; download what you need.
        </p>
      ) : (
        <DiskSection storage={storage} />
      )}
    </div>
  );
}
