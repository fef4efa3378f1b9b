//! The host channel: section 7 of `docs/wire-format.md`.
#![allow(unsafe_code)] // The channel is a descriptor by its number; nobody opens it.

use super::tags::CHANNEL_DESCRIPTOR;
use std::fs::File;
use std::io::{Read, Result, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;

/// Sends a request's bytes and gives the response's. Errors: the host has no channel, or closed it.
pub fn exchange(request: &[u8]) -> Result<Vec<u8>> {
    // SAFETY: the descriptor is the format's own; it is never closed here.
    let channel = unsafe { File::from_raw_fd(CHANNEL_DESCRIPTOR as i32) };
    let mut channel = ManuallyDrop::new(channel);
    channel.write_all(&(request.len() as u32).to_le_bytes())?;
    channel.write_all(request)?;
    let mut length = [0; 4];
    channel.read_exact(&mut length)?;
    let mut response = vec![0; u32::from_le_bytes(length) as usize];
    channel.read_exact(&mut response)?;
    Ok(response)
}
