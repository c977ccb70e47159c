import { useEffect, useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';

interface Disk {
  usedBytes: number;
  quotaBytes: number;
  isPersistent: boolean;
}

/** What of the browser's storage this site uses, and whether the browser may clear it. */
export function DiskSection({ storage }: { storage: StorageManager }) {
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
    setNotice(
      isKept
        ? null
        : 'The browser said no. It tends to say yes for sites you have bookmarked or installed.',
    );
  }

  return (
    <section className="panel-section" aria-labelledby="disk-title">
      <div className="section-head">
        <h3 id="disk-title">This browser’s storage</h3>
      </div>
      {disk === null ? null : (
        <>
          <meter
            className="disk-meter"
            aria-label="Storage used"
            value={disk.usedBytes}
            max={Math.max(1, disk.quotaBytes)}
          />
          <p className="panel-hint">
            {formatBytes(disk.usedBytes)} of {formatBytes(disk.quotaBytes)} used by this site, the
            interpreter included
          </p>
          <div className="card disk-persistence">
            <span className="card-name disk-words">
              {disk.isPersistent
                ? 'The browser keeps it until you clear it.'
                : 'The browser may clear it when the disk runs low.'}
            </span>
            {disk.isPersistent ? (
              <span className="pill">kept</span>
            ) : (
              <button
                type="button"
                className="button button-quiet button-outline"
                onClick={() => {
                  askToKeep().catch((error: unknown) => {
                    setNotice(messageOf(error));
                  });
                }}
              >
                Ask to keep it
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
