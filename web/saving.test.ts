import { expect, it, vi } from 'vitest';
import { createSave } from './saving';
import { createNoticeBoard } from './ui/notice-board';
import { createCodeDocument } from './workspace/code-document';

it('saves also what cannot be formatted, and says why it was not', async () => {
  const saveNow = vi.fn(() => true);
  const rest = vi.fn();
  const notices = createNoticeBoard();
  const save = createSave({
    beforeSave: () => Promise.reject(new Error('the formatter has failed')),
    keeper: { afterChange: vi.fn(), afterSave: vi.fn() },
    workspace: { code: createCodeDocument('x = 1'), saveNow },
    files: { rest },
    notices,
  });
  await save();
  expect(saveNow).toHaveBeenCalledTimes(1);
  expect(rest).toHaveBeenCalledTimes(1);
  expect(notices.store.get().notice?.text).toBe('the formatter has failed');
});
