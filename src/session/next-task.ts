let channel: MessageChannel | undefined;
const tasks: (() => void)[] = [];

/** Runs `task` in a task of its own, without the 4 ms that browsers add to nested timers. */
export function inNextTask(task: () => void): void {
  if (channel === undefined) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => tasks.shift()?.();
  }
  tasks.push(task);
  channel.port2.postMessage(null);
}
