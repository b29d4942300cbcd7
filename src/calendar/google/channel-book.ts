/** A channel on which Google tells that something in the calendar has changed. */
export interface Channel {
  readonly id: string;
  /** What Google calls that which it watches; needed to stop the channel. */
  readonly resourceId: string;
  /** SHA-256 of the token that comes with each message, in hexadecimal; the token itself is kept nowhere. */
  readonly tokenHash: string;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Where the channels of one calendar are written down for all processes that watch it, so that there is
 * one channel however many there are, and messages are known again after a restart.
 */
export interface ChannelBook {
  /** All channels, those that have expired too. */
  load(): Promise<readonly Channel[]>;
  keep(channel: Channel): Promise<void>;
  forget(id: string): Promise<void>;
}
