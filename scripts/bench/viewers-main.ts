import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

const [port = '', count = '', accessToken = ''] = process.argv.slice(2);

process.on('disconnect', () => process.exit(0));
for (let opened = 0; opened < Number(count); opened++) await openOne();
process.send?.({ open: true });

/** The handshake of RFC 6455, section 4.1; from then on whatever comes is thrown away unread. */
async function openOne(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  socket.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  socket.write(
    [
      'GET /api/v1/live HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(accessToken ? [`Authorization: Bearer ${accessToken}`] : []),
      '\r\n',
    ].join('\r\n'),
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.toString('latin1').startsWith('HTTP/1.1 101 ')) throw new Error(answer.toString('latin1').slice(0, 200));
  socket.resume();
}
