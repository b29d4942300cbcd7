import type { Client } from 'pg';
import { laidAside } from './laid-aside.ts';
import { INTERVIEWERS, MOCKS, QUEUED_EACH, type Scale } from './scale-of-years.ts';

/**
 * Fills an empty database as years of work would have: two years of mocks, the last ones in two
 * months; most candidates scheduled, some cancelled, escalated, waiting or in hand, the rest queued.
 * Mocks stand as plans would put them: of each block of as many candidates as there are interviewers,
 * the m-th mock of all of them is at the same time, each with another interviewer.
 *
 * @param told hears what is under way
 */
export async function seed(client: Client, scale: Scale, told: (step: string) => void): Promise<void> {
  // Lost in a crash of the server, which costs the bench and nobody else; and it is only the seeding.
  await client.query(
    `set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'`,
  );
  told('candidates');
  await client.query(people(scale));
  await client.query(`insert into public.workspaces (id) select distinct workspace from seed.people`);
  await client.query(CANDIDATES);
  told('bookings');
  await laidAside(client, 'public.bookings', async () => {
    await client.query(BOOKINGS);
  });
  await client.query(CLOSED);
  told('observations');
  await laidAside(client, 'public.observations', async () => {
    await client.query(OBSERVATIONS);
  });
  told('audit rows');
  await laidAside(client, 'public.scheduling_audit', async () => {
    await client.query(auditRows(scale));
  });
  told('escalations and notices');
  await client.query(ESCALATIONS_AND_NOTICES);
  await client.query('drop schema seed cascade');
  told('vacuum and analyze');
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
  await client.query('reset synchronous_commit; reset maintenance_work_mem; reset work_mem');
}

/** One row per candidate with all that the tables are filled from. Workspaces take turns in joining. */
function people({ workspaces, candidatesEach, large, largeQueued }: Scale): string {
  const usual = workspaces * candidatesEach;
  return `
  create schema seed;
  create table seed.people as
  select *, 'candidate-' || lpad(g::text, 6, '0') as id,
    case
      when c >= done then 'queued'
      when c = done - 1 and workspace <> 'large' and workspace <= 'workspace-${String(workspaces / 2).padStart(3, '0')}' then 'scheduling'
      when c % 25 = 0 then 'cancelled'
      when c % 25 = 1 and c * 10 > done * 9 then 'escalated'
      when c % 25 = 2 and c * 10 > done * 9 then 'waiting'
      else 'scheduled'
    end as state,
    case when c < done
      then date_trunc('hour', now()) - interval '690 days' + c * (interval '690 days' / done)
      else date_trunc('hour', now()) - interval '3 days' + g * interval '1 second'
    end as joined_at
  from (
    select row_number() over (order by turn, workspace) - 1 as g, workspace, c, done, interviewers
    from (
      select 'workspace-' || lpad((n % ${workspaces} + 1)::text, 3, '0') as workspace, n / ${workspaces} as c,
        ${candidatesEach - QUEUED_EACH} as done, ${INTERVIEWERS.usual} as interviewers, n / ${usual}.0 as turn
      from generate_series(0, ${usual - 1}) n
      union all
      select 'large', n, ${large - largeQueued}, ${INTERVIEWERS.large}, n / ${large}.0
      from generate_series(0, ${large - 1}) n
    ) each
  ) joined;
  alter table seed.people add primary key (g);
  analyze seed.people;`;
}

const CANDIDATES = `
  alter table public.candidates disable trigger user;
  insert into public.candidates (id, workspace, name, email, time_zone, request, chat, state, queue_number, variant,
    lease_owner, lease_until, fence, resume_at, enqueued_at, updated_at)
  select id, workspace, 'Candidate ' || g, id || '@example.com', 'America/New_York',
    jsonb_build_object(
      'candidate', jsonb_build_object('name', 'Candidate ' || g, 'email', id || '@example.com', 'timeZone', 'America/New_York'),
      'window', jsonb_build_object('start', (joined_at + interval '5 days')::date, 'end', (joined_at + interval '32 days')::date),
      'slots', '{"weekdays": ["18:00-22:00"], "weekends": ["10:00-14:00", "18:00-22:00"]}'::jsonb),
    'telegram:' || 1000 + g % 7, state, g + 1, case when state <> 'queued' and g % 3 = 0 then 'short' end,
    case when state = 'scheduling' then 'worker of ' || workspace end,
    case when state = 'scheduling' then now() + interval '1 day' end,
    case when state = 'queued' then 0 else 1 + g % 3 end,
    case when state = 'waiting' then now() + interval '1 day' end,
    joined_at, case when state = 'queued' then joined_at else joined_at + interval '1 hour' end
  from seed.people order by g;
  insert into public.candidate_words (candidate_id, kind, number, word)
  select id, kind, 1, case kind when 'email' then id || '@example.com' else 'Candidate ' || g end
  from seed.people, unnest(array['candidate', 'email']) kind order by g;
  alter table public.candidates enable trigger user;
  select setval('public.candidate_queue_number', (select max(queue_number) from public.candidates));`;

/**
 * What is held, and of candidates who gave up a plan that plan too. Events begin on the half hour and
 * last an hour and a half; between two of an interviewer lie twelve hours or more.
 */
const BOOKINGS = `
  insert into public.bookings (id, workspace, candidate_id, candidate_name, candidate_email, course, mock_number,
    interviewer, interviewer_name, interviewer_email, role, during, state, event_id, meet_link, html_link, created_at, updated_at)
  select b.id, workspace, p.id, 'Candidate ' || g, p.id || '@example.com',
    'FS' || m / 2 + 1, m % 2 + 1, 'interviewer-' || k, 'Interviewer ' || k,
    'interviewer-' || k || '.' || workspace || '@example.com', case k % 4 when 0 then 'backup' else 'main' end,
    tstzrange(start, start + interval '90 minutes', '[)'), b.state, 'mock' || md5(b.id),
    case when b.state = 'booked' then 'https://meet.example.com/' || md5(b.id) end,
    case when b.state = 'booked' then 'https://calendar.example.com/' || md5(b.id) end,
    joined_at + interval '10 minutes', joined_at + interval '1 hour'
  from seed.people p,
    generate_series(0, ${MOCKS - 1}) m,
    lateral (select (c % interviewers + m) % interviewers as k, c / interviewers * ${MOCKS} + m as slot,
      (done + interviewers - 1) / interviewers * ${MOCKS} as slots) s,
    lateral (select date_trunc('hour', now()) - interval '670 days'
      + floor(slot * (730 * 48.0 / slots)) * interval '30 minutes' as start) t,
    lateral (
      select md5(p.id || '/' || m)::uuid::text as id,
        case when p.state in ('waiting', 'scheduling') and m >= 5 then 'reserved' else 'booked' end as state
      where p.state in ('scheduled', 'waiting', 'scheduling')
      union all
      select md5(p.id || '/' || m || '/first')::uuid::text, 'released'
      where p.state <> 'queued' and c % 25 in (0, 1)
    ) b
  order by g, m;`;

/** All mocks of most are over; of some of them nobody has taken note yet. */
const CLOSED = `
  alter table public.candidates disable trigger user;
  update public.candidates c set state = 'closed'
  where state = 'scheduled' and not exists (
    select from public.bookings b
    where b.candidate_id = c.id and b.state <> 'released' and b.ends_at > now() - interval '1 day');
  alter table public.candidates enable trigger user;`;

/** At each fifth mock something was seen; at one of a hundred to come it still is so. */
const OBSERVATIONS = `
  insert into public.observations (workspace, candidate_id, booking_id, kind, key, summary, details, state, seen_at, settled_at)
  select b.workspace, b.candidate_id, b.id, 'interviewer-declined', 'seed', 'The interviewer declined the mock.', '{}',
    case when lasts then 'asked' else 'settled' end, b.created_at,
    case when not lasts then b.created_at + interval '1 hour' end
  from (
    select *, hashtext(id) as draw from public.bookings where state = 'booked'
  ) b join public.candidates c on c.id = b.candidate_id,
    lateral (select c.state = 'scheduled' and b.starts_at > now() and b.draw % 100 = 0 as lasts) l
  where b.draw % 5 = 0
  order by b.created_at, b.id;`;

/**
 * The rows of 200 candidates lie mixed, as those of candidates do who are worked on at the same time:
 * reading one candidate's history then meets as many pages as it would after years.
 */
function auditRows({ auditRowsEach }: Scale): string {
  const last = MOCKS + 4;
  return `
  do $$
  begin
    for part in 0 .. (select max(g) / 200 from seed.people) loop
      insert into public.scheduling_audit
        (at, workspace, candidate_id, actor, action, from_state, to_state, summary, details)
      select joined_at + n * interval '1 minute', workspace, id, case n when 1 then 'Ann' else 'worker of ' || workspace end,
        case when n = 1 then 'queued' when n = 2 then 'claimed' when n = 3 then 'read' when n = 4 then 'reserved'
          when n < ${last} then 'booked' when n = ${last} then 'scheduled' when n % 2 = 0 then 'links-noted' else 'retrying' end,
        case n when 2 then 'queued' when ${last} then 'scheduling' end,
        case n when 1 then 'queued' when 2 then 'scheduling' when ${last} then 'scheduled' end,
        case when n <= 2 then '{candidate}' else 'FS1 Mock1 with Interviewer 1' end || ': step ' || n || ' of the way to mocks in the calendar.',
        jsonb_build_object('bookingId', md5(id || '/' || n), 'eventId', 'mock' || md5(id || '/' || n), 'course', 'FS' || n % 7,
          'number', n % 2 + 1, 'interviewer', 'interviewer-' || n % 8, 'start', joined_at, 'end', joined_at)
      from seed.people p, generate_series(1, ${auditRowsEach}) n
      where g between part * 200 and part * 200 + 199 and (n = 1 or state <> 'queued')
      order by n, g;
    end loop;
  end
  $$`;
}

const ESCALATIONS_AND_NOTICES = `
  insert into public.escalations (workspace, candidate_id, fence, code, message, reasons, proposals, opened_at, closed_at,
    closed_by, resolution)
  select workspace, id, 1, 'infeasible', 'No evening is free.', '[{"code": "slots", "message": "No evening is free."}]', '[]',
    joined_at + interval '1 hour', closed_at, case when closed_at is not null then 'Ann' end,
    case when closed_at is not null then 'retried' end
  from seed.people, lateral (select case when state <> 'escalated' then joined_at + interval '2 hours' end as closed_at) d
  where state <> 'queued' and c % 25 = 1
  order by g;
  insert into public.outbox (workspace, candidate_id, chat, kind, payload, created_at, sent_at)
  select workspace, id, 'telegram:' || 1000 + g % 7, kind,
    jsonb_build_object('candidateId', id, 'name', 'Candidate ' || g, 'email', id || '@example.com', 'summary', 'All mocks are booked.'),
    joined_at + interval '1 hour', case when c < done - 6 then joined_at + interval '2 hours' end
  from seed.people, unnest(array['waiting', 'scheduled']) kind
  where c < done
  order by g;`;
