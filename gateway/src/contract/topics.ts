/** The last word of a topic `farm/<device>/<word>`. */
export type TopicWord = 'hello' | 'status' | 'readings' | 'commands' | 'receipts' | 'roster' | 'asks' | 'answers';

const words: ReadonlySet<string> = new Set<TopicWord>([
  'hello',
  'status',
  'readings',
  'commands',
  'receipts',
  'roster',
  'asks',
  'answers',
]);
const pattern = /^farm\/([a-z0-9](?:-?[a-z0-9]){0,47})\/([a-z]+)$/;

export function topicOf(device: string, word: TopicWord): string {
  return `farm/${device}/${word}`;
}

/** Which device and word a topic names; undefined for any topic that is not ours. */
export function parseTopic(topic: string): { device: string; word: TopicWord } | undefined {
  const match = pattern.exec(topic);
  const [, device, word] = match ?? [];
  return device !== undefined && word !== undefined && isWord(word) ? { device, word } : undefined;
}

function isWord(word: string): word is TopicWord {
  return words.has(word);
}
