import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { storeContract } from './store-contract.ts';

storeContract('the embedded store', (clock) => openEmbeddedStore({ dataDir: null, clock }));
