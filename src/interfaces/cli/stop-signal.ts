/** Resolves once this process is asked to stop: SIGINT, SIGTERM, or its parent (and the IPC channel) gone. */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
  });
}
