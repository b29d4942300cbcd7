import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { storeContract } from './store-contract.ts';
import { storeTemplate } from './template.ts';

storeContract('the embedded store', async (clock) =>
  openEmbeddedStore({ dataDir: null, clock, template: await storeTemplate() }),
);
