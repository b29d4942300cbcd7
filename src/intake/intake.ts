export { advanceIntake, beginIntake, openQuestion, pendingWant, resumeReplies } from './conversation.ts';
export type {
  IntakeContext,
  IntakeEvent,
  IntakeStep,
  IntakeWant,
  Preview,
  PreviewMock,
  PreviewProposal,
  Reply,
  RequestChange,
} from './dialogue.ts';
/** Opaque to the shell; JSON all through. Defined in `state.ts`. */
export type { IntakeState } from './state.ts';
export { previewText } from './summary.ts';
