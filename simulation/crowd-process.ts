import type { Order } from './crowd.ts';
import { DatabaseServer } from './database.ts';
import { drawScript } from './draw-script.ts';
import { preparePictures } from './pictures.ts';
import { bugNamed } from './planted-bugs/all.ts';
import { run } from './run.ts';

await preparePictures();
let open: { readonly bug: string | null; readonly server: DatabaseServer } | null = null;

process.on('message', (order: Order) => void carryOut(order));
process.on('disconnect', () => process.exit(0));

async function carryOut({ seed, bug }: Order): Promise<void> {
  const { sabotage = {} } = bug === null ? {} : bugNamed(bug);
  if (open === null || open.bug !== bug) {
    await open?.server.close();
    open = { bug, server: await DatabaseServer.open() };
    if (sabotage.sql !== undefined) await open.server.alter(sabotage.sql);
  }
  const { broken, figures, fingerprint } = await run(drawScript(seed), open.server, sabotage);
  process.send?.({ seed, broken, figures, fingerprint });
}
