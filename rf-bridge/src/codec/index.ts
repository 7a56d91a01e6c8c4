// Version 1 frames, as `PROTOCOL.md` describes them. Pure: bytes in, values out.
export { type Answer, TRIPPED, ackFrame, parseAnswer, reportFrame } from './answers.ts';
export { Deframer, type DeframerCounts } from './deframer.ts';
export { COMMAND, FRAME_LENGTH, type Frame, decodeFrame, encodeFrame } from './frame.ts';
export { fromHex, hexByte, toHex } from './hex.ts';
export { type Request, type Route, parseRequest, requestFrame } from './requests.ts';
export { type Socket, SOCKET_NUMBER, findSocket } from './sockets.ts';
