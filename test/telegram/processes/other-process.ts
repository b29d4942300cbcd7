import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Orders, Report } from './orders.ts';

/** The orders of another process as its parent gives them. */
export type Given<O extends Orders> = {
  readonly [name in keyof O]: (...given: Parameters<O[name]>) => Promise<Awaited<ReturnType<O[name]>>>;
};

export interface OtherProcess<O extends Orders> {
  readonly orders: Given<O>;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a script that serves orders; resolves when it is ready. */
export async function startProcess<O extends Orders>(
  script: URL,
  given: readonly string[] = [],
): Promise<OtherProcess<O>> {
  const child = fork(script, given, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  const failed = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${script.pathname} ended with ${code}`))),
  );
  failed.catch((error: Error) => {
    for (const { reject } of open.values()) reject(error);
  });
  await Promise.race([once(child, 'message'), failed]);
  child.on('message', (report: Report) => {
    const { resolve, reject } = open.get(report.id)!;
    open.delete(report.id);
    if ('trouble' in report) reject(new Error(report.trouble));
    else resolve(report.answer);
  });
  let orders = 0;
  const give = (order: string, ...args: unknown[]) => {
    orders += 1;
    const answer = Promise.withResolvers<unknown>();
    open.set(orders, answer);
    child.send({ id: orders, order, given: args });
    return answer.promise;
  };
  return {
    orders: new Proxy({} as Given<O>, { get: (_, name) => give.bind(null, String(name)) }),
    child,
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
