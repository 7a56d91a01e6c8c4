import { createServer, type Server } from 'node:net';
import { ackFrame, Deframer, encodeFrame, parseRequest, type Frame } from '@farmgate/rf-bridge/codec';

/** An outlet as it leaves the factory, in config mode, alone on a radio behind a Unix socket. */
export class FactoryOutlet {
  id = 0x01;
  master = 0x01;
  thresholdMa = 3_000;
  #server: Server | undefined;

  async serve(path: string): Promise<void> {
    const server = createServer((line) => {
      const deframer = new Deframer((frame) => {
        const answer = this.#answerTo(frame);
        if (answer) line.write(encodeFrame(answer));
      });
      line.on('data', (bytes) => deframer.push(bytes));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(path, resolve));
  }

  stop(): void {
    this.#server?.close();
  }

  /** A new id is acknowledged from itself, a new master to the old one. */
  #answerTo({ target, sender, ...frame }: Frame): Frame | undefined {
    const request = parseRequest({ target, sender, ...frame });
    if (!request || target !== this.id || sender !== this.master) return undefined;
    if (request.kind === 'set-master-id') this.master = request.id;
    if (request.kind === 'set-device-id') this.id = request.id;
    if (request.kind === 'set-threshold') this.thresholdMa = request.ma;
    return ackFrame({ target: sender, sender: this.id }, frame.command);
  }
}
