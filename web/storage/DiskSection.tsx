import { useEffect, useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';
import { words } from '../words/storage';

interface Disk {
  usedBytes: number;
  quotaBytes: number;
  isPersistent: boolean;
}

interface DiskSectionProps {
  storage: StorageManager;
  /** There is something that the browser keeps for no time at all, so it is not asked to keep it for long. */
  isRefused: boolean;
}

/** What of the browser's storage this site uses, and whether the browser may clear it. */
export function DiskSection({ storage, isRefused }: DiskSectionProps) {
  const [disk, setDisk] = useState<Disk | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  useEffect(() => {
    let isGone = false;
    readDisk(storage).then(
      (found) => {
        if (!isGone) setDisk(found);
      },
      (error: unknown) => {
        if (!isGone) setNotice(messageOf(error));
      },
    );
    return () => {
      isGone = true;
    };
  }, [storage]);

  async function askToKeep(): Promise<void> {
    const isKept = await storage.persist();
    setDisk(await readDisk(storage));
    setNotice(isKept ? null : words().browserSaidNo);
  }

  return (
    <section className="panel-section" aria-labelledby="disk-title">
      <div className="section-head">
        <h3 id="disk-title">{words().browserStorage}</h3>
      </div>
      {disk === null ? null : (
        <>
          <meter
            className="disk-meter"
            aria-label={words().storageUsed}
            value={disk.usedBytes}
            max={Math.max(1, disk.quotaBytes)}
          />
          <p className="panel-hint">
            {words().usedOf(formatBytes(disk.usedBytes), formatBytes(disk.quotaBytes))}
          </p>
          <div className="card disk-persistence">
            <span className="card-name disk-words">
              {disk.isPersistent ? words().keepsIt : words().mayClear}
            </span>
            {disk.isPersistent ? <span className="pill">{words().kept}</span> : null}
            {disk.isPersistent || isRefused ? null : (
              <button
                type="button"
                className="button button-quiet button-outline"
                onClick={() => {
                  askToKeep().catch((error: unknown) => {
                    setNotice(messageOf(error));
                  });
                }}
              >
                {words().askToKeep}
              </button>
            )}
          </div>
        </>
      )}
      <p className="panel-hint" role="status">
        {notice}
      </p>
    </section>
  );
}

async function readDisk(storage: StorageManager): Promise<Disk> {
  const [{ usage = 0, quota = 0 }, isPersistent] = await Promise.all([
    storage.estimate(),
    storage.persisted(),
  ]);
  return { usedBytes: usage, quotaBytes: quota, isPersistent };
}
