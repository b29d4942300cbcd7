import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { enqueue, openTestOffice, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { openChat } from './talk.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

const work = () => new Worker(office.desk, 'worker').runUntilIdle();

/** Candidates with a single day: too short for three mocks. */
async function escalated(...names: readonly string[]): Promise<void> {
  for (const name of names) await enqueue(office.store, name, { start: '2026-12-01', end: '2026-12-01' });
  await work();
}

const stateOf = async (name: string) => {
  const [candidate] = await office.store.candidates({ workspace: WORKSPACE, email: `${name}@example.com` });
  return candidate!;
};

describe('/escalations', () => {
  it('opens the only one at once: reasons, numbered proposals, and what can be done', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    const text = await admin.say('/escalations');
    expect(text).toMatch(
      /^Dana <dana@example.com> could not be scheduled:\n {2}• The window, Tue Dec 1, has 1 day/,
    );
    expect(text).toMatch(
      /What was tried and would help:\n {2}1\. Extend the window to Thu Dec 3 \(2 days more\)/,
    );
    expect(text).toContain('/edit dana@example.com changes it');
    expect(admin.labels()).toEqual(
      expect.arrayContaining(['💡 Apply 1', '↻ Retry', '✏️ Edit …', '✖ Dismiss …']),
    );
    expect(await admin.tap('💡 Apply 1')).toContain('Nothing is changed yet.');
  });

  it('lists several, and opens one by name', async () => {
    await escalated('Dana', 'Eli');
    const admin = openChat(office);
    const list = await admin.say('/escalations');
    expect(list).toMatch(
      /^2 candidates wait for a decision\.\n• Dana <dana@example.com>, since Sun Nov 22 09:00 PST: The window/,
    );
    expect(admin.labels()).toEqual(['Dana', 'Eli']);
    expect(await admin.tap('Eli')).toContain('Eli <eli@example.com> could not be scheduled');
    expect(await admin.say('/queue')).toContain('2 candidates wait for a decision: /escalations');
    expect(admin.labels()).toContain('Escalations (2)');
  });

  it('says so where nobody waits, or one who does not', async () => {
    const admin = openChat(office);
    expect(await admin.say('/escalations')).toBe('Nothing waits for a decision.');
    await enqueue(office.store, 'Dana');
    expect(await admin.say('/escalations dana')).toBe('Dana waits for no decision: queued.');
    expect(await admin.say('/escalations zoe')).toContain('no candidate called “zoe”');
  });
});

describe('/apply', () => {
  it('shows what a proposal leads to; only a yes puts it in force, and the worker books it', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    const preview = await admin.say('/apply dana 1');
    expect(preview).toContain(
      'Dana <dana@example.com>, with this request:\nWindow: Tue 1 Dec 2026 to Thu 3 Dec 2026 (3 days)',
    );
    expect(preview).toContain('Possible: 3 mocks, the first on Tue 1 Dec 2026, finished on Thu 3 Dec 2026.');
    expect(preview).toContain('Nothing is changed yet.');
    expect((await stateOf('dana')).state).toBe('escalated');
    expect(await admin.tap('✅ Queue it so')).toContain('Dana is in the queue again, with this request:');
    expect(admin.woken()).toBe(1);
    await work();
    expect(await stateOf('dana')).toMatchObject({
      state: 'scheduled',
      request: { window: { start: '2026-12-01', end: '2026-12-03' }, slots: { everyday: ['18:00-21:00'] } },
    });
    const [closed] = await office.store.escalations({ workspace: WORKSPACE, open: false });
    expect(closed).toMatchObject({ closedBy: 'admin' });
    expect(closed?.resolution).toContain('window 2026-12-01 to 2026-12-03');
  });

  it('brings a picture of the weeks', async () => {
    await escalated('Dana');
    const [reply] = await openChat(office).hear('/apply dana 1');
    expect(reply?.files).toMatchObject([{ name: 'Dana-preview.png', picture: true }]);
  });

  it('says which lines of the SOP to edit where the proposal is about it, and changes nothing', async () => {
    await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-02' });
    await work();
    const admin = openChat(office);
    expect(await admin.say('/escalations')).toContain('3. Narrow the least gap between mocks to 1h');
    expect(await admin.tap('📝 SOP 3')).toBe(
      `
Narrow the least gap between mocks to 1h (minGap, now 12h): finishes Wed Dec 2, all with main interviewers.
That is a change of the SOP, which is made in its file and not from here:
• under rules, write: minGap: 1h (now 12h)
Save the file, start the program again, and then retry.
`.trim(),
    );
    expect(admin.labels()).toEqual(['↻ Retry', '‹ Back']);
    expect((await stateOf('dana')).state).toBe('escalated');
  });

  it('keeps the number of the proposal where several people may be meant', async () => {
    await escalated('Dana Fox');
    await escalated('Dana Gray');
    const admin = openChat(office);
    expect(await admin.say('/apply dana 1')).toContain('“dana” fits several:');
    expect(await admin.tap('Dana Fox')).toContain('Possible: 3 mocks');
  });

  it('asks for the number of a proposal, and says where there is none', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    expect(await admin.say('/apply dana')).toMatch(/^Which proposal, 1 to \d\?/);
    expect(await admin.say('/apply dana 99')).toMatch(/^Which proposal, 1 to \d\?/);
    expect(await admin.say('/apply')).toContain('For example: /apply dana 1');
    await enqueue(office.store, 'Eli');
    expect(await admin.say('/apply eli 1')).toMatch(/^Eli is queued; this is for an escalated candidate\./);
  });
});

describe('/edit', () => {
  it('without words shows the request and how to write a change, with steps of the end as buttons', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    const text = await admin.say('/edit dana');
    expect(text).toContain('Slots: everyday 18:00-21:00 in America/Los_Angeles');
    expect(text).toContain('/edit dana@example.com zone EST');
    expect(await admin.tap('End + 1 week')).toContain('Window: Tue 1 Dec 2026 to Tue 8 Dec 2026 (8 days)');
  });

  it('takes window, slots and zone together, and a yes', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    const preview = await admin.say(
      '/edit dana window to 2 weeks slots weekdays 6pm-9pm; sat none in candidate time zone Chicago',
    );
    expect(preview).toContain(
      [
        'Window: Tue 1 Dec 2026 to Mon 14 Dec 2026 (14 days)',
        'Slots: everyday 18:00-21:00; weekdays 18:00-21:00; saturday none in America/New_York',
        'Time zone: America/Chicago',
      ].join('\n'),
    );
    expect(await admin.say('/edit dana window to 2 weeks yes')).toContain('in the queue again');
    expect(await stateOf('dana')).toMatchObject({
      state: 'queued',
      request: { window: { end: '2026-12-14' } },
    });
  });

  it('moves the candidate to another zone', async () => {
    await escalated('Dana');
    await openChat(office).say('/edit dana zone IST window to 14 Dec yes');
    expect(await stateOf('dana')).toMatchObject({
      timeZone: 'Asia/Kolkata',
      request: { candidate: { timeZone: 'Asia/Kolkata' } },
    });
  });

  it('offers what would help further where it is not enough', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    expect(await admin.say('/edit dana window to 2 Dec')).toContain('Not possible as it stands:');
    expect(admin.labels()).toContain('✅ Queue it all the same');
    expect(await admin.tap('💡 Apply 1 too')).toContain('Possible: 3 mocks');
  });

  it('says what is wrong with words it cannot read', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    const wrong: readonly (readonly [string, string])[] = [
      ['window 2026-12-01', 'Write both days'],
      ['window 5 Dec to 1 Dec', 'is before the start'],
      ['window soon to later', '“soon” is not a date I can read'],
      ['slots', 'Which slots? For example: slots weekdays 18:00-22:00; saturday 10:00-14:00'],
      ['slots 25-26', 'as a slot'],
      ['slots none', 'That leaves no slot at all'],
      ['zone Nowhere', 'I know no time zone “Nowhere”'],
      ['zone', 'I need a time zone'],
    ];
    for (const [words, why] of wrong) {
      expect(await admin.say(`/edit dana ${words}`), words).toContain(why);
      expect(await admin.say(`/edit dana ${words} yes`), words).toContain(why);
    }
    expect((await stateOf('dana')).state).toBe('escalated');
  });

  it('that changes nothing says so; one of somebody who is scheduled names the way there', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    expect(await admin.say('/edit dana zone New York')).toBe("That is what Dana's request says already.");
    await enqueue(office.store, 'Eli');
    await work();
    expect(await admin.say('/edit eli zone IST')).toBe(
      'Eli is scheduled; this is for an escalated candidate. /reschedule eli@example.com plans anew what is still to come.',
    );
  });
});

describe('/dismiss', () => {
  it('asks for a word, offers the usual ones, and leaves the rest of a name out of it', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    expect(await admin.say('/dismiss dana')).toMatch(/^Why is Dana dismissed\?/);
    expect(await admin.tap('found a job')).toBe('Dana is taken out: found a job');
    await enqueue(office.store, 'Eli Stone');
    expect(await admin.say('/dismiss eli Stone has moved away')).toBe(
      'Eli Stone is taken out: has moved away',
    );
    expect(await admin.say('/dismiss dana again')).toContain('only a queued or escalated candidate');
  });
});

describe('/retry', () => {
  it('queues the request as it was, and only that of an escalated candidate', async () => {
    await escalated('Dana');
    const admin = openChat(office);
    expect(await admin.say('/retry dana')).toBe('Dana is in the queue again.');
    expect(await admin.say('/retry dana')).toBe(
      'Dana is queued; only an escalated candidate can be tried again.',
    );
  });
});
