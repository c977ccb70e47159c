import { crc32, deflateRawSync } from 'node:zlib';

/** An entry, with everything about it that an attacker may choose. */
export interface ZipItem {
  name: string | Uint8Array;
  content?: string | Uint8Array;
  /** The default is 8, deflated. */
  method?: number;
  /** Bytes to write instead of the compressed content. */
  data?: Uint8Array;
  /** Stated instead of the truth. */
  declaredBytes?: number;
  crc?: number;
  flags?: number;
  /** Unix mode, as `zip` on Linux writes it. */
  mode?: number;
  /** The name in the local header, where it differs from the directory's. */
  localName?: string;
  extra?: Uint8Array;
}

/** UTF-8 names. */
const FLAGS = 0x800;
const encoder = new TextEncoder();

/** Writes a zip archive entry by entry, believing everything it is told (APPNOTE.TXT 4.3). */
export function zipBytes(
  items: readonly ZipItem[],
  { entries = items.length }: { entries?: number } = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const item of items) {
    const { name, data, extra, common } = prepare(item);
    const localName = item.localName === undefined ? name : encoder.encode(item.localName);
    const sizes = [...common, u16(localName.length), u16(extra.length)];
    const local = join([u32(0x04034b50), u16(20), ...sizes, localName, extra, data]);
    const attributes = [u16(0), u16(0), u16(0), u32(((item.mode ?? 0o100644) << 16) >>> 0)];
    const names = [u16(name.length), u16(extra.length), ...attributes, u32(offset), name, extra];
    centrals.push(join([u32(0x02014b50), u16(0x0314), u16(20), ...common, ...names]));
    locals.push(local);
    offset += local.length;
  }
  const directory = join(centrals);
  const count = u16(entries);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(directory.length), u32(offset)];
  return join([...locals, directory, ...end, u16(0)]);
}

function prepare(item: ZipItem): {
  name: Uint8Array;
  data: Uint8Array;
  extra: Uint8Array;
  /** The fields from the flags to the sizes, which both headers share. */
  common: Uint8Array[];
} {
  const { method = 8, flags = FLAGS, extra = new Uint8Array() } = item;
  const content = toBytes(item.content ?? '');
  const data = item.data ?? (method === 8 ? deflateRawSync(content) : content);
  const checksum = u32(item.crc ?? crc32(content));
  const sizes = [u32(data.length), u32(item.declaredBytes ?? content.length)];
  const common = [u16(flags), u16(method), u16(0), u16(0x21), checksum, ...sizes];
  return { name: toBytes(item.name), data, extra, common };
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
}

function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}
