const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has `stop` called once when this program is to end: by a signal, or because whoever started it with a channel is gone, however that
 * came, also before this was called.
 */
export function onEnd(stop: () => void): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    stop();
  };
  for (const signal of signals) process.on(signal, end);
  process.on('disconnect', end);
  if (process.send && !process.connected) end();
}
