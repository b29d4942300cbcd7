import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, mockEvent, startAsking } from './asking.ts';

const SAM = 'sam@candidates.example';
const ALPHA = 'alpha@example.com';
const MOCK = 'mock0001';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
  await on.ask('POST', on.events(), mockEvent({ description: 'FS, mock 1 of 3' }));
});
afterEach(() => on.google.close());

const people = () => on.google.people;
const look = async () => (await on.ask('GET', on.event(MOCK))).body;
const answers = async () =>
  Object.fromEntries(
    (await look()).attendees.map(({ email, responseStatus }: Record<string, string>) => [
      email,
      responseStatus,
    ]),
  );

describe('people in the calendar', () => {
  it('answer an invitation, each for themselves', async () => {
    people().accept(MOCK, SAM);
    people().decline(MOCK, ALPHA, 'I am ill');
    expect(await answers()).toEqual({ [SAM]: 'accepted', [ALPHA]: 'declined' });
    expect((await look()).attendees[1].comment).toBe('I am ill');
    people().tentative(MOCK, 'Alpha@Example.com');
    expect(await answers()).toEqual({ [SAM]: 'accepted', [ALPHA]: 'tentative' });
  });

  it('cannot answer what they are not invited to, or what is not there', () => {
    expect(() => people().decline(MOCK, 'bravo@example.com')).toThrow('is not invited');
    expect(() => people().decline('mock0002', ALPHA)).toThrow('no event');
  });

  it('drag an event, and pull its end', async () => {
    people().drag(MOCK, '2026-12-03T18:00:00-08:00');
    expect((await look()).start.dateTime).toBe('2026-12-03T18:00:00-08:00');
    expect((await look()).end.dateTime).toBe('2026-12-03T19:00:00-08:00');
    people().resize(MOCK, Temporal.Instant.from('2026-12-04T02:30:00Z'));
    expect((await look()).end.dateTime).toBe('2026-12-03T18:30:00-08:00');
    expect((await look()).sequence).toBe(1);
  });

  it('delete an event, and take it out of the bin', async () => {
    people().delete(MOCK);
    expect((await look()).status).toBe('cancelled');
    people().restore(MOCK);
    expect((await look()).status).toBe('confirmed');
    expect(() => people().restore(MOCK)).toThrow('not in the bin');
  });

  it('write another title or description', async () => {
    people().rename(MOCK, 'Sam and Alpha');
    people().describe(MOCK, 'bring a pen');
    expect(await look()).toMatchObject({ summary: 'Sam and Alpha', description: 'bring a pen' });
  });

  it('invite, take off and swap guests', async () => {
    people().accept(MOCK, SAM);
    people().invite(MOCK, 'charlie@example.com', 'Charlie');
    people().swap(MOCK, ALPHA, 'bravo@example.com');
    expect(await answers()).toEqual({
      [SAM]: 'accepted',
      'bravo@example.com': 'needsAction',
      'charlie@example.com': 'needsAction',
    });
    people().uninvite(MOCK, 'charlie@example.com');
    expect(Object.keys(await answers())).toEqual([SAM, 'bravo@example.com']);
  });

  it('have appointments of their own, also in calendars of their own', async () => {
    on.google.addCalendar(ALPHA);
    const times = { start: '2026-12-01T18:30:00-08:00', end: '2026-12-01T19:30:00-08:00' };
    const shared = people().appointment(ALPHA, { ...times, title: 'Dentist' });
    const own = people().appointment([ALPHA, SAM], { ...times, calendarId: ALPHA });
    expect(on.google.events().map(({ summary }) => summary)).toEqual(['Sam : Alpha FS Mock1', 'Dentist']);
    expect(shared.attendees).toEqual([{ email: ALPHA, responseStatus: 'accepted' }]);
    const asked = {
      timeMin: '2026-12-01T00:00:00Z',
      timeMax: '2026-12-03T00:00:00Z',
      items: [{ id: ALPHA }],
    };
    const { body } = await on.ask('POST', 'freeBusy', asked);
    expect(body.calendars[ALPHA].busy).toEqual([
      { start: '2026-12-02T02:30:00Z', end: '2026-12-02T03:30:00Z' },
    ]);
    people().delete(own.id, ALPHA);
    expect((await on.ask('POST', 'freeBusy', asked)).body.calendars[ALPHA].busy).toEqual([]);
  });

  it('are out of office, and may let Google decline for them', async () => {
    const days = people().outOfOffice(ALPHA, { from: '2026-11-30', to: '2026-12-01' });
    expect(days).toMatchObject({
      eventType: 'outOfOffice',
      start: { date: '2026-11-30' },
      end: { date: '2026-12-02' },
    });
    expect(await answers()).toMatchObject({ [ALPHA]: 'needsAction' });
    const hours = { from: '2026-12-01T18:59:00-08:00', to: '2026-12-01T20:00:00-08:00', declines: true };
    people().outOfOffice(ALPHA, hours);
    expect(await answers()).toEqual({ [SAM]: 'needsAction', [ALPHA]: 'declined' });
  });

  it('keep entries of their own when Google declines invitations for them', async () => {
    const first = people().outOfOffice(ALPHA, { from: '2026-11-30', to: '2026-12-02' });
    const lunch = people().appointment(ALPHA, {
      start: '2026-12-01T12:00:00-08:00',
      end: '2026-12-01T13:00:00-08:00',
    });
    people().outOfOffice(ALPHA, { from: '2026-12-01', to: '2026-12-03', declines: true });
    const entered = (id: string) => on.google.events().find((event) => event.id === id);
    expect(entered(first.id)?.attendees).toMatchObject([{ email: ALPHA, responseStatus: 'accepted' }]);
    expect(entered(lunch.id)?.attendees).toMatchObject([{ email: ALPHA, responseStatus: 'accepted' }]);
  });

  it('are heard of by the next reading of changes, and nobody is written to', async () => {
    const { body } = await on.ask('GET', on.events({ maxResults: '250' }));
    people().decline(MOCK, ALPHA);
    const since = await on.ask('GET', on.events({ maxResults: '250', syncToken: body.nextSyncToken }));
    expect(since.body.items.map(({ id }: { id: string }) => id)).toEqual([MOCK]);
    expect(on.google.mails).toEqual([]);
  });
});
