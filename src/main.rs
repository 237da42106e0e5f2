//! Arguments in, exit code out.

use std::process::ExitCode;

/// Most of a run is many small pieces made on two threads, where the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    proxylint::cli::main()
}
