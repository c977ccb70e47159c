// Tells the interpreter the browser's time zone, before it starts: a table in its memory that the patched
// libc reads (layout: runtime-assets/provision/local-time-patch.ts).

/** A stretch of time during which the zone's clocks ran evenly. */
export interface TimeZoneSpan {
  /** Unix seconds; -Infinity for the first span. */
  start: number;
  /** Seconds east of Greenwich. */
  offset: number;
  isDst: boolean;
  abbreviation: string;
}

export interface TimeZone {
  /** Sorted by start. */
  spans: TimeZoneSpan[];
  /**
   * Unix seconds from which the spans repeat those of 400 years before (the calendar's period), so that the
   * table is right for ever. Infinity where nothing repeats: the last span lasts.
   */
  repeatsFrom: number;
}

export interface TimeZoneTable {
  address: number;
  capacity: number;
}

const SPANS_OFFSET = 16;
const SPAN_BYTES = 32;
const LAST_SECOND = 2n ** 63n - 1n;

export function writeLocalTimeZone(
  memory: WebAssembly.Memory,
  table: TimeZoneTable,
  { spans, repeatsFrom }: TimeZone,
): void {
  const names = layOutNames(spans, table.address + SPANS_OFFSET + spans.length * SPAN_BYTES);
  if (names.end > table.address + table.capacity) {
    throw new RangeError(
      `the time zone needs ${String(names.end - table.address)} bytes, its table has ${String(table.capacity)}`,
    );
  }
  const view = new DataView(memory.buffer, table.address, table.capacity);
  view.setInt32(0, spans.length, true);
  view.setBigInt64(8, repeatsFrom === Infinity ? LAST_SECOND : BigInt(repeatsFrom), true);
  spans.forEach((span, index) => {
    const at = SPANS_OFFSET + index * SPAN_BYTES;
    const previous = spans[index - 1];
    // The first span reaches back for ever: its start is never compared.
    const start = previous === undefined ? 0 : span.start;
    view.setBigInt64(at, BigInt(start), true);
    // Local times that occur twice belong to the span before, and so do those that are skipped: mktime then
    // moves them forward, as it does on Linux.
    const offset = Math.max(span.offset, (previous ?? span).offset);
    view.setBigInt64(at + 8, BigInt(start + offset), true);
    view.setInt32(at + 16, span.offset, true);
    view.setInt32(at + 20, oppositeOffset(span, previous, spans[index + 1]), true);
    view.setInt32(at + 24, span.isDst ? 1 : 0, true);
    view.setUint32(at + 28, names.addressOf(span.abbreviation), true);
  });
  new Uint8Array(memory.buffer).set(names.bytes, names.end - names.bytes.length);
}

/** What mktime corrects by when a program names the other kind of time (`tm_isdst`) than the one in force. */
function oppositeOffset(
  span: TimeZoneSpan,
  previous: TimeZoneSpan | undefined,
  next: TimeZoneSpan | undefined,
): number {
  const opposite = [previous, next].find((other) => other && other.isDst !== span.isDst);
  return (opposite ?? span).offset;
}

interface NameLayout {
  bytes: Uint8Array;
  end: number;
  addressOf: (name: string) => number;
}

function layOutNames(spans: readonly TimeZoneSpan[], address: number): NameLayout {
  const addresses = new Map<string, number>();
  let text = '';
  for (const { abbreviation } of spans) {
    if (addresses.has(abbreviation)) continue;
    addresses.set(abbreviation, address + text.length);
    text += `${abbreviation}\0`;
  }
  // Abbreviations are ASCII by the standard, so characters are bytes.
  const bytes = new TextEncoder().encode(text);
  return {
    bytes,
    end: address + bytes.length,
    addressOf: (name) => addresses.get(name) ?? address,
  };
}
