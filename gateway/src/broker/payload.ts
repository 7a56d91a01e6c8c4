/** The longest message that the core broker takes of anybody: nothing that a bridge says is longer. Topic and header come on top. */
export const MAX_PAYLOAD_BYTES = 16 * 1024;

/** What the public broker adds to readings that waited, at most: their age, a day. */
const AGE_BYTES = ',"ageMs":86400000'.length;

/** The longest message that may go on to the core broker, as it is written there. */
export const MAX_FORWARDED_BYTES = MAX_PAYLOAD_BYTES - AGE_BYTES;
