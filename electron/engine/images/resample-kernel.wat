;; The two passes of resample.ts, eight 16-bit products at a time. Bit for bit what its plain loops give: sums are
;; taken modulo 2^32 in any order, and nothing that is narrowed is out of range.
;;
;; scripts/make-kernels.ts assembles this file into resample-kernel.ts. It knows the instructions used here and
;; takes them unfolded, one line each.
(module
  (memory (export "memory") 1)

  ;; One output line at full width: line[x] = (256 + sum over taps of weight * pixel) >> 9, 16 values at a time.
  ;; Lines are taken in pairs, so `weights` holds 2 * pairs numbers. Reads and writes run up to 15 values past the end.
  (func (export "gather")
    (param $line i32) (param $pixels i32) (param $stride i32) (param $weights i32) (param $pairs i32)
    (local $column i32) (local $from i32) (local $weight i32) (local $left i32)
    (local $upper v128) (local $lower v128) (local $mixed v128) (local $pair v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    loop $columns
      i32.const 256
      i32x4.splat
      local.tee $sum0
      local.tee $sum1
      local.tee $sum2
      local.set $sum3
      local.get $pixels
      local.get $column
      i32.add
      local.set $from
      local.get $weights
      local.set $weight
      local.get $pairs
      local.set $left
      loop $lines
        local.get $from
        v128.load
        local.set $upper
        local.get $from
        local.get $stride
        i32.add
        local.tee $from
        v128.load
        local.set $lower
        local.get $from
        local.get $stride
        i32.add
        local.set $from
        ;; Two 16-bit weights, four times over.
        local.get $weight
        v128.load32_splat
        local.set $pair

        local.get $upper
        local.get $lower
        i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
        local.tee $mixed
        i16x8.extend_low_i8x16_u
        local.get $pair
        i32x4.dot_i16x8_s
        local.get $sum0
        i32x4.add
        local.set $sum0
        local.get $mixed
        i16x8.extend_high_i8x16_u
        local.get $pair
        i32x4.dot_i16x8_s
        local.get $sum1
        i32x4.add
        local.set $sum1
        local.get $upper
        local.get $lower
        i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31
        local.tee $mixed
        i16x8.extend_low_i8x16_u
        local.get $pair
        i32x4.dot_i16x8_s
        local.get $sum2
        i32x4.add
        local.set $sum2
        local.get $mixed
        i16x8.extend_high_i8x16_u
        local.get $pair
        i32x4.dot_i16x8_s
        local.get $sum3
        i32x4.add
        local.set $sum3

        local.get $weight
        i32.const 4
        i32.add
        local.set $weight
        local.get $left
        i32.const 1
        i32.sub
        local.tee $left
        br_if $lines
      end
      local.get $line
      local.get $column
      i32.const 1
      i32.shl
      i32.add
      local.tee $from
      local.get $sum0
      i32.const 9
      i32x4.shr_s
      local.get $sum1
      i32.const 9
      i32x4.shr_s
      i16x8.narrow_i32x4_s
      v128.store
      local.get $from
      local.get $sum2
      i32.const 9
      i32x4.shr_s
      local.get $sum3
      i32.const 9
      i32x4.shr_s
      i16x8.narrow_i32x4_s
      v128.store offset=16
      local.get $column
      i32.const 16
      i32.add
      local.tee $column
      local.get $stride
      i32.lt_u
      br_if $columns
    end
  )

  ;; One line narrowed to `count` pixels: the weighted sum of 2 * pairs pixels of three 16-bit values each, from
  ;; pixel first[x] on, shifted down by 19 and cut to 0..255. Reads and writes run a little past the end.
  (func (export "narrow")
    (param $line i32) (param $out i32) (param $first i32) (param $weights i32) (param $pairs i32) (param $count i32)
    (local $from i32) (local $left i32) (local $taken v128) (local $sum v128)
    loop $places
      i32.const 262144
      i32x4.splat
      local.set $sum
      local.get $line
      local.get $first
      i32.load
      i32.const 6
      i32.mul
      i32.add
      local.set $from
      local.get $pairs
      local.set $left
      loop $taps
        ;; r0 g0 b0 r1 g1 b1 . . becomes r0 r1 g0 g1 b0 b1 . .
        local.get $from
        v128.load
        local.tee $taken
        local.get $taken
        i8x16.shuffle 0 1 6 7 2 3 8 9 4 5 10 11 12 13 14 15
        local.get $weights
        v128.load32_splat
        i32x4.dot_i16x8_s
        local.get $sum
        i32x4.add
        local.set $sum
        local.get $from
        i32.const 12
        i32.add
        local.set $from
        local.get $weights
        i32.const 4
        i32.add
        local.set $weights
        local.get $left
        i32.const 1
        i32.sub
        local.tee $left
        br_if $taps
      end
      local.get $out
      local.get $sum
      i32.const 19
      i32x4.shr_s
      local.tee $sum
      local.get $sum
      i16x8.narrow_i32x4_s
      local.tee $sum
      local.get $sum
      i8x16.narrow_i16x8_u
      v128.store32_lane 0
      local.get $out
      i32.const 3
      i32.add
      local.set $out
      local.get $first
      i32.const 4
      i32.add
      local.set $first
      local.get $count
      i32.const 1
      i32.sub
      local.tee $count
      br_if $places
    end
  )
)
