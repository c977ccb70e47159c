import { PYTHON_VERSIONS } from '../../src/index';
import type { ChannelKind, PythonVersion } from '../../src/index';

const CHANNELS = ['jspi', 'service-worker'] as const satisfies readonly ChannelKind[];

/** The channel that `?channel=…` asks for; tests force the fallback with it. */
export function readChannelParameter(search: string): ChannelKind | undefined {
  const value = new URLSearchParams(search).get('channel');
  return CHANNELS.find((kind) => kind === value);
}

/** The Python that `?python=…` asks for, so that a link can say which one its program needs. */
export function readPythonParameter(search: string): PythonVersion | undefined {
  return findPython(new URLSearchParams(search).get('python'));
}

export function findPython(value: string | null): PythonVersion | undefined {
  return PYTHON_VERSIONS.find((version) => version === value);
}
