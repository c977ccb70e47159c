// Reading and writing the few encodings a WebAssembly binary is made of.

/** A cursor over a wasm binary. It throws where the bytes end, so no reader has to check lengths itself. */
export class WasmReader {
  readonly #bytes: Uint8Array;
  #position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  get done(): boolean {
    return this.#position >= this.#bytes.length;
  }

  u8(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) {
      throw new Error(
        `wasm binary ends at byte ${String(this.#bytes.length)}, in the middle of a value`,
      );
    }
    this.#position += 1;
    return byte;
  }

  /** Unsigned LEB128, at most 32 bits. */
  u32(): number {
    let result = 0;
    let shift = 0;
    for (;;) {
      const byte = this.u8();
      result += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return result;
      shift += 7;
      if (shift > 28)
        throw new Error(`number too long at byte ${String(this.#position)} of the wasm binary`);
    }
  }

  /** Signed LEB128, at most 32 bits. */
  s32(): number {
    let result = 0;
    let shift = 0;
    for (;;) {
      const byte = this.u8();
      result |= (byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) === 0) {
        return shift < 32 && (byte & 0x40) !== 0 ? result | (-1 << shift) : result;
      }
      if (shift > 28)
        throw new Error(`number too long at byte ${String(this.#position)} of the wasm binary`);
    }
  }

  /** A view, not a copy: sections are megabytes. */
  take(length: number): Uint8Array {
    const end = this.#position + length;
    if (end > this.#bytes.length) {
      throw new Error(
        `wasm binary ends at byte ${String(this.#bytes.length)}, but ${String(length)} bytes were announced at ${String(this.#position)}`,
      );
    }
    const view = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return view;
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.u32()));
  }
}

export function encodeU32(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return Uint8Array.from(bytes);
}

export function encodeS32(value: number): Uint8Array {
  return encodeS64(BigInt(value | 0));
}

export function encodeS64(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return Uint8Array.from(bytes);
  }
}

export function encodeName(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  return concatBytes([encodeU32(text.length), text]);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    result.set(part, position);
    position += part.length;
  }
  return result;
}
