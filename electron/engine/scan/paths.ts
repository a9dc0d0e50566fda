/** A path as JSON can carry it: text, and the raw bytes in base64 when the text cannot say them. */
export function displayPath(rootPath: Buffer, path: Buffer): { path: string; pathBytes: string | null } {
  const whole = Buffer.concat([rootPath, Buffer.from('/'), path])
  const text = whole.toString('utf8')
  return { path: text, pathBytes: Buffer.from(text, 'utf8').equals(whole) ? null : whole.toString('base64') }
}
