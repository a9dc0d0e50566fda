import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Engine } from '#engine/app/engine-types.ts'
import type { Clock } from '#engine/platform/clock.ts'
import { systemClock } from '#engine/platform/clock.ts'
import type { Log } from '#engine/platform/log.ts'
import { AppError } from '#shared/errors.ts'
import { MAX_REQUEST_BYTES } from '#shared/rpc/protocol.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { WebSocketServer } from 'ws'
import type { HostName } from './web/guard.ts'
import { hostNameOf, isForOurHost, isFromOurPage, isNotFromElsewhere } from './web/guard.ts'
import { answerPicture } from './web/pictures.ts'
import type { Answer } from './web/respond.ts'
import { refusal, refuseConnection, respond } from './web/respond.ts'
import { answerSession } from './web/session.ts'
import type { SignIn } from './web/sign-in.ts'
import { createSignIn } from './web/sign-in.ts'
import { socketTransport } from './web/socket-transport.ts'
import type { StaticFiles } from './web/static-files.ts'
import { listStaticFiles } from './web/static-files.ts'
import { parseTarget } from './web/target.ts'

export interface WebHostOptions {
  engine: Engine
  /** The built window: index.html and assets/. */
  rendererDirectory: string
  /** 0 takes any free port. */
  port?: number
  log: Log
  clock?: Clock
}

export interface WebHost {
  /** `http://127.0.0.1:PORT/`, of use only to a browser that is signed in. */
  url: string
  port: number
  /** A link that signs a browser in: good once, for a minute. Print this one. */
  freshLink(): string
  /** Ends all connections and stops listening; the engine stays open. */
  close(): Promise<void>
}

const MAX_CONNECTIONS = 256
const MAX_SOCKETS = 32

/**
 * Serves the window and the engine to browsers of this machine, over the loopback interface only.
 * @throws AppError `web/port-taken`; Error where the window was not built
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { engine, log } = options
  const signIn = createSignIn(options.clock ?? systemClock)
  const files = await listStaticFiles(options.rendererDirectory)
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 5000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 1000,
  })
  server.maxConnections = MAX_CONNECTIONS
  const port = await listen(server, options.port ?? 0)
  const name = hostNameOf(port)
  const serve: Serve = { engine, files, log, name, signIn }
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_REQUEST_BYTES,
    perMessageDeflate: false,
  })

  server.on('request', (request, response) => void handle(serve, request, response))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const status = upgradeRefusal(serve, request, sockets.clients.size)
    if (status !== null) return refuseConnection(socket, status)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // The close that follows an error is what ends the session; the error alone must not end the process.
      webSocket.on('error', (error) => log.warn({ reason: error.message }, 'socket refused a message'))
      serveRpc(socketTransport(webSocket), engine, {
        onInternalError: (thrown, method) => log.error({ error: thrown, method }, 'method failed'),
      })
    })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') socket.destroy()
    else refuseConnection(socket, statusOfBrokenHttp(error.code))
  })

  return {
    url: `${name.origin}/`,
    port,
    freshLink: () => `${name.origin}/#token=${signIn.mintToken()}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

interface Serve {
  engine: Engine
  files: StaticFiles
  log: Log
  name: HostName
  signIn: SignIn
}

async function handle(serve: Serve, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const answer = await answerRequest(serve, request)
    // What was left unread of a refused body is not waited for.
    const headers = request.complete ? answer.headers : { ...answer.headers, Connection: 'close' }
    respond(request, response, serve.name, { ...answer, ...(headers === undefined ? {} : { headers }) })
  } catch (thrown) {
    serve.log.error({ error: thrown }, 'request failed')
    if (response.headersSent) response.destroy()
    else respond(request, response, serve.name, refusal(500, 'internal'))
  }
}

async function answerRequest(serve: Serve, request: IncomingMessage): Promise<Answer> {
  const { engine, files, log, name, signIn } = serve
  if (!isForOurHost(request, name)) return refusal(403, 'web/denied')
  const target = parseTarget(request.url ?? '')
  if (target === null) return refusal(400, 'app/invalid')
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (request.method === 'POST' && target.kind === 'session') return answerSession(request, name, signIn)
  if (!isReading) {
    const allowed = target.kind === 'session' ? 'GET, HEAD, POST' : 'GET, HEAD'
    return { ...refusal(405, 'app/invalid'), headers: { Allow: allowed } }
  }
  if (target.kind === 'file') return files.answer(target.path)
  if (!isNotFromElsewhere(request.headers, name) || !signIn.admits(request.headers.cookie)) {
    return refusal(403, 'web/denied')
  }
  // Tells the window whether it is signed in, which a refused WebSocket does not.
  if (target.kind === 'session') return { status: 204 }
  if (target.kind === 'rpc') return { ...refusal(426, 'app/invalid'), headers: { Upgrade: 'websocket' } }
  return answerPicture(engine, log, target, request.headers['if-none-match'])
}

/** The status that refuses a WebSocket, null where it is welcome. */
function upgradeRefusal(
  { name, signIn }: Serve,
  request: IncomingMessage,
  openSockets: number,
): number | null {
  if (!isForOurHost(request, name)) return 403
  const target = parseTarget(request.url ?? '')
  if (target === null) return 400
  if (target.kind !== 'rpc') return 404
  if (!isFromOurPage(request.headers, name) || !signIn.admits(request.headers.cookie)) return 403
  return openSockets >= MAX_SOCKETS ? 503 : null
}

function statusOfBrokenHttp(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(isTaken ? new AppError('web/port-taken', String(port)) : error)
    }
    server.once('error', onError)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', onError)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'))
      else resolve(address.port)
    })
  })
}
