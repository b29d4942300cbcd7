import { z } from 'zod';
import { course, interviewer, interviewerId, rules, sopShape } from './shape.ts';
import { text, whole } from './shape-values.ts';

const windowError = 'a range of days such as { max: 19 } or { min: 20, max: 40 }';

/** When a variant holds and what it is called; the rest of it is laid over the file. */
export const variantHeadShape = z.strictObject(
  {
    name: text('a name', 'Name of the variant; no two share one.'),
    when: z
      .strictObject(
        {
          windowDays: z
            .strictObject(
              {
                min: whole(1, 'At least so many days.').optional(),
                max: whole(1, 'At most so many days.').optional(),
              },
              { error: windowError },
            )
            .meta({
              description: 'Length of the candidate’s window in days, both ends counted.',
              minProperties: 1,
            }),
        },
        { error: 'a condition such as { windowDays: { max: 19 } }' },
      )
      .meta({ description: 'The first variant whose condition holds is laid over the file.' }),
  },
  { error: 'a map with name, when and what the variant changes' },
);
export type VariantHead = z.infer<typeof variantHeadShape>;

/** What a variant may change. Not the zone: a request's times are read before its variant is known. */
const changeable = {
  interviewers: z
    .record(interviewerId, interviewer.partial())
    .meta({ description: 'What is different about people; or people of the variant alone.' }),
  courses: z
    .record(z.string(), course.partial())
    .meta({ description: 'What is different about courses; or courses of the variant alone.' }),
  sequence: sopShape.shape.sequence,
  rules: rules.partial().meta({ description: 'Rules that are different.' }),
  prefer: sopShape.shape.prefer,
  timeOfDay: sopShape.shape.timeOfDay,
  busy: sopShape.shape.busy,
  event: sopShape.shape.event,
  onChange: sopShape.shape.onChange,
};
export const VARIANT_KEYS: readonly string[] = [
  ...Object.keys(variantHeadShape.shape),
  ...Object.keys(changeable),
];

/** A file's own part; its variants are checked one by one, laid over it. */
export const rootShape = sopShape.extend({ variants: z.unknown().optional() });

/** The whole file, for editors; a variant may leave out whatever the file says. */
export const fileShape = sopShape.extend({
  variants: z
    .array(variantHeadShape.extend(z.object(changeable).partial().shape))
    .meta({ description: 'Each is laid over the file, key by key, where its condition holds.' })
    .optional(),
});
