import { describe, expect, it } from 'vitest';
import { ANSWERS, openScene, type Scene } from './scene.ts';

interface Line {
  readonly msg: string;
  readonly candidateId?: string;
  readonly updateId?: number;
  readonly workspace?: string;
}

const linesOf = ({ log }: Scene): Line[] => log.map((line) => JSON.parse(line) as Line);

/** Dana, onboarded in the chat, booked, and told of. */
async function scheduled(): Promise<Scene & { readonly candidateId: string }> {
  const scene = await openScene();
  const { store, workspace, api, ann, clock } = scene;
  scene.startBot({ adminIds: [ann.person.id] });
  await scene.say(ann, ...ANSWERS, 'yes');
  await scene.work();
  const before = ann.read.length;
  await clock.pass({ seconds: 2 });
  await api.until(() => ann.read.length > before);
  await api.until(() => linesOf(scene).some(({ msg }) => msg === 'A notice is sent'));
  const [dana] = await store.candidates({ workspace });
  return { ...scene, candidateId: dana!.id };
}

describe('a candidate’s way through the log', () => {
  it('begins with the first answer of the onboarding, and leads to the notice that all is booked', async () => {
    const scene = await scheduled();
    const own = linesOf(scene).filter(({ candidateId }) => candidateId === scene.candidateId);
    expect([...new Set(own.map(({ msg }) => msg))]).toEqual([
      'An update about a candidate is answered',
      'A candidate is taken up',
      'The turn with a candidate is over',
      'A notice is sent',
    ]);
    expect(own.filter(({ updateId }) => updateId !== undefined)).toHaveLength(ANSWERS.length + 1);
    expect(own.every(({ workspace }) => workspace === scene.workspace)).toBe(true);
  });

  it('has each order about them, by whatever name they are called, and nothing that is about nobody', async () => {
    const scene = await scheduled();
    const about = () => linesOf(scene).filter(({ msg }) => msg === 'An update about a candidate is answered');
    const before = about().length;
    await scene.say(scene.ann, '/status dana', '/queue', '/audit dana@example.com', '/status nobody');
    expect(about().slice(before)).toEqual([
      expect.objectContaining({ candidateId: scene.candidateId }),
      expect.objectContaining({ candidateId: scene.candidateId }),
    ]);
  });

  it('has what is asked about their mocks and what is answered: by a tap, and by a plain word that names nobody', async () => {
    const scene = await scheduled();
    const about = () => linesOf(scene).filter(({ msg }) => msg === 'An update about a candidate is answered');
    for (const step of [
      () => scene.say(scene.ann, '/delete dana'),
      () => scene.tap(scene.ann, '✖ No'),
      () => scene.say(scene.ann, '/delete dana 1 Dec'),
      () => scene.say(scene.ann, 'no'),
      () => scene.say(scene.ann, '/delete dana'),
      () => scene.say(scene.ann, 'yes'),
    ]) {
      const before = about().length;
      const answer = await step();
      expect(about().slice(before), answer).toEqual([
        expect.objectContaining({ candidateId: scene.candidateId }),
      ]);
    }
  });

  it('has the notice that could not be sent', async () => {
    const scene = await openScene();
    const { store, workspace, api, ann, clock } = scene;
    scene.startBot({ adminIds: [ann.person.id] });
    await scene.say(ann, ...ANSWERS, 'yes');
    await api.until(() => ann.read.length > 0);
    ann.block();
    await scene.work();
    await clock.pass({ seconds: 2 });
    const failed = () => linesOf(scene).find(({ msg }) => msg === 'A notice could not be sent');
    await api.until(() => failed() !== undefined);
    const [dana] = await store.candidates({ workspace });
    expect(failed()).toMatchObject({ candidateId: dana!.id, workspace });
  });
});
