/** What a process of its own does for the one that started it, by the names of the orders. */
export type Orders = Readonly<Record<string, (...given: never[]) => unknown>>;

/** Serves these orders to the parent process for as long as it is there. */
export function serveOrders(orders: Orders): void {
  process.on('message', (message) => void serve(orders, message as Order));
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
}

export interface Order {
  readonly id: number;
  readonly order: string;
  readonly given: readonly unknown[];
}

export type Report =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly trouble: string };

async function serve(orders: Orders, { id, order, given }: Order): Promise<void> {
  const carryOut = orders[order] as ((...given: readonly unknown[]) => unknown) | undefined;
  let report: Report;
  try {
    if (carryOut === undefined) throw new Error(`no order ${order}`);
    report = { id, answer: await carryOut(...given) };
  } catch (error) {
    report = { id, trouble: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(report);
}
