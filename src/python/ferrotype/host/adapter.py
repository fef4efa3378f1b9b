"""The adapter between a guest and WASI: see `channel`."""

ADAPTER = """
(module
  (type $rw (func (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (type $rw)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (type $rw)))
  (import "guest" "memory" (memory 0))
  (export "memory" (memory 0))
  (func (export "fd_read") (type $rw)
    (call $read (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
  (func (export "fd_write") (type $rw)
    (call $write (local.get 0) (local.get 1) (local.get 2) (local.get 3))))
"""
