// Who is asking, for the limits.
import { getConnInfo } from '@hono/node-server/conninfo';

/** The address of whoever sent a request. Behind a proxy of one's own it is the last that the proxy noted; anybody else could write there anything. */
export function addressOf(context, trustProxy) {
  const noted = trustProxy && context.req.header('x-forwarded-for')?.split(',').at(-1).trim();
  if (noted) return noted;
  return context.env?.incoming ? getConnInfo(context).remote.address : 'here';
}
