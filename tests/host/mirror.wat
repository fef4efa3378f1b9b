;; A guest that speaks the wire format with the least code: every request goes to the host over
;; the channel as it is, and the host's answer is the module's. `describe` is answered here;
;; `bool` traps, `str` never ends, `len` ends the instance as a refusal does, `hash` answers with
;; bytes that are not the format's.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read"
    (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (global $free (mut i32) (i32.const 4096))
  ;; [0, {"format": 1, "runtime": "mirror", "modules": ["mirror"]}, []]
  (data (i32.const 1024)
    "\83\00\d8\1c\d9\46\03\86\66format\01\67runtime\66mirror\67modules\d8\1c\81\66mirror\80")
  (data (i32.const 1200) "error[FT0999]: refused by the test\n")
  (func (export "_initialize"))
  (func $allocate (export "ferrotype_allocate") (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (global.get $free))
    (global.set $free
      (i32.and (i32.add (i32.add (global.get $free) (local.get $size)) (i32.const 7)) (i32.const -8)))
    (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
      (then (if (i32.eq (i32.const -1)
          (memory.grow (i32.add (i32.const 1) (i32.div_u (local.get $size) (i32.const 65536)))))
        (then unreachable))))
    (local.get $at))
  (func (export "ferrotype_release") (param i32 i32))
  ;; Writes or reads exactly `length` bytes, however many pieces that takes.
  (func $send (param $at i32) (param $length i32) (local $piece i32)
    (loop $again
      (if (local.get $length) (then
        ;; At most 5 bytes at a time, so that frames arrive in pieces.
        (local.set $piece (select (local.get $length) (i32.const 5)
          (i32.lt_u (local.get $length) (i32.const 5))))
        (i32.store (i32.const 16) (local.get $at))
        (i32.store (i32.const 20) (local.get $piece))
        (if (call $fd_write (i32.const 2147483647) (i32.const 16) (i32.const 1) (i32.const 24))
          (then unreachable))
        (local.set $at (i32.add (local.get $at) (i32.load (i32.const 24))))
        (local.set $length (i32.sub (local.get $length) (i32.load (i32.const 24))))
        (br $again)))))
  (func $receive (param $at i32) (param $length i32)
    (loop $again
      (if (local.get $length) (then
        (i32.store (i32.const 16) (local.get $at))
        (i32.store (i32.const 20) (local.get $length))
        (if (call $fd_read (i32.const 2147483647) (i32.const 16) (i32.const 1) (i32.const 24))
          (then unreachable))
        (local.set $at (i32.add (local.get $at) (i32.load (i32.const 24))))
        (local.set $length (i32.sub (local.get $length) (i32.load (i32.const 24))))
        (br $again)))))
  (func $operation (param $at i32) (result i32)  ;; the first four letters
    (i32.load (i32.add (local.get $at) (i32.const 2))))
  (func (export "ferrotype_call") (param $at i32) (param $length i32) (result i64)
    (local $answer i32)
    (if (i32.eq (call $operation (local.get $at)) (i32.const 0x63736564)) ;; desc
      (then (return (i64.const 0x40000000032))))
    (if (i32.eq (call $operation (local.get $at)) (i32.const 0x6c6f6f62)) ;; bool
      (then unreachable))
    (if (i32.eq (i32.and (call $operation (local.get $at)) (i32.const 0xffffff)) (i32.const 0x727473))
      (then (loop $forever (br $forever)))) ;; str
    (if (i32.eq (i32.and (call $operation (local.get $at)) (i32.const 0xffffff)) (i32.const 0x6e656c))
      (then ;; len
        (i32.store (i32.const 16) (i32.const 1200))
        (i32.store (i32.const 20) (i32.const 35))
        (drop (call $fd_write (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 24)))
        (call $proc_exit (i32.const 3))))
    (if (i32.eq (call $operation (local.get $at)) (i32.const 0x68736168)) ;; hash
      (then (return (i64.const 0x4b000000005))))
    (i32.store (i32.const 8) (local.get $length))
    (call $send (i32.const 8) (i32.const 4))
    (call $send (local.get $at) (local.get $length))
    (call $receive (i32.const 8) (i32.const 4))
    (local.set $length (i32.load (i32.const 8)))
    (local.set $answer (call $allocate (local.get $length)))
    (call $receive (local.get $answer) (local.get $length))
    (i64.or (i64.shl (i64.extend_i32_u (local.get $answer)) (i64.const 32))
      (i64.extend_i32_u (local.get $length)))))
