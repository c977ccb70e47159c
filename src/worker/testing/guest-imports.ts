import type { PythonVersion } from '../../contract/options';

/** Everything a guest can call, by name: what is not here it does not have. To add one is a decision. */
const BOTH = `
  env.memory
  clock_res_get clock_time_get environ_get environ_sizes_get
  fd_advise fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_filestat_get fd_filestat_set_size
  fd_filestat_set_times fd_pread fd_prestat_dir_name fd_prestat_get fd_pwrite fd_read fd_readdir fd_seek fd_sync fd_tell
  fd_write
  path_create_directory path_filestat_get path_filestat_set_times path_link path_open path_readlink
  path_remove_directory path_rename path_symlink path_unlink_file
  poll_oneoff proc_exit random_get sched_yield
  sock_accept sock_recv sock_send sock_shutdown
`;

export const GUEST_IMPORTS = {
  '3.12': namesIn(`${BOTH} args_get args_sizes_get fd_allocate`),
  '3.13': namesIn(`${BOTH} goru.tick`),
} as const satisfies Record<PythonVersion, readonly string[]>;

/** Those without a module are of WASI's. */
function namesIn(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((name) => (name.includes('.') ? name : `wasi_snapshot_preview1.${name}`))
    .sort();
}
