import type { RichValue } from './rich-output';

const BASE64 = /^[\w+/=\s-]*$/;
const NAME_MAX_LENGTH = 200;

/** An image from bytes in the document itself; resolves when it can be shown. */
export async function createImage({ type, data, text }: RichValue): Promise<HTMLImageElement> {
  if (!BASE64.test(data)) throw new Error('an image is base64');
  const image = document.createElement('img');
  image.className = 'rich-image';
  image.alt = text.slice(0, NAME_MAX_LENGTH);
  image.src = `data:${type};base64,${data}`;
  await image.decode();
  return image;
}
