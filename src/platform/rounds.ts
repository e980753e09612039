/** Does something again and again until stopped, each time a while after the last was done. Stopping lets what is under way finish. */
export function startRounds(every: number, round: () => Promise<void>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const go = async (): Promise<void> => {
    await round();
    if (!stopped) timer = setTimeout(() => void (underWay = go()), every);
  };
  let underWay = go();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
