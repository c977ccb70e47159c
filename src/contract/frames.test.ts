import { describe, expect, it } from 'vitest';
import { decodeGuestFrame, encodeFrame, type GuestFrame, type HostFrame } from './frames';
import golden from './golden-frames.json';

const guestCases = golden.guest.map(({ frame, payload, wire }) => ({
  name: JSON.stringify(frame),
  frame: frame as GuestFrame,
  payload: fromHex(payload),
  wire: fromHex(wire),
}));
const hostCases = golden.host.map(({ frame, payload, wire }) => ({
  name: JSON.stringify(frame),
  frame: frame as HostFrame,
  payload: fromHex(payload),
  wire: fromHex(wire),
}));

describe('a guest that forges a prototype', () => {
  it.each(['__proto__', '__pr\\u006fto__', '\\u005F_proto__'])('gives the page none: %s', (key) => {
    const json = `{"type":"call","id":1,"method":"m","params":{"a":[{"${key}":{"isAdmin":true},"b":1}]}}`;
    const frame = decodeJson(json)?.frame;
    if (frame?.type !== 'call') throw new Error('no call');
    expect(JSON.stringify(frame.params)).toBe('{"a":[{"b":1}]}');
  });

  it('may still talk about it', () => {
    const json = '{"type":"call","id":1,"method":"m","params":{"a":"__proto__ \\u0041"}}';
    expect(decodeJson(json)?.frame).toMatchObject({ params: { a: '__proto__ A' } });
  });
});

describe('golden frames', () => {
  it.each(guestCases)('decode as $name', ({ frame, payload, wire }) => {
    const decoded = decodeGuestFrame(wire);
    expect(decoded?.frame).toEqual(frame);
    expect([...(decoded?.payload ?? [])]).toEqual([...payload]);
  });

  it.each([...guestCases, ...hostCases])('encode $name', ({ frame, payload, wire }) => {
    expect(toHex(encodeFrame(frame, payload))).toBe(toHex(wire));
  });

  it('show every type and every status', () => {
    const types = [...guestCases, ...hostCases].map(({ frame }) => frame.type);
    expect([...new Set(types)].sort()).toEqual(
      ['call', 'cancel', 'display', 'interrupted', 'ready', 'result']
        .concat(['interrupt', 'reply', 'run'])
        .sort(),
    );
    const statuses = golden.guest.flatMap(({ frame }) => ('status' in frame ? frame.status : []));
    expect([...new Set(statuses)].sort()).toEqual(['error', 'exit', 'interrupted', 'ok']);
  });
});

describe('decoding what a guest wrote', () => {
  it('takes a frame wherever it lies in a larger buffer', () => {
    const wire = encodeFrame({ type: 'cancel', id: 3 }, new Uint8Array([1, 2]));
    const buffer = new Uint8Array(wire.length + 20);
    buffer.set(wire, 13);
    const decoded = decodeGuestFrame(buffer.subarray(13, 13 + wire.length));
    expect(decoded?.frame).toEqual({ type: 'cancel', id: 3 });
    expect([...(decoded?.payload ?? [])]).toEqual([1, 2]);
  });

  it.each(hostCases)('refuses a frame that only the host may send: $name', ({ wire }) => {
    expect(decodeGuestFrame(wire)).toBeNull();
  });

  it.each(guestCases)('refuses every part of $name, and more than it', ({ wire }) => {
    for (let length = 0; length < wire.length; length += 1) {
      expect(decodeGuestFrame(wire.subarray(0, length))).toBeNull();
    }
    const longer = new Uint8Array(wire.length + 1);
    longer.set(wire);
    expect(decodeGuestFrame(longer)).toBeNull();
  });

  it.each(guestCases)('refuses wrong lengths in the header of $name', ({ wire }) => {
    for (let i = 0; i < 8; i += 1) {
      for (const delta of [1, 0x7f, 0x80, 0xff]) {
        const forged = wire.slice();
        forged[i] = (Number(forged[i]) + delta) & 0xff;
        expect(decodeGuestFrame(forged)).toBeNull();
      }
    }
  });

  it.each(guestCases)('refuses $name when any field is missing or of another type', ({ frame }) => {
    for (const field of Object.keys(frame)) {
      const { [field]: value, ...rest } = { ...frame } as Record<string, unknown>;
      // The one field that may be missing.
      const isWhole = field === 'display' && frame.type === 'result';
      if (!isWhole) expect(decodeJson(JSON.stringify(rest)), `without ${field}`).toBeNull();
      // Any JSON is good for the parameters of a call.
      if (field === 'params') continue;
      for (const garbage of garbageFor(field, value)) {
        const forged = JSON.stringify({ ...rest, [field]: garbage });
        expect(decodeJson(forged), forged).toBeNull();
      }
    }
  });

  it.each([
    'null',
    '1',
    '"ready"',
    '[]',
    '[{"type":"cancel","id":1}]',
    '{}',
    '{"type":"cancel"}',
    '{"type":"toString"}',
    '{"type":"__proto__"}',
    '{"type":["cancel"],"id":1}',
    '{"__proto__":{"type":"cancel","id":1}}',
    '{"type":"cancel","id":1}{"type":"cancel","id":2}',
    '{"type":"cancel","id":1e400}',
    '{"type":"cancel","id":9007199254740993}',
    '{"type":"cancel","id":NaN}',
    '{"type":"result","run":1,"status":"toString"}',
    '{"type":"display","data":{"text/plain":1}}',
    '\ufeff{"type":"cancel","id":1}',
  ])('refuses %s', (json) => {
    expect(decodeJson(json)).toBeNull();
  });

  it('refuses JSON that is not UTF-8', () => {
    const wire = encodeFrame({ type: 'call', id: 1, method: 'ü', params: {} });
    wire[wire.indexOf(0xc3)] = 0xff;
    expect(decodeGuestFrame(wire)).toBeNull();
  });

  it('survives JSON nested as deep as a guest likes', () => {
    const depth = 200_000;
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const params = `${open.repeat(depth)}1${close.repeat(depth)}`;
      expect(() =>
        decodeJson(`{"type":"call","id":1,"method":"m","params":${params}}`),
      ).not.toThrow();
      expect(decodeJson(open.repeat(depth))).toBeNull();
    }
  });

  it('never throws, whatever bytes come', () => {
    let state = 1;
    const random = (limit: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const wires = guestCases.map(({ wire }) => wire);
    for (let i = 0; i < 20_000; i += 1) {
      const wire = (wires[random(wires.length)] ?? new Uint8Array(0)).slice();
      for (let flips = random(4); flips >= 0; flips -= 1) wire[random(wire.length)] = random(256);
      const decoded = decodeGuestFrame(wire);
      // A flip inside of a string is still a frame; then it is one through and through.
      if (decoded !== null) {
        expect(decodeGuestFrame(encodeFrame(decoded.frame, decoded.payload))).not.toBeNull();
      }
    }
  });
});

describe('encoding what the host sends', () => {
  it('keeps lone surrogates, which have no UTF-8, as JSON escapes', () => {
    const wire = encodeFrame({ type: 'run', run: 1, source: '"\ud800"', filename: 'main.py' });
    expect(new TextDecoder('utf-8', { fatal: true }).decode(wire.subarray(8))).toContain('\\ud800');
  });

  it('leaves the payload as it is', () => {
    const payload = Uint8Array.from({ length: 256 }, (_, i) => i);
    const wire = encodeFrame({ type: 'reply', id: 1, value: null }, payload.subarray(10, 20));
    expect([...wire.subarray(-10)]).toEqual([...payload.subarray(10, 20)]);
  });
});

function decodeJson(json: string) {
  const bytes = new TextEncoder().encode(json);
  const wire = new Uint8Array(8 + bytes.length);
  new DataView(wire.buffer).setUint32(0, bytes.length, true);
  wire.set(bytes, 8);
  return decodeGuestFrame(wire);
}

/** Fields that may be null, and what else they may be. */
const NULLABLE: Record<string, string> = {
  value: 'string',
  line: 'number',
  column: 'number',
  endLine: 'number',
  endColumn: 'number',
};

/** Values that cannot stand in a field which holds `value` in a good frame. */
function garbageFor(field: string, value: unknown): unknown[] {
  const type = NULLABLE[field] ?? typeof value;
  const garbage: unknown[] = [true, [], [1], 1.5, 2 ** 60];
  if (!(field in NULLABLE)) garbage.push(null);
  if (type !== 'object') garbage.push({}, { a: 1 });
  if (type !== 'string') garbage.push('', 'text');
  if (type !== 'number') garbage.push(0, -1, 7);
  return garbage;
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
