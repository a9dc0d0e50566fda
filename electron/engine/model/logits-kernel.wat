;; The sums of `linear` in heads.ts, ten labels at a time, two to a register. Bit for bit what its plain loops give: every
;; sum is one of float64 in the order of the dimensions, and a product is rounded before it is added.
;;
;; scripts/make-kernels.ts assembles this file into logits-kernel.ts.
(module
  (memory (export "memory") 1)

  ;; out[label] = sum over d of values[d] * weights[label][d], all float64, for `blocks` * 10 labels. The weights of a
  ;; block lie dimension by dimension, those of its ten labels side by side.
  (func (export "sums")
    (param $out i32) (param $values i32) (param $weights i32) (param $dimensions i32) (param $blocks i32)
    (local $at i32) (local $left i32) (local $value v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128) (local $sum4 v128)
    loop $each
      i32.const 0
      i32x4.splat
      local.tee $sum0
      local.tee $sum1
      local.tee $sum2
      local.tee $sum3
      local.set $sum4
      local.get $values
      local.set $at
      local.get $dimensions
      local.set $left
      loop $dimension
        local.get $at
        v128.load64_splat
        local.set $value
        local.get $value
        local.get $weights
        v128.load
        f64x2.mul
        local.get $sum0
        f64x2.add
        local.set $sum0
        local.get $value
        local.get $weights
        v128.load offset=16
        f64x2.mul
        local.get $sum1
        f64x2.add
        local.set $sum1
        local.get $value
        local.get $weights
        v128.load offset=32
        f64x2.mul
        local.get $sum2
        f64x2.add
        local.set $sum2
        local.get $value
        local.get $weights
        v128.load offset=48
        f64x2.mul
        local.get $sum3
        f64x2.add
        local.set $sum3
        local.get $value
        local.get $weights
        v128.load offset=64
        f64x2.mul
        local.get $sum4
        f64x2.add
        local.set $sum4
        local.get $at
        i32.const 8
        i32.add
        local.set $at
        local.get $weights
        i32.const 80
        i32.add
        local.set $weights
        local.get $left
        i32.const 1
        i32.sub
        local.tee $left
        br_if $dimension
      end
      local.get $out
      local.get $sum0
      v128.store
      local.get $out
      local.get $sum1
      v128.store offset=16
      local.get $out
      local.get $sum2
      v128.store offset=32
      local.get $out
      local.get $sum3
      v128.store offset=48
      local.get $out
      local.get $sum4
      v128.store offset=64
      local.get $out
      i32.const 80
      i32.add
      local.set $out
      local.get $blocks
      i32.const 1
      i32.sub
      local.tee $blocks
      br_if $each
    end)
)
