import type { KeptCalendar, World } from './calendars.ts';

/** `calendarList.list`: the calendars that the account has in its list. */
export function calendarList(world: World): object {
  const items = [...world.calendars.values()]
    .filter(({ accessRole }) => accessRole !== 'none')
    .map((calendar) => calendarEntry(calendar));
  return { kind: 'calendar#calendarList', etag: '"calendar-list"', items };
}

/** `calendarList.get`. */
export function calendarEntry(calendar: KeptCalendar): object {
  return {
    ...resource(calendar),
    kind: 'calendar#calendarListEntry',
    accessRole: calendar.accessRole,
    defaultReminders: [],
    ...(calendar.primary ? { primary: true } : {}),
  };
}

/** `calendars.get`: without what belongs to the account, the access role. */
export function calendarResource(calendar: KeptCalendar): object {
  return { ...resource(calendar), kind: 'calendar#calendar' };
}

function resource({ id, summary, timeZone }: KeptCalendar): object {
  return { etag: `"${id}"`, id, summary, timeZone };
}
