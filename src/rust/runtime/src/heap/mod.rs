//! What objects are made of besides their payloads: attribute storage, weak references, statics of one thread.

pub mod attributes;
pub mod pool;
pub mod single_thread;
pub mod stack;
pub mod weak;
