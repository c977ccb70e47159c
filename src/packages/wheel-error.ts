import { type ErrorCode, GoruError } from '../contract/goru-error';

interface WheelErrorOptions {
  /** The default, `protocol`, is for what breaks a format, however it came to that. */
  code?: ErrorCode;
  cause?: unknown;
  notes?: readonly string[];
}

/** An error that names the wheel and says in `why` what is the matter with it. */
export function wheelError(wheel: string, why: string, options: WheelErrorOptions = {}): GoruError {
  const { code = 'protocol', ...rest } = options;
  return new GoruError(code, `wheel ${JSON.stringify(wheel)} refused: ${why}`, rest);
}
