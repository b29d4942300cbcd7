/** The ways from a process to the outside. */
export type Link = 'store' | 'google' | 'telegram';

/** What may become of one exchange. */
export type Mishap =
  /** Nothing arrives, and the sender hears so at once (`reset`) or after its patience is over. */
  | { readonly kind: 'request lost'; readonly reset: boolean }
  /** All is done, and nobody hears of it. */
  | { readonly kind: 'answer lost'; readonly reset: boolean }
  /** Arrives only after the sender has given up, by so much. */
  | { readonly kind: 'request late'; readonly byMs: number }
  | { readonly kind: 'slow'; readonly byMs: number }
  /** Refused before anything is done; `retryAfter` in seconds. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly reason: string;
      readonly retryAfter: number | null;
    }
  /** Done, and answered with a page of HTML. */
  | { readonly kind: 'garbage' };

/** For a while a share of the exchanges over a link meets with a mishap. */
export interface Fault {
  /** Stays the same when others are left out. */
  readonly id: number;
  /** Milliseconds since the start of the run. */
  readonly at: number;
  readonly forMs: number;
  readonly link: Link;
  /** Of one process alone, by its number; null for all. */
  readonly process: number | null;
  /** How many of the exchanges meet it, from 0 to 1. */
  readonly share: number;
  readonly mishap: Mishap;
}

/** How a fault is told. */
export function faultText({ link, process, share, mishap, forMs }: Fault): string {
  const who = process === null ? 'everybody' : `process ${process}`;
  const often = share === 1 ? 'every exchange' : `${Math.round(share * 100)} % of the exchanges`;
  return `for ${seconds(forMs)}, ${often} of ${who} with ${link}: ${mishapText(mishap)}`;
}

export function mishapText(mishap: Mishap): string {
  switch (mishap.kind) {
    case 'refused':
      return `refused with ${refusalText(mishap)}${mishap.retryAfter === null ? '' : `, retry after ${mishap.retryAfter} s`}`;
    case 'slow':
    case 'request late':
      return `${mishap.kind} by ${seconds(mishap.byMs)}`;
    case 'request lost':
    case 'answer lost':
      return `${mishap.kind}${mishap.reset ? '' : ', and nobody says so'}`;
    case 'garbage':
      return 'answered with garbage';
  }
}

/** A database names its refusals by a code alone. */
export function refusalText({ status, reason }: Extract<Mishap, { kind: 'refused' }>): string {
  return status === 0 ? reason : `${status} ${reason}`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
