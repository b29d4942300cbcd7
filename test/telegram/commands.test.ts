import { describe, expect, it } from 'vitest';
import { commandList } from '../../src/chat/chat.ts';
import { enqueue } from '../booking/office.ts';
import { openScene, type Scene } from './scene.ts';

const DANA = 'Dana Fox <dana.fox@example.com>';
const EVE = 'Eve Ray <eve.ray@example.com>';
const NOBODY = 'I know no candidate called “nobody”';

/** Dana is scheduled, Eve could not be, and all that is to be told of it was told. */
async function office(): Promise<Scene> {
  const scene = await openScene(undefined, { ownStore: true });
  const { api, ann, ben, store, workspace, startBot, work } = scene;
  await enqueue(store, 'Dana Fox', undefined, workspace);
  await enqueue(store, 'Eve Ray', { start: '2026-12-01', end: '2026-12-01' }, workspace);
  await work();
  startBot();
  await api.until(() => [ann, ben].every(({ transcript }) => transcript.includes(`${EVE} could not be`)));
  return scene;
}

/** What each command is answered with when it is used as meant, and when it is not. */
const USES: Readonly<
  Record<string, { usual: readonly [string[], string]; wrong: readonly [string[], string] }>
> = {
  start: {
    usual: [['/start'], 'Seven short questions; /back goes one back, /cancel stops.'],
    wrong: [['/start', 'Dana Fox', '/start'], 'Which email address do the invitations for Dana Fox go to?'],
  },
  back: {
    usual: [['/start', 'Dana Fox', '/back'], "What is the candidate's name?"],
    wrong: [['/back'], 'Nothing is under way. /start adds a candidate.'],
  },
  cancel: {
    usual: [['/start', '/cancel'], 'Stopped. Nothing was queued. /start begins again.'],
    wrong: [['/cancel'], 'Nothing is under way. /start adds a candidate.'],
  },
  queue: {
    usual: [['/queue'], 'The queue is empty. /start adds a candidate.\n1 candidate waits for a decision'],
    wrong: [['/qeue'], 'I do not know /qeue. Did you mean /queue?'],
  },
  status: {
    usual: [['/status dnaa'], `${DANA}: scheduled, all 3 mocks booked.`],
    wrong: [['/status nobody'], NOBODY],
  },
  schedule: {
    usual: [['/schedule dana'], '• Tue Dec 1 18:00–19:00 PST (21:00–22:00 EST)\n   One Mock1 with Alpha'],
    wrong: [['/schedule'], 'Whom do you mean? For example: /schedule dana'],
  },
  today: {
    usual: [['/today 1 Dec'], 'Alpha: 1 mock\n• 18:00–19:00 One Mock1: Dana Fox'],
    wrong: [['/today never'], '“never” is not a date I can read.'],
  },
  week: {
    usual: [['/week 1 Dec'], 'Mon Nov 30 – Sun Dec 6: 3 mocks.'],
    wrong: [['/week never'], '“never” is not a date I can read.'],
  },
  interviewers: {
    usual: [['/interviewers'], '• Alpha: 2 mocks; 40 of 42 h free; room for 26'],
    wrong: [['/interviewer'], 'I do not know /interviewer. Did you mean /interviewers?'],
  },
  timeoff: {
    usual: [
      ['/timeoff alpha 1 Dec to 3 Dec'],
      'Alpha would be off from Tue Dec 1 to Thu Dec 3.\n2 mocks of theirs',
    ],
    wrong: [
      ['/timeoff zulu tomorrow'],
      'I know no interviewer called “zulu”. There are: Alpha, Bravo, Charlie.',
    ],
  },
  held: {
    usual: [['/held dana'], 'no mock is left to be noted.\nMocks of Dana Fox so far: none has begun.'],
    wrong: [['/held dana One 1'], 'One Mock1 of Dana Fox has not begun, it starts Tue Dec 1 18:00 PST.'],
  },
  noshow: {
    usual: [['/noshow dana'], 'Mocks of Dana Fox so far: none has begun.'],
    wrong: [
      ['/noshow dana One 7'],
      'Dana Fox has no mock “One 7”. There are: One Mock1, One Mock2, Two Mock1.',
    ],
  },
  unmark: {
    usual: [['/unmark dana'], 'Mocks of Dana Fox so far: none has begun.'],
    wrong: [['/unmark dana One 1'], 'One Mock1 of Dana Fox has not begun, it starts Tue Dec 1 18:00 PST.'],
  },
  decide: {
    usual: [['/decide dana 1'], 'Nothing is asked about the booked mocks of Dana Fox now.'],
    wrong: [['/decide eve 1'], 'What waits is not about booked mocks of Eve Ray: /escalations'],
  },
  seen: {
    usual: [['/seen dana'], `${DANA}: nothing at their mocks was seen to be not as booked.`],
    wrong: [['/seen nobody'], NOBODY],
  },
  escalations: {
    usual: [['/escalations eve'], `${EVE} could not be scheduled:`],
    wrong: [['/escalations dana'], 'Dana Fox waits for no decision: scheduled.'],
  },
  apply: {
    usual: [['/apply eve 1'], 'Possible: 3 mocks, the first on Tue 1 Dec 2026, finished on Thu 3 Dec 2026.'],
    wrong: [['/apply eve 99'], 'Which proposal, 1 to 2?'],
  },
  edit: {
    usual: [['/edit eve window to 14 Dec'], 'Nothing is changed yet.'],
    wrong: [['/edit eve window sometime'], 'Write both days, window 2026-12-01 to 2026-12-31'],
  },
  retry: {
    usual: [['/retry eve'], 'Eve Ray is in the queue again.'],
    wrong: [['/retry dana'], 'Dana Fox is scheduled; only an escalated candidate can be tried again.'],
  },
  dismiss: {
    usual: [['/dismiss eve has found a job', '/status eve'], `${EVE}: cancelled`],
    wrong: [['/dismiss eve'], 'Why is Eve Ray dismissed? Please add a word'],
  },
  reschedule: {
    usual: [['/reschedule dana'], `${DANA}: nothing to change. 3 mocks to come`],
    wrong: [['/reschedule nobody'], NOBODY],
  },
  delete: {
    usual: [['/delete dana'], `${DANA}: 3 mocks would be deleted.`],
    wrong: [['/delete nobody'], NOBODY],
  },
  audit: {
    usual: [['/dismiss eve has found a job', '/audit eve'], 'Eve Ray was cancelled. Why: has found a job'],
    wrong: [['/audit'], 'Whom do you mean? For example: /audit dana'],
  },
  sop: {
    usual: [['/sop people'], '• Alpha <alpha@example.com>: everyday 18:00-21:00'],
    wrong: [['/sop nonsense'], '“nonsense” is no part of the SOP; there are courses, people'],
  },
  stats: {
    usual: [['/stats'], 'The local calendar makes no calls.'],
    wrong: [['/statsu'], 'I do not know /statsu. Did you mean /stats?'],
  },
  pause: {
    usual: [['/resume', '/pause'], 'The queue is paused; who is in hand is finished.'],
    wrong: [['/pause', '/pause'], 'The queue is paused already.'],
  },
  resume: {
    usual: [['/pause', '/resume'], 'The queue goes on.'],
    wrong: [['/resume'], 'The queue was not paused; it goes on.'],
  },
  help: {
    usual: [['/help schedule'], '/schedule NAME: a candidate'],
    wrong: [['/help nothing'], 'There is no command /nothing. /help lists all.'],
  },
};

describe('the commands of /help', () => {
  it('are all tried here', () => {
    expect(Object.keys(USES).sort()).toEqual(
      commandList()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(Object.entries(USES))(
    '/%s is answered as usual, and says what was wrong',
    async (_, { usual, wrong }) => {
      const { ann, ben, say } = await office();
      expect(await say(ben, ...wrong[0])).toContain(wrong[1]);
      expect(await say(ann, ...usual[0])).toContain(usual[1]);
    },
  );

  it('tell a stranger nothing', async () => {
    const { stranger, say } = await office();
    const heard: string[] = [];
    for (const { name } of commandList()) heard.push(await say(stranger, `/${name} dana`));
    expect(heard.filter((text) => text !== '')).toEqual([
      expect.stringMatching(/^This bot is for coordinators\./),
    ]);
    expect(stranger.transcript.split('\n').filter((line) => line.startsWith('Bot:'))).toHaveLength(1);
  });

  it('bring picture and calendar file where they say so', async () => {
    const { ann, say } = await office();
    await say(ann, '/schedule dana');
    const files = ann.heard.slice(-2).map(({ file }) => [file?.name, file?.picture]);
    expect(files).toEqual([
      ['Dana-Fox-schedule.png', true],
      ['Dana-Fox-mocks.ics', false],
    ]);
  });
});

describe('a button that changes something', () => {
  const toDelete = async () => {
    const scene = await office();
    await scene.say(scene.ann, '/delete dana');
    const card = scene.ann.heard.at(-1)!;
    const yes = card.keyboard.flat().find(({ text }) => /^\p{S}.*elete/u.test(text))!;
    return { ...scene, card, yes };
  };
  const danaStands = async ({ store, workspace }: Pick<Scene, 'store' | 'workspace'>) => {
    const [dana] = await store.candidates({ workspace, email: 'dana.fox@example.com' });
    return dana?.state;
  };

  it('does it once, however often it is tapped', async () => {
    const scene = await toDelete();
    const { ann, card, yes, work, quiet, store, workspace } = scene;
    const queries = [ann.tapOn(card, yes.text), ann.tapOn(card, yes.text)];
    await quiet();
    expect(queries.map((query) => ann.answerTo(query))).toEqual(['', '']);
    expect(ann.transcript.match(/mocks of Dana Fox will be deleted/g)).toHaveLength(1);
    await work();
    expect(await store.bookings({ workspace })).toEqual([]);
    expect(ann.transcript).not.toContain('[✅');
  });

  it('does nothing where its data are forged: those of a command, of another bot, of nothing', async () => {
    const scene = await toDelete();
    const { ann, card, quiet } = scene;
    const forged = [
      '/delete_yes',
      '/dismiss eve',
      'yes',
      '',
      '\u0000',
      "'; drop table candidates; --",
      '🙂'.repeat(16),
    ];
    const queries = forged.map((data) => ann.tapData(card, data));
    await quiet();
    expect(new Set(queries.map((query) => ann.answerTo(query)))).toEqual(
      new Set(['This button is too old. Please type what you want; /help lists what I know.']),
    );
    expect(await danaStands(scene)).toBe('scheduled');
  });

  it('does nothing in another chat, nor for somebody else who sends its data', async () => {
    const scene = await toDelete();
    const { ben, stranger, yes, quiet, say } = scene;
    await say(ben, '/help');
    const his = ben.tapData(ben.heard.at(-1)!, yes.callback_data!);
    const strange = stranger.tapData(scene.card, yes.callback_data!);
    await quiet();
    expect(ben.answerTo(his)).toMatch(/too old|somebody else/);
    expect(stranger.answerTo(strange)).toContain('This bot is for coordinators.');
    expect(await danaStands(scene)).toBe('scheduled');
  });
});

describe('an update that Telegram brings again', () => {
  it('is answered once, whatever it was', async () => {
    const scene = await office();
    const { api, ann, ben, say, quiet } = scene;
    const typed = ['/pause', '/retry eve', '/start', 'Gus Hale', 'hello'];
    const numberFrom = (id: number) => api.state.updates.continueAt(id);
    const first = 70_000;
    numberFrom(first);
    await say(ann, ...typed);
    const heard = ann.heard.length;
    // The same numbers once more, as after an answer of ours that Telegram did not get.
    numberFrom(first);
    for (const text of typed) ann.type(text);
    await quiet();
    expect(ann.heard).toHaveLength(heard);
    numberFrom(first + typed.length);
    expect(await say(ben, '/queue')).toContain('The queue is paused; /resume goes on.');
  });
});
