import type { ChannelKind } from '../../src/index';

const CHANNELS: readonly string[] = ['jspi', 'service-worker'] satisfies readonly ChannelKind[];

/** The channel that `?channel=…` asks for; tests force the fallback with it. */
export function readChannelParameter(search: string): ChannelKind | undefined {
  const value = new URLSearchParams(search).get('channel');
  return isChannelKind(value) ? value : undefined;
}

function isChannelKind(value: string | null): value is ChannelKind {
  return value !== null && CHANNELS.includes(value);
}
