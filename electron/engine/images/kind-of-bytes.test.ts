import { describe, expect, it } from 'vitest'
import { describeBytes, mediaTypeOf } from './kind-of-bytes.ts'

describe('describeBytes', () => {
  it.each([
    ['<html><body>404</body></html>', 'a web page'],
    ['\n <!DOCTYPE HTML>', 'a web page'],
    ['%PDF-1.7', 'a PDF document'],
    ['<?xml version="1.0"?><svg/>', 'an SVG drawing'],
    ['file,title', 'no picture in a format Onesheet reads'],
  ])('says what %j is', (text, description) => {
    expect(mediaTypeOf(Buffer.from(text))).toBeNull()
    expect(describeBytes(Buffer.from(text))).toBe(description)
  })
})
