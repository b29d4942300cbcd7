import type { PlantedBug } from './bug.ts';

/** Bugs of the database's functions and constraints. */
export const IN_THE_SCHEMA: readonly PlantedBug[] = [
  {
    name: 'skip-the-fence',
    breaks: 'a worker that lost its candidate is let go on with it',
    sabotage: {
      sql: `create or replace function public.require_lease(p_candidate public.candidates, p_fence bigint)
        returns void language plpgsql stable security invoker set search_path = '' as $$ begin end $$`,
    },
  },
  {
    name: 'forget-the-constraint',
    breaks: 'nothing refuses a second mock of an interviewer at the same time',
    sabotage: { sql: 'alter table public.bookings drop constraint bookings_interviewer_not_twice_at_a_time' },
  },
  {
    name: 'drop-the-outbox-row',
    breaks: 'a change is made without the notice that tells of it',
    sabotage: {
      sql: `create or replace function public.write_notice(
          p_at timestamptz, p_candidate public.candidates, p_kind text, p_content jsonb)
        returns void language sql volatile security invoker set search_path = '' as $$ select $$`,
    },
  },
  {
    name: 'drop-an-audit-row',
    breaks: 'who goes on with a candidate who was left half done does not write it down',
    sabotage: {
      sql: `create or replace function public.write_audit(
          p_at timestamptz, p_workspace text, p_candidate_id text, p_actor text, p_action text,
          p_from_state text, p_to_state text, p_summary text, p_details jsonb)
        returns void language sql volatile security invoker set search_path = '' as $$
          insert into public.scheduling_audit
            (at, workspace, candidate_id, actor, action, from_state, to_state, summary, details)
          select p_at, p_workspace, p_candidate_id, p_actor, p_action, p_from_state, p_to_state, p_summary,
            coalesce(p_details, '{}'::jsonb) where p_action <> 'resumed'
        $$`,
    },
  },
  {
    name: 'close-no-escalation',
    breaks: 'what was settled by a person stays open',
    sabotage: {
      sql: `create or replace function public.close_escalation(
          p_candidate_id text, p_actor text, p_resolution text, p_now timestamptz)
        returns void language sql volatile security invoker set search_path = '' as $$ select $$`,
    },
  },
];
