import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FRAME_DOCUMENT, FRAME_SCRIPT, FRAME_SCRIPT_HASH } from './frame-document';

it('lets its own script run, and names its hash', () => {
  const hash = createHash('sha256').update(FRAME_SCRIPT).digest('base64');
  expect(FRAME_SCRIPT_HASH).toBe(`sha256-${hash}`);
  expect(FRAME_DOCUMENT.split(`<script>${FRAME_SCRIPT}</script>`)).toHaveLength(2);
  expect(FRAME_DOCUMENT).toContain(`script-src 'sha256-${hash}';`);
});
