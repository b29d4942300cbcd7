import { embeddedTemplate, openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { storeContract } from './store-contract.ts';

// From a template, as other rooms' tests open theirs: it has to be as good as a new one.
storeContract('the embedded store', async (clock) =>
  openEmbeddedStore({ dataDir: null, clock, template: await embeddedTemplate() }),
);
