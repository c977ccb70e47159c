import { inLanguage } from './in-language';
import type { ErrorCode, MountInfo } from '../../src/index';

/** What the runtime says, which is English: there is nothing to add. Other languages go by its codes. */
export const english = {
  error: (_code: ErrorCode, message: string) => message,
  mount: (_kind: MountInfo['problemKind'], problem: string) => problem,
};

export const words = inLanguage('problems', english);
