import type { HttpReport } from '../contract/options';
import { type Granting, requireGrant, sendGranted } from './granted';
import { startReport } from './http-report';
import { parseRequestUrl, refuseCredentials } from './request-url';

/** Gets files from the hosts that programs may reach, for what else works on a program's behalf. */
export interface GrantedFiles {
  /** Asks where that is needed; throws `host not allowed: H`. */
  allow(url: string, context: { line: number | null; signal: AbortSignal }): Promise<void>;
  /** The answer, whatever its status; fails as `http` does. `maxBytes` is of its body. */
  get(
    url: string,
    context: { maxBytes: number; signal: AbortSignal },
  ): Promise<{ status: number; url: string; bytes: Uint8Array<ArrayBuffer> }>;
}

interface GrantedFilesOptions extends Granting {
  onReport: (report: HttpReport) => void;
}

/** The grants, the question and the reports are those of `http`; its limits are not: files may be large. */
export function grantedFiles(options: GrantedFilesOptions): GrantedFiles {
  const allow: GrantedFiles['allow'] = async (text, { line, signal }) => {
    const url = parseRequestUrl(text);
    refuseCredentials(url);
    await requireGrant(options, { method: 'GET', url, line, signal });
  };
  return {
    allow,
    async get(text, { maxBytes, signal }) {
      const report = startReport({ method: 'GET', url: text }, signal, options.onReport);
      try {
        await allow(text, { line: null, signal });
        const url = parseRequestUrl(text);
        const request = { method: 'GET', headers: [], body: null, maxResponseBytes: maxBytes, url };
        const response = await sendGranted(options, request, {
          signal,
          timeoutMs: Infinity,
          onProgress: () => undefined,
        });
        const { status, body } = response;
        report({ outcome: 'answered', status, bytes: body.length });
        return { status, url: response.url, bytes: body };
      } catch (error) {
        report({ error });
        throw error;
      }
    },
  };
}
