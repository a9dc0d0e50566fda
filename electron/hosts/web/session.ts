import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { HostName } from './guard.ts'
import { isFromOurPage } from './guard.ts'
import type { Answer } from './respond.ts'
import { refusal } from './respond.ts'
import type { SignIn } from './sign-in.ts'

const MAX_BODY_BYTES = 1024
const tokenBody = z.strictObject({ token: z.string().max(200) })

/** `POST /session` with `{"token"}`: the one exchange of a printed token for this run's cookie. */
export async function answerSession(
  request: IncomingMessage,
  name: HostName,
  signIn: SignIn,
): Promise<Answer> {
  if (!isFromOurPage(request.headers, name)) return refusal(403, 'web/denied')
  // A form of another page cannot send this type without asking first.
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json')
    return refusal(415, 'app/invalid')
  const text = await readText(request)
  if (text === null) return refusal(413, 'app/too-large')
  const token = readToken(text)
  if (token === null) return refusal(400, 'app/invalid')
  const cookie = signIn.exchange(token)
  if (cookie === null) return refusal(403, 'web/denied')
  return { status: 204, headers: { 'Set-Cookie': cookie } }
}

async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readToken(text: string): string | null {
  try {
    const parsed = tokenBody.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.token : null
  } catch {
    return null
  }
}
