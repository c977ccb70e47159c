import { toErrorData } from '../contract/goru-error';
import { readWheel, readWheelMetadata } from './read-wheel';
import type { ReadReply, ReadRequest, WheelReader } from './wheel-reader';

/** Never rejects. Whatever is large in the reply is to be given away with it. */
export async function answerRead(
  request: ReadRequest,
): Promise<{ reply: ReadReply; transfer: Transferable[] }> {
  const { id, bytes } = request;
  try {
    if (request.type === 'read-metadata') {
      const text = await readWheelMetadata(bytes, request.wheel);
      return { reply: { id, type: 'metadata', text }, transfer: [] };
    }
    const wheel = await readWheel(bytes, request.options);
    const files = Array.from(wheel.files.values(), ({ buffer }) => buffer);
    return { reply: { id, type: 'wheel', wheel, bytes }, transfer: [bytes.buffer, ...files] };
  } catch (error) {
    return { reply: { id, type: 'failure', error: toErrorData(error, 'protocol') }, transfer: [] };
  }
}

/** Reads on the caller's own thread: for Node, where nobody is kept waiting. */
export const readHere: WheelReader = {
  read: async (bytes, options) => ({ wheel: await readWheel(bytes, options), bytes }),
  readMetadata: readWheelMetadata,
};
