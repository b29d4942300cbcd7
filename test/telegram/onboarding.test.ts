import { describe, expect, it } from 'vitest';
import { ANSWERS, openScene } from './scene.ts';

const TO_SUMMARY = ANSWERS;

describe('onboarding on Telegram', () => {
  it('asks by text, previews, and queues on yes', async () => {
    const { ann, say, startBot, store, workspace } = await openScene();
    startBot();
    await say(ann, ...TO_SUMMARY, 'yes');
    expect(ann.transcript).toBe(
      `
Ann: /start
Bot: A new candidate for Small. Seven short questions; /back goes one back, /cancel stops.
     What is the candidate's name?
Ann: Dana Fox
Bot: Name: Dana Fox
     Which email address do the invitations for Dana Fox go to?
Ann: dana@example.com
Bot: Email: dana@example.com
     On which day may the mocks start (America/Los_Angeles calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks.
Ann: 1 Dec 2026
Bot: Start: Tue 1 Dec 2026
     Until which day, that day included? E.g. 28 Dec, or 4 weeks counted from the start.
Ann: 14 Dec 2026
Bot: End: Mon 14 Dec 2026 (14 days)
     Which slots on weekdays, Monday to Friday? E.g. 18:00-22:00 or 9-12, 4pm-7pm.
     The times are meant in SOP time (America/Los_Angeles). For the candidate's own clock add "candidate time".
Ann: 6pm-9pm
Bot: Weekday slots: 18:00-21:00, SOP time (America/Los_Angeles)
     Which slots on weekends, Saturday and Sunday? Or none. E.g. 18:00-22:00 or 9-12, 4pm-7pm.
     The times are meant in SOP time (America/Los_Angeles). For the candidate's own clock add "candidate time".
Ann: 6pm-9pm
Bot: Weekend slots: 18:00-21:00, SOP time (America/Los_Angeles)
     In which time zone is Dana Fox? E.g. EST, Pacific, IST, London or America/New_York.
Ann: EST
Bot: Time zone: America/New_York (it is 12:00 there now)

     Name: Dana Fox
     Email: dana@example.com
     Start: Tue 1 Dec 2026
     End: Mon 14 Dec 2026 (14 days)
     Weekday slots: 18:00-21:00
     Weekend slots: 18:00-21:00
     Time zone: America/New_York
     Zone of the slots: SOP time (America/Los_Angeles)

     Possible: 3 mocks, the first on Tue 1 Dec 2026, finished on Thu 3 Dec 2026.
     All with main interviewers.

     Shall I queue this? yes queues it; edit changes an answer, e.g. edit end; no stops without queueing.
     [✅ Yes] [✏️ Edit] [✖ Cancel]
Bot: 🖼 Dana-Fox-preview.png
Ann: yes
Bot: Dana Fox is queued, as number 1.
`.trim(),
    );
    const [candidate] = await store.candidates({ workspace });
    expect(candidate).toMatchObject({ name: 'Dana Fox', state: 'queued', chat: `telegram:${ann.person.id}` });
    const [row] = await store.audit({ workspace });
    expect(row?.actor).toBe(`Ann (telegram:${ann.person.id})`);
  });

  it('can be done by buttons, in one message that changes with each tap', async () => {
    const { ann, say, tap, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    expect(ann.transcript.split('\n').slice(-14)).toEqual([
      'Ann: dana@example.com',
      'Bot: Email: dana@example.com',
      '     On which day may the mocks start (America/Los_Angeles calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks.',
      '     [today] [tomorrow]',
      '     [next monday]',
      '     [·] [November 2026] [›]',
      '     [Mo] [Tu] [We] [Th] [Fr] [Sa] [Su]',
      '     [·] [·] [·] [·] [·] [·] [·]',
      '     [·] [·] [·] [·] [·] [·] [·]',
      '     [·] [·] [·] [·] [·] [·] [·]',
      '     [·] [·] [·] [·] [·] [·] [22]',
      '     [23] [24] [25] [26] [27] [28] [29]',
      '     [30] [·] [·] [·] [·] [·] [·]',
      '     [‹ Back] [✖ Cancel]',
    ]);
    const before = ann.heard.length;
    await tap(ann, '›');
    expect(ann.transcript).toContain('[‹] [December 2026] [›]');
    await tap(ann, '1');
    expect(ann.transcript).toContain('Start: Tue 1 Dec 2026');
    await tap(ann, '2 weeks');
    await tap(ann, '18:00-21:00');
    await tap(ann, 'same');
    await tap(ann, 'EST');
    // The picture of the weeks is a message of its own.
    expect(ann.heard.length).toBe(before + 1);
    expect(ann.transcript).toContain('Possible: 3 mocks');
    expect(ann.transcript).toMatch(/\[✅ Yes\] \[✏️ Edit\] \[✖ Cancel\]\nBot: 🖼 Dana-Fox-preview\.png$/);
    await tap(ann, '✅ Yes');
    expect(ann.heard.at(-1)?.text).toBe('Dana Fox is queued, as number 1.');
    expect(ann.transcript).not.toContain('[');
  });

  it.each([
    ['a name that is none', ['/start', '…'], /name/],
    ['an email that is none', ['/start', 'Dana', 'dana at example'], /email|address/i],
    ['a day that is past', ['/start', 'Dana', 'd@example.com', '1 Nov 2026'], /is in the past/],
    ['a day that is none', ['/start', 'Dana', 'd@example.com', 'sometime'], /day|date/i],
    [
      'an end before the start',
      ['/start', 'Dana', 'd@example.com', '1 Dec', '30 Nov 2026'],
      /before the start/,
    ],
    [
      'slots that are none',
      ['/start', 'Dana', 'd@example.com', '1 Dec', '2 weeks', 'evenings-ish'],
      /slot|time/i,
    ],
    ['no slots at all', ['/start', 'Dana', 'd@example.com', '1 Dec', '2 weeks', 'none', 'none'], /no slots/],
    ['a zone that is none', [...TO_SUMMARY.slice(0, -1), 'Atlantis'], /zone/i],
    ['neither yes nor no', [...TO_SUMMARY, 'perhaps'], /Say yes to queue/],
    ['a command that means nothing there', ['/start', '/frobnicate'], /means nothing/],
  ])('says what is wrong with %s, and asks the same again', async (_what, texts, answer) => {
    const { ann, say, startBot, store, workspace } = await openScene();
    startBot();
    expect(await say(ann, ...texts)).toMatch(answer);
    const buttons = ann.heard
      .at(-1)!
      .keyboard.flat()
      .map(({ text }) => text);
    expect(buttons).toContain('✖ Cancel');
    expect(await say(ann, '/cancel')).toContain('Nothing was queued');
    expect(await store.candidates({ workspace })).toEqual([]);
  });

  it('keeps several admins apart, and takes one candidate after the other', async () => {
    const { ann, ben, say, quiet, startBot, store, workspace } = await openScene();
    startBot();
    const names = ['Eli', 'Flo'];
    for (const [index, text] of TO_SUMMARY.entries()) {
      const typed = (name: string) =>
        index === 1 ? name : index === 2 ? `${name.toLowerCase()}@example.com` : text;
      ann.type(typed(names[0]!));
      ben.type(typed(names[1]!));
      await quiet();
    }
    await Promise.all([say(ann, 'yes'), say(ben, 'yes')]);
    expect(await say(ann, ...TO_SUMMARY, 'yes')).toBe('Dana Fox is queued, as number 3.');
    const queued = await store.queue({ workspace });
    expect(queued.candidates.map(({ name }) => name).sort()).toEqual(['Dana Fox', 'Eli', 'Flo']);
  });

  it('is not disturbed by a command in the middle', async () => {
    const { ann, say, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox');
    expect(await say(ann, '/queue')).toContain('The queue is empty');
    expect(await say(ann, 'dana@example.com')).toContain('Email: dana@example.com');
  });

  it('shows names as they are: right to left, emoji, and what looks like markup', async () => {
    const { ann, say, startBot } = await openScene();
    startBot();
    expect(await say(ann, '/start', 'دانا فوكس')).toContain('Name: دانا فوكس');
    await say(ann, '/back');
    expect(await say(ann, "Zoë <b>O'Neil</b> & Co 🦊")).toContain("Zoë <b>O'Neil</b> & Co 🦊");
  });

  it('takes a name of any script, and names the picture by it', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'مریم 🌟 Eve', ...TO_SUMMARY.slice(2));
    await quiet();
    expect(ann.transcript).toContain('Name: مریم 🌟 Eve');
    expect(ann.heard.at(-1)?.file?.name).toBe('مریم-Eve-preview.png');
  });

  it('refuses a name of 5,000 characters in a message that Telegram takes', async () => {
    const { ann, say, startBot } = await openScene();
    startBot();
    const answer = await say(ann, '/start', 'x'.repeat(5_000));
    expect(answer.length).toBeLessThan(4_096);
    expect(answer).toMatch(/name/i);
    expect(await say(ann, 'Dana')).toContain('Name: Dana');
  });

  it('takes a picture for what stands below it, and one without words for no answer', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start');
    ann.sendPhoto();
    await quiet();
    expect(ann.heard.at(-1)?.text).toMatch(/no text I could read[\s\S]*What is the candidate's name/);
    ann.sendPhoto('Dana Fox');
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('Name: Dana Fox');
  });

  it('says how to correct an answer when a message is edited, and takes nothing from it', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start');
    const typed = ann.type('Dana Fx');
    await quiet();
    ann.edit(typed, 'Dana Fox');
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('/back goes one question back');
    await say(ann, '/back');
    expect(await say(ann, 'Dana Fox')).toContain('Name: Dana Fox');
    await say(ann, '/cancel');
    const heard = ann.heard.length;
    ann.edit(typed, 'whatever');
    await quiet();
    expect(ann.heard.length).toBe(heard);
  });

  it('takes a very late answer, and asks again for a day that has gone by meanwhile', async () => {
    const { ann, say, clock, startBot } = await openScene();
    startBot();
    await say(ann, ...TO_SUMMARY);
    await clock.pass({ hours: 24 * 20 });
    expect(await say(ann, 'yes')).toMatch(/is in the past[\s\S]*On which day may the mocks start/);
  });
});

describe('a button', () => {
  it('counts once when it is tapped twice', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    const card = ann.heard.at(-1)!;
    const [first, second] = [ann.tapOn(card, 'today'), ann.tapOn(card, 'today')];
    await quiet();
    expect(ann.heard.at(-1)?.text).toMatch(/^Start: Sun 22 Nov 2026\nUntil which day/);
    expect([ann.answerTo(first), ann.answerTo(second)]).toEqual(['', '']);
  });

  it('is not taken for the answer to another question when two are tapped', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    const card = ann.heard.at(-1)!;
    ann.tapOn(card, 'today');
    ann.tapOn(card, 'tomorrow');
    await quiet();
    expect(ann.heard.at(-1)?.text).toMatch(/answered before\.\nUntil which day/);
  });

  it('of a conversation that is over says so', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    const card = ann.heard.at(-1)!;
    const button = card.keyboard.flat().find(({ text }) => text === '›')!;
    await say(ann, '/cancel');
    ann.tapData(card, button.callback_data!);
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('answers no question of a new candidate');
  });

  it('that nobody knows any more is answered with what to do', async () => {
    const { ann, say, startBot, quiet } = await openScene();
    startBot();
    await say(ann, '/help');
    const query = ann.tapData(ann.heard[0]!, 'from-last-year');
    await quiet();
    expect(ann.answerTo(query)).toContain('too old');
  });

  it('is answered at once, before the planner is asked', async () => {
    const { api, ann, say, tap, startBot } = await openScene();
    startBot();
    await say(ann, ...TO_SUMMARY.slice(0, -1));
    const from = api.calls.length;
    await tap(ann, 'EST');
    const calls = api.calls.slice(from).map(({ method }) => method);
    expect(calls.indexOf('answerCallbackQuery')).toBeLessThan(calls.indexOf('editMessageText'));
  });
});
