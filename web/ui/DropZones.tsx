import { useState } from 'react';

export type ZonePlace = 'left' | 'right' | 'bottom';

interface DropZonesProps<Id extends ZonePlace> {
  zones: readonly { id: Id; label: string }[];
  onDrop: (id: Id) => void;
}

/** While a part of the page is dragged: where it can be let go. For the pointer alone; commands do the same. */
export function DropZones<Id extends ZonePlace>({ zones, onDrop }: DropZonesProps<Id>) {
  const [over, setOver] = useState<Id | null>(null);
  return (
    <div className="drop-zones" aria-hidden="true">
      {zones.map(({ id, label }) => (
        <div
          key={id}
          className="drop-zone"
          data-place={id}
          data-over={id === over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(id);
          }}
          onDragLeave={() => {
            setOver(null);
          }}
          onDrop={(event) => {
            event.preventDefault();
            onDrop(id);
          }}
        >
          {label}
        </div>
      ))}
    </div>
  );
}
