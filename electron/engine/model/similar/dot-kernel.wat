;; Dot products of one query with many vectors of int8, sixteen values at a time. Exact: at most 127 * 127 * 65,536 in
;; every sum of 32 bits.
;;
;; scripts/make-kernels.ts assembles this file into dot-kernel.ts.
(module
  (memory (export "memory") 1)

  ;; out[v] = sum over i of query[i] * vectors[v][i], for `count` vectors of `steps` * 16 int8 values each. The query is
  ;; int16 already, so that it is widened once and not with every vector.
  (func (export "dots")
    (param $out i32) (param $vectors i32) (param $query i32) (param $steps i32) (param $count i32)
    (local $at i32) (local $left i32) (local $values v128) (local $even v128) (local $odd v128)
    loop $each
      i32.const 0
      i32x4.splat
      local.tee $even
      local.set $odd
      local.get $query
      local.set $at
      local.get $steps
      local.set $left
      loop $sixteen
        local.get $vectors
        v128.load
        local.tee $values
        i16x8.extend_low_i8x16_s
        local.get $at
        v128.load
        i32x4.dot_i16x8_s
        local.get $even
        i32x4.add
        local.set $even
        local.get $values
        i16x8.extend_high_i8x16_s
        local.get $at
        v128.load offset=16
        i32x4.dot_i16x8_s
        local.get $odd
        i32x4.add
        local.set $odd

        local.get $vectors
        i32.const 16
        i32.add
        local.set $vectors
        local.get $at
        i32.const 32
        i32.add
        local.set $at
        local.get $left
        i32.const 1
        i32.sub
        local.tee $left
        br_if $sixteen
      end
      ;; The four parts of the sum: halves onto each other, twice.
      local.get $even
      local.get $odd
      i32x4.add
      local.tee $even
      local.get $even
      local.get $even
      i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
      i32x4.add
      local.tee $even
      local.get $even
      local.get $even
      i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11
      i32x4.add
      local.set $even
      local.get $out
      local.get $even
      v128.store32_lane 0
      local.get $out
      i32.const 4
      i32.add
      local.set $out
      local.get $count
      i32.const 1
      i32.sub
      local.tee $count
      br_if $each
    end)
)
