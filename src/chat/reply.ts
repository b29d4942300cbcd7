/**
 * One message of ours, whichever chat shows it. The text is plain; each chat escapes and splits it
 * in its own way.
 */
export interface ChatReply {
  readonly text: string;
  /** Rows of buttons below the text. */
  readonly buttons?: readonly (readonly Button[])[];
  readonly files?: readonly ReplyFile[];
  /**
   * Replies with the same key in one chat replace each other, where the chat can do that: one that
   * answers a tap on the former, or comes by itself, takes its place; one that answers something typed
   * stands below, and the former loses its buttons.
   */
  readonly inPlace?: string;
  /** A preview: what a plain “yes” and “no” mean after it, as commands; a “no” of null changes nothing. */
  readonly answers?: { readonly yes: string; readonly no: string | null };
  /** The id of the question about booked mocks that this shows; its options may be answered by number then. */
  readonly question?: string;
}

/** A tap is the same as typing `says`, in every chat. */
export interface Button {
  readonly label: string;
  readonly says: string;
  /** What people type for it, where that is plainer than `says`, which names exactly what it is about. */
  readonly typed?: string;
  /** Of use to a finger alone (a day of a calendar): left out where one types anyway. */
  readonly shortcut?: true;
  /** Only the first tap counts, e.g. where it confirms something. */
  readonly once?: true;
  /**
   * The question that the button answers, as an opaque name; comes back with the tap as
   * `ChatMessage.asked`, so that a late tap is not taken for the answer to another question.
   */
  readonly asked?: string;
}

export interface ReplyFile {
  readonly name: string;
  /** e.g. `text/calendar` */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly caption?: string;
  /** Shown as a picture rather than offered for download. */
  readonly picture?: boolean;
}

/** A reply that is text alone. */
export function plain(text: string): ChatReply {
  return { text };
}

/** Room for about so many characters in a row of buttons on a phone. */
const ROW_CHARACTERS = 34;
const ROW_BUTTONS = 4;

/** Buttons in rows as wide as a phone: short ones side by side, a long one alone. */
export function inRows(buttons: readonly Button[]): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  let room = 0;
  for (const button of buttons) {
    const width = [...button.label].length + 4;
    const row = rows.at(-1);
    if (row === undefined || row.length === ROW_BUTTONS || width > room) {
      rows.push([button]);
      room = ROW_CHARACTERS - width;
    } else {
      row.push(button);
      room -= width;
    }
  }
  return rows;
}

/** Buttons that say what stands on them. */
export function offering(answers: readonly string[]): readonly (readonly Button[])[] {
  return inRows(answers.map((answer) => ({ label: answer, says: answer })));
}
