-- The tables. What must never be true of their rows stands in the next migration.

create table public.workspaces (
  id text primary key check (id <> ''),
  paused boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
comment on table public.workspaces is
  'One row per calendar with its own procedure and queue. An installation with one calendar has only the row "default".';
comment on column public.workspaces.id is 'The name of the workspace.';
comment on column public.workspaces.paused is 'True while nobody may take a candidate from this queue.';
comment on column public.workspaces.created_at is 'When the workspace was first used.';
comment on column public.workspaces.updated_at is 'When the queue was last paused or resumed.';
insert into public.workspaces (id) values ('default');

-- One sequence for all workspaces: only the order within one of them matters.
create sequence public.candidate_queue_number as bigint;
comment on sequence public.candidate_queue_number is 'Numbers that candidates draw when they join a queue.';

create table public.candidates (
  id text primary key check (id <> ''),
  workspace text not null references public.workspaces (id),
  name text not null,
  email text not null check (btrim(email) <> ''),
  time_zone text not null,
  request jsonb not null check (jsonb_typeof(request) = 'object'),
  chat text,
  state text not null default 'queued'
    check (state in ('queued', 'scheduling', 'waiting', 'scheduled', 'escalated', 'cancelled')),
  queue_number bigint not null default nextval('public.candidate_queue_number'),
  variant text,
  lease_owner text,
  lease_until timestamptz,
  fence bigint not null default 0 check (fence >= 0),
  resume_at timestamptz,
  taking_back jsonb check (jsonb_typeof(taking_back) = 'object'),
  enqueued_at timestamptz not null,
  updated_at timestamptz not null,
  constraint candidates_lease_only_while_scheduling
    check ((lease_owner is null) = (lease_until is null) and (lease_owner is null or state = 'scheduling')),
  constraint candidates_resume_at_only_while_waiting check ((state = 'waiting') = (resume_at is not null)),
  constraint candidates_taking_back_only_under_way check (taking_back is null or state in ('scheduling', 'waiting'))
);
alter sequence public.candidate_queue_number owned by public.candidates.queue_number;
comment on table public.candidates is
  'The queue: everybody who was ever to be given mock interviews, and how far each of them is.';
comment on column public.candidates.id is 'Chosen by whoever queues the candidate, so that asking twice queues once.';
comment on column public.candidates.workspace is 'The workspace whose procedure and calendar apply.';
comment on column public.candidates.name is 'The candidate''s name.';
comment on column public.candidates.email is 'The candidate''s email address, as it was typed; upper and lower case mean the same.';
comment on column public.candidates.time_zone is 'The candidate''s time zone (an IANA name).';
comment on column public.candidates.request is 'What the candidate asks for: date window and time slots.';
comment on column public.candidates.chat is 'The chat where progress is told; empty for every admin chat.';
comment on column public.candidates.state is
  'queued: waits for its turn. scheduling: being worked on. waiting: goes on by itself at resume_at. scheduled: everything is booked. escalated: a person has to decide. cancelled: given up by a person.';
comment on column public.candidates.queue_number is 'The place in the queue: the lowest queued number of a workspace is next.';
comment on column public.candidates.variant is 'The variant of the procedure that the current plan follows; empty for none.';
comment on column public.candidates.lease_owner is 'The worker that works on the candidate now.';
comment on column public.candidates.lease_until is 'Until when that worker may be silent before another takes over.';
comment on column public.candidates.fence is 'Grows each time a worker takes the candidate; a worker with a lower number can change nothing more.';
comment on column public.candidates.resume_at is 'When a waiting candidate goes on by itself.';
comment on column public.candidates.taking_back is 'Why the plan is being taken back, where it is; becomes the escalation once every booking is released.';
comment on column public.candidates.enqueued_at is 'When the candidate was first queued.';
comment on column public.candidates.updated_at is 'When the candidate''s state last changed.';

create table public.bookings (
  id text primary key check (id <> ''),
  workspace text not null references public.workspaces (id),
  candidate_id text not null references public.candidates (id),
  candidate_name text not null,
  candidate_email text not null,
  course text not null,
  mock_number integer not null check (mock_number > 0),
  interviewer text not null,
  interviewer_name text not null,
  interviewer_email text not null,
  role text not null check (role in ('main', 'backup')),
  during tstzrange not null,
  starts_at timestamptz not null generated always as (lower(during)) stored,
  ends_at timestamptz not null generated always as (upper(during)) stored,
  state text not null default 'reserved' check (state in ('reserved', 'booked', 'cancelling', 'released')),
  event_id text not null check (event_id <> ''),
  meet_link text,
  html_link text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint bookings_during_has_start_and_end check (
    not isempty(during) and lower_inc(during) and not upper_inc(during)
    and not lower_inf(during) and not upper_inf(during)
  )
);
comment on table public.bookings is
  'One row per planned mock interview. All but released ones hold the time of their interviewer and candidate.';
comment on column public.bookings.id is 'The booking''s own id; its calendar event is derived from it.';
comment on column public.bookings.workspace is 'The workspace of the candidate.';
comment on column public.bookings.candidate_id is 'The candidate who is interviewed.';
comment on column public.bookings.candidate_name is 'The candidate''s name when the time was reserved.';
comment on column public.bookings.candidate_email is 'The candidate''s email address when the time was reserved.';
comment on column public.bookings.course is 'The course of the mock.';
comment on column public.bookings.mock_number is 'Which mock of its course, counted from 1.';
comment on column public.bookings.interviewer is 'The interviewer''s id in the procedure.';
comment on column public.bookings.interviewer_name is 'The interviewer''s name.';
comment on column public.bookings.interviewer_email is 'The interviewer''s email address; upper and lower case mean the same.';
comment on column public.bookings.role is 'main: a main interviewer of the course. backup: one of its backups.';
comment on column public.bookings.during is 'From the start (included) to the end (excluded).';
comment on column public.bookings.starts_at is 'The start of the mock.';
comment on column public.bookings.ends_at is 'The end of the mock.';
comment on column public.bookings.state is
  'reserved: the time is held, the event not yet known to exist. booked: the event exists. cancelling: the event is being taken back. released: the time is free again.';
comment on column public.bookings.event_id is 'The id that the calendar event has, or will have.';
comment on column public.bookings.meet_link is 'Where the video call takes place, once known.';
comment on column public.bookings.html_link is 'Where the calendar shows the event, once known.';
comment on column public.bookings.created_at is 'When the time was reserved.';
comment on column public.bookings.updated_at is 'When the booking last changed.';

create table public.scheduling_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  workspace text not null,
  candidate_id text,
  actor text not null,
  action text not null,
  from_state text,
  to_state text,
  summary text not null,
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object')
);
comment on table public.scheduling_audit is
  'Everything that was done, in order, by whom and why. Rows can be added, never changed or removed.';
comment on column public.scheduling_audit.id is 'Grows with each row.';
comment on column public.scheduling_audit.at is 'When it was done.';
comment on column public.scheduling_audit.workspace is 'The workspace concerned.';
comment on column public.scheduling_audit.candidate_id is 'The candidate concerned; empty where none is.';
comment on column public.scheduling_audit.actor is 'Who did it: a person, a chat or a worker.';
comment on column public.scheduling_audit.action is 'What was done, as one word.';
comment on column public.scheduling_audit.from_state is 'The candidate''s state before, where it changed.';
comment on column public.scheduling_audit.to_state is 'The candidate''s state after, where it changed.';
comment on column public.scheduling_audit.summary is 'What was done, as a sentence.';
comment on column public.scheduling_audit.details is 'The facts behind it.';

create table public.escalations (
  id bigint generated always as identity primary key,
  workspace text not null references public.workspaces (id),
  candidate_id text not null references public.candidates (id),
  fence bigint not null,
  code text not null,
  message text not null,
  reasons jsonb not null default '[]' check (jsonb_typeof(reasons) = 'array'),
  proposals jsonb not null default '[]' check (jsonb_typeof(proposals) = 'array'),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  resolution text,
  constraint escalations_closed_as_a_whole
    check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (resolution is null))
);
comment on table public.escalations is 'What the scheduler could not settle alone, for a person to decide.';
comment on column public.escalations.id is 'The escalation''s number.';
comment on column public.escalations.workspace is 'The workspace of the candidate.';
comment on column public.escalations.candidate_id is 'The candidate concerned.';
comment on column public.escalations.fence is 'Under which taking of the candidate it was opened; makes a repeated call open it once.';
comment on column public.escalations.code is 'The kind of cause, as one word: infeasible, calendar, conflict …';
comment on column public.escalations.message is 'The cause, as a sentence.';
comment on column public.escalations.reasons is 'What stands in the way, one by one.';
comment on column public.escalations.proposals is 'Changes that were tried and would help.';
comment on column public.escalations.opened_at is 'Since when a person is needed.';
comment on column public.escalations.closed_at is 'When it was settled; empty while it is open.';
comment on column public.escalations.closed_by is 'Who settled it.';
comment on column public.escalations.resolution is 'How it was settled.';

create table public.outbox (
  id bigint generated always as identity primary key,
  workspace text not null references public.workspaces (id),
  candidate_id text references public.candidates (id),
  chat text,
  kind text not null,
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  attempts integer not null default 0 check (attempts >= 0),
  created_at timestamptz not null,
  retry_at timestamptz,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  constraint outbox_sent_or_given_up check (sent_at is null or given_up_at is null)
);
comment on table public.outbox is
  'Notices to people, written together with the change that they tell of and sent afterwards, in order per chat.';
comment on column public.outbox.id is 'Grows with each notice; the order in which they are sent.';
comment on column public.outbox.workspace is 'The workspace concerned.';
comment on column public.outbox.candidate_id is 'The candidate concerned.';
comment on column public.outbox.chat is 'Where it is sent; empty for every admin chat.';
comment on column public.outbox.kind is 'What it tells: scheduled, waiting or escalated.';
comment on column public.outbox.payload is 'What the message is written from.';
comment on column public.outbox.attempts is 'How often sending it failed.';
comment on column public.outbox.created_at is 'When it was written.';
comment on column public.outbox.retry_at is 'Not to be tried before this; later notices of the same chat wait for it.';
comment on column public.outbox.sent_at is 'When it was sent.';
comment on column public.outbox.given_up_at is 'When it was given up, because it can never be sent.';
comment on column public.outbox.last_error is 'Why sending it failed the last time.';

create table public.conversations (
  workspace text not null references public.workspaces (id),
  key text not null check (key <> ''),
  state jsonb check (jsonb_typeof(state) = 'object'),
  version bigint not null check (version > 0),
  updated_at timestamptz not null,
  primary key (workspace, key)
);
comment on table public.conversations is 'How far each chat is with its questions, so that a restart in the middle loses nothing.';
comment on column public.conversations.workspace is 'The workspace of the chat.';
comment on column public.conversations.key is 'The chat, or the person in it.';
comment on column public.conversations.state is 'The conversation; empty when it is over.';
comment on column public.conversations.version is 'Grows with each answer, also past the end, so that a late answer to an old question is recognised.';
comment on column public.conversations.updated_at is 'When the last answer came.';

-- Closed to everybody but the scheduler's own role, by two walls: no grants, and row-level security
-- without any policy (service_role bypasses it). The linter's remark `rls_enabled_no_policy` is meant.
alter table public.workspaces enable row level security;
alter table public.candidates enable row level security;
alter table public.bookings enable row level security;
alter table public.scheduling_audit enable row level security;
alter table public.escalations enable row level security;
alter table public.outbox enable row level security;
alter table public.conversations enable row level security;

revoke all on table public.workspaces, public.candidates, public.bookings, public.scheduling_audit,
  public.escalations, public.outbox, public.conversations
  from public, anon, authenticated, service_role;
revoke all on sequence public.candidate_queue_number from public, anon, authenticated, service_role;

grant select, insert, update on table public.workspaces, public.candidates, public.bookings,
  public.escalations, public.outbox, public.conversations to service_role;
grant select, insert on table public.scheduling_audit to service_role;
grant usage on sequence public.candidate_queue_number to service_role;

insert into public.schema_versions (version, name) values ('20261122090100', 'tables');
