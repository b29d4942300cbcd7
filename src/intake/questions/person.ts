import { readEmail } from '../reading/email.ts';
import { readName } from '../reading/name.ts';
import { understood } from '../reading/reading.ts';
import type { Question } from './question.ts';

export const nameQuestion: Question = {
  label: 'Name',
  ask: () => "What is the candidate's name?",
  suggestions: () => [],
  take(typed, answers) {
    const name = readName(typed);
    return name.ok ? understood({ ...answers, name: name.value }) : name;
  },
  canonical: (answers) => answers.name,
  readBack: (answers) => `Name: ${answers.name}`,
};

export const emailQuestion: Question = {
  label: 'Email',
  ask: (answers) => `Which email address do the invitations for ${answers.name} go to?`,
  suggestions: () => [],
  take(typed, answers) {
    const email = readEmail(typed);
    return email.ok ? understood({ ...answers, email: email.value }) : email;
  },
  canonical: (answers) => answers.email,
  readBack: (answers) => `Email: ${answers.email}`,
};
