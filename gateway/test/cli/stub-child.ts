// A child as small as can be, in the manner its first argument names.
const [mode = '', start = ''] = process.argv.slice(2);

const modes: Record<string, () => void> = {
  stay: () => process.on('SIGTERM', () => process.exit(0)),
  stubborn: () => process.on('SIGTERM', () => {}),
  die: () => process.send?.({ ready: true, start }, () => process.exit(3)),
  'die-when-told': () => {},
  // One sign of life, and none at all the second time.
  'beat-once': () => void (start === '1' && process.send?.({ beat: 1, delayMs: 7 })),
  talk: () => {
    process.stdout.write('{"level":30,"time":1,"port":1,"msg":"a fact"}\n{"level":50,"msg":"a fault"}\nplain words\n');
    process.stderr.write('to stderr\n');
  },
};

modes[mode]?.();
if (mode !== 'die') process.send?.({ ready: true, start });
process.on('disconnect', () => process.exit(0));
