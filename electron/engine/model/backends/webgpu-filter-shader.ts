import type { ConvolutionSteps } from './convolution-gradients.ts'
import { THREADS } from './webgpu-shader.ts'

/*
 * WGSL of the gradient of a convolution in its filter, as a product of two matrices: what each tap and channel sees of
 * each pixel, and dy. A workgroup makes a square of it, TILE × TILE; LANES × LANES threads make 4 × 4 numbers each.
 */

const LANES = 16
const PLACES = [0, 1, 2, 3].map((place) => place * LANES)
export const TILE = PLACES.length * LANES
/** Pixels that are held at once. */
export const DEPTH = 16

/** What {@link SEEN} reads; pixels are counted over all pictures. */
export function seenSizes({ batch, input, output, filter, stride, before }: ConvolutionSteps) {
  return {
    pixels: batch * output.height * output.width,
    outputHeight: output.height,
    outputWidth: output.width,
    inputHeight: input.height,
    inputWidth: input.width,
    channels: input.channels,
    filterWidth: filter.width,
    strideHeight: stride.height,
    strideWidth: stride.width,
    above: before.height,
    left: before.width,
  }
}

/** What an output pixel sees through a tap of the filter and a channel: `tapChannel` = tap · channels + channel. */
export const SEEN = `
  fn seen(pixel : i32, tapChannel : i32) -> f32 {
    let tap = tapChannel / uniforms.channels;
    let line = pixel / uniforms.outputWidth;
    let row = (line % uniforms.outputHeight) * uniforms.strideHeight + tap / uniforms.filterWidth - uniforms.above;
    let column = (pixel % uniforms.outputWidth) * uniforms.strideWidth + tap % uniforms.filterWidth - uniforms.left;
    if (row < 0 || row >= uniforms.inputHeight || column < 0 || column >= uniforms.inputWidth) { return 0.0; }
    let picture = line / uniforms.outputHeight;
    return x[((picture * uniforms.inputHeight + row) * uniforms.inputWidth + column) * uniforms.channels +
      tapChannel % uniforms.channels];
  }`

/** Loads for one thread of a tile of DEPTH pixels × TILE columns. */
const LOADS = (DEPTH * TILE) / THREADS

/** For every tap and channel, and every output channel, the sum over a part of the pixels; {@link SEEN} is in it. */
export const FILTER_GRADIENT = `
  var<workgroup> seenTile : array<array<f32, ${TILE}>, ${DEPTH}>;
  var<workgroup> slopeTile : array<array<f32, ${TILE}>, ${DEPTH}>;
  ${SEEN}
  fn write(part : i32, tap : i32, output : i32, sum : f32) {
    if (part >= uniforms.parts || tap >= uniforms.tapChannels || output >= uniforms.outputChannels) { return; }
    result[(part * uniforms.tapChannels + tap) * uniforms.outputChannels + output] = sum;
  }
  fn main(index : i32) {
    let here = i32(localId.x);
    let group = index / ${THREADS};
    let part = group / (uniforms.down * uniforms.across);
    let firstTap = (group / uniforms.across % uniforms.down) * ${TILE};
    let firstOutput = (group % uniforms.across) * ${TILE};
    let endPixel = min((part + 1) * uniforms.partPixels, uniforms.pixels);
    let top = here / ${LANES};
    let left = here % ${LANES};
    ${PLACES.map((_, row) => `var sum${row} = vec4<f32>(0.0);`).join(' ')}
    for (var at = 0; at < uniforms.partPixels; at += ${DEPTH}) {
      for (var load = 0; load < ${LOADS}; load++) {
        let depth = (load * ${THREADS} + here) / ${TILE};
        let place = here % ${TILE};
        let pixel = part * uniforms.partPixels + at + depth;
        let tap = firstTap + place;
        let output = firstOutput + place;
        var value = 0.0;
        if (pixel < endPixel && tap < uniforms.tapChannels) { value = seen(pixel, tap); }
        var slope = 0.0;
        if (pixel < endPixel && output < uniforms.outputChannels) {
          slope = dy[pixel * uniforms.outputChannels + output];
        }
        seenTile[depth][place] = value;
        slopeTile[depth][place] = slope;
      }
      workgroupBarrier();
      for (var depth = 0; depth < ${DEPTH}; depth++) {
        let slopes = vec4<f32>(${PLACES.map((place) => `slopeTile[depth][left + ${place}]`).join(', ')});
        ${PLACES.map((place, row) => `sum${row} += seenTile[depth][top + ${place}] * slopes;`).join('\n        ')}
      }
      workgroupBarrier();
    }
    ${PLACES.flatMap((down, row) =>
      PLACES.map(
        (right, column) =>
          `write(part, firstTap + top + ${down}, firstOutput + left + ${right}, sum${row}[${column}]);`,
      ),
    ).join('\n    ')}
  }`
