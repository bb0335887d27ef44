// SPDX-License-Identifier: MIT
// Preloaded into a process: a disk that fills up. Whatever the process does in the folder
// $FULL_DISK_FOLDER that may need space is counted (files made, written, lengthened, saved and
// renamed, folders made); from the call with the number $FULL_DISK_AT, counted from 1, until the
// process ends, or for that one call when $FULL_DISK_ONCE is set, there is no space left: a write
// puts what fits, half of its bytes, the first time and then nothing. The count is left in
// $FULL_DISK_COUNT.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

static int below(const char* path) {
  const char* folder = getenv("FULL_DISK_FOLDER");
  return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int file_below(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = 0;
  return below(path);
}

// 0: goes through; 1: the first call that does not; 2: a later one.
static int is_full(void) {
  const long call = atomic_fetch_add(&calls, 1) + 1;
  const char* at = getenv("FULL_DISK_AT");
  if (at == NULL || call < atol(at)) return 0;
  if (call == atol(at)) return 1;
  return getenv("FULL_DISK_ONCE") == NULL ? 2 : 0;
}

static int refused(void) {
  errno = ENOSPC;
  return -1;
}

__attribute__((destructor)) static void leave_count(void) {
  const char* name = getenv("FULL_DISK_COUNT");
  FILE* file = name == NULL ? NULL : fopen(name, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const int full = file_below(descriptor) ? is_full() : 0;
  if (full == 0) return REAL(write)(descriptor, bytes, size);
  return full == 1 && size > 1 ? REAL(write)(descriptor, bytes, size / 2) : refused();
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t place) {
  const int full = file_below(descriptor) ? is_full() : 0;
  if (full == 0) return REAL(pwrite)(descriptor, bytes, size, place);
  return full == 1 && size > 1 ? REAL(pwrite)(descriptor, bytes, size / 2, place) : refused();
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t place) {
  return pwrite(descriptor, bytes, size, place);
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  if (file_below(descriptor) && is_full() != 0) return refused();
  return REAL(writev)(descriptor, parts, count);
}

int ftruncate(int descriptor, off_t size) {
  if (file_below(descriptor) && is_full() != 0) return refused();
  return REAL(ftruncate)(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

int fsync(int descriptor) {
  if (file_below(descriptor) && is_full() != 0) return refused();
  return REAL(fsync)(descriptor);
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  struct stat found;
  if ((flags & O_CREAT) != 0 && below(path) && lstat(path, &found) != 0 && is_full() != 0)
    return refused();
  return REAL(open)(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  return open(path, flags, mode);
}

int mkdir(const char* path, mode_t mode) {
  if (below(path) && is_full() != 0) return refused();
  return REAL(mkdir)(path, mode);
}

int rename(const char* from, const char* to) {
  if (below(to) && is_full() != 0) return refused();
  return REAL(rename)(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  if (below(to) && is_full() != 0) return refused();
  return REAL(renameat2)(from_folder, from, to_folder, to, flags);
}
