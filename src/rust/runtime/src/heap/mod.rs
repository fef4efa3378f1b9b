//! What objects are made of besides their payloads: attribute storage, weak references, statics of one thread.

pub mod attributes;
pub mod census;
pub mod finalizers;
pub mod pool;
#[cfg(test)]
mod pool_test;
pub mod single_thread;
pub mod stack;
#[cfg(test)]
mod stack_test;
pub mod weak;
