export { advanceIntake, beginIntake, openQuestion, pendingWant, resumeReplies } from './conversation.ts';
export type { IntakeContext, IntakeEvent, IntakeStep, IntakeWant, Preview, Reply } from './dialogue.ts';
/** Opaque to the shell; JSON all through. Defined in `state.ts`. */
export type { IntakeState } from './state.ts';
